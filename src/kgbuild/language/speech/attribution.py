"""Who says what: the phrases of a document that name a source, and the words that each of them vouches for.

The words that signal it are data: `ontology/lexicon/attribution.tsv`. Slots there: `clause` (of verbs), `that` (of
nouns), `infinitive`, `gerund`, `object` and prepositions are what a word reports; `quotation` marks verbs that go with
quoted speech; `preposition` names a source by itself ("according to"); `source` are verbs whose object is a further
source ("citing officials"); `carrier` are nouns for a text, whose author is the source.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from kgbuild.language.grammar import syntax
from kgbuild.language.speech.cues import Cues, shipped_cues
from kgbuild.language.speech.quotation import Quotation, quotations
from kgbuild.language.time.datewords import DAYS

MEANINGS = ("subject", "complement", "object", "itself", "owner")
_NEAR = 12
_CUT = frozenset({"acl:relcl", "relcl", "acl", "appos", "parataxis", "punct", "advcl", "conj", "cc", "list", "dep"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
_APART = frozenset({"advcl", "conj", "parataxis", "punct", "cc", "ccomp"})
_PASSED = DAYS | {",", "on"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source phrase over the tokens `[first, last)` with its syntactic `head`, and the tokens that it vouches for.

    `verb` is the token of the reporting word ("said", "according"), which `scope` does not hold.
    """

    head: int
    first: int
    last: int
    verb: int
    scope: frozenset[int]


def attribution_cues(folders: Sequence[Path] = ()) -> Cues:
    """Which words report what others say: the shipped list, with those of a project's folders added."""
    return Cues.load("attribution", MEANINGS, folders) if folders else shipped_cues("attribution", *MEANINGS)


def speech_sources(doc: Doc, cues: Cues | None = None) -> list[Attribution]:
    """The attributions of a document in the order of their reporting words."""
    if not doc.has_annotation("DEP"):
        return []
    finder = _Finder(doc, cues or attribution_cues())
    found = [*finder.clauses(), *finder.inserted(), *finder.prepositions(), *finder.quoted()]
    return sorted(set(found), key=lambda one: (one.verb, one.head, sorted(one.scope)))


def sources_of(attributions: Iterable[Attribution], token: Token) -> list[Attribution]:
    """The attributions that hold for a token, the innermost first, one for each source."""
    holding = sorted((one for one in attributions if token.i in one.scope), key=lambda one: (len(one.scope), one.verb))
    return list({one.head: one for one in reversed(holding)}.values())[::-1]


