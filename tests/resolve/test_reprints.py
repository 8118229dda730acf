"""What copies of one text name and tell by one name and one sentence is one, unless a person says otherwise."""

from kgbuild.model import Copy
from kgbuild.model.identity import ENTITY, Decision, Verdict
from kgbuild.model.terms import KG
from kgbuild.resolve import resolve
from kgbuild.resolve.identity import Account, grouped
from kgbuild.resolve.identity.reprints import reprinted
from tests.resolve.findings import PARENTS, entity, findings

SENTENCE = "Envoys met, and met again."
ORIGINALS = {"b": "a", "c": "a"}


def account(article: str, start: int, what: str = SENTENCE, kind: str = "Meeting") -> Account:
    """A telling by that sentence at that offset, with nothing else that it could be compared by."""
    return Account(f"{article}#{start}-{start + 3}", article, KG + kind, frozenset({KG + kind}), what=what)


ACCOUNTS = [
    account("a", 7),
    account("a", 20),
    account("b", 107),
    account("b", 120),
    account("b", 120, kind="Visit"),
    account("c", 7),
    account("c", 40, "They parted."),
    account("d", 7),
]


def test_one_sentence_in_copies_tells_one_event() -> None:
    """Tellings of one class by one sentence are paired over copies in their order; other articles are left alone."""
    assert list(reprinted(ACCOUNTS, ORIGINALS)) == [(0, 2), (1, 3), (0, 5)]
    assert list(reprinted(ACCOUNTS, {})) == []
    assert list(reprinted([account("a", 7, ""), account("b", 7, "")], ORIGINALS)) == []


def test_they_are_grouped_with_the_reason() -> None:
    """Such tellings are one event, however little they tell, and each join is told."""
    found = grouped(ACCOUNTS, {}, {}, originals=ORIGINALS)
    assert found.groups == ((0, 2, 5), (1, 3), (4,), (6,), (7,))
    assert [(each.one, each.other) for each in found.merges] == [
        ("a#20-23", "b#120-123"),
        ("a#7-10", "b#107-110"),
        ("a#7-10", "c#7-10"),
    ]
    assert {each.reason for each in found.merges} == {"one sentence in copies of one text"}
    assert all(each.by_rule and each.kind == "Meeting" for each in found.merges)


def test_a_person_may_part_them() -> None:
    """What a person has called different stays so, and so does what would be joined with it through a third copy."""
    row = Decision(Verdict.DIFFERENT, "a#7-10", "b#107-110", by="ada")
    found = grouped(ACCOUNTS, {}, {}, [row], ORIGINALS)
    assert found.groups == ((0, 5), (1, 3), (2,), (4,), (6,), (7,))


def people(copies: tuple[Copy, ...], *articles: tuple[str, int]) -> int:
    """How many people articles tell of that name "Abdullah" so often, as so many different people."""
    told = [findings(name, [entity(each, "person", "Abdullah") for each in range(times)]) for name, times in articles]
    return len(resolve(told, PARENTS, copies=copies).entities)


def test_a_bare_name_in_copies_is_one_person() -> None:
    """A surname alone names nobody over articles, but in copies of one text, where it names one person in each."""
    copies = (Copy("b", "a", 0.9), Copy("c", "a", 1.0))
    assert people((), ("a", 1), ("b", 1), ("c", 1), ("d", 1)) == 4
    assert people(copies, ("a", 1), ("b", 1), ("c", 1), ("d", 1)) == 2
    assert people(copies, ("b", 1), ("c", 1)) == 1
    assert people(copies, ("a", 2), ("b", 1)) == 3


def test_a_person_may_part_names_in_copies() -> None:
    """What a person has told apart stays so in copies too."""
    told = [findings(name, [entity(0, "person", "Abdullah")]) for name in ("a", "b")]
    row = Decision(Verdict.DIFFERENT, "a#0-5", "b#0-5", ENTITY, by="ada")
    assert len(resolve(told, PARENTS, decisions=[row], copies=[Copy("b", "a", 0.9)]).entities) == 2
