"""Metamorphic tests: where a text is changed, what it tells changes exactly as the text did, and in nothing else."""

import pytest
from _pytest.mark.structures import ParameterSet

from kgbuild.language.reader import Reader

from .cases import UNRELATED, Base, Case, bases, cases, changed, event_of
from .portraits import FIELDS, Portrait, portraits

BASES = bases()
CASES = cases()
WEAK: dict[str, str] = {}
"""The changed texts that the shipped pipeline misreads, with what it gets wrong; none now."""


@pytest.fixture(scope="module")
def known(reader: Reader, request: pytest.FixtureRequest) -> dict[str, Portrait]:
    """What each text of the tests asked for tells, all read in one go on Wednesday 15 May 2024."""
    asked = [getattr(item, "callspec", None) for item in request.session.items]
    texts = [each.params["case"].after for each in asked if each and isinstance(each.params.get("case"), Case)]
    return portraits(reader, (*UNRELATED, *(base.text for base in BASES), *texts), "2024-05-15")


def test_there_are_many_cases() -> None:
    """No fewer than 200 cases, no two of them the same, and each changes its text."""
    assert len({(case.before, case.after) for case in CASES}) == len(CASES) >= 200
    assert all(case.before != case.after for case in CASES)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.text)
def test_a_base(known: dict[str, Portrait], base: Base) -> None:
    """The text that others are compared with tells events of these types, with at least these fields."""
    told = [event_of(line) for line in base.tells]
    found = {event.type: event for event in known[base.text]}
    assert sorted(each.type for each in known[base.text]) == sorted(each.type for each in told)
    for event, line in zip(told, base.tells, strict=True):
        named = [field for field in FIELDS if f"{field}=" in line]
        assert [getattr(found[event.type], each) for each in named] == [getattr(event, each) for each in named]


@pytest.mark.parametrize("text", UNRELATED)
def test_unrelated(known: dict[str, Portrait], text: str) -> None:
    """A sentence that has nothing to do with the field tells nothing."""
    assert known[text] == ()


def _param(number: int, case: Case) -> ParameterSet:
    """A case as a parameter; of those that nobody wrote, three in four are slow."""
    weak = [pytest.mark.xfail(reason=WEAK[case.after], strict=True)] if case.after in WEAK else []
    slow = [pytest.mark.slow] if number % 4 and not case.written else []
    return pytest.param(case, id=f"{case.name}: {case.after}", marks=[*weak, *slow])


def test_few_are_weak() -> None:
    """At most one case in fifty is not met yet, and each of those is a case."""
    assert WEAK.keys() <= {case.after for case in CASES}
    assert len(WEAK) <= len(CASES) / 50


@pytest.mark.parametrize("case", [_param(*each) for each in enumerate(CASES)])
def test_a_change(known: dict[str, Portrait], case: Case) -> None:
    """What the changed text tells is what the base tells, but for the change."""
    found, expected = known[case.after], changed(known[case.before], case.change, known)
    assert [*map(str, found)] == [*map(str, expected)]
