"""Entities on the workers: what ties findings, findings dealt out by these ties, and the entities of each hand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kgbuild.model import EntityFinding
from kgbuild.model.identity import Decision
from kgbuild.pipeline.cluster.reading import GISTS, Context, Gist
from kgbuild.pipeline.cluster.site import Site, classes
from kgbuild.resolve.entities import Settled, settle_entities
from kgbuild.resolve.ties import Tie, Ties, origins

DEALT, TABLES = "dealt", "tables"


@dataclass(frozen=True, slots=True)
class Tying:
    """A partition, by its name, of which ties are wanted: the originals of its copies, and the mentions decided on."""

    partition: str
    origins: Mapping[str, str]
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dealing:
    """A partition whose findings are to be dealt out by a table on the shelf, which gives the hand of each tie."""

    tying: Tying
    table: str


@dataclass(frozen=True, slots=True)
class Hand:
    """The findings that were dealt to one number, by the keys of the dealings, and what people have decided."""

    number: int
    dealings: tuple[str, ...]
    decisions: tuple[Decision, ...]
    originals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a hand, and the decisions on mentions that are not in it."""

    made: tuple[Settled, ...]
    gone: tuple[Decision, ...]


def tie(context: Context, tying: Tying) -> list[tuple[Tie, ...]]:
    """The ties that findings of a partition have together, each set of them once."""
    found = {tuple(own) for _, _, own in _tied(context.site, tying)}
    return sorted(found)


def deal(context: Context, dealing: Dealing) -> list[int]:
    """Deal the findings of a partition out to hands; the numbers of those that have got any."""
    table = _table(context.site, dealing.table)
    hands: defaultdict[int, list[tuple[str, EntityFinding]]] = defaultdict(list)
    for article, found, own in _tied(context.site, dealing.tying):
        hands[table[own[0]]].append((article, found))
    for number, hand in hands.items():
        context.site.put(f"{DEALT}/{context.key}-{number}", hand)
    return sorted(hands)


def settle(context: Context, hand: Hand) -> Entities:
    """The entities of a hand, which no tie connects with any other."""
    found: list[tuple[str, EntityFinding]] = []
    for key in hand.dealings:
        found += context.site.get(f"{DEALT}/{key}-{hand.number}", list[tuple[str, EntityFinding]])
    _, hierarchy = classes(context.site.project)
    made, gone = settle_entities(found, hierarchy, hand.decisions, hand.originals)
    return Entities(tuple(made), gone)


def _tied(site: Site, tying: Tying) -> list[tuple[str, EntityFinding, list[Tie]]]:
    """The findings of a partition with their ties."""
    _, hierarchy = classes(site.project)
    ties = Ties(hierarchy, tying.origins, frozenset(tying.decided))
    gists = site.get(f"{GISTS}/{tying.partition}", list[Gist])
    return [(gist.article, found, list(ties.of(gist.article, found))) for gist in gists for found in gist.entities]


@lru_cache(maxsize=1)
def _table(site: Site, key: str) -> dict[Tie, int]:
    return dict(site.get(f"{TABLES}/{key}", list[tuple[Tie, int]]))


def own_origins(originals: Mapping[str, str], articles: set[str]) -> dict[str, str]:
    """The originals of copies, and of those that have copies, among some articles."""
    return {name: origin for name, origin in origins(originals).items() if name in articles}
