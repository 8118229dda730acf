"""Identity over all articles by means of a cluster: the same functions as on one machine, in blocks."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.model import Mentions
from kgbuild.model.identity import ENTITY, Decision
from kgbuild.pipeline.cluster.bench import Bench
from kgbuild.pipeline.cluster.settling import TABLES, Dealing, Entities, Hand, Tying, own_origins
from kgbuild.pipeline.cluster.telling import Cast
from kgbuild.resolve import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities, Settled, numbered
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.identified import Own
from kgbuild.resolve.identity import Account
from kgbuild.resolve.identity import Cast as Parties
from kgbuild.resolve.identity.closeness import portions
from kgbuild.resolve.identity.linkage import Close
from kgbuild.resolve.identity.rulings import rulings
from kgbuild.resolve.ties import DECIDED, Tie
from kgbuild.spool import Filed

HANDS = 64
"""Into how many hands the entity findings of many partitions are dealt."""

TELLINGS = 20_000
"""How many tellings of blocks are compared by one task, about."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The means by which a build on a cluster identifies; `partitions` gives the articles of each, by name."""

    bench: Bench
    partitions: Mapping[str, Sequence[str]]
    classes: Hierarchy

    def entities(self, decisions: Sequence[Decision], originals: Mapping[str, str]) -> ResolvedEntities:
        """The entities of all articles: findings are dealt out by what ties them, and settled hand by hand."""
        tyings = self._tyings(decisions, originals)
        table = self.bench.left(TABLES, self._table(tyings, decisions))
        dealt = self.bench.all("deal", (Dealing(each, table) for each in tyings), list[int])
        hands: defaultdict[int, list[str]] = defaultdict(list)
        for key, numbers in zip(dealt.keys, dealt, strict=True):
            for number in numbers:
                hands[number].append(key)
        given = (Hand(number, tuple(keys), tuple(decisions), originals) for number, keys in sorted(hands.items()))
        made: list[Settled] = []
        gone = dict.fromkeys(rulings((each for each in decisions if each.kind == ENTITY), {}).gone)
        for hand in self.bench.all("settle", given, Entities, "settling entities"):
            made += map(_compact, hand.made)
            gone = {each: None for each in gone if each in hand.gone}
        return numbered(made, self.classes, tuple(gone))

    def own(self, resolved: ResolvedEntities) -> Iterator[Own]:
        """What each article has of its own, by the name of the article."""
        made = self.bench.all("tell", self._casts(resolved), dict[str, Own], "telling events")
        found = Filed(Own, (pair for each in made for pair in each.items()))
        for own in map(found.__getitem__, sorted(found)):
            yield replace(own, ids=array("I", own.ids))

    def close(self, accounts: Sequence[Account], cast: Parties, families: Mapping[str, str]) -> Iterator[Close]:
        """The pairs of tellings that are close, each once."""
        given = portions(accounts, cast, families, TELLINGS)
        found: dict[tuple[int, int], Close] = {}
        for each in self.bench.all("close", given, list[Close], "comparing events"):
            found |= {pair: (pair, comparison) for pair, comparison in each}
        return iter(found.values())

    def _tyings(self, decisions: Sequence[Decision], originals: Mapping[str, str]) -> list[Tying]:
        decided = sorted({name for each in decisions if each.kind == ENTITY for name in (each.one, each.other)})
        return [
            Tying(
                key,
                own_origins(originals, set(names)),
                tuple(each for each in decided if each.rpartition("#")[0] in names),
            )
            for key, names in self.partitions.items()
        ]

    def _table(self, tyings: Sequence[Tying], decisions: Sequence[Decision]) -> list[tuple[Tie, int]]:
        """The number of the hand of each tie: those that findings or decisions connect are dealt to one hand."""
        tied = self.bench.all("tie", tyings, list[tuple[Tie, ...]])
        sets = [own for found in tied for own in found]
        groups = Groups(dict.fromkeys(tie for own in sets for tie in own))
        for first, *others in sets:
            for other in others:
                groups.join(first, other)
        known = {name for tyed in tyings for name in tyed.decided} & {tie[1] for own in sets for tie in own}
        for each in decisions:
            if each.one in known and each.other in known:
                groups.join((DECIDED, each.one), (DECIDED, each.other))
        hands = min(HANDS, len(self.partitions)) or 1
        roots = {
            root: number % hands
            for number, root in enumerate(sorted({groups.root(tie) for own in sets for tie in own}))
        }
        return sorted((tie, roots[groups.root(tie)]) for tie in {tie for own in sets for tie in own})

    def _casts(self, resolved: ResolvedEntities) -> Iterator[Cast]:
        """For each partition the entities of its findings; ids of findings count from 0."""
        for key, names in self.partitions.items():
            ids = {name: tuple(resolved.ids.get(name, ())) for name in names}
            states = sorted({each for own in ids.values() for each in own} & resolved.states)
            yield Cast(key, ids, tuple(states))


def _compact(settled: Settled) -> Settled:
    """The same in little memory."""
    mentions = Mentions((each.article, each.span) for each in settled.entity.mentions)
    return replace(settled, entity=replace(settled.entity, mentions=mentions))
