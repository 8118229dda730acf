"""The front page."""

from collections.abc import Iterable

from kgbuild.publish.site import Site
from kgbuild.publish.templating import render


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one page."""
    return ("index.html",)


def content(site: Site, path: str) -> bytes:
    """What is in the data."""
    return render(site, path, "front.html", site.title)
