"""What carries the arguments of an event noun: light verbs, verbs of happening, the noun that it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kgbuild.language.events.frames import Match
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.grammar import syntax

_MEDIATING = frozenset({"broker", "mediate", "announce", "facilitate", "arrange", "propose", "express"})
_BROKERING = frozenset({"broker", "mediate"})
_MISREAD = frozenset({"xcomp", "ccomp", "dep"})


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """What carries the arguments of an event noun.

    Light verbs, whose doers are its own; verbs of happening; the noun that it stands in ("a round of talks"); and verbs
    whose subject undergoes it ("faced an attack").
    """

    light: tuple[Token, ...] = ()
    occurring: tuple[Token, ...] = ()
    outer: tuple[Token, ...] = ()
    undergoing: tuple[Token, ...] = ()

    @property
    def verbs(self) -> tuple[Token, ...]:
        """All of them."""
        return self.light + self.occurring + self.undergoing


def support(match: Match, lexicon: Lexicon) -> Support:
    """The light verbs and verbs of happening that an event noun stands with; none for a verb."""
    if not match.is_noun:
        return Support()
    noun = _outermost(match.token, lexicon)
    light: list[Token] = []
    occurring: list[Token] = []
    undergoing: list[Token] = []
    verb = syntax.governor(noun)
    if verb.pos_ in {"VERB", "AUX"} and verb.i != noun.i:
        if _carries(verb, noun, lexicon.undergoings(verb.lower_)):
            undergoing.append(verb)
        elif _carries(verb, noun, lexicon.lights(verb.lower_)):
            light.append(verb)
        elif syntax.own_subject(verb) == noun and _happens(verb, lexicon):
            occurring.append(verb)
    for clause in (*syntax.noun_clauses(noun), *syntax.relative_clauses(noun), *_misread_relatives(verb, noun)):
        if _has_words_of(clause, lexicon.lights(clause.lower_)) and (
            syntax.passive(clause) or syntax.own_subject(clause) is not None
        ):
            light.append(clause)
        elif _happens(clause, lexicon):
            occurring.append(clause)
    outer = (noun,) if noun != match.token else ()
    return Support(tuple(light), tuple(occurring), outer, tuple(undergoing))


def _misread_relatives(verb: Token, noun: Token) -> list[Token]:
    """The clauses behind the object of a verb that can only say more of it ("discussed the *ban X has imposed*")."""
    if noun not in syntax.objects(verb):
        return []
    ends = {part.i + 1 for part in syntax.conjuncts(noun)}
    bare = (child for child in verb.children if child.dep_ == "ccomp" and child.i > noun.i and child.pos_ == "VERB")
    unmarked = [clause for clause in bare if syntax.marker(clause) is None and not syntax.objects(clause)]
    return [clause for clause in unmarked if clause.left_edge.i in ends]


def _outermost(noun: Token, lexicon: Lexicon) -> Token:
    """The noun that an event noun stands in as "a round of talks" stands for talks."""
    outer = syntax.first_conjunct(noun)
    while syntax.preposition(outer) == "of" and syntax.governor(outer).lower_ in lexicon.group("transparent"):
        outer = syntax.governor(outer)
    return outer


def _carries(verb: Token, noun: Token, entries: Sequence[Sequence[str]]) -> bool:
    """Whether a noun is the object or passive subject of one of some verbs, or has the preposition that it ends in."""
    misread = noun.dep_ in _MISREAD and noun.pos_ != "VERB" and noun.i > verb.i
    affected = misread or noun in syntax.objects(verb) or (syntax.passive(verb) and syntax.own_subject(verb) == noun)
    word = syntax.preposition(noun) if any(noun == each for _, each in syntax.prepositional(verb)) else ""
    return any(_has_words(verb, noun, words[1:]) and (affected if not word else word in words[1:]) for words in entries)


def _has_words_of(verb: Token, entries: Sequence[Sequence[str]]) -> bool:
    """Whether the further words of one of some verbs stand beside it."""
    return any(_has_words(verb, verb, words[1:]) for words in entries)


def _happens(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb says that its subject takes place."""
    return _has_words_of(verb, lexicon.happens(verb.lower_))


def _has_words(verb: Token, noun: Token, words: Sequence[str]) -> bool:
    beside = {child.lower_ for child in verb.children} | set(syntax.preposition(noun).split())
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return all(word in beside or word == following for word in words)


def brokered(carried: Support) -> bool:
    """Whether the doers of what carries an event noun are no party to it ("a truce *brokered by X*")."""
    return any(verb.lemma_.lower() in _BROKERING for verb in carried.light)


def mediated(carried: Support) -> bool:
    """Whether the doers of what carries an event noun only bring it about or make it known ("brokered a truce")."""
    return any(verb.lemma_.lower() in _MEDIATING for verb in carried.light)
