"""The nouns in the grammatical slots of a trigger: subject, object, possessor, prepositions, those who attend."""

from functools import lru_cache

from spacy.tokens import Token

from kgbuild.language.events.frames import Match
from kgbuild.language.events.support import Support
from kgbuild.language.grammar import syntax
from kgbuild.model.terms import AGENT, EVENT_PLACE

_PLACING = frozenset({"in", "at", "near", "from"})
_BEFALLEN = frozenset({"target", "victim", "object", "scene", "site"})
_REACH = 4
_ATTENDED = frozenset({"in", "at", "during", "after", "before", "following"})
_COMING = frozenset({"travel", "come", "go", "arrive", "fly", "return", "gather"})
_EITHER = frozenset({"in", "at", "near", "on", "against", "to", "into"})


def slot_tokens(match: Match, carried: Support, slot: str) -> list[Token]:
    """The nouns in a grammatical slot of a trigger or of the verbs that carry it."""
    if slot == "subject":
        if match.part == "adjective":
            holder = syntax.subject(match.token)
            return [holder] if holder is not None else []
        verbs = carried.light if match.is_noun else (match.anchor,)
        return [doer for verb in verbs for doer in doers(verb)]
    if slot == "object":
        places = match.frame.slots[EVENT_PLACE]
        trailing = [
            noun
            for word, noun in prepositional(match, carried)
            if word == match.trailing and word and word not in places
        ]
        if match.is_noun:
            under = _under(match.token)
            return trailing + [token for verb in carried.undergoing for token in doers(verb)] + under
        return trailing + [token for token in undergoers(match.anchor) if token not in match.words]
    if slot == "indirect":
        return [noun for verb in (match.anchor, *carried.light) for noun in syntax.indirect_objects(verb)]
    if slot == "possessor":
        nouns = [match.token, match.token.head] if match.token.dep_ == "compound" else [match.token]
        owners = [syntax.possessor(noun) for noun in nouns if match.is_noun]
        owner = next((each for each in owners if each is not None), None) or _owner_before(match)
        return [owner] if owner is not None else []
    if slot == "topic":
        return _topics(match, carried)
    if slot == "attendee":
        return _attendees(match, carried)
    return [noun for word, noun in prepositional(match, carried) if slot in (word, word.rsplit(" ", 1)[-1])]


def _under(noun: Token) -> list[Token]:
    """Whom an event noun befalls that is said of it ("the town is under attack", "was the target of an attack")."""
    word, predicate = syntax.preposition(noun), noun
    if word == "of" and syntax.governor(noun).lower_ in _BEFALLEN:
        word, predicate = "under", syntax.governor(noun)
    holder = syntax.own_subject(predicate)
    befallen = word in {"under", "in"} and holder is not None and syntax.copula(predicate) is not None
    return [syntax.antecedent(holder)] if holder is not None and befallen else []


def _owner_before(match: Match) -> Token | None:
    """The possessor before the words that precede an event noun, where the parse does not tell it."""
    doc = match.token.doc
    for at in range(match.token.i - 1, max(match.token.i - _REACH, match.token.sent.start) - 1, -1):
        if doc[at].tag_ == "PRP$":
            return doc[at]
        if doc[at].tag_ == "POS":
            return doc[at - 1]
        if doc[at].pos_ not in {"ADJ", "NOUN", "ADV", "NUM", "VERB"} or doc[at].tag_ in {"VBD", "VBZ", "VBP", "VB"}:
            return None
    return None


@lru_cache(maxsize=1)
def prepositional(match: Match, carried: Support) -> list[tuple[str, Token]]:
    """The prepositional dependents of a trigger, of its context words and of the verbs that carry it."""
    nouns = [word for word in match.words if word.pos_ in {"NOUN", "PROPN", "VERB"} and word != match.token]
    carriers = dict.fromkeys((match.anchor, *nouns, *carried.verbs, *carried.outer))
    found = [pair for carrier in carriers for pair in syntax.prepositional(carrier)]
    if "subject" not in match.frame.slots[AGENT]:
        borrowed = [pair for verb in carried.light for pair in syntax.prepositional(verb) if pair[0] == "by"]
        found = [pair for pair in found if pair not in borrowed]
    if match.is_noun:
        more = (*_behind(match.token), *_shared(match.token), *_where_it_is(match.token))
        found += [pair for pair in more if pair not in found]
    return found


