"""Which nodes may break a shape: a quick look at every node, so that the validator need look only at few.

What is let pass here is let pass by the validator; what is not, or cannot be judged here, the validator looks at. So
what is found, and in which words, stays the validator's alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from kgbuild.check.constraint_queries import Asker
from kgbuild.check.paths import UnjudgedError, items, steps
from kgbuild.store import (
    OWL,
    RDF,
    RDFS,
    SH,
    XSD,
    BlankNode,
    Index,
    Literal,
    Lookups,
    NamedNode,
    is_well_formed,
)

Holds = Callable[[object], bool]
Check = Callable[[object, Sequence[object]], bool]
Maker = Callable[["Screen", object, object], Check]

_CLASSES = {RDFS["Class"], OWL["Class"]}
_NOTES = {
    *("name", "description", "message", "severity", "order", "group", "defaultValue", "path", "flags"),
    *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "qualifiedMinCount", "qualifiedMaxCount"),
}
_OF_PATHS = {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"}
_ONCE = {
    *("datatype", "nodeKind", "minLength", "maxLength", "in", "minInclusive", "maxInclusive", "minCount", "maxCount"),
    *("uniqueLang", "qualifiedMinCount", "qualifiedMaxCount"),
}
_NUMBERS = {XSD[name] for name in ("integer", "nonNegativeInteger", "positiveInteger", "decimal")}
_WORDS = {XSD["string"], RDF["langString"]}
_PLAIN = re.compile(r"[0-9]{1,18}|-?[0-9]{1,18}(\.[0-9]{1,18})?|[0-9]{4}(-[0-9]{2}){1,2}", re.ASCII)
_WRITTEN = (NamedNode, Literal)
_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}


def below(data: Lookups, kind: object) -> list[object]:
    """A class and all below it."""
    found = [kind]
    for each in found:
        found += [one for one in data.holders(RDFS["subClassOf"], each) if one not in found]
    return found


@dataclass
class Screen:
    """Tests of nodes, made of shapes; each answers whether a node conforms, or raises UnjudgedError."""

    data: Lookups
    shapes: Index
    asker: Asker
    _tests: dict[object, Holds] = field(default_factory=dict)
    _open: set[object] = field(default_factory=set)
    _instances: dict[object, Holds] = field(default_factory=dict)

    def known(self, shape: object) -> Holds | None:
        """Whether a node conforms to a shape; None for a shape that says more than is known here."""
        try:
            return self.test(shape)
        except UnjudgedError:
            return None

    def test(self, shape: object) -> Holds:
        """Whether a node conforms to a shape; raises UnjudgedError for a shape that says more than is known here."""
        if shape not in self._tests:
            if shape in self._open or self.shapes.objects(shape, SH["deactivated"]):
                raise UnjudgedError
            self._open.add(shape)
            self._tests[shape] = self._made(shape)
            self._open.discard(shape)
        return self._tests[shape]

    def instances(self, kind: object) -> Holds:
        """Whether a node is of a class or of one below it."""
        if kind not in self._instances:
            classes = frozenset(below(self.data, kind))
            types, way = self.data.objects, RDF["type"]
            self._instances[kind] = lambda node: not classes.isdisjoint(types(node, way))
        return self._instances[kind]

    def _made(self, shape: object) -> Holds:
        paths = self.shapes.objects(shape, SH["path"])
        if len(paths) > 1 or _CLASSES & {*self.shapes.objects(shape, RDF["type"])}:
            raise UnjudgedError
        checks = tuple(self._checks(shape, bool(paths)))
        step = steps(self.shapes, paths[0], self.data) if paths else _itself

        def holds(node: object) -> bool:
            values = step(node)
            for check in checks:  # noqa: SIM110 -- all() takes half as long again
                if not check(node, values):
                    return False
            return True

        return holds

    def _checks(self, shape: object, has_path: bool) -> Iterator[Check]:
        told = list(self.shapes.about(shape))
        once = Counter(predicate for predicate, _ in told if predicate.value.removeprefix(SH.iri) in _ONCE)
        if once.total() > len(once):
            raise UnjudgedError
        for predicate, value in told:
            name = predicate.value.removeprefix(SH.iri)
            if predicate not in SH or name in _NOTES:
                continue
            if name not in _MAKERS or (name in _OF_PATHS and not has_path):
                raise UnjudgedError
            yield _MAKERS[name](self, shape, value)


def _of_each(make: Callable[[Screen, object, object], Holds]) -> Maker:
    """A check that holds where a test holds of each value."""

    def made(screen: Screen, shape: object, value: object) -> Check:
        test = make(screen, shape, value)

        def holds(_: object, values: Sequence[object]) -> bool:
            for each in values:  # noqa: SIM110 -- all() takes half as long again
                if not test(each):
                    return False
            return True

        return holds

    return made


def _itself(node: object) -> Sequence[object]:
    return (node,)


def _class(screen: Screen, _: object, kind: object) -> Holds:
    return screen.instances(kind)


def _datatype(_: Screen, __: object, datatype: object) -> Holds:
    words, name = datatype in _WORDS, getattr(datatype, "value", "")

    def holds(value: object) -> bool:
        if not isinstance(value, Literal) or value.datatype != datatype:
            return False
        if words or (_PLAIN.fullmatch(value.value) and is_well_formed(value.value, name)):
            return True
        raise UnjudgedError

    return holds


def _node_kind(_: Screen, __: object, kind: object) -> Holds:
    kinds = _KINDS.get(_name(kind))
    if kinds is None:
        raise UnjudgedError
    return lambda value: isinstance(value, kinds)


def _length(least: bool) -> Callable[[Screen, object, object], Holds]:
    def made(_: Screen, __: object, bound: object) -> Holds:
        number = _number(bound)
        return lambda value: (len(_text(value)) >= number) if least else (len(_text(value)) <= number)

    return made


def _pattern(screen: Screen, shape: object, pattern: object) -> Holds:
    flags = "".join(screen.shapes.texts(shape, SH["flags"])).lower()
    try:
        matcher = re.compile(_text(pattern), (re.I if "i" in flags else 0) | (re.M if "m" in flags else 0))
    except re.error:
        raise UnjudgedError from None
    return lambda value: matcher.search(_text(value)) is not None


def _in(screen: Screen, _: object, head: object) -> Holds:
    return frozenset(items(screen.shapes, head)).__contains__


def _bound(fits: Callable[[Decimal, Decimal], bool]) -> Callable[[Screen, object, object], Holds]:
    def made(_: Screen, __: object, bound: object) -> Holds:
        number = _number(bound)
        return lambda value: fits(_number(value), number)

    return made


def _not(screen: Screen, _: object, other: object) -> Holds:
    test = screen.test(other)
    return lambda value: not test(value)


def _nested(screen: Screen, _: object, other: object) -> Holds:
    return screen.test(other)


def _choice(fits: Callable[[int, int], bool]) -> Callable[[Screen, object, object], Holds]:
    """How many of the shapes in a list hold must fit."""

    def made(screen: Screen, _: object, head: object) -> Holds:
        tests = [screen.test(each) for each in items(screen.shapes, head)]
        return lambda value: fits(sum(test(value) for test in tests), len(tests))

    return made


def _or(screen: Screen, _: object, head: object) -> Holds:
    tests = [screen.test(each) for each in items(screen.shapes, head)]
    return lambda value: any(test(value) for test in tests)


def _count(fits: Callable[[int, Decimal], bool]) -> Maker:
    def made(_: Screen, __: object, bound: object) -> Check:
        number = _number(bound)
        return lambda _, values: fits(len(values), number)

    return made


def _has_value(_: Screen, __: object, value: object) -> Check:
    return lambda _, values: value in values


def _unique_lang(_: Screen, __: object, value: object) -> Check:
    if value != Literal(True):
        raise UnjudgedError

    def holds(_: object, values: Sequence[object]) -> bool:
        languages = Counter(each.language for each in values if isinstance(each, Literal) and each.language)
        if len(values) > 1 and len(languages) < languages.total():
            raise UnjudgedError
        return True

    return holds


def _pair(fits: Callable[[frozenset[object], frozenset[object]], bool]) -> Maker:
    """A check of the values against those of another property."""

    def made(screen: Screen, _: object, other: object) -> Check:
        way = _property(other)
        return lambda node, values: fits(frozenset(values), frozenset(screen.data.objects(node, way)))

    return made


def _order(fits: Callable[[Decimal, Decimal], bool]) -> Maker:
    """A check of each value against each of another property; whole numbers only."""

    def made(screen: Screen, _: object, other: object) -> Check:
        way = _property(other)

        def holds(node: object, values: Sequence[object]) -> bool:
            others = [_number(each) for each in screen.data.objects(node, way)]
            return all(fits(_number(value), each) for value in values for each in others)

        return holds

    return made


def _qualified(screen: Screen, shape: object, other: object) -> Check:
    test, shapes = screen.test(other), screen.shapes
    least = [_number(each) for each in shapes.objects(shape, SH["qualifiedMinCount"])]
    most = [_number(each) for each in shapes.objects(shape, SH["qualifiedMaxCount"])]
    if len(shapes.objects(shape, SH["qualifiedValueShape"])) > 1:
        raise UnjudgedError

    def holds(_: object, values: Sequence[object]) -> bool:
        count = sum(map(test, values))
        return all(count >= bound for bound in least) and all(count <= bound for bound in most)

    return holds


def _sparql(screen: Screen, _: object, constraint: object) -> Check:
    finds = screen.asker.finder(screen.shapes, constraint)
    return lambda node, _: not finds(node)


_MAKERS: dict[str, Maker] = {
    "class": _of_each(_class),
    "datatype": _of_each(_datatype),
    "nodeKind": _of_each(_node_kind),
    "minLength": _of_each(_length(True)),
    "maxLength": _of_each(_length(False)),
    "pattern": _of_each(_pattern),
    "in": _of_each(_in),
    "minInclusive": _of_each(_bound(lambda value, bound: value >= bound)),
    "maxInclusive": _of_each(_bound(lambda value, bound: value <= bound)),
    "not": _of_each(_not),
    "node": _of_each(_nested),
    "property": _of_each(_nested),
    "or": _of_each(_or),
    "and": _of_each(_choice(lambda count, of: count == of)),
    "xone": _of_each(_choice(lambda count, _: count == 1)),
    "minCount": _count(lambda count, bound: count >= bound),
    "maxCount": _count(lambda count, bound: count <= bound),
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "equals": _pair(lambda values, others: values == others),
    "disjoint": _pair(lambda values, others: not values & others),
    "lessThan": _order(lambda value, other: value < other),
    "lessThanOrEquals": _order(lambda value, other: value <= other),
    "qualifiedValueShape": _qualified,
    "sparql": _sparql,
}


@lru_cache(maxsize=10_000)
def _number(term: object) -> Decimal:
    """The number that a literal is; raises UnjudgedError for other terms, and numbers of other kinds."""
    known = isinstance(term, Literal) and term.datatype in _NUMBERS and _PLAIN.fullmatch(term.value)
    if known and isinstance(term, Literal) and is_well_formed(term.value, term.datatype.value):
        return Decimal(term.value)
    raise UnjudgedError


def _text(term: object) -> str:
    """The text of an IRI or literal; raises UnjudgedError for a blank node."""
    if isinstance(term, _WRITTEN):
        return term.value
    raise UnjudgedError


def _property(term: object) -> NamedNode:
    if isinstance(term, NamedNode):
        return term
    raise UnjudgedError


def _name(term: object) -> str:
    return term.value.removeprefix(SH.iri) if isinstance(term, NamedNode) else ""