class _Finder:
    """The search for sources in one document."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.doc = doc
        self.cues = cues
        self.quotations = [quotation for quotation in quotations(doc) if quotation.sentence]
        self._quoted = {at for quotation in self.quotations for at in range(quotation.first, quotation.last)}

    def clauses(self) -> Iterator[Attribution]:
        """What verbs and nouns of saying report in the clauses and phrases below them."""
        for token in self.doc:
            if token.pos_ not in {"VERB", "NOUN", "AUX", "PROPN"} or not self._listed(token):
                continue
            contents = list(_contents(token))
            for slot, content in contents:
                meaning = self._meaning(token, slot)
                if meaning is not None:
                    yield from self._attributions(token, meaning, _told(token, slot, content))
            that = None if {"clause", "that"} & {slot for slot, _ in contents} else _that_after(token)
            meaning = self._meaning(token, "that" if token.pos_ == "NOUN" else "clause") if that is not None else None
            if that is not None and meaning is not None:
                yield from self._attributions(token, meaning, frozenset(range(that + 1, token.sent.end)))

    def inserted(self) -> Iterator[Attribution]:
        """What a sentence says around "X said" that is set off by commas or ends it."""
        for verb in self.doc:
            if verb.pos_ not in {"VERB", "AUX"} or not (
                self._meaning(verb, "clause") or self._meaning(verb, "quotation")
            ):
                continue
            subject = _nearest_subject(verb)
            if subject is not None and (told := _told_as(verb)):
                yield from self._for(subject, verb, told)
                continue
            content = [*syntax.complement_clauses(verb), *syntax.objects(verb)]
            if subject is None or any(child.i > verb.i for child in content) or (not content and _led_in(verb)):
                continue
            first, last = _insertion(verb, subject)
            if _set_off(self.doc, verb.sent.start, verb.sent.end, (first, last)):
                scope = frozenset(range(verb.sent.start, verb.sent.end)) - frozenset(range(first, last))
                yield from self._for(subject, verb, scope)

    def prepositions(self) -> Iterator[Attribution]:
        """What "according to" and its like say of the clause that they stand in."""
        met: set[int] = set()
        for token in self.doc:
            words = syntax.preposition(token)
            if words and self.cues.find(words, "preposition"):
                met.add(token.left_edge.i)
                yield from self._for(token, token.left_edge, self._around(syntax.governor(token), _subtree(token)))
        for token in self.doc[:-2]:
            if token.lower_ == "according" and token.nbor().lower_ == "to" and token.i not in met:
                noun = _phrase_head(self.doc[token.i + 2])
                yield from self._for(noun, token, self._around(noun, _subtree(noun) | {token.i, token.i + 1}))

    def _around(self, inside: Token, phrase: frozenset[int]) -> frozenset[int]:
        """The clause that a source phrase stands in, without the phrase; the sentence where that leaves nothing."""
        clause = _subtree(syntax.clause_head(inside)) - phrase
        told = [at for at in clause if self.doc[at].pos_ in {"VERB", "NOUN", "AUX", "PROPN"}]
        if told:
            return clause
        return frozenset(range(inside.sent.start, inside.sent.end)) - frozenset(range(min(phrase), inside.i + 1))

    def quoted(self) -> Iterator[Attribution]:
        """Who speaks in each quotation: the subject of the verb beside it, or else of the quotation just before."""
        speech: tuple[Token, Token] | None = None
        end = 0
        for quotation in self.quotations:
            found = self._speech_beside(quotation)
            if found is None and quotation.first - end > _NEAR:
                speech = None
            speech = found or speech
            end = quotation.last
            if speech is not None:
                verb, speaker = speech
                yield from self._for(speaker, verb, frozenset(range(quotation.first, quotation.last)))

    def _speech_beside(self, quotation: Quotation) -> tuple[Token, Token] | None:
        """The verb of saying next to a quotation in its last or first sentence, with its subject outside quotations."""
        stop = min(self.doc[quotation.last - 1].sent.end + 1, quotation.last + _NEAR, len(self.doc))
        start = max(self.doc[quotation.first].sent.start, quotation.first - _NEAR, 0)
        for side in (range(quotation.last, stop), range(quotation.first - 1, start - 1, -1)):
            for at in side:
                verb = self.doc[at]
                if verb.is_space and "\n" in verb.text:
                    break
                if verb.pos_ in {"VERB", "AUX"} and self._meaning(verb, "quotation"):
                    speaker = _nearest_subject(verb) or _speaker(verb)
                    if speaker is None or self._is_quoted(speaker):
                        speaker = _phrase_head(self.doc[at + 1]) if at + 1 < len(self.doc) else None
                    if speaker is not None and speaker.pos_ in _NOMINAL and not self._is_quoted(speaker):
                        return verb, speaker
        return None

    def _is_quoted(self, token: Token) -> bool:
        return token.i in self._quoted

    def _listed(self, token: Token) -> bool:
        """Whether a word reports in any slot."""
        return self.cues.lists(token.lower_) or self.cues.lists(token.lemma_.lower())

    def _meaning(self, token: Token, slot: str) -> str | None:
        return self.cues.find(token.lower_, slot) or self.cues.find(token.lemma_.lower(), slot)

    def _attributions(self, token: Token, meaning: str, scope: frozenset[int]) -> Iterator[Attribution]:
        """The attributions of what a reporting word reports, to its subject, its owner or the word itself."""
        for source in self._sources(token, meaning):
            if not self._is_quoted(source) or self._is_quoted(token):
                yield from self._for(source, token, scope)

    def _sources(self, token: Token, meaning: str) -> list[Token]:
        if meaning == "itself":
            owner = _owner(token)
            return [owner if owner is not None else token]
        found = _owner(token) if meaning == "owner" else _speaker(token)
        return [] if found is None else _coordinated(found)

    def _for(self, source: Token, verb: Token, scope: frozenset[int]) -> Iterator[Attribution]:
        """The attribution to a source, to the author where it is a text, and to those that it cites."""
        owner = _owner(source) if self.cues.find(source.lower_, "carrier") else None
        for named in (owner if owner is not None else source, *self._cited(source, verb)):
            first, last = phrase_span(named)
            rest = scope - set(range(first, last)) - {verb.i}
            if rest:
                yield Attribution(named.i, first, last, verb.i, rest)

    def _cited(self, source: Token, verb: Token) -> Iterator[Token]:
        """The sources that a source or its verb cites ("Yonhap, quoting KCNA"; "Reuters, citing X, reported")."""
        for child in (*source.children, *verb.children):
            if child.tag_ == "VBG" and child != verb and self._meaning(child, "source"):
                yield from syntax.objects(child)


def _subtree(token: Token) -> frozenset[int]:
    return frozenset(node.i for node in token.subtree)


def _contents(token: Token) -> Iterator[tuple[str, Token]]:
    """The clauses and phrases that a word may report, each with the slot that it fills."""
    for child in token.children:
        if child.dep_ not in {"ccomp", "xcomp", "acl"}:
            continue
        marker = syntax.marker(child)
        finite = child.tag_ in _FINITE or any(aux.tag_ in _FINITE for aux in syntax.auxiliaries(child))
        if marker is not None and marker.lower_ == "to":
            yield "infinitive", child
        elif child.dep_ == "ccomp" or (finite and child.dep_ == "acl" and token.pos_ == "NOUN"):
            yield ("that" if token.pos_ == "NOUN" else "clause"), child
        elif child.tag_ == "VBG":
            yield "gerund", child
    for child in token.children:
        bare = child.dep_ in {"conj", "parataxis"} and child.i > token.i and child.tag_ in _FINITE
        if bare and syntax.own_subject(child) is None and not any(word.dep_ == "cc" for word in child.children):
            yield "clause", child
    for noun in syntax.objects(token):
        yield ("clause" if any(_continues(child, noun) for child in token.children) else "object"), noun
    yield from syntax.prepositional(token)


def _continues(clause: Token, noun: Token) -> bool:
    """Whether a clause is the rest of one whose subject the parse takes for an object ("said a strike killed two")."""
    bare = clause.dep_ == "ccomp" and clause.tag_ in _FINITE and syntax.own_subject(clause) is None
    return bare and noun.i < clause.i and syntax.marker(clause) is None


def _told(token: Token, slot: str, content: Token) -> frozenset[int]:
    """The words that a reporting word tells: a clause, or an object with what follows it in the same clause."""
    if slot != "object":
        return _subtree(content) - {token.i}
    after = [child for child in token.children if child.i > content.i and child.dep_ not in _APART]
    return frozenset(at for node in (content, *after) for at in _subtree(node)) - {token.i}


def _led_in(verb: Token) -> bool:
    """Whether all that stands before a verb of saying is a clause of time or reason ("As X attacked, Y warned Z")."""
    before = [child for child in verb.children if child.i < verb.i and child.pos_ in {"VERB", "AUX"}]
    led = [child for child in before if child.dep_ == "advcl" and syntax.marker(child) is not None]
    return bool(led) and not any(child.dep_ in {"ccomp", "parataxis", "dep", "conj"} for child in before)


def _told_as(verb: Token) -> frozenset[int]:
    """The words of the clause that "as X said" stands beside; none where the verb is of no such clause."""
    marker = syntax.marker(verb)
    if verb.dep_ != "advcl" or marker is None or marker.lower_ != "as" or syntax.complement_clauses(verb):
        return frozenset()
    return _subtree(verb.head) - _subtree(verb)


def _that_after(token: Token) -> int | None:
    """The "that" which opens what a word reports, where a parser has seen no clause: before any other verb or comma."""
    for at in range(token.i + 1, min(token.i + _NEAR, token.sent.end - 1)):
        follower = token.doc[at]
        if follower.lower_ == "that":
            return at
        if follower.is_punct or follower.pos_ in {"VERB", "AUX"} or (token.pos_ == "NOUN" and follower.i > token.i + 1):
            return None
    return None


def _nearest_subject(verb: Token) -> Token | None:
    """The nominal subject of a verb of its own that stands closest to it."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubj:outer"} and child.pos_ in _NOMINAL]
    return min(subjects, key=lambda child: abs(child.i - verb.i), default=None)


