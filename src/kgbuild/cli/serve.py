"""`kgbuild serve`."""

from ipaddress import ip_address
from pathlib import Path

import click

from kgbuild.cli.terminal import say, warn


@click.command()
@click.option("--reconcile", is_flag=True, help="Reconciliation services for OpenRefine and other clients.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free port.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A host name that requests may be sent to.")
@click.pass_obj
def serve(folder: Path, reconcile: bool, host: str, port: int, names: tuple[str, ...]) -> None:
    """Serve the project over HTTP, to be read only, until Ctrl-C.

    With --reconcile, OpenRefine can match the cells of a table with the project's entities and with Wikidata's items.
    The URL is printed; the page there says how to go on. Requests must be sent to localhost, to an IP address, or to a
    NAME that is allowed.
    """
    if not reconcile:
        raise click.UsageError("say what to serve: --reconcile")
    from kgbuild import project
    from kgbuild.pipeline import serving
    from kgbuild.serve import address, listen, run

    here = project.find(folder)
    with listen(host, port) as listener:
        app = serving.reconciliation(here, [host, *names])
        click.echo(address(listener))
        if not ip_address(listener.getsockname()[0]).is_loopback:
            warn("whoever reaches this machine over the network can read what is served")
        say("stop with Ctrl-C")
        run(app, listener)
