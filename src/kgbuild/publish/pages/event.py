"""The page of an event."""

from collections.abc import Iterable

from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render


def paths(site: Site) -> Iterable[str]:
    """One page for each event."""
    for node in site.events:
        yield f"{site.routes.stem(node)}{HTML}"


def content(site: Site, path: str) -> bytes:
    """All that is known of an event."""
    node = node_of(site, path)
    return render(site, path, "event.html", site.label(node), node=node)
