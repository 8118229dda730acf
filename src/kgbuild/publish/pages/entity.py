"""The page of a person, state, organization, place, group or unnamed source."""

from collections.abc import Iterable

from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render


def paths(site: Site) -> Iterable[str]:
    """One page for each entity."""
    for node in site.entities:
        yield f"{site.routes.stem(node)}{HTML}"


def content(site: Site, path: str) -> bytes:
    """All that is known of an entity."""
    node = node_of(site, path)
    return render(site, path, "entity.html", site.label(node), node=node)
