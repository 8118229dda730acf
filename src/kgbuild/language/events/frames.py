"""Triggers in a parse: where the words of a frame stand, its context words included."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kgbuild.language.events.lexicon import Frame, Lexicon, Trigger
from kgbuild.language.grammar import syntax
from kgbuild.language.time.datewords import DAYS

_GAP = 3
_DEPTH = 3
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj", "obl", "nmod", "pobj", "conj", "compound"})
_GERUND = _NOMINAL | {"aux:pass", "auxpass", "csubj", "csubj:pass"}
_BESIDE_AUXILIARY = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "advmod", "neg"})
_PREFIXES = frozenset({"co", "anti", "pre", "post", "non", "inter", "mid", "ex", "test"})
_TOGETHER = frozenset({"chair", "host"})
_PROPER = frozenset({"NNP", "NNPS"})
_WHOLES = frozenset({"prisoner", "prisoners"})
_HYPHENS = frozenset({"-", "–", "‐", "‑"})


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A frame whose words stand in a sentence: the token that heads them, and all of them with the context words."""

    frame: Frame
    token: Token
    words: tuple[Token, ...]
    part: str

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is an event noun."""
        return self.part == "noun"

    @property
    def is_auxiliary(self) -> bool:
        """Whether the trigger is an auxiliary ("will", "should"), whose clause is that of the verb above."""
        return self.token.dep_ == "aux"

    @property
    def anchor(self) -> Token:
        """The token whose grammatical relations the event has: the trigger, or the verb above an auxiliary."""
        return self.token.head if self.is_auxiliary else self.token

    @property
    def trailing(self) -> str:
        """The preposition that the trigger ends in ("call on"), "" without one."""
        last = max(self.words, key=lambda token: token.i)
        return last.lower_ if last != self.token and last.pos_ in {"ADP", "SCONJ", "PART"} else ""


def find_matches(
    doc: Doc, lexicon: Lexicon, names: frozenset[int], inner: frozenset[int] = frozenset()
) -> list[list[Match]]:
    """For each trigger token the frames that its words allow, the most specific first.

    Tokens in `names` are no triggers. Those in `inner` are parts of names, and exclude no frame ("met the High
    Commissioner for *Refugees*").
    """
    found: list[list[Match]] = []
    for sentence in doc.sents:
        forms = _written(sentence)
        for token in sentence:
            if token.i in names or (not token.is_alpha and "-" not in token.text):
                continue
            if _prefixed(token) or _is_acronym(token):
                continue
            triggers = [(part, _possible(token, part, lexicon, forms)) for part in _parts(token)]
            matches = [
                match for part, known in triggers if known for match in _matches(token, part, known, names, inner)
            ]
            if matches:
                found.append(matches)
    return found


def _possible(token: Token, part: str, lexicon: Lexicon, forms: Collection[str]) -> list[Trigger]:
    """The triggers with a token as their head whose further words stand in its sentence, of which these are forms."""
    found = lexicon.triggers(part, token.lower_)
    return [each for each in found if all(word in forms for at, word in enumerate(each.words) if at != each.head)]


def _parts(token: Token) -> Iterator[str]:
    """The parts of speech that a token may be read as."""
    if token.pos_ in {"VERB", "AUX"}:
        attributive = token.dep_ == "amod" and token.tag_ in {"VBN", "VBG"}
        if not attributive or syntax.is_perfect(token) or syntax.auxiliaries(token):
            yield "verb"
        if token.tag_ == "VBG" and token.dep_ in _GERUND:
            yield "noun"
        if token.tag_ in {"VBN", "VBG", "JJ"}:
            yield "adjective"
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield "noun"
        if token.dep_ in {"ROOT", "acl", "advcl"} and token.pos_ == "NOUN" and syntax.copula(token) is None:
            yield "verb"
    elif token.pos_ == "ADJ":
        yield "adjective"
        if token.dep_ not in {"amod", "compound", "advmod"}:
            yield "noun"


def _prefixed(token: Token) -> bool:
    """Whether a token is the rest of another word, behind a prefix and a hyphen ("pre-war"); "co-host" is none."""
    at = token.i
    if at < 2 or token.doc[at - 1].text not in _HYPHENS:
        return False
    glued = not token.doc[at - 1].whitespace_ and not token.doc[at - 2].whitespace_
    prefix = token.doc[at - 2].lower_
    return glued and prefix in _PREFIXES and not (prefix == "co" and token.lemma_.lower() in _TOGETHER)


def _is_acronym(token: Token) -> bool:
    """Whether a token is written in capitals in a sentence that is not ("cure AIDS"), and so is no common word."""
    return token.is_upper and len(token) > 1 and any(word.is_lower and len(word) > 1 for word in token.sent)


def _matches(
    token: Token, part: str, triggers: Sequence[Trigger], names: frozenset[int], inner: frozenset[int]
) -> Iterator[Match]:
    anchor = token.head if token.dep_ == "aux" else token
    around = surroundings(anchor)
    near = around if anchor == token else {anchor, *syntax.children(anchor, _BESIDE_AUXILIARY)}
    forms_around, forms_near = _written(around), _written(near)
    for trigger in triggers:
        words = _located(token, trigger)
        if words is None or any(word.i > token.i and word.tag_ in _PROPER and word.i in names for word in words):
            continue
        if trigger.frame.without and not trigger.frame.without.isdisjoint(forms_around):
            beside = {word for word in around - set(words) - _purposes(anchor, words) if word.i not in inner}
            if trigger.frame.without & _written(beside):
                continue
        context = [] if trigger.frame.context.isdisjoint(forms_near) else _context(near, trigger.frame)
        context = [word for word in context if word.i not in inner or word.is_lower]
        if trigger.frame.context and not context:
            continue
        yield Match(trigger.frame, token, (*words, *(word for word in context if word not in words)), part)


def _purposes(verb: Token, words: Sequence[Token]) -> set[Token]:
    """The words that tell what an act is for ("arrived in Lima *for talks*"), which exclude no frame of a verb."""
    if verb.pos_ != "VERB" or any(word.lower_ == "for" for word in words):
        return set()
    aims = [noun for word, noun in syntax.prepositional(verb) if word == "for"]
    return {token for noun in aims for token in noun.subtree}


def _located(head: Token, trigger: Trigger) -> tuple[Token, ...] | None:
    """The tokens of a trigger's words, None where one is not there."""
    words = [head]
    at = head
    for word in reversed(trigger.words[: trigger.head]):
        before = _before(at)
        if before is None or not _is(before, word):
            return None
        words.insert(0, before)
        at = before
    at = head
    for word in trigger.words[trigger.head + 1 :]:
        after = _after(head, at, word)
        if after is None:
            return None
        words.append(after)
        at = after
    return tuple(words)


def _before(token: Token) -> Token | None:
    """The word before a token in its sentence, hyphens passed over."""
    at = token.i - 1
    while at >= token.sent.start and token.doc[at].text in _HYPHENS:
        at -= 1
    return token.doc[at] if at >= token.sent.start else None


def _after(head: Token, last: Token, word: str) -> Token | None:
    """The next place of a word after the last one found: close by, or a dependent of the trigger."""
    for token in head.doc[last.i + 1 : head.sent.end]:
        if _is(token, word) and not _dates(token) and (token.i - last.i == 1 or _depends(token, head)):
            return token
        if token.pos_ == "VERB" and token.i - last.i > _GAP:
            return None
    return None


def _dates(preposition: Token) -> bool:
    """Whether a preposition leads a day ("called X *on* Tuesday") and thus belongs to no trigger."""
    after = preposition.i + 1
    return preposition.lower_ == "on" and after < len(preposition.doc) and preposition.doc[after].lower_ in DAYS


def _depends(token: Token, head: Token) -> bool:
    """Whether a token hangs below a trigger, over at most two arcs."""
    return head in (token.head, token.head.head)


def _is(token: Token, word: str) -> bool:
    return word in (token.lower_, token.lemma_.lower())


def surroundings(token: Token) -> set[Token]:
    """The tokens that depend on a trigger within its clause, and the nouns that it modifies."""
    found: set[Token] = set()
    _gather(token, _DEPTH, found)
    head = token.head
    of_whole = token.pos_ == "NOUN" and head.lower_ in _WHOLES and syntax.preposition(token) == "of"
    if of_whole or token.dep_ in {"compound", "amod", "nmod:desc"}:
        found.add(head)
    if token.dep_ in {"acl", "acl:relcl", "relcl"} or syntax.passive(token):
        for noun in (syntax.subject(token), *_related(token)):
            if noun is not None:
                found.add(noun)
                _gather(noun, 1, found)
    return found


def _related(clause: Token) -> list[Token]:
    """The noun that an object relative is about ("information *we gather*")."""
    if clause.dep_ not in {"acl:relcl", "relcl"} or syntax.own_subject(clause) is None or syntax.passive(clause):
        return []
    own = syntax.own_subject(clause)
    bare = own is not None and syntax.antecedent(own) is own and not syntax.children(clause, {"obj", "dobj"})
    return [clause.head] if bare else syntax.objects(clause)


def _gather(token: Token, depth: int, found: set[Token]) -> None:
    for child in token.children:
        apart = child.dep_ in {"acl:relcl", "relcl", "advcl", "ccomp", "parataxis", "csubj"}
        if apart or child.is_punct or child.lower_ == "according":
            continue
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
            continue
        found.add(child)
        if depth > 1:
            _gather(child, depth - 1, found)


def _written(tokens: Iterable[Token]) -> set[str]:
    return {form for token in tokens for form in (token.lower_, token.lemma_.lower())}


def _context(around: Iterable[Token], frame: Frame) -> list[Token]:
    """The tokens that are context words of a frame, in text order."""
    return sorted((token for token in around if frame.context & _written([token])), key=lambda each: each.i)
