"""At which nodes shapes are aimed: at all that their targets name, or only at those that may break them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgbuild.check.constraint_queries import Asker
from kgbuild.check.paths import UnjudgedError
from kgbuild.check.screening import Holds, Screen, below
from kgbuild.store import RDF, SH, Index, Lookups, Quad, Statement

Targets = Mapping[object, Mapping[object, None]]
"""The nodes that are targets of each shape."""

TARGETS = {SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}


class Screening:
    """Shapes, and those of their nodes that may break them, as found so far."""

    def __init__(self, data: Lookups, shapes: Sequence[Quad], asker: Asker) -> None:
        self._shapes = shapes
        rules = Index(shapes)
        self._asker = asker
        self._tests: dict[object, Holds] = {}
        if not any(each.predicate == SH["parameter"] for each in shapes):
            screen = Screen(data, rules, asker)
            self._tests = {shape: test for shape in _targeted(shapes) if (test := screen.known(shape)) is not None}
        self._aims = _Aims(data, rules, self._tests)
        self._found: dict[Quad, None] = {}
        self.add(self._broken(self._aims.named()))

    def look(self, statements: Sequence[Statement]) -> list[Quad]:
        """The shapes that may be broken by nodes that some statements of the data make a target, aimed at them."""
        nodes = self._aims.found(statements)
        self._asker.expect(statements, nodes)
        return self._broken(nodes)

    def add(self, aims: Iterable[Quad]) -> None:
        """Take in what `look` has found."""
        self._found.update(dict.fromkeys(aims))

    @property
    def open(self) -> bool:
        """Whether the validator has anything to look at."""
        return any(each.predicate in TARGETS for each in self.aimed())

    def aimed(self) -> list[Quad]:
        """The shapes, each aimed at what was seen that may break it; those that cannot be judged stay as they are."""
        kept = (each for each in self._shapes if each.predicate not in TARGETS or each.subject not in self._tests)
        return [*kept, *self._found]

    def _broken(self, nodes: Targets) -> list[Quad]:
        """A shape with each of its nodes that may break it."""
        return [
            Quad(shape, SH["targetNode"], node)  # type: ignore[arg-type]
            for shape, targets in nodes.items()
            for node in _breaking(self._tests[shape], targets)
        ]


def _breaking(test: Holds, nodes: Iterable[object]) -> Iterator[object]:
    for node in nodes:
        try:
            holds = test(node)
        except UnjudgedError:
            holds = False
        if not holds:
            yield node


def aimed(data: Lookups, shapes: Sequence[Quad]) -> list[Quad]:
    """The shapes, each aimed at just those of its nodes that may break it; those that cannot be judged as they are."""
    screening = Screening(data, shapes, Asker(data))
    for statements in data.portions():
        screening.add(screening.look(statements))
    return screening.aimed()


def _targeted(shapes: Iterable[Quad]) -> Iterable[object]:
    return dict.fromkeys(each.subject for each in shapes if each.predicate in TARGETS)


class _Aims:
    """Which shapes are aimed at what stands before and behind a property, and at what is of a class."""

    def __init__(self, data: Lookups, shapes: Index, wanted: Iterable[object]) -> None:
        self._wanted = {way: defaultdict[object, list[object]](list) for way in TARGETS}
        for shape in wanted:
            for way, aims in self._wanted.items():
                for aim in shapes.objects(shape, way):
                    for each in below(data, aim) if way == SH["targetClass"] else [aim]:
                        aims[each].append(shape)

        self._ways = {
            way: tuple(self._wanted[SH[name]].get(way, ()) for name in ("targetSubjectsOf", "targetObjectsOf"))
            for way in (*self._wanted[SH["targetSubjectsOf"]], *self._wanted[SH["targetObjectsOf"]], RDF["type"])
        }

    def named(self) -> Targets:
        """The nodes that shapes name."""
        found: defaultdict[object, dict[object, None]] = defaultdict(dict)
        for node, shapes in self._wanted[SH["targetNode"]].items():
            for shape in shapes:
                found[shape][node] = None
        return found

    def found(self, statements: Iterable[Statement]) -> Targets:
        """The nodes that some statements make targets of shapes."""
        found: defaultdict[object, dict[object, None]] = defaultdict(dict)
        kinds, kind = self._wanted[SH["targetClass"]], RDF["type"]
        for subject, predicate, value in statements:
            aims = self._ways.get(predicate)
            if aims is None:
                continue
            for shape in aims[0]:
                found[shape][subject] = None
            for shape in aims[1]:
                found[shape][value] = None
            if predicate == kind:
                for shape in kinds.get(value, ()):
                    found[shape][subject] = None
        return found
