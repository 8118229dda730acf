"""Why two are one: the names of an entity, and the tellings of an event, in a built graph."""

from collections import defaultdict
from collections.abc import Sequence

from kgbuild.errors import GraphError
from kgbuild.model import EntityFinding, Span
from kgbuild.model.identity import ENTITY, Decision
from kgbuild.pipeline import graphs
from kgbuild.pipeline.build import class_parents
from kgbuild.pipeline.rereading import reread
from kgbuild.project import Project
from kgbuild.read import Place
from kgbuild.resolve import Hierarchy
from kgbuild.resolve.bonds import Bond, bonds
from kgbuild.resolve.identity import FILE, read_decisions
from kgbuild.show import mentions
from kgbuild.store import DCTERMS, KG, Index, NamedNode


def is_event(graph: Index, node: NamedNode) -> bool:
    """Whether a node of the graph is an event that an article reports."""
    return bool(graph.subjects(KG["about"], node))


def event_merges(project: Project, graph: Index, node: NamedNode, places: Sequence[Place] = ()) -> list[Decision]:
    """The rows of `merges.tsv` on the tellings of an event; raises as `reread` does, and MergeError for a bad file."""
    rows = read_decisions(project.root / FILE)
    if not rows:
        return []
    reports = graph.subjects(KG["about"], node)
    pairs = [(report, article) for report in reports for article in graph.nodes(report, KG["inArticle"])]
    read = reread(project, graph, [article for _, article in pairs], places)
    names = {
        f"{article.name}#{event.trigger.start}-{event.trigger.end}"
        for (report, _), (article, findings) in zip(pairs, read, strict=True)
        for event in mentions(graph, report, article, findings)
    }
    return [each for each in rows if each.kind != ENTITY and (each.one in names or each.other in names)]


def entity_bonds(project: Project, graph: Index, node: NamedNode, places: Sequence[Place] = ()) -> list[Bond]:
    """The signs by which the names of an entity are one; raises as `reread` does, and GraphError for what has none."""
    named: defaultdict[NamedNode, set[Span]] = defaultdict(set)
    for mention in graph.subjects(KG["refersTo"], node):
        start, end = (int(graph.text(mention, KG[edge]) or 0) for edge in ("start", "end"))
        for article in graph.nodes(mention, KG["inArticle"]):
            named[article].add(Span(start, end))
    if not named:
        raise GraphError(f"{node.value} is no event and no entity", "only these have a why to tell")
    articles = sorted(named, key=lambda each: each.value)
    found: list[tuple[str, EntityFinding]] = [
        (article.name, each)
        for at, (article, findings) in zip(articles, reread(project, graph, articles, places), strict=True)
        for each in findings.entities
        if named[at].intersection(each.mentions)
    ]
    decided = [each for each in read_decisions(project.root / FILE) if each.kind == ENTITY]
    names = {each: graph.text(each, DCTERMS["identifier"]) or "" for each in articles}
    originals = {
        names[each]: graph.text(original, DCTERMS["identifier"]) or ""
        for each in articles
        for original in graph.nodes(each, KG["copyOf"])
    }
    return bonds(found, Hierarchy(class_parents(graphs.ontology(project))), decided, originals)
