"""The entities of a project's own graph, to reconcile with."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from kgbuild.graph.classes import local_name
from kgbuild.link.index.folding import fold
from kgbuild.model.terms import ENTITY_TYPES, WIKIDATA
from kgbuild.serve.reconcile.names import NameIndex
from kgbuild.serve.reconcile.record import ITEMS, PROJECT, Property, Record, Reference, Value
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SKOS, WGS, Index, Literal, NamedNode

_NAMED = {SKOS["altLabel"]: "alias", SKOS["exactMatch"]: "exactMatch", OWL["sameAs"]: "exactMatch"}
_ELSEWHERE = (RDF["type"], RDFS["label"], WGS["lat"], WGS["long"])
_ROLES = (KG["agent"], KG["target"], KG["place"])
_PROPERTIES = (
    Property("label", "label", "The name it is known by."),
    Property("alias", "also called", "Another form of its name that articles use."),
    Property("description", "description", "What it is, in a few words."),
    Property("class", "class", "The class of the ontology that it belongs to."),
    Property("position", "position held", "A position that the person holds, in an article's words.", type="Person"),
    Property("heldFor", "acts for", "The state or body that the person holds a position for.", type="Person"),
    Property("country", "country", "The state that it belongs to or acts for."),
    Property("event", "takes part in", "An event that it takes part in, or that takes place there."),
    Property("article", "named in", "An article that names it."),
    Property("coordinates", "coordinates", "Latitude and longitude in degrees (WGS 84).", type="Location"),
    Property("exactMatch", "Wikidata item", "The item of Wikidata that it is linked to.", ITEMS),
)
_SHOWN = 2


class ProjectSpace:
    """All entities of a built graph; an identifier is what follows the base in the IRI, such as `person/ada-lovelace`.

    `name_of` gives the name of a Wikidata item.
    """

    key = PROJECT
    page = ""

    def __init__(
        self, graph: Index, types: TypeTree, base: str, title: str, name_of: Callable[[str], str] = lambda qid: qid
    ) -> None:
        self.identifiers = base
        self.title = title
        self._graph, self._types, self._name_of = graph, types, name_of
        nodes = dict.fromkeys(node for kind in ENTITY_TYPES for node in graph.instances(NamedNode(kind)))
        self._records = {each.id: each for node in nodes for each in [self._record(node)]}
        self._index = NameIndex((name, each.id) for each in self._records.values() for name in each.names)
        self._holders: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self._records.values():
            for key in dict.fromkeys(_keys(each)):
                self._holders[key].append(each.id)
        self.properties = self._all_properties()

    def record(self, identifier: str) -> Record | None:
        """The entity of this identifier, None where there is none."""
        return self._records.get(identifier)

    def named(self, name: str, limit: int) -> Iterable[Record]:
        """The entities of this name, and those of names with many of the same letters."""
        found = dict.fromkeys((*self._index.exact(name), *self._index.near(name, limit)))
        return [self._records[each] for each in found]

    def holding(self, property_id: str, value: str, limit: int) -> Iterable[Record]:
        """The entities that have this value for a property."""
        exactly, folded_too = self._holders.get((property_id, value), []), (property_id, fold(value))
        found = dict.fromkeys((*exactly, *self._holders.get(folded_too, [])))
        return [self._records[each] for each in list(found)[:limit]]

    def beginning(self, prefix: str) -> Iterable[Record]:
        """The entity of this identifier, then those of which a name or a word in one begins so."""
        own = [prefix] if prefix in self._records else []
        return [self._records[each] for each in dict.fromkeys((*own, *self._index.beginning(prefix)))]

    def linked(self, qid: str) -> tuple[Reference, ...]:
        """The entities that are linked to a Wikidata item."""
        found = self.holding("exactMatch", qid, len(self._records))
        return tuple(Reference(each.id, each.name) for each in found)

    def _record(self, node: NamedNode) -> Record:
        label = next((each for each in self._graph.objects(node, RDFS["label"]) if isinstance(each, Literal)), None)
        name = label.value if label else local_name(node.value)
        kinds = tuple(each.value for each in self._graph.nodes(node, RDF["type"]))
        values: defaultdict[str, dict[Value, None]] = defaultdict(dict)
        for key, value in (("label", name), *self._told(node)):
            values[key][value] = None
        classes = [each.name() for each in self._types.finest(kinds)]
        values["class"] = dict.fromkeys(classes)
        description = _described(classes, values)
        values["description"] = {description: None}
        return Record(
            node.value.removeprefix(self.identifiers),
            name,
            tuple(sorted(set(self._graph.texts(node, SKOS["altLabel"])) - {name})),
            description,
            kinds,
            (label.language or "") if label else "",
            len(self._graph.subjects(KG["refersTo"], node)),
            {key: tuple(found) for key, found in values.items()},
        )

    def _told(self, node: NamedNode) -> Iterator[tuple[str, Value]]:
        """All that the graph says of an entity, by property."""
        graph = self._graph
        for tenure in graph.subjects(KG["holder"], node):
            yield from (("position", text) for text in graph.texts(tenure, KG["position"]))
            for body in graph.nodes(tenure, KG["heldFor"]):
                yield "heldFor", self._reference(body)
                if KG["State"] in graph.nodes(body, RDF["type"]):
                    yield "country", self._reference(body)
        yield from (("event", self._label(event)) for role in _ROLES for event in graph.subjects(role, node))
        yield from (("article", name) for name in self._articles(node))
        for north, east in zip(graph.texts(node, WGS["lat"]), graph.texts(node, WGS["long"]), strict=False):
            yield "coordinates", f"{north},{east}"
        for predicate, value in graph.about(node):
            if predicate not in _ELSEWHERE:
                yield _NAMED.get(predicate, local_name(predicate.value)), self._value(value)

    def _articles(self, node: NamedNode) -> list[str]:
        mentions = self._graph.subjects(KG["refersTo"], node)
        articles = {each for mention in mentions for each in self._graph.nodes(mention, KG["inArticle"])}
        return sorted(self._graph.text(each, DCTERMS["title"]) or self._label(each) for each in articles)

    def _value(self, value: object) -> Value:
        if not isinstance(value, NamedNode):
            return str(getattr(value, "value", value))
        if value.value.startswith(WIKIDATA):
            qid = value.value.removeprefix(WIKIDATA)
            return Reference(qid, self._name_of(qid))
        return self._reference(value) if value in self._graph else value.value

    def _reference(self, node: NamedNode) -> Reference:
        return Reference(node.value.removeprefix(self.identifiers), self._label(node))

    def _label(self, node: NamedNode) -> str:
        return self._graph.text(node, RDFS["label"]) or local_name(node.value)

    def _all_properties(self) -> tuple[Property, ...]:
        """The usual properties, and those that only this graph has."""
        usual = {each.id for each in _PROPERTIES}
        own = sorted({key for each in self._records.values() for key in each.values} - usual)
        return (*_PROPERTIES, *(Property(each, each) for each in own))


def _described(classes: list[str], values: defaultdict[str, dict[Value, None]]) -> str:
    """What an entity is in a few words: its class, its positions, and how often it is met."""
    positions = [str(each) for each in values["position"]][:_SHOWN]
    events, articles = len(values["event"]), len(values["article"])
    met = [f"in {_counted(events, 'event')}"] if events else []
    met += [f"named in {_counted(articles, 'article')}"] if articles else []
    return "; ".join(filter(None, (", ".join([*classes, *positions]), ", ".join(met))))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _keys(record: Record) -> Iterator[tuple[str, str]]:
    """How the values of a record are looked up: identifiers as they are, texts folded."""
    for key, values in record.values.items():
        for value in values:
            if isinstance(value, Reference):
                yield key, value.id
            yield key, fold(value.name if isinstance(value, Reference) else str(value))
