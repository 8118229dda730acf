"""The reader: an article in, its findings out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.events import find_events
from kgbuild.language.events.grounds import grounds
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.quotes import quote_range
from kgbuild.language.events.scene import Scene
from kgbuild.language.grammar.bounds import bounded
from kgbuild.language.grammar.flow import Flow
from kgbuild.language.grammar.pieces import tokenized
from kgbuild.language.grammar.pipeline import load as load_pipeline
from kgbuild.language.names.entities import find_entities
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.language.speech.attribution import attribution_cues
from kgbuild.language.speech.cues import Cues
from kgbuild.language.speech.factuality import factuality_cues
from kgbuild.model import Article, EventFinding, Filler, Findings, Span
from kgbuild.model.terms import AGENT

_BATCH = 16


@dataclass(frozen=True)
class Reader:
    """Reads articles with one pipeline, lexicon, gazetteer and two lists of cues.

    The same article always gives the same findings. The cues are those of speech (`attribution`) and of what happened
    (`factuality`), by default the shipped ones.
    """

    pipeline: Language
    lexicon: Lexicon
    gazetteer: Gazetteer
    attribution: Cues = field(default_factory=attribution_cues)
    factuality: Cues = field(default_factory=factuality_cues)

    @classmethod
    def load(cls, model: str | None, ontology_folders: Sequence[Path]) -> "Reader":
        """The reader with a pipeline (None is the shipped one) and the words and names of ontology folders.

        The shipped folder goes first; later folders add to it. Raises ProjectError for a pipeline that is not there,
        OntologyError for a file that cannot be used.
        """
        lists = [folder / "lexicon" for folder in ontology_folders]
        return cls(
            load_pipeline(model),
            Lexicon.load(ontology_folders),
            Gazetteer.shared(folder / "gazetteer" for folder in ontology_folders),
            attribution_cues(lists),
            factuality_cues(lists),
        )

    def read(self, article: Article) -> Findings:
        """All that one article yields."""
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """The findings of each article, in the order given."""
        flows = (Flow.of(article) for article in articles)
        pairs = ((tokenized(self.pipeline, flow.article.quote(flow.article.body)), flow) for flow in flows)
        for doc, flow in self.pipeline.pipe(pairs, as_tuples=True, batch_size=_BATCH):
            yield flow.restored(self._findings(bounded(doc), flow.article))

    def _findings(self, doc: Doc, article: Article) -> Findings:
        reading = find_entities(doc, article, self.gazetteer)
        scene = Scene(doc, article, reading, self.lexicon, self.attribution, self.factuality)
        drafts, unplaced = find_events(scene)
        numbers = {id(draft): number for number, draft in enumerate(drafts)}
        events = tuple(_finding(scene, draft, numbers) for draft in drafts)
        leftovers = (*reading.unplaced, *unplaced)
        return Findings(article.name, reading.entities, reading.tenures, events, leftovers, tuple(_sentences(scene)))


def _sentences(scene: Scene) -> Iterator[Span]:
    """The sentences that have a word, without white space at their ends."""
    for sentence in scene.doc.sents:
        words = [token.i for token in sentence if not token.is_space]
        if any(token.is_alpha for token in sentence):
            yield scene.span(words[0], words[-1] + 1)


def _finding(scene: Scene, draft: Draft, numbers: dict[int, int]) -> EventFinding:
    """The finding that a finished draft becomes."""

    def number(other: Draft | None) -> int | None:
        return numbers.get(id(other)) if other is not None else None

    sentence = draft.token.sent
    words = sorted(token.i for token in draft.match.words)
    return EventFinding(
        id=numbers[id(draft)],
        type=draft.match.frame.type,
        trigger=scene.span(words[0], words[-1] + 1)
        if words[-1] - words[0] < 8
        else scene.span(draft.token.i, draft.token.i + 1),
        sentence=scene.span(sentence.start, sentence.end),
        quote=scene.span(*quote_range(draft)),
        frame=draft.match.frame.iri,
        fillers=tuple(_fillers(scene, draft)),
        start=draft.start,
        end=draft.end,
        factuality=draft.factuality,
        sources=draft.sources,
        quantities=tuple(draft.quantities),
        same_as=number(draft.same_as),
        part_of=number(draft.part_of),
        cause=number(draft.cause),
        confidence=confidence(draft),
        grounds=tuple(grounds(scene, draft)),
    )


def _fillers(scene: Scene, draft: Draft) -> Iterator[Filler]:
    for role, mentions in draft.roles.items():
        for entity, token in mentions:
            yield Filler(role, entity, scene.span(token.i, token.i + 1))


def confidence(draft: Draft) -> float:
    """How well an event is told, from 0.4 to 1: 0.4 for the trigger; 0.2 for an agent; 0.1 each for another participant
    or place, a date, a trigger of several words, a verb, and a trigger that is no guess among several frames."""
    score = 0.4
    score += 0.2 * bool(draft.roles[AGENT])
    score += 0.1 * bool(draft.fillers - draft.ids(AGENT))
    score += 0.1 * (draft.start is not None)
    score += 0.1 * (len(draft.match.words) > 1)
    score += 0.1 * (not draft.match.is_noun or bool(draft.support.verbs))
    return round(min(score, 1.0), 2)
