"""What makes the files of a site, and what adds to its pages: the one list of all parts."""

from dataclasses import replace

from kgbuild.publish import static
from kgbuild.publish.console import dump
from kgbuild.publish.console import page as console
from kgbuild.publish.data import parts as data
from kgbuild.publish.pages import article, entity, event, front, lists, ontology, query, search
from kgbuild.publish.pictures import bars, links, network, timeline
from kgbuild.publish.pictures import map as atlas
from kgbuild.publish.site import Inserter, Maker, Site

MAKERS: tuple[Maker, ...] = (
    front,
    lists,
    entity,
    event,
    article,
    ontology,
    query,
    search,
    timeline,
    atlas,
    network,
    bars,
    console,
    dump,
    *data.MAKERS,
    static,
)
INSERTERS: tuple[Inserter, ...] = (*data.INSERTERS, links.insert)


def whole(site: Site) -> Site:
    """The site with all its parts."""
    return replace(site, makers=MAKERS, inserters=INSERTERS)
