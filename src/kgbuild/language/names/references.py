"""What pronouns, descriptions and bare offices stand for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from spacy.tokens import Token

from kgbuild.language.grammar import syntax
from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.language.names.issuers import Issuer
from kgbuild.language.names.kinds import Kinds
from kgbuild.language.names.offices import OfficeWords
from kgbuild.language.names.pronouns import Ids, Pronouns, pleonastic
from kgbuild.language.names.tenures import Office
from kgbuild.model.terms import PERSON, STATE

_WE = {"we", "us", "our", "ours", "ourselves"}
_I = {"i", "my", "me", "mine"}
_SPEAKING = _WE | _I
_OPENING, _CLOSING = {"“", "``", "«"}, {"”", "''", "»"}
_BOTH = {"both", "two"}
_DETERMINERS = {"the", "this", "that"}
_GOVERNING = {"government", "governments", "authorities", "forces", "troops", "leaders", "leadership", "officials"}
_WINDOW = 14
_ANY_BODY = {"group", "movement", "organization", "organisation"}


class References:
    """Goes through a document from left to right and tells for every phrase about an entity which one it is."""

    def __init__(self, capitals: Capitals, clusters: Sequence[Cluster], at: Mapping[int, int], issuer: Issuer) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.clusters = clusters
        self.heads: dict[int, Ids] = {i: (number,) for i, number in at.items()}
        self.issuer = issuer
        self.offices: Sequence[Office] = ()
        self._owners: dict[int, int] = {}
        self._quoted = _quoted(capitals)
        self._fits = Kinds(capitals, clusters).fits
        self._pronouns = Pronouns(Kinds(capitals, clusters), self.heads)
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
        if not ids and office.owner is not None:
            ids = self._told_holder(office) or self._incumbent(office)
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
        words = self._words(office)
        same = [o for o in self.offices if o.holders and words.within(self._words(o))]
        if office.title.plural:
            return tuple(dict.fromkeys(i for o in same for i in o.holders))
        before = [o for o in same if o.title.head < office.title.head]
        if self.issuer.states or self.issuer.published:
            before = [o for o in before if o.owner is None or o.owner in self.issuer.states] or before
        later = [o for o in same if not self.issuer.states or o.owner in self.issuer.states]
        return before[-1].holders if before else later[0].holders if later else ()

    def _told_holder(self, office: Office) -> Ids:
        """Who is said elsewhere to hold an office that is named with its owner; none where that is not one alone."""
        words = self._words(office)
        same = [o for o in self.offices if o.owner == office.owner and words.names(self._words(o))]
        holders = dict.fromkeys(i for o in same for i in o.holders)
        return tuple(holders) if len(holders) == 1 and not office.title.plural and self._definite(office) else ()

    def _incumbent(self, office: Office) -> Ids:
        """Who of the persons named held an office on the article's date, by the gazetteer, if that is one alone."""
        owner = self.clusters[office.owner].entry if office.owner is not None else None
        if owner is None or office.title.plural or not self._definite(office):
            return ()
        words, incumbents = self._words(office), self.capitals.incumbents
        entries = ((i, cluster.entry) for i, cluster in enumerate(self.clusters))
        found = [i for i, entry in entries if entry is not None and incumbents.holds(entry, words, owner.name)]
        return tuple(found) if len(found) == 1 else ()

    def _words(self, office: Office) -> OfficeWords:
        """What the words of an office tell."""
        return office.title.told(self.doc)

    def _definite(self, office: Office) -> bool:
        """Whether the noun phrase of an office begins with "the" or an owner's name."""
        before = office.title.start - 1
        return before >= 0 and (
            self.doc[before].lower_ == "the" or before in self.heads or self.capitals.possessive(before)
        )

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
        joined = False
        while i >= 0 and token.i - i < _WINDOW:
            word = doc[i]
            joined |= word.lower_ in {"and", "or", "&"}
            if i in self.heads and word.pos_ == "PRON":
                found = found or list(self.heads[i])
                break
            if i in self.heads:
                found[:0] = self.heads[i]
            elif word.text in {",", "and", "or", "&"}:
                if not joined or i == 0 or (i - 1 not in self.heads and doc[i - 1].text != ",") or not found:
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
        if plural and "our" in before and kind == "State" and token.i not in self._quoted:
            return self._ours()
        if plural and _BOTH & set(before):
            return self._pair(token, kind)
        if not plural and before and before[-1] in _DETERMINERS and not self._specified(token):
            return self._latest(token, kind)
        return ()

    def _specified(self, token: Token) -> bool:
        """Whether a noun is told by what follows ("the government of X"), so that it does not point back."""
        return any(preposition == "of" for preposition, _ in syntax.prepositional(token))

    def _latest(self, token: Token, kind: str) -> Ids:
        """The latest entity of a kind before the token, a subject of the sentence before first."""
        noun = token.text.casefold()
        for i in self._backwards(token, acting=not self._is_place(kind)):
            ids = self.heads[i]
            if len(ids) == 1 and self._fits(ids[0], kind) and (kind != "Organization" or self._bears(ids[0], noun)):
                return ids
        return ()

    def _backwards(self, token: Token, acting: bool) -> Iterator[int]:
        """The mentions before a token, the latest sentence first; where they act, its subjects before the others."""
        for low, high in ((token.sent.start, token.i), *self._sentences_before(token.sent.start)):
            mentions = [i for i in range(high - 1, low - 1, -1) if i in self.heads]
            yield from (i for i in mentions if acting and syntax.is_subject(self.doc[i]))
            yield from mentions

    def _is_place(self, kind: str) -> bool:
        """Whether a word for a kind of thing is one for places."""
        return kind in {"Region", "City", *self.capitals.listed("place-words").values()}

    def _sentences_before(self, start: int) -> Iterator[tuple[int, int]]:
        """The ranges of the sentences before a token that opens one, the latest first."""
        while start > 0:
            sentence = self.doc[start - 1].sent
            yield sentence.start, start
            start = sentence.start

    def _bears(self, number: int, noun: str) -> bool:
        """Whether one of an entity's names has the noun in it, or the noun means any body."""
        return noun in _ANY_BODY or any(noun in text.casefold() for text in self.clusters[number].texts())

    def _pair(self, token: Token, kind: str) -> Ids:
        """The latest two entities of a kind that were named together, or the only two that were named at all."""
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
        named = [n for i, ids in sorted(self.heads.items()) if i < token.i for n in ids if self._fits(n, kind)]
        alone = tuple(dict.fromkeys(named))
        return alone if len(alone) == 2 else ()

    def _ours(self) -> Ids:
        """The issuer of a release and the other state that it is most about ("our two countries")."""
        own = self.issuer.states
        others = [i for i, cluster in enumerate(self.clusters) if cluster.type == STATE and i not in own]
        topic = max(others, key=lambda i: len(self.clusters[i].names), default=None)
        return (*own, topic) if len(own) == 1 and topic is not None else own

    # --- pronouns ---

    def _pronoun(self, token: Token) -> Ids:
        """What a personal or possessive pronoun stands for."""
        word = token.lower_
        if word in _SPEAKING and token.text != "US":
            own = self.issuer.states if word in _WE else self._behalf(token) or self.issuer.signatory
            return self._speaker(token, word in _WE) if token.i in self._quoted else own
        quoted = token.i in self._quoted and token.pos_ == "PRON"
        represented = self._represented(token) if word == "it" and not quoted and not pleonastic(token) else ()
        return represented or self._pronouns.resolve(token, self._speaker(token, plural=False) if quoted else ())

    def _behalf(self, token: Token) -> Ids:
        """For whom somebody says "I" who opens the sentence so ("*On behalf of X*, I congratulate …")."""
        opening = self.doc[token.sent.start : token.i]
        leads = any(word.lower_ == "behalf" for word in opening[:4]) and syntax.is_subject(token)
        return tuple(n for word in opening for n in self.heads.get(word.i, ()) if leads and self._fits(n, "State"))[:1]

    def _represented(self, token: Token) -> Ids:
        """The body or state of which its officer says what "it" does ("spokeswoman X said *it* would respond")."""
        clause = token.head
        told = clause.dep_ == "ccomp" and clause.pos_ == "VERB" and clause.head.lower_ in self._speech
        if not told or not syntax.is_subject(token):
            return ()
        speaker = syntax.own_subject(clause.head)
        ids = self.heads.get(speaker.i, ()) if speaker is not None else ()
        return tuple(self._owners[number] for number in ids[:1] if len(ids) == 1 and number in self._owners)

    def _speaker(self, token: Token, plural: bool) -> Ids:
        """Who says a quotation; with "we" the state or body that the speaker speaks for."""
        for i in self._verbs_of_saying(token):
            subject = syntax.subject(self.doc[i])
            if subject is None or subject.i in self._quoted:
                continue
            ids = self.heads.get(subject.i, ()) or self._pronouns.resolve(subject)
            if ids:
                return tuple(dict.fromkeys(self._owners.get(n, n) for n in ids)) if plural else ids
        return ()

    @cached_property
    def _breaks(self) -> list[int]:
        """The tokens that end a line."""
        return [each.i for each in self.doc if each.is_space and "\n" in each.text]

    @cached_property
    def _said(self) -> list[int]:
        """The verbs of saying outside quotations."""
        return [i for i, each in enumerate(self.doc) if each.lower_ in self._speech and i not in self._quoted]

    def _verbs_of_saying(self, token: Token) -> list[int]:
        """The verbs of saying outside quotations: those of the paragraph, the closest to the token's quotation first,
        then those before it, the latest first."""
        start = max((i for i in self._breaks if i < token.i), default=-1)
        end = min((i for i in self._breaks if i > token.i), default=len(self.doc))
        first = last = token.i
        while first - 1 in self._quoted:
            first -= 1
        while last + 1 in self._quoted:
            last += 1
        near = sorted((i for i in self._said if start < i < end), key=lambda i: min(abs(first - i), abs(i - last)))
        goes_on = first - 1 <= start + 1
        earlier = self.doc[max(start - 1, 0)].sent.start
        return near or [i for i in reversed(self._said) if goes_on and earlier <= i < start]


def _quoted(capitals: Capitals) -> set[int]:
    """The tokens inside quotation marks; a mark left open ends with its paragraph."""
    inside, found = False, set()
    for at, text in enumerate([token.text for token in capitals.doc]):
        if text in _OPENING or (text == '"' and not inside):
            inside = True
        elif text in _CLOSING or text == '"' or "\n\n" in text:
            inside = False
        elif inside:
            found.add(at)
    return found
