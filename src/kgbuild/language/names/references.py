"""What pronouns, descriptions and bare offices stand for."""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from kgbuild.language.grammar import syntax
from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.language.names.tenures import Office
from kgbuild.model.terms import ORGANIZATION, PERSON, POPULATION_GROUP, STATE

Ids = tuple[int, ...]
_HE = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
_IT = {"it", "its", "itself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_I = {"i", "my", "me", "mine"}
_OPENING, _CLOSING = {"“", "``", "«"}, {"”", "''", "»"}
_BOTH = {"both", "two"}
_DETERMINERS = {"the", "this", "that"}
_REGIONS, _TOWNS = {"Region", "Place", "Island", "BodyOfWater"}, {"City", "Settlement", "Place"}
_GOVERNING = {"government", "governments", "authorities", "forces", "troops", "leaders", "leadership", "officials"}
_WINDOW = 14
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"}


class References:
    """Goes through a document from left to right and tells for every phrase about an entity which one it is."""

    def __init__(
        self, capitals: Capitals, clusters: Sequence[Cluster], at: Mapping[int, int], issuers: Sequence[int]
    ) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.clusters = clusters
        self.heads: dict[int, Ids] = {i: (number,) for i, number in at.items()}
        self.issuers = tuple(issuers)
        self.offices: Sequence[Office] = ()
        self._owners: dict[int, int] = {}
        self._quoted = _quoted(capitals)
        self._kinds = capitals.listed("description-nouns")
        self._members = capitals.listed("member-nouns")
        self._speech = capitals.listed("speech-verbs")

    def resolve(self, offices: Sequence[Office]) -> dict[int, Ids]:
        """All heads: names, offices, people and means of named bodies, descriptions and pronouns."""
        self.offices = offices
        self._owners = {holder: o.owner for o in offices for holder in o.holders if o.owner is not None}
        for office in offices:
            self._office(office)
        for token in self.doc:
            if token.i in self.heads:
                continue
            ids = self._pronoun(token) or self._description(token) or self._member(token)
            if ids:
                self.heads[token.i] = ids
        return self.heads

    # --- offices ---

    def _office(self, office: Office) -> None:
        """An office stands for its holders; bare ("the Secretary") for who held it last; else for its owner."""
        head = office.title.head
        ids: Ids = office.holders
        if not ids and self._bare(office):
            ids = self._last_holder(office)
        if not ids and office.owner is not None and not self._unnamed(self.doc[head], office.owner):
            ids = (office.owner,)
        if ids:
            for i in range(office.title.start, office.title.end):
                self.heads.setdefault(i, ids)
            self.heads[head] = ids

    def _bare(self, office: Office) -> bool:
        """Whether an office points back: definite, without an owner of its own."""
        start = office.title.start
        before = self.doc[start - 1].lower_ if start else ""
        return office.owner is None and (before in {"the", "both"} or self.doc[office.title.head].text[0].isupper())

    def _last_holder(self, office: Office) -> Ids:
        """The holders of the latest office of the same noun before this one, or failing that the first after it."""
        noun = self.doc[office.title.head].lower_
        same = [o for o in self.offices if o.holders and self.doc[o.title.head].lower_ == noun]
        if office.title.plural:
            singular = noun.removesuffix("s")
            held = [o.holders for o in self.offices if o.holders and self.doc[o.title.head].lower_ in {noun, singular}]
            return tuple(dict.fromkeys(i for ids in held for i in ids if True))
        before = [o for o in same if o.title.head < office.title.head]
        return before[-1].holders if before else same[0].holders if same else ()

    # --- people and means of a body ---

    def _member(self, token: Token) -> Ids:
        """A noun for people or means of a state or body stands for it ("Russian troops", "officials from X and Y")."""
        if token.lower_ not in self._members:
            return ()
        owners = self._owners_before(token)
        for preposition, noun in syntax.prepositional(token):
            if preposition in {"of", "from"} and not owners:
                owners = [i for part in syntax.conjuncts(noun) for i in self.heads.get(part.i, ())]
        owners = [
            i
            for i in dict.fromkeys(owners)
            if self.clusters[i].type != PERSON or token.lower_ in {"administration", "government"}
        ]
        places = token.lower_ not in _GOVERNING and any(self._fits(i, "Place") for i in owners)
        if not owners or places or any(self._unnamed(token, i) for i in owners):
            return ()
        return tuple(owners)

    def _owners_before(self, token: Token) -> list[int]:
        """The entities named in the noun phrase to the left of its noun, in text order."""
        doc, found = self.doc, list[int]()
        i = token.i - 1
        while i >= 0 and token.i - i < _WINDOW:
            word = doc[i]
            if i in self.heads and word.pos_ == "PRON":
                found = found or list(self.heads[i])
                break
            if i in self.heads:
                found[:0] = self.heads[i]
            elif word.text in {",", "and", "or", "&"}:
                if i == 0 or (i - 1 not in self.heads and doc[i - 1].text != ",") or not found:
                    break
            elif not (
                self.capitals.possessive(i)
                or word.text in "-–"
                or word.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"}
                or word.tag_ in {"VBN", "VBG"}
            ):
                break
            i -= 1
        return found

    def _unnamed(self, token: Token, owner: int) -> bool:
        """Whether a noun is an unnamed source: one official of a state, or officials of it who are said to speak."""
        if self.clusters[owner].type != STATE or token.lower_ not in self.capitals.listed("source-nouns"):
            return False
        single = token.tag_ in {"NN", "NNP"} and not any(
            child.lower_ in {"the", "its", "their"} for child in token.children
        )
        return single or syntax.governor(token).lower_ in self._speech

    # --- descriptions ---

    def _description(self, token: Token) -> Ids:
        """ "The country", "the group", "both sides": the latest entities of the kind that the noun tells."""
        kind = self._kinds.get(token.text)
        if kind is None:
            return ()
        before = [self.doc[i].lower_ for i in range(max(0, token.i - 3), token.i)]
        while before and self.doc[token.i - 1].pos_ == "ADJ" and len(before) > 1 and before[-1] not in _DETERMINERS:
            before.pop()
        plural = token.tag_ in {"NNS", "NNPS"}
        if plural and _BOTH & set(before):
            return self._pair(token, kind)
        if not plural and before and before[-1] in _DETERMINERS and not self._specified(token):
            return self._latest(token, kind)
        return ()

    def _specified(self, token: Token) -> bool:
        """Whether a noun is told by what follows ("the government of X"), so that it does not point back."""
        return any(preposition == "of" for preposition, _ in syntax.prepositional(token))

    def _fits(self, number: int, kind: str) -> bool:
        """Whether a cluster is of a kind: State, Organization, Place or a class of its own."""
        cluster = self.clusters[number].type
        if kind == "State":
            return cluster == STATE
        if kind == "Person":
            return cluster == PERSON
        local = cluster.rpartition("#")[2]
        if kind == "Organization":
            return cluster not in {STATE, PERSON, POPULATION_GROUP} and not self._place(local)
        if kind in {"Region", "City"}:
            return local in (_REGIONS if kind == "Region" else _TOWNS)
        if kind == "Place":
            return self._place(local)
        return local == kind

    def _place(self, local: str) -> bool:
        """Whether a class name is one of a place."""
        return local in set(self.capitals.listed("place-words").values()) | {"Place"}

    def _latest(self, token: Token, kind: str) -> Ids:
        """The latest entity of a kind before the token, a subject of the sentence before first."""
        noun = token.text.casefold()
        mentions = [i for i in range(token.i - 1, -1, -1) if i in self.heads and len(self.heads[i]) == 1]
        for i in mentions:
            number = self.heads[i][0]
            if self._fits(number, kind) and (
                kind != "Organization" or noun in {"group", "movement"} or self._bears(number, noun)
            ):
                return (number,)
        return ()

    def _bears(self, number: int, noun: str) -> bool:
        """Whether one of an entity's names has the noun in it."""
        return any(noun in text.casefold() for text in self.clusters[number].texts()) or noun in {
            "organization",
            "organisation",
        }

    def _pair(self, token: Token, kind: str) -> Ids:
        """The latest two entities of a kind that were named together, or failing that the latest two."""
        kind = "State" if kind in {"Side", "State"} else kind
        for i in range(token.i - 1, -1, -1):
            word = self.doc[i]
            if i in self.heads and word.dep_ != "conj":
                parts = [part for part in syntax.conjuncts(word) if part.i < token.i]
                ids = tuple(
                    dict.fromkeys(n for part in parts for n in self.heads.get(part.i, ()) if self._fits(n, kind))
                )
                if len(ids) == 2:
                    return ids
        latest: dict[int, None] = {}
        for i in range(token.i - 1, -1, -1):
            latest.update(dict.fromkeys(n for n in self.heads.get(i, ()) if self._fits(n, kind)))
            if len(latest) > 1:
                return tuple(latest)[1::-1]
        return ()

    # --- pronouns ---

    def _pronoun(self, token: Token) -> Ids:
        """What a personal or possessive pronoun stands for."""
        word = token.lower_
        if word in _WE | _I and token.text != "US":
            return self._speaker(token, word in _WE) if token.i in self._quoted else self.issuers if word in _WE else ()
        if word in _HE:
            return self._antecedent(token, {PERSON})
        if word in _IT and not _pleonastic(token):
            return self._antecedent(token, {STATE, ORGANIZATION})
        alone = word == "two" and token.i > 0 and self.doc[token.i - 1].lower_ == "the" and token.dep_ in _SUBJECTS
        if word in _THEY or alone:
            return self._several(token)
        return ()

    def _wanted(self, ids: Iterable[int], kinds: set[str]) -> list[int]:
        """The entities that are of one of the contract classes."""

        def fits(number: int) -> bool:
            return any(self._fits(number, kind.rpartition("#")[2]) for kind in kinds)

        return [number for number in ids if fits(number)]

    def _antecedent(self, token: Token, kinds: set[str]) -> Ids:
        """The subject of this sentence before the pronoun, else of the sentences before, else the nearest mention."""
        own = syntax.subject(syntax.clause_head(token))
        start = token.sent.start
        for low, high in ((start, token.i), *self._sentences_before(start)):
            subjects = [i for i in range(high - 1, low - 1, -1) if self.doc[i].dep_ in _SUBJECTS]
            first = [own.i] if own is not None and low <= own.i < high else []
            for i in [*first, *subjects, *range(high - 1, low - 1, -1)]:
                wanted = self._wanted(self.heads.get(i, ()), kinds)
                if len(wanted) == 1 and self._other_clause(token, i):
                    return (wanted[0],)
        return ()

    def _other_clause(self, token: Token, i: int) -> bool:
        """Whether a mention may be the pronoun's antecedent: not an argument of the same verb, unless a possessive."""
        return syntax.possessor(token.head) is token or syntax.governor(self.doc[i]) is not token.head

    def _sentences_before(self, start: int) -> list[tuple[int, int]]:
        """The ranges of the three sentences before, the latest first."""
        found: list[tuple[int, int]] = []
        while start > 0 and len(found) < 3:
            sentence = self.doc[start - 1].sent
            found.append((sentence.start, start))
            start = sentence.start
        return found

    def _several(self, token: Token) -> Ids:
        """Subjects that act together, else a group or a body, that "they" takes up; this sentence first."""
        start = token.sent.start
        ranges = [(start, token.i), *self._sentences_before(start)]
        for low, high in ranges[:3]:
            for i in range(low, high):
                if self.doc[i].dep_ in _SUBJECTS and len(ids := self._together(self.doc[i], high)) > 1:
                    return ids
        for low, high in ranges:
            for i in range(low, high):
                ids = self.heads.get(i, ())
                if self.doc[i].dep_ in _SUBJECTS and ids and self.clusters[ids[0]].type != PERSON:
                    return ids
        return ()

    def _together(self, subject: Token, before: int) -> Ids:
        """The entities of a coordinated subject, with those whom a person met or spoke with."""
        parts = [part for part in syntax.conjuncts(subject) if part.i < before]
        ids = list(dict.fromkeys(n for part in parts for n in self.heads.get(part.i, ())))
        if len(ids) == 1 and self.clusters[ids[0]].type == PERSON:
            company = [noun for word, noun in syntax.prepositional(syntax.governor(subject)) if word == "with"]
            found = [n for noun in company for part in syntax.conjuncts(noun) for n in self.heads.get(part.i, ())]
            ids += [n for n in dict.fromkeys(found) if self.clusters[n].type == PERSON and n not in ids]
        return tuple(ids)

    def _speaker(self, token: Token, plural: bool) -> Ids:
        """Who says a quotation; with "we" the state or body that the speaker speaks for."""
        sentence = token.sent
        spans = [(sentence.start, sentence.end), *self._sentences_before(sentence.start)[:2]]
        after = self.doc[sentence.end].sent if sentence.end < len(self.doc) else None
        spans[1:1] = [(after.start, after.end)] if after is not None and any(t.i in self._quoted for t in after) else []
        for low, high in spans:
            for i in range(low, high):
                if self.doc[i].lower_ in self._speech and i not in self._quoted:
                    subject = syntax.subject(self.doc[i])
                    ids = self.heads.get(subject.i, ()) if subject is not None else ()
                    ids = ids or (self._pronoun(subject) if subject is not None and subject.lower_ in _HE | _IT else ())
                    if ids:
                        return tuple(self._owners.get(n, n) for n in ids) if plural else ids
        return ()


def _pleonastic(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is essential to")."""
    head = token.head
    return token.lower_ == "it" and (
        head.pos_ == "ADJ" or head.lower_ in {"seems", "appears", "remains", "takes", "rained"}
    )


def _quoted(capitals: Capitals) -> set[int]:
    """The tokens inside quotation marks; a mark left open ends with its paragraph."""
    inside, found = False, set()
    for token in capitals.doc:
        if token.text in _OPENING or (token.text == '"' and not inside):
            inside = True
        elif token.text in _CLOSING or token.text == '"' or "\n\n" in token.text:
            inside = False
        elif inside:
            found.add(token.i)
    return found
