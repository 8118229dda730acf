"""From the classes of Wikidata to those of the ontology: up through super-classes to the nearest that is linked."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kgbuild.errors import OntologyError
from kgbuild.model.terms import WIKIDATA
from kgbuild.store import RDFS, SKOS, Index, NamedNode, lexical, parse_file

_ROOT = 35120  # "entity", which has no class above it
_OFFICE = "office"
OFFICE_CLASSES: Mapping[int, tuple[str, ...]] = {4164871: (_OFFICE,), 294414: (_OFFICE,)}  # position, public office
_REMEMBERED = 200_000

Parents = Callable[[int], tuple[int, ...] | None]


class Taxonomy:
    """Which classes of an ontology the items of a class of Wikidata have.

    `links` are the classes of the ontology by the number of the item that they are linked to; `parents` tells the
    classes right above one, None where the class has not been seen; `above` those above one of the ontology.
    """

    def __init__(
        self, links: Mapping[int, tuple[str, ...]], parents: Parents, above: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._links = links
        self._parents = parents
        self._above = above or {}
        self._known: dict[int, tuple[frozenset[str], bool]] = {}

    def wanted(self, classes: Iterable[int]) -> bool | None:
        """Whether an item of these classes has one of the ontology's; None where that is still open."""
        found = [self._resolved(each) for each in classes]
        if any(types for types, _ in found):
            return True
        return None if any(not whole for _, whole in found) else False

    def types(self, classes: Iterable[int]) -> tuple[str, ...]:
        """The classes of the ontology for an item of these classes, the more special ones alone, by IRI."""
        found = frozenset[str]().union(*(self._resolved(each)[0] for each in classes))
        general = frozenset[str]().union(*(self._above.get(each, frozenset()) for each in found))
        return tuple(sorted(found - general))

    def forget(self) -> None:
        """Look anew at the classes that were open."""
        self._known = {each: result for each, result in self._known.items() if result[1]}

    def _resolved(self, number: int) -> tuple[frozenset[str], bool]:
        """The nearest linked classes on each way up, and whether every class on the way has been seen."""
        known = self._known.get(number)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[number] = self._climb(number)
        return known

    def _climb(self, number: int) -> tuple[frozenset[str], bool]:
        found, whole = set[str](), True
        seen, pending = {number}, [number]
        while pending:
            each = pending.pop()
            if each in self._links:
                found.update(self._links[each])
                continue
            parents = () if each == _ROOT else self._parents(each)
            whole = whole and parents is not None
            new = set(parents or ()) - seen
            seen |= new
            pending += new
        return frozenset(found), whole


class Links:
    """The links of an ontology's classes to those of Wikidata, and what stands above each class."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Read the `*.ttl` of the folders; raises OntologyError where one cannot be read, or none has a link."""
        files = [path for folder in folders for path in sorted(folder.glob("*.ttl"))]
        index = Index(quad for path in files for quad in parse_file(path, OntologyError))
        linked: dict[int, set[str]] = {}
        for predicate in (SKOS["closeMatch"], SKOS["exactMatch"]):
            for subject, value in index.pairs(predicate):
                number = item_number(lexical(value).removeprefix(WIKIDATA)) if isinstance(value, NamedNode) else None
                if number is not None and isinstance(subject, NamedNode):
                    linked.setdefault(number, set()).add(subject.value)
        self.by_number = {number: tuple(sorted(classes)) for number, classes in sorted(linked.items())}
        self.classes = frozenset(
            each.value for each in (s for s, _ in index.pairs(RDFS["subClassOf"])) if isinstance(each, NamedNode)
        ) | frozenset(name for names in self.by_number.values() for name in names)
        self.above = {name: _above(index, name) for name in self.classes}
        if not self.by_number:
            raise OntologyError(
                "no class of the ontology is linked to Wikidata", "give classes a skos:closeMatch to their item"
            )


def _above(index: Index, name: str) -> frozenset[str]:
    """The named classes above one."""
    found, pending = set[str](), [name]
    while pending:
        parents = {each.value for each in index.nodes(NamedNode(pending.pop()), RDFS["subClassOf"])}
        pending += parents - found
        found |= parents
    return frozenset(found - {name})


def item_number(text: str) -> int | None:
    """42 for `Q42`; None for anything else, and for numbers that no item can have."""
    digits = text[1:]
    if text[:1] != "Q" or not digits.isascii() or not digits.isdigit() or digits[0] == "0" or len(digits) > 9:
        return None
    return int(digits)
