"""How well predicted records agree with gold ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.errors import ScoreError
from kgbuild.score.figures import Scores, Tally
from kgbuild.score.matching import Keys, Pair, fold, folded, match_entities, match_events, squeeze
from kgbuild.score.records import ArticleRecord, EntityRecord, EventRecord

_SHOWN = 140


def score(
    gold: Mapping[str, ArticleRecord], predicted: Mapping[str, ArticleRecord], texts: Mapping[str, str]
) -> Scores:
    """The figures of predicted records, by name of article, against the gold ones; a missing one counts as empty.

    `texts` holds the text of each article in the gold files (ScoreError without). Entities agree by a name and type,
    events by quotes that touch and the type or branch; arguments, dates, quantities, factuality and attribution count
    over matched events.
    """
    for name in sorted(gold.keys() - texts.keys()):
        raise ScoreError(f"no article {name!r} for the gold file of that name", "put the article beside the others")
    tally = Tally()
    errors: dict[str, tuple[str, ...]] = {}
    for name in sorted(gold):
        article = _Article(gold[name], predicted.get(name, ArticleRecord()), squeeze(texts[name]), tally)
        article.count()
        errors[name] = tuple(article.errors)
    return tally.scores(sum(name in predicted for name in gold), errors)


@dataclass(slots=True)
class _Article:
    """One article's gold and predicted record, counted into the tally."""

    gold: ArticleRecord
    predicted: ArticleRecord
    text: str
    tally: Tally
    errors: list[str] = field(default_factory=list)

    def count(self) -> None:
        """Count entities, links, positions, events and what hangs on them."""
        pairs = match_entities(self.gold.entities, self.predicted.entities)
        keys = Keys.of(self.gold.entities, self.predicted.entities, pairs)
        events = match_events(self.gold.events, self.predicted.events, self.text, keys)
        for i, j, _ in pairs:
            self._count_entity(self.gold.entities[i], self.predicted.entities[j])
        for i, j, _ in events:
            self._count_event(self.gold.events[i], self.predicted.events[j], keys)
        self._count_events(events)
        self._count_entities(pairs)

    def _count_entities(self, pairs: Sequence[Pair]) -> None:
        gold, predicted = self.gold.entities, self.predicted.entities
        hits = [(i, j) for i, j, same in pairs if same]
        self.tally.add("entities", len(hits), len(predicted), len(gold))
        self._by_type("entities", hits, [each.type for each in gold], [each.type for each in predicted])
        self._note("entity", hits, [(each.type, each.name) for each in gold], [(e.type, e.name) for e in predicted])

    def _count_events(self, pairs: Sequence[Pair]) -> None:
        gold, predicted = self.gold.events, self.predicted.events
        hits = [(i, j) for i, j, same in pairs if same]
        self.tally.add("events typed", len(hits), len(predicted), len(gold))
        self.tally.add("events branch", len(pairs), len(predicted), len(gold))
        self._by_type("type", hits, [each.type for each in gold], [each.type for each in predicted])
        self._note("event", hits, [(e.type, _quote(e)) for e in gold], [(e.type, _quote(e)) for e in predicted])

    def _by_type(
        self, word: str, hits: Iterable[tuple[int, int]], gold: Sequence[str | None], predicted: Sequence[str | None]
    ) -> None:
        for i, _ in hits:
            self.tally.add(f"{word} {gold[i]}", hit=1)
        for kind in gold:
            self.tally.add(f"{word} {kind}", gold=1)
        for kind in predicted:
            self.tally.add(f"{word} {kind}", predicted=1)

    def _note(
        self,
        word: str,
        hits: Sequence[tuple[int, int]],
        gold: Sequence[tuple[str | None, str]],
        predicted: Sequence[tuple[str | None, str]],
    ) -> None:
        """List what was missed and what is extra."""
        found, right = {i for i, _ in hits}, {j for _, j in hits}
        for kinds, seen, verdict in ((gold, found, "missed"), (predicted, right, "extra")):
            self.errors += [f"{verdict} {word} {kind}: {text}" for n, (kind, text) in enumerate(kinds) if n not in seen]

    def _count_entity(self, gold: EntityRecord, predicted: EntityRecord) -> None:
        if gold.wikidata:
            self.tally.of("linking recall", predicted.wikidata == gold.wikidata)
            if predicted.wikidata:
                self.tally.of("linking precision", predicted.wikidata == gold.wikidata)
                if predicted.wikidata != gold.wikidata:
                    self.errors.append(f"wrong link: {gold.name}: {predicted.wikidata}, gold {gold.wikidata}")
        if gold.represents:
            wanted = fold(gold.represents)
            others = next((folded(each) for each in self.gold.entities if wanted in folded(each)), set())
            told = predicted.represents
            right = bool(told) and fold(told or "") in {wanted} | others
            self.tally.of("positions", right)
            if not right:
                self.errors.append(f"wrong positions: {told}, gold {gold.represents}: {gold.name}")

    def _count_event(self, gold: EventRecord, predicted: EventRecord, keys: Keys) -> None:
        wanted, given = keys.gold_slots(gold), keys.predicted_slots(predicted)
        self.tally.add("arguments", len(wanted & given), len(given), len(wanted))
        if gold.start:
            right = gold.start[:10] == (predicted.start or "")[:10]
            self._share("dates", right, gold, f"{predicted.start}, gold {gold.start}")
        for quantity in gold.quantities:
            right = quantity in predicted.quantities
            self._share("quantities", right, gold, f"{[*predicted.quantities]}, gold {quantity}")
        right = gold.factuality == predicted.factuality
        self._share("factuality", right, gold, f"{predicted.factuality}, gold {gold.factuality}")
        if gold.sources:
            right = _same_source(gold, predicted, keys)
            self._share("attribution", right, gold, f"{[*predicted.sources]}, gold {[*gold.sources]}")

    def _share(self, measure: str, right: bool, gold: EventRecord, told: str) -> None:
        """Count one thing told of a matched event, and list it where it is wrong."""
        self.tally.of(measure, right)
        if not right:
            self.errors.append(f"wrong {measure}: {told}: {gold.type}: {_quote(gold)}")


def _same_source(gold: EventRecord, predicted: EventRecord, keys: Keys) -> bool:
    """Whether a source is the same entity, or the words of one without a name hold the other's."""
    wanted = {keys.of_gold(name) for name in gold.sources}
    given = {keys.of_predicted(name) for name in predicted.sources}
    words = [str(text) for kind, text in wanted if kind == "text" and text]
    others = [str(text) for kind, text in given if kind == "text" and text]
    return bool(wanted & given) or any(one in other or other in one for one in words for other in others)


def _quote(event: EventRecord) -> str:
    return (event.quotes[0] if event.quotes else "?")[:_SHOWN]
