"""At which nodes shapes are aimed: at all that their targets name, or only at those that may break them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgbuild.check.constraint_queries import Asker
from kgbuild.check.paths import UnjudgedError
from kgbuild.check.screening import Holds, Screen, below
from kgbuild.store import RDF, SH, Index, Lookups, Quad, Statement

TARGETS = {SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}


class Screening:
    """Shapes, and those of their nodes that may break them, as found so far."""

    def __init__(self, data: Lookups, shapes: Sequence[Quad], asker: Asker) -> None:
        self._shapes = shapes
        rules = Index(shapes)
        self._tests: dict[object, Holds] = {}
        if not any(each.predicate == SH["parameter"] for each in shapes):
            screen = Screen(data, rules, asker)
            self._tests = {shape: test for shape in _targeted(shapes) if (test := screen.known(shape)) is not None}
        self._aims = _Aims(data, rules, self._tests)
        self._found: dict[Quad, None] = {}
        self.add(self._broken(self._aims.named()))

    def look(self, statements: Iterable[Statement]) -> list[Quad]:
        """The shapes that may be broken by nodes that some statements of the data make a target, aimed at them."""
        return self._broken(dict.fromkeys(self._aims.found(statements)))

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

    def _broken(self, pairs: Iterable[tuple[object, object]]) -> list[Quad]:
        """A shape with each of its nodes that may break it."""
        broken = ((shape, node) for shape, node in pairs if not self._holds(shape, node))
        return [Quad(shape, SH["targetNode"], node) for shape, node in broken]  # type: ignore[arg-type]

    def _holds(self, shape: object, node: object) -> bool:
        try:
            return self._tests[shape](node)
        except UnjudgedError:
            return False


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

    def named(self) -> Iterator[tuple[object, object]]:
        """Each shape with each node that it names."""
        return ((shape, node) for node, shapes in self._wanted[SH["targetNode"]].items() for shape in shapes)

    def found(self, statements: Iterable[Statement]) -> Iterator[tuple[object, object]]:
        """Each shape with each node that some statements make its target."""
        subjects, objects = self._wanted[SH["targetSubjectsOf"]], self._wanted[SH["targetObjectsOf"]]
        kinds = self._wanted[SH["targetClass"]]
        for subject, predicate, value in statements:
            for shape in subjects.get(predicate, ()):
                yield shape, subject
            for shape in objects.get(predicate, ()):
                yield shape, value
            if predicate == RDF["type"]:
                for shape in kinds.get(value, ()):
                    yield shape, subject
