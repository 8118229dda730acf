"""Entity findings that nothing ties can be resolved apart, and come out as if all had been resolved at once."""

import random
from collections import defaultdict

import pytest

from kgbuild.model import EntityFinding
from kgbuild.model.identity import ENTITY, Decision, Verdict
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import Settled, numbered, resolve_entities, settle_entities
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.ties import DECIDED, Ties, origins

from .findings import PARENTS, entity

CLASSES = Hierarchy(PARENTS)
NAMES = ["Antony Blinken", "Blinken", "Mr. Abdullah", "Abdullah", "King Abdullah", "Georgia", "John A. Smith"]
NAMES += ["J Smith", "Kofi Annan", "Chad", "Annan"]
KNOWN = [(None, None), (None, None), ("Abdullah II", "Q57298"), ("Abdullah II", None), ("Georgia", "Q230")]
ORIGINALS = {"b": "a", "d": "c"}


def drawn(seed: int) -> list[tuple[str, EntityFinding]]:
    """Findings of six articles, drawn from few names and items, so that many are alike."""
    draw = random.Random(seed)
    found = []
    for article in "abcdef":
        for number in range(4):
            name, (canonical, item) = draw.choice(NAMES), draw.choice(KNOWN)
            found.append((article, entity(number, draw.choice(["person", "state"]), name, canonical, item)))
    return found


def apart(found: list[tuple[str, EntityFinding]], rows: list[Decision]) -> list[list[tuple[str, EntityFinding]]]:
    """The findings in as many parts as ties leave."""
    ties = Ties(CLASSES, origins(ORIGINALS), {name for row in rows for name in (row.one, row.other)})
    own = [list(ties.of(*each)) for each in found]
    groups = Groups(dict.fromkeys(tie for each in own for tie in each))
    for first, *others in own:
        for other in others:
            groups.join(first, other)
    for row in rows:
        if (DECIDED, row.one) in (known := {tie for each in own for tie in each}) and (DECIDED, row.other) in known:
            groups.join((DECIDED, row.one), (DECIDED, row.other))
    parts = defaultdict(list)
    for each, (first, *_) in zip(found, own, strict=True):
        parts[groups.root(first)].append(each)
    return list(parts.values())


@pytest.mark.parametrize("seed", range(60))
def test_parts_give_what_all_give(seed: int) -> None:
    """Entities, their keys and numbers, and which findings they are, are the same from parts as from all findings."""
    found = drawn(seed)
    draw = random.Random(seed)
    rows = []
    for verdict in (Verdict.SAME, Verdict.DIFFERENT):
        one, other = sorted(f"{name}#{each.id * 10}-{each.id * 10 + 5}" for name, each in draw.sample(found, 2))
        rows.append(Decision(verdict, one, other, kind=ENTITY, by="ada"))
    if len({(row.one, row.other) for row in rows}) < len(rows):
        rows.pop()
    parts = apart(found, rows)
    made: list[Settled] = [each for part in parts for each in settle_entities(part, CLASSES, rows, ORIGINALS)[0]]
    draw.shuffle(made)
    whole = resolve_entities(found, CLASSES, rows, ORIGINALS)
    together = numbered(made, CLASSES, whole.gone)
    assert together == whole


def test_ties_leave_parts() -> None:
    """Most drawn findings fall into several parts, so that the test above tests something."""
    assert sum(len(apart(drawn(seed), [])) > 1 for seed in range(60)) > 50