def _where_it_is(noun: Token) -> list[tuple[str, Token]]:
    """The place that an event noun is said to be at ("the second attack was *in X*")."""
    above = syntax.governor(noun)
    placed = syntax.own_subject(above) == noun and syntax.copula(above) is not None
    word = syntax.preposition(above)
    return [(word, above)] if placed and word in _PLACING else []


def _shared(noun: Token) -> list[tuple[str, Token]]:
    """What follows two event nouns and is of both, where it hangs on the first ("the removal and arrest of X")."""
    first = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else None
    if first is None or any(word == "of" for word, _ in syntax.prepositional(noun)):
        return []
    joined = all(word.lower_ in {"and", "or"} or word.dep_ == "amod" for word in noun.doc[first.i + 1 : noun.i])
    return [pair for pair in syntax.prepositional(first) if joined and pair[1].i > noun.i]


def _behind(noun: Token) -> list[tuple[str, Token]]:
    """The prepositional dependents that follow an object but hang on its verb, as they may belong to either."""
    verb = syntax.governor(noun)
    if verb.pos_ != "VERB" or syntax.preposition(noun) not in {"", "of"}:
        return []
    return [(word, other) for word, other in syntax.prepositional(verb) if other.i > noun.i and word in _EITHER]


def doers(verb: Token) -> list[Token]:
    """Who does what a verb says: its subject, or the agent of a passive; what stands before one read as a noun."""
    doer = syntax.agent_phrase(verb) if syntax.passive(verb) else syntax.subject(verb)
    if doer is None and verb.pos_ in {"NOUN", "ADJ"}:
        return syntax.modifiers(verb)[-1:]
    return [doer] if doer is not None else []


def undergoers(verb: Token) -> list[Token]:
    """Whom or what a verb affects: its objects, or the subject of a passive."""
    if syntax.passive(verb):
        patient = syntax.subject(verb)
        return [patient] if patient is not None else []
    if verb.dep_ == "amod" and verb.tag_ == "VBD":
        return [verb.head]
    return syntax.objects(verb) or syntax.indirect_objects(verb)


def _attendees(match: Match, carried: Support) -> list[Token]:
    """Who does something at an event noun of which the parties are not told ("said in a meeting with Y")."""
    noun = carried.outer[0] if carried.outer else match.token
    verb = syntax.governor(noun)
    mutual = any(word.lower_ in {"between", "among"} for word in noun.subtree)
    attended = syntax.preposition(noun) in _ATTENDED or (
        syntax.preposition(noun) == "for" and verb.lemma_.lower() in _COMING
    )
    if not match.is_noun or mutual or verb.pos_ != "VERB" or not attended:
        return []
    marker = syntax.marker(verb)
    before = verb.dep_ == "ccomp" and marker is not None and noun.i < marker.i
    found = doers(verb.head if before else verb)
    told = syntax.own_subject(verb) if syntax.passive(verb) and not before else None
    return found if told is None or not found else [told, *found]


def _topics(match: Match, carried: Support) -> list[Token]:
    """Whom the clause that completes a trigger is about: its own subject, or X of "for X to …"."""
    told = [word for word in match.words if word.pos_ == "NOUN" and word != match.anchor]
    clauses = [*syntax.complement_clauses(match.anchor)]
    clauses += [clause for word in (match.anchor, *told) for clause in syntax.noun_clauses(word)]
    subjects = [noun for noun in map(syntax.own_subject, clauses) if noun is not None]
    doc = match.token.doc
    for word, noun in prepositional(match, carried):
        after = noun.right_edge.i + 1
        nested = [child for child in noun.children if child.dep_ in {"acl", "advcl"} and child.tag_ == "VB"]
        if word == "for" and (nested or (after < len(doc) and doc[after].tag_ == "TO")):
            subjects.append(noun)
    return subjects
