"""One article in hand: its annotated body, and what other readers found in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.lists import Lists
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.phrases import Mention, Phrases
from kgbuild.language.names.entities import EntityReading
from kgbuild.language.names.titles import single_spaced
from kgbuild.language.speech.attribution import Attribution, sources_of, speech_sources
from kgbuild.language.speech.cues import Cues
from kgbuild.language.speech.quotation import is_title, quotations
from kgbuild.model import Article, Source, Span
from kgbuild.model.terms import ENTITY_TYPES, EVENT_TYPES, PERSON, PLACE, STATE


@dataclass(frozen=True)
class Scene:
    """What the reading of events asks about an article."""

    doc: Doc
    article: Article
    reading: EntityReading
    lexicon: Lexicon
    attribution: Cues
    factuality: Cues

    @cached_property
    def phrases(self) -> Phrases:
        """Whom its noun phrases stand for."""
        heads = {at: ids for at, ids in self.reading.heads.items() if at not in self._owners}
        kinds = [self.kind(entity.type) for entity in self.reading.entities]
        skipped = (self.reading.titles | set(self.reading.heads) | self._owners) - (self.names - self._owners)
        lists = Lists(self.doc, heads, skipped, kinds, {PLACE, STATE})
        return Phrases(heads, self.lexicon.group("representative"), self.names, lists.of)

    def kind(self, name: str) -> str:
        """The class of the contract that an entity class is or stands under."""
        return next((each for each in self.lexicon.ancestors(name) if each in ENTITY_TYPES), name)

    @cached_property
    def types(self) -> list[str]:
        """The class of each entity."""
        return [entity.type for entity in self.reading.entities]

    @cached_property
    def states(self) -> frozenset[int]:
        """The entities that are states."""
        return frozenset(number for number, name in enumerate(self.types) if self.kind(name) == STATE)

    def with_states(self, entities: Iterable[int]) -> set[int]:
        """Some entities, and the states and bodies that those of them hold an office for who are persons."""
        held = {(each.person, each.represents) for each in self.reading.tenures if each.represents is not None}
        found = set(entities)
        return found | {represented for person, represented in held if person in found}

    @cached_property
    def names(self) -> frozenset[int]:
        """The tokens inside of names."""
        return frozenset(token.i for span in self._spans for token in span)

    @cached_property
    def inner(self) -> frozenset[int]:
        """The tokens inside of names that the sentence is not built on."""
        return self.names - {span.root.i for span in self._spans}

    @cached_property
    def _spans(self) -> list[TokenSpan]:
        """The names in the body."""
        offset = self.article.body.start
        mentions = (mention for entity in self.reading.entities for mention in entity.mentions)
        spans = (
            self.doc.char_span(each.start - offset, each.end - offset, alignment_mode="expand") for each in mentions
        )
        return [span for span in spans if span is not None]

    @cached_property
    def taken(self) -> frozenset[int]:
        """The tokens that trigger nothing: those of names, offices, nouns that stand for an entity, titles of works."""
        titles = (each for each in quotations(self.doc) if is_title(self.doc, each))
        works = (at for title in titles for at in range(title.first, title.last))
        return self.names | self.reading.titles | frozenset(self.reading.heads) | frozenset(works)

    @cached_property
    def _owners(self) -> frozenset[int]:
        """The names before an office and its holder, which only say whose office it is ("Russian Minister Lavrov")."""
        found: set[int] = set()
        for token in self.doc:
            at = token.i
            if at in self.names or at not in self.reading.titles:
                continue
            holder = self._after_title(at)
            if holder is None or PERSON not in self.lexicon.ancestors(self.types[self.reading.heads[holder][0]]):
                continue
            while not self.doc[at].is_sent_start and (
                at - 1 in self.reading.titles or at - 1 in self.names or self.doc[at - 1].tag_ == "POS"
            ):
                at -= 1
                if at in self.names and self.reading.heads.get(at) != self.reading.heads[holder]:
                    found.add(at)
        return frozenset(found)

    def _after_title(self, at: int) -> int | None:
        """The first token after the words of an office, where it is a name."""
        while at < len(self.doc) and (at in self.reading.titles or self.doc[at].lower_ in {"of", "the", "for", "and"}):
            at += 1
        return at if at in self.names and at in self.reading.heads else None

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Who says what."""
        return speech_sources(self.doc, self.attribution)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside of quotations."""
        return frozenset(at for quotation in quotations(self.doc) for at in range(quotation.first, quotation.last))

    @cached_property
    def paragraphs(self) -> list[int]:
        """The number of the paragraph of each token."""
        numbers: list[int] = []
        number = 0
        for token in self.doc:
            numbers.append(number)
            number += token.is_space and "\n" in token.text
        return numbers

    def span(self, first: int, last: int) -> Span:
        """The span in the article's text of the tokens `[first, last)`."""
        end = self.doc[last - 1]
        return Span(self.doc[first].idx + self.article.body.start, end.idx + len(end) + self.article.body.start)

    def contract(self, name: str) -> str:
        """The class of the contract that an event class is or stands under; itself where there is none."""
        return next((each for each in self.lexicon.ancestors(name) if each in EVENT_TYPES), name)

    def sources(self, token: Token) -> tuple[Source, ...]:
        """Who is said to vouch for what a token tells, the innermost first."""
        return self._sources(sources_of(self.attributions, token))

    def source_tokens(self, token: Token) -> frozenset[int]:
        """The tokens of the phrases that name who vouches for what a token tells."""
        told = sources_of(self.attributions, token)
        return frozenset(at for one in told if one.verb != token.i for at in range(one.first, one.last))

    def told_with(self, token: Token) -> frozenset[int]:
        """The tokens for which all vouch who vouch for what a token tells."""
        scopes = [one.scope for one in sources_of(self.attributions, token)]
        return frozenset.intersection(*scopes) if scopes else frozenset()

    def speaker_tokens(self, verb: Token) -> set[int]:
        """The tokens of the phrases that a verb of saying names as the source of what is said."""
        return {at for one in self.attributions if one.verb == verb.i for at in range(one.first, one.last)}

    def spoken(self, verb: Token) -> tuple[Source, ...]:
        """Whom a verb of saying names as the source of what is said."""
        found = {one.head: one for one in self.attributions if one.verb == verb.i}
        return self._sources(found.values())

    def sayers(self, verb: Token) -> list[Mention]:
        """The entities that a verb of saying names as the source of what is said."""
        heads = {one.head: self._source(one) for one in self.attributions if one.verb == verb.i}
        return [(source.entity, self.doc[head]) for head, source in heads.items() if source.entity is not None]

    def named_sources(self, mentions: Iterable[Mention]) -> tuple[Source, ...]:
        """Some mentions as sources."""
        pairs = ((entity, self.span(token.i, token.i + 1)) for entity, token in mentions)
        return tuple(Source(single_spaced(self.article.quote(span)), span, entity) for entity, span in pairs)

    def unnamed(self, verb: Token) -> bool:
        """Whether who says something has no name of its own ("a U.S. official")."""
        sources = self.spoken(verb)
        return bool(sources) and all(source.entity is None for source in sources)

    @cached_property
    def release(self) -> bool:
        """Whether the article speaks in the voice of its issuer: a state or body, or "we" outside quotations."""
        ours = (token for token in self.doc if token.lower_ == "we" and token.i not in self.quoted)
        issued = self.reading.published or bool(self.reading.issuers)
        return issued or any(not sources_of(self.attributions, token) for token in ours)

    def own_voice(self, token: Token) -> bool:
        """Whether a token stands in the words of those who issue the article themselves."""
        return self.release and token.i not in self.quoted and not sources_of(self.attributions, token)

    def speakers(self, token: Token) -> list[Mention]:
        """The entities that say what a token tells: its sources, or the issuers of the article."""
        if self.own_voice(token):
            return [(entity, token) for entity in self.reading.issuers]
        heads = (self.doc[one.head] for one in sources_of(self.attributions, token))
        return [mention for head in heads for mention in self.phrases.stands_for(head)]

    def _sources(self, found: Iterable[Attribution]) -> tuple[Source, ...]:
        """The sources of some attributions, without what can say nothing: pronouns of nobody, things."""
        sources = ((self._source(one), self.doc[one.head]) for one in found)
        return tuple(
            source for source, head in sources if source.words and (source.entity is not None or self._speaks(head))
        )

    def _speaks(self, head: Token) -> bool:
        """Whether a noun phrase that stands for no entity may be a source: another name, or one of the speakers."""
        return head.tag_ in {"NNP", "NNPS"} or head.lower_ in self.lexicon.group("speaker")

    def _source(self, one: Attribution) -> Source:
        """A source phrase as a source: an entity where it is a name or stands for one, else its words."""
        head = self.doc[one.head]
        entities = self.phrases.named(head)
        if head.lower_ in self.lexicon.group("unnamed") and head.i not in self.names:
            entities = []
        beside = [noun for noun in syntax.appositions(head) if noun.i in self.names]
        entities = entities or [mention for noun in beside for mention in self.phrases.named(noun)]
        span = self.phrase(one.first, one.last)
        return Source(single_spaced(self.article.quote(span)), span, entities[0][0] if entities else None)

    def phrase(self, first: int, last: int) -> Span:
        """The span of a phrase without white space and punctuation at its ends."""
        while last - 1 > first and (self.doc[last - 1].is_space or self.doc[last - 1].is_punct):
            last -= 1
        while first < last - 1 and (self.doc[first].is_space or self.doc[first].is_punct):
            first += 1
        return self.span(first, last)
