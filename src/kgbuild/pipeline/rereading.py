"""Articles of a built graph read once more, for what the graph does not hold."""

from collections.abc import Mapping, Sequence

from kgbuild.errors import ArticleError, GraphError
from kgbuild.model import Article, Findings
from kgbuild.pipeline.build import reader
from kgbuild.pipeline.cache import FindingsCache
from kgbuild.pipeline.fingerprints import reader_fingerprint
from kgbuild.pipeline.reading import beside, read
from kgbuild.project import Project
from kgbuild.read import Place
from kgbuild.show import Coverage, Explanation, coverage, explain, mentions
from kgbuild.store import DCTERMS, KG, RDF, Index, NamedNode


def reread(
    project: Project, graph: Index, nodes: Sequence[NamedNode], places: Sequence[Place] = ()
) -> list[tuple[Article, Findings]]:
    """The text and the findings of some kg:Article nodes, found in the project's articles or in `places`.

    What the last build keeps is not read anew. Raises ArticleError where a text is not there, or is another than that
    of the graph.
    """
    found = read(project, beside(project, places)).articles.by_name
    articles = [_same(graph, node, found) for node in nodes]
    kept = FindingsCache(project.cache / "findings", reader_fingerprint(project))
    known = [kept.get(article) for article in articles]
    new = [article for article, findings in zip(articles, known, strict=True) if findings is None]
    fresh = iter(reader(project).read_all(new) if new else ())
    return [(article, each or next(fresh)) for article, each in zip(articles, known, strict=True)]


def is_article(graph: Index, node: NamedNode) -> bool:
    """Whether a node of the graph is an article, and its latest version."""
    return KG["Article"] in graph.nodes(node, RDF["type"]) and not graph.subjects(KG["revisionOf"], node)


def article_coverage(project: Project, graph: Index, node: NamedNode, places: Sequence[Place] = ()) -> Coverage:
    """What the reading of an article leaves over; raises ArticleError as `reread` does."""
    ((article, findings),) = reread(project, graph, [node], places)
    return coverage(article, findings)


def event_explanations(
    project: Project, graph: Index, node: NamedNode, places: Sequence[Place] = ()
) -> list[Explanation]:
    """Why each mention of an event in the graph was found, by article and text.

    Raises GraphError where the node is no event or the reading no longer gives it, ArticleError as `reread` does.
    """
    from kgbuild.language.events.lexicon import Lexicon

    reports = graph.subjects(KG["about"], node)
    if not reports:
        raise GraphError(f"{node.value} is no event", "only events have a lexicon entry and a parse to tell")
    pairs = [(report, article) for report in reports for article in graph.nodes(report, KG["inArticle"])]
    read = reread(project, graph, [article for _, article in pairs], places)
    frames = {frame.iri: frame for frame in Lexicon.load(project.folders("ontology")).frames}
    found = [
        (article.name, event.trigger, explain(article, findings, event, frames[event.frame]))
        for (report, _), (article, findings) in zip(pairs, read, strict=True)
        for event in mentions(graph, report, article, findings)
    ]
    if not found:
        raise GraphError(f"the reading no longer gives {node.value}", "build anew: kgbuild build")
    return [explanation for _, _, explanation in sorted(found, key=lambda each: each[:2])]


def _same(graph: Index, node: NamedNode, found: Mapping[str, Article]) -> Article:
    """The article with the name and the text that the graph has of a node."""
    name = graph.text(node, DCTERMS["identifier"]) or ""
    if name not in found:
        raise ArticleError(f"the text of {name} is not there", "say where it lies: --articles FILE|FOLDER")
    if found[name].sha256 != graph.text(node, KG["sha256"]):
        raise ArticleError(f"the text of {name} has changed since the build", "build anew: kgbuild build")
    return found[name]