def _insertion(verb: Token, subject: Token) -> tuple[int, int]:
    """The half-open token range of "X said", with what follows it up to the next punctuation mark."""
    first, last = phrase_span(subject)
    first, last = min(first, verb.i), max(last, verb.i + 1)
    end = verb.sent.end
    while last < end and not verb.doc[last].is_punct and not verb.doc[last].is_space and last < verb.i + _NEAR:
        if verb.doc[last].pos_ in {"VERB", "AUX"}:
            break
        last += 1
    return first, last


def _set_off(doc: Doc, start: int, end: int, inside: tuple[int, int]) -> bool:
    """Whether a token range stands behind a comma or quotation mark and before one, or at the end of its sentence."""
    first, last = inside
    before = first - 1
    if before < start or not doc[before].is_punct:
        return False
    return last >= end or doc[last].is_punct or doc[last].is_space


def _phrase_head(token: Token) -> Token:
    """The head of the noun phrase that begins at a token."""
    while token.head != token and token.head.i > token.i and token.head.pos_ in _NOMINAL:
        token = token.head
    return token


def _coordinated(token: Token) -> list[Token]:
    """A noun and those joined to it by a conjunction; an apposition that a parser took for one is left out."""
    joined = syntax.conjuncts(token)
    return joined if any(child.dep_ == "cc" for noun in joined for child in noun.children) else [token]


