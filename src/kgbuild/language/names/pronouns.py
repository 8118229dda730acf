"""What personal pronouns stand for: the most salient thing before them that agrees, or nothing where it has no name."""

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Token

from kgbuild.language.grammar import syntax
from kgbuild.language.names.gazetteer import Form
from kgbuild.language.names.kinds import Kinds

Ids = tuple[int, ...]
_HE = {"he", "him", "his", "himself"}
_SHE = {"she", "her", "hers", "herself"}
_IT = {"it", "its", "itself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_POSSESSIVE = {"his", "her", "their"}
_PLURAL = {"NNS", "NNPS"}
_OF_SOMEBODY = {"able", "unable", "ready", "willing", "unwilling", "responsible", "aware", "concerned", "committed"}
_FAR, _NEAR = 3, 2
_GIVING = {"for", "over"}
_AGAINST = {"on", "against"}
_PRESENT = {"participants", "attendees"}


class Pronouns:
    """Finds antecedents, beside the heads of all that was resolved before a pronoun.

    Candidates come in order of salience: whom an act "for its …" is done to, the subjects of the clauses around the
    pronoun, what else the sentence tells, and the sentences before. A noun that agrees and stands for no entity ends
    the search.
    """

    def __init__(self, kinds: Kinds, heads: Mapping[int, Ids]) -> None:
        self.kinds = kinds
        self.capitals = kinds.capitals
        self.doc = kinds.capitals.doc
        self.heads = heads
        self._women: dict[int, bool] = {}
        self._humans = self.capitals.listed("human-nouns")
        self._speech = self.capitals.listed("speech-verbs")
        self._groups = self.capitals.listed("description-nouns")

    def resolve(self, token: Token, speaker: Ids = ()) -> Ids:
        """The entities that a pronoun of the third person stands for; none for any other word.

        A `speaker` in whose words it stands is not meant by "he" or "she".
        """
        word = token.lower_
        if word in _HE or word in _SHE:
            return self._person(token, word in _SHE, speaker)
        if word in _IT and not pleonastic(token):
            return self._body(token)
        alone = word == "two" and token.i > 0 and self.doc[token.i - 1].lower_ == "the" and syntax.is_subject(token)
        present = word in _PRESENT and syntax.is_subject(token) and not syntax.prepositional(token)
        return self._several(token) if word in _THEY or alone or present else ()

    # --- each kind of pronoun ---

    def _person(self, token: Token, woman: bool, speaker: Ids) -> Ids:
        """The person meant by "he" or "she"; one who was "he" once is never "she"."""
        barred = {*speaker, *self._fellow(token)}
        for noun in self._salient(token, _FAR):
            found = [n for n in self.kinds.wanted(self.heads.get(noun.i, ()), "Person") if n not in barred]
            if len(found) == 1 and _apart(token, noun) and self._women.get(found[0], woman) is woman:
                self._women[found[0]] = woman
                return (found[0],)
            if noun.i not in self.heads and self._human(noun) and not _below(noun, token):
                return ()
        return ()

    def _fellow(self, token: Token) -> Ids:
        """The entities that are the subject of a pronoun's own verb, and so not meant by a pronoun that is none."""
        subject = syntax.subject(syntax.governor(token))
        possessive = syntax.possessor(token.head) == token
        if subject is None or subject == token or possessive or token.lower_.endswith("self"):
            return ()
        return self.heads.get(subject.i, ())

    def _body(self, token: Token) -> Ids:
        """The state or body meant by "it"; what says something is no common thing."""
        speaks = syntax.is_subject(token) and token.head.lower_ in self._speech
        for noun in self._salient(token, _NEAR):
            ids = self.heads.get(noun.i, ())
            found = self.kinds.wanted(ids, "State", "Organization")
            if len(ids) == len(found) == 1 and _apart(token, noun) and not self._plural(noun):
                return ids
            common = self._thing(noun) and not (speaks and noun.lower_ not in self._groups)
            if not ids and common and not _below(noun, token):
                return ()
        return ()

    def _several(self, token: Token) -> Ids:
        """Those who act together, a body, or people, that "they" takes up."""
        for noun in self._salient(token, _NEAR):
            ids = self._together(noun, token.i)
            if len(ids) > 1 and _apart(token, noun):
                return ids
            many = self._plural(noun) or bool(self.kinds.wanted(ids, "Organization", "PopulationGroup"))
            if ids and many and _apart(token, noun):
                return ids if self._plural(noun) or not self._many_between(noun, token) else ()
            if not ids and noun.tag_ in _PLURAL and not _below(noun, token):
                return ()
        return ()

    def _many_between(self, noun: Token, token: Token) -> bool:
        """Whether people or things without a name stand between one body and "they" in a sentence."""
        between = self.doc[noun.i + 1 : token.i] if noun.sent == token.sent else ()
        out = {*self.heads, *_containing(token)}
        return any(each.tag_ == "NNS" and each.i not in out and not _below(each, token) for each in between)

    def _together(self, noun: Token, before: int) -> Ids:
        """The entities of a coordination, with those whom a person that is a subject met or spoke with."""
        parts = [part for part in syntax.conjuncts(noun) if part.i < before]
        ids = list(dict.fromkeys(n for part in parts for n in self.heads.get(part.i, ())))
        if len(ids) == 1 and self.kinds.fits(ids[0], "Person") and syntax.is_subject(noun):
            company = [other for word, other in syntax.prepositional(syntax.governor(noun)) if word == "with"]
            found = [n for other in company for part in syntax.conjuncts(other) for n in self.heads.get(part.i, ())]
            ids += [n for n in dict.fromkeys(found) if self.kinds.fits(n, "Person") and n not in ids]
        return tuple(ids)

    # --- candidates ---

    def _salient(self, token: Token, far: int) -> Iterator[Token]:
        """The nouns that a pronoun may take up, the most salient first, each once.

        None is one that it is a part of, unless it tells whose people are meant ("actors for their conduct").
        """
        met = {token.i, *_containing(token)}
        for noun in self._ordered(token, far):
            if noun.i not in met and (noun.i in self.heads or noun.pos_ in {"NOUN", "PROPN"}):
                met.add(noun.i)
                yield noun

    def _ordered(self, token: Token, far: int) -> Iterator[Token]:
        start = token.sent.start
        yield from (noun for noun in (*_affected(token), *_possessors_above(token)) if noun.i < token.i)
        yield from (noun for noun in _subjects_above(token) if noun.i < token.i)
        here = list(self.doc[start : token.i])
        yield from (each for each in reversed(here) if syntax.is_subject(each))
        yield from _heads_first(here)
        for low, high in self._before(start, far):
            yield from (each for each in self.doc[low:high] if syntax.is_subject(each))
            yield from _heads_first(self.doc[low:high])

    def _before(self, start: int, far: int) -> Iterator[tuple[int, int]]:
        """The ranges of the sentences before, the latest first."""
        while start > 0 and far:
            sentence = self.doc[start - 1].sent
            yield sentence.start, start
            start, far = sentence.start, far - bool(sentence.text.strip())

    def _plural(self, noun: Token) -> bool:
        """Whether a noun means many: a common noun in the plural, or people of a state ("Yemenis")."""
        known = self.capitals.covering.get(noun.i)
        people = known is not None and known.readings[0][1] is Form.NATIONAL
        return (noun.tag_ in _PLURAL and noun.text[0].islower()) or (people and noun.text.endswith("s"))

    def _human(self, noun: Token) -> bool:
        """Whether a noun means one human being without a name."""
        listed = noun.lower_ in self._humans or self.capitals.position(noun.i)
        return listed and noun.tag_ not in _PLURAL and noun.text[0].islower()

    def _thing(self, noun: Token) -> bool:
        """Whether a noun means one thing, neither a human being nor a stretch of time."""
        common = noun.tag_ == "NN" and noun.text[0].islower()
        return common and noun not in syntax.unmarked(noun.head) and not self._human(noun)


def _containing(token: Token) -> Iterator[int]:
    """The nouns that a pronoun is a part of and cannot take up, by other ways than coordination and apposition.

    A possessive may take up the noun that its clause is about ("X *stopping its* attacks"), and of people any.
    """
    possessive = syntax.possessor(token.head) == token
    part = token
    for node in token.ancestors:
        clausal = part in syntax.noun_clauses(node) or part in syntax.relative_clauses(node)
        free = possessive and (clausal or token.lower_ in _POSSESSIVE)
        if part.dep_ not in {"conj", "appos"} and not free:
            yield node.i
        part = node


def _possessors_above(token: Token) -> list[Token]:
    """Whose the nouns are that a pronoun is a part of ("X's attack on its neighbour")."""
    owners = [syntax.possessor(token.doc[at]) for at in _containing(token)]
    return [owner for owner in owners if owner is not None and owner != token]


def _below(noun: Token, token: Token) -> bool:
    """Whether a noun before a pronoun stands in a clause below the pronoun's own ("to end differences, they met")."""
    own = syntax.clause_head(token)
    clause = syntax.clause_head(noun)
    return noun.i < token.i and clause != own and own in clause.ancestors


def _heads_first(tokens: Iterable[Token]) -> list[Token]:
    """The tokens from the last to the first, those that modify a noun after all others."""
    found = list(tokens)[::-1]
    return sorted(found, key=syntax.is_modifier)


def _affected(token: Token) -> list[Token]:
    """Whom an act concerns that is done "for" what a pronoun owns or does ("condemned X for its attack")."""
    for node in (token, *token.ancestors):
        if syntax.preposition(node) in _GIVING or (
            (mark := syntax.marker(node)) is not None and mark.lower_ in _GIVING
        ):
            above = syntax.governor(node)
            verb = syntax.governor(above) if above.pos_ == "ADJ" else above
            things = syntax.objects(verb)
            hit = (pair for each in (verb, *things) for pair in syntax.prepositional(each))
            people = [noun for word, noun in hit if word in _AGAINST and noun.i < node.i]
            people += [noun for noun in things if noun.i < node.i]
            return [part for noun in people for part in syntax.conjuncts(noun)]
    return []


def _subjects_above(token: Token) -> Iterator[Token]:
    """The subjects of the clauses that a token stands in, the innermost first."""
    clause = syntax.clause_head(token)
    while True:
        found = syntax.subject(clause)
        if found is not None:
            yield found
        if clause.head == clause:
            return
        clause = syntax.clause_head(clause.head)


def _apart(token: Token, noun: Token) -> bool:
    """Whether a pronoun may take up a noun: one that is no possessive takes no fellow argument of its verb."""
    if syntax.possessor(token.head) == token or token.lower_.endswith(("self", "selves")):
        return True
    verb = syntax.governor(token)
    subject = syntax.subject(verb) if verb not in syntax.noun_clauses(verb.head) else syntax.own_subject(verb)
    return syntax.governor(noun) != verb and subject != noun


def pleonastic(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is essential to")."""
    head = token.head
    judged = head.pos_ == "ADJ" and head.lower_ not in _OF_SOMEBODY
    return token.lower_ == "it" and (judged or head.lower_ in {"seems", "appears", "remains", "takes", "rained"})
