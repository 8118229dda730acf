"""What the graph says of nodes that no page shows: it is in one document of its own, so that nothing is lost."""

from kgbuild.publish.data.description import DEPTH, is_part, linked_above, said
from kgbuild.publish.site import Site
from kgbuild.store import NamedNode, Triple

OTHER = "other"


def rest(site: Site) -> tuple[Triple, ...]:
    """The statements that are in the description of no page."""
    graph = site.graph
    subjects = dict.fromkeys(subject for subject, _, _ in graph.statements())
    shown: set[object] = {each for each in subjects if isinstance(each, NamedNode) and site.routes.stem(each)}
    newest: set[object] = {*shown, *(each for each in subjects if is_part(site, each) and linked_above(site, each))}
    shown |= newest
    for _ in range(DEPTH):
        named = {value for each in newest for _, value in graph.about(each) if is_part(site, value)}
        newest = named - shown
        shown |= newest
    return tuple(said(graph, (each for each in subjects if each not in shown)))
