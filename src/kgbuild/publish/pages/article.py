"""The page of an article."""

from collections.abc import Iterable

from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render


def paths(site: Site) -> Iterable[str]:
    """One page for each article."""
    for node in site.told:
        yield f"{site.routes.stem(node)}{HTML}"


def content(site: Site, path: str) -> bytes:
    """What an article says."""
    node = node_of(site, path)
    return render(site, path, "article.html", site.label(node), node=node)
