"""`kgbuild serve`."""

import logging
import sys
from ipaddress import ip_address
from pathlib import Path

import click

from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import say, warn


@click.command()
@click.option("--reconcile", is_flag=True, help="Reconciliation services for OpenRefine and other clients, too.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free port.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A host name that requests may be sent to.")
@click.option(
    "--timeout", type=click.IntRange(1, 20), default=10, show_default=True, help="Seconds that a query may take."
)
@click.option(
    "--articles",
    "places",
    multiple=True,
    type=PLACE,
    help="Article files or folders whose texts to show, beside the project's articles/.",
)
@click.option("--quiet", is_flag=True, help="No line for each request.")
@click.pass_obj
def serve(folder: Path, /, reconcile: bool, host: str, port: int, **given: object) -> None:
    """Serve the project over HTTP, to be read only, until Ctrl-C.

    The pages that `kgbuild publish` makes, each thing as Turtle, JSON-LD or N-Triples for who asks for it, SPARQL at
    /sparql and saved queries at /queries; /api tells how to use them. With --reconcile, OpenRefine can match the cells
    of a table with the project's entities and with Wikidata's items.

    The URL is printed. Requests must be sent to localhost, to an IP address, or to a NAME that is allowed. Each is told
    in a line on stderr.
    """
    from kgbuild import project
    from kgbuild.pipeline.serving import Wanted, served
    from kgbuild.serve import LOG, address, listen, run

    here = project.find(folder)
    places, names, timeout = given["places"], given["names"], given["timeout"]
    if not (isinstance(places, tuple) and isinstance(names, tuple) and isinstance(timeout, int)):
        raise TypeError(given)
    wanted = Wanted((host, *names), places, reconcile, float(timeout))
    with listen(host, port) as listener, served(here, wanted) as (app, end):
        if not given["quiet"]:
            _log(LOG)
        click.echo(address(listener))
        if not ip_address(listener.getsockname()[0]).is_loopback:
            warn("whoever reaches this machine over the network can read what is served")
        say("stop with Ctrl-C")
        run(app, listener, end)


def _log(log: logging.Logger) -> None:
    """Write the lines of a log to stderr as they are."""
    log.setLevel(logging.INFO)
    log.propagate = False
    log.handlers = [logging.StreamHandler(sys.stderr)]
