"""Whom a noun phrase stands for: a name itself, or the name that an official, a force or a deed belongs to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kgbuild.language.grammar import syntax

Mention = tuple[int, Token]
_DEPTH = 4
_PLACING = frozenset({"in", "of", "at", "near", "outside", "on", "inside", "within", "along", "to", "with"})
_FIGURES = frozenset(
    {"face", "light", "wake", "spite", "view", "case", "terms", "response", "support", "favor", "favour"}
)
_FIGURES |= {
    "condemnation",
    "pursuit",
    "violation",
    "course",
    "context",
    "event",
    "absence",
    "name",
    "interest",
    "form",
}
_EXAMPLES = frozenset({"including", "such as", "like"})
_OWNERS = ("by", "between", "from", "among", "against")
_BEHIND = 8
_THINGS = ("of", "in", "for", "on", "with", "to", "at")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The mentions of an article by the token that heads each, and what other phrases stand for through them."""

    heads: Mapping[int, tuple[int, ...]]
    representatives: frozenset[str] = frozenset()
    names: frozenset[int] = frozenset()
    listed: Callable[[Token], list[Mention]] = field(default=lambda _: [])

    def named(self, token: Token) -> list[Mention]:
        """The entities that a token itself is a mention of."""
        return [(entity, token) for entity in self.heads.get(token.i, ())]

    def stands_for(self, token: Token, depth: int = _DEPTH) -> list[Mention]:
        """The entities that a noun phrase names, or that its people, forces or places belong to."""
        found = self._behind_abbreviation(token) or self.named(token)
        if found and token.i not in self.names:
            told = [noun for preposition, noun in syntax.prepositional(token) if preposition in {"of", "from"}]
            shown = [noun for preposition, noun in syntax.prepositional(token) if preposition in _EXAMPLES]
            named = (mention for noun in told for mention in self.listed(noun))
            found = _unique([*found, *named, *(mention for noun in shown for mention in self.all_of(noun, 0))])
        if found or not depth:
            return found
        for apposition in syntax.appositions(token):
            found += [mention for each in syntax.conjuncts(apposition) for mention in self.named(each)]
        for preposition, noun in syntax.prepositional(token):
            if preposition in _EXAMPLES:
                found += self.all_of(noun, depth - 1)
        found = found or self._borne(token) or self._before(token)
        if found or token.pos_ == "VERB":
            return found
        representative = token.lower_ in self.representatives or token.pos_ in {"NUM", "PRON", "DET", "ADJ"}
        through = ("of", "from", "in", "to", "between") if representative else ("from",)
        for preposition, noun in syntax.prepositional(token):
            if preposition in through and not found:
                found += self.all_of(noun, depth - 1)
        for clause in syntax.noun_clauses(token):
            if clause.lower_ in {"belonging", "loyal", "representing"} and not found:
                found += [m for _, noun in syntax.prepositional(clause) for m in self.all_of(noun, depth - 1)]
        return found

    def all_of(self, token: Token, depth: int = _DEPTH) -> list[Mention]:
        """What a noun phrase and those coordinated with it stand for."""
        return _unique(
            mention for each in syntax.conjuncts(token) for mention in self.listed(each) or self.stands_for(each, depth)
        )

    def located(self, token: Token, depth: int = _DEPTH) -> list[Mention]:
        """All places that a phrase of place names: "a market in northern Tigray", "X in the centre of Y's province"."""
        if token.lower_ in _FIGURES:
            return []
        found = self.all_of(token, 1)
        for preposition, noun in syntax.prepositional(token):
            if depth and preposition in _PLACING:
                found += self.located(noun, depth - 1)
        owner = syntax.possessor(token)
        return _unique([*found, *self._before(token), *(self.named(owner) if owner is not None else [])])

    def responsible(self, token: Token, depth: int = _DEPTH) -> list[Mention]:
        """Who stands behind a noun phrase: whom it stands for, whose deed it is, or else whom it concerns."""
        found = self.all_of(token)
        if found or not depth:
            return found
        for ways in (_OWNERS, _THINGS):
            for each in syntax.conjuncts(token):
                for preposition, noun in syntax.prepositional(each):
                    if preposition in ways and not found:
                        found = self.responsible(noun, depth - 1)
            found = found or self._from_clauses(token, depth)
            if found:
                return found
        if token.dep_ in {"obj", "dobj"}:
            doer = syntax.subject(token.head)
            found = self.all_of(doer) if doer is not None else []
        return found

    def _from_clauses(self, token: Token, depth: int) -> list[Mention]:
        """The doers of the clauses that modify a noun ("a proposal presented by X", "the talks X convened")."""
        for clause in (*syntax.relative_clauses(token), *syntax.noun_clauses(token)):
            doer = syntax.agent_phrase(clause) if syntax.passive(clause) else syntax.own_subject(clause)
            if doer is not None and doer.i > token.i:
                found = self.all_of(doer, depth - 1)
                if found:
                    return found
        return []

    def _behind_abbreviation(self, name: Token) -> list[Mention]:
        """Whom the name of a state with its abbreviation leads to ("*Republic* of Korea (ROK) Minister Ana Perez")."""
        doc = name.doc
        brackets = [each for each in name.children if each.i > name.i and doc[each.i - 1].text == "("]
        for at in (each.right_edge.i + 1 for each in brackets if name.i in self.names):
            start = at + (at < len(doc) and doc[at].text == ")")
            for token in doc[start : start + _BEHIND]:
                if token.i in self.names and token.left_edge.i == start < token.i:
                    people = (each for each in syntax.conjuncts(token) if each.i != name.i)
                    return [mention for each in people for mention in self.named(each)]
        return []

    def _borne(self, noun: Token) -> list[Mention]:
        """The name right behind a noun that says what its bearer is ("the U.S. *citizen* Ana Perez")."""
        if noun.pos_ != "NOUN" or noun.i in self.heads or noun.i + 1 not in self.names:
            return []
        name = noun.nbor()
        while name.i in self.names and name.i not in self.heads and name.i + 1 < len(noun.doc):
            name = name.nbor()
        beside = name.head in (noun, noun.head) or name.head.head in (noun, noun.head)
        return self.named(name) if name.i in self.names and beside and noun.nbor().tag_ == "NNP" else []

    def _before(self, token: Token) -> list[Mention]:
        """The names among the modifiers of a noun, else its possessor."""
        found = [
            mention
            for word in syntax.modifiers(token)
            for each in syntax.conjuncts(word)
            for mention in self.named(each)
        ]
        owner = syntax.possessor(token)
        if not found and owner is not None:
            found = self.all_of(owner, 1)
        return found


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without repetition of an entity, in order."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        found.setdefault(mention[0], mention)
    return list(found.values())
