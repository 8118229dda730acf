"""What makes the files of a site, and what adds to its pages: the one list of all parts."""

from dataclasses import replace

from kgbuild.publish import static
from kgbuild.publish.pages import article, entity, event, front, lists, ontology, query, search
from kgbuild.publish.site import Inserter, Maker, Site

MAKERS: tuple[Maker, ...] = (front, lists, entity, event, article, ontology, query, search, static)
INSERTERS: tuple[Inserter, ...] = ()


def whole(site: Site) -> Site:
    """The site with all its parts."""
    return replace(site, makers=MAKERS, inserters=INSERTERS)