def _speaker(verb: Token) -> Token | None:
    """The nominal subject of a verb of saying, or the agent of one in the passive; an expletive is none."""
    if syntax.passive(verb):
        return syntax.agent_phrase(verb)
    own = _nearest_subject(verb)
    own = None if own is not None and own.lower_ in DAYS else own
    found = own if own is not None else _word_before(verb) or syntax.subject(verb)
    if found is None or found.pos_ not in _NOMINAL or found.dep_ == "expl" or found.lower_ == "there":
        return None
    return syntax.antecedent(found)


def _word_before(verb: Token) -> Token | None:
    """The noun right before a finite verb that a parser has given no subject, adverbs and a comma left out."""
    if verb.tag_ not in _FINITE or syntax.own_subject(verb) is not None:
        return None
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].pos_ in {"ADV", "AUX"} or verb.doc[at].lower_ in _PASSED):
        at -= 1
    noun = verb.doc[at]
    while noun.pos_ in {"NOUN", "PROPN"} and syntax.preposition(noun) and syntax.governor(noun).i < noun.i:
        noun = syntax.governor(noun)
    named = noun.pos_ in {"NOUN", "PROPN", "PRON"} and noun not in syntax.unmarked(noun.head)
    return noun if named and noun.i >= verb.sent.start else None


def _owner(noun: Token) -> Token | None:
    """Whose a text or a claim is: its possessor, who it is from or by, or the name before it ("the US statement")."""
    possessor = syntax.possessor(noun)
    if possessor is not None:
        return possessor
    for words, complement in syntax.prepositional(noun):
        if words in {"from", "by", "of"}:
            return complement
    names = [word for word in syntax.modifiers(noun) if word.pos_ == "PROPN"]
    return names[-1] if names else None


def phrase_span(head: Token) -> tuple[int, int]:
    """The half-open token range of a noun phrase without preposition, relative clauses, appositives and conjuncts."""
    inside = {head.i}
    for child in head.children:
        if child.dep_ in _CUT or (child.dep_ == "case" and child.i < head.i):
            continue
        inside.update(node.i for node in child.subtree)
    first, last = head.i, head.i + 1
    while first - 1 in inside:
        first -= 1
    while last in inside:
        last += 1
    while first < head.i and (_is_edge(head.doc[first]) or head.doc[first].pos_ == "ADV"):
        first += 1
    while last > head.i + 1 and _is_edge(head.doc[last - 1]):
        last -= 1
    return first, last


def _is_edge(token: Token) -> bool:
    return token.is_space or token.is_punct or token.pos_ == "CCONJ"
