"""Who holds which office, and for whom, as an article says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.language.names.gazetteer import fold
from kgbuild.language.names.issuers import Issuer
from kgbuild.language.names.persons import named_after
from kgbuild.language.names.titles import Title
from kgbuild.model.terms import KG, PERSON, STATE

if TYPE_CHECKING:
    from kgbuild.language.names.finder import Name

_APPOINTING = {
    "as",
    "appointed",
    "named",
    "elected",
    "become",
    "became",
    "becomes",
    "nominated",
    "designated",
    "is",
    "was",
}
_SERVING = {"serve", "serves", "served", "serving", "act", "acts", "acted", "acting"}
_DETERMINERS = {"its", "his", "her", "their", "our", "the"}
_LINKS = {"of", "for", "to", "at", "with", "in"}
_SENT = ("ambassador", "envoy", "representative")
_REACH, _CLAUSE = 12, 25


@dataclass(frozen=True, slots=True)
class Office:
    """A position phrase with the clusters of those who hold it and of the one it is held for."""

    title: Title
    holders: tuple[int, ...]
    owner: int | None


class Offices:
    """Finds holders and owners of position phrases among the clusters of an article."""

    def __init__(self, capitals: Capitals, clusters: Sequence[Cluster], at: Mapping[int, int], issuer: Issuer) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.clusters = clusters
        self.at = at
        self.issuer = issuer
        self.titles: Sequence[Title] = ()
        self.starts: dict[int, Name] = {name.start: name for cluster in clusters for name in cluster.names}
        self.ends: dict[int, Name] = {name.end: name for name in self.starts.values()}

    def find(self, titles: Sequence[Title], in_title: set[int]) -> list[Office]:
        """The offices in text order; those without a told owner get the one that is known or likely."""
        self.titles = titles
        told = []
        for title in titles:
            holders = tuple(dict.fromkeys(self._holders(title, in_title)))
            told.append(Office(title, holders, self._owner(title)))
        told += self._royal()
        told += [office for given in told for office in self._distributed(given, told)]
        told.sort(key=lambda office: (office.title.start, office.holders))
        return [self._completed(office, told) for office in told]

    def _person_before(self, end: int) -> int | None:
        """The cluster of a person's name that ends there."""
        name = self.ends.get(end)
        return self.at[name.start] if name is not None and self._is_person(self.at[name.start]) else None

    def _is_person(self, number: int) -> bool:
        """Whether a cluster is a person."""
        return self.clusters[number].type == PERSON

    # --- holders ---

    def _holders(self, title: Title, in_title: set[int]) -> Iterator[int]:
        """Those whom the text puts into the office: names after it, before it in apposition, or by a verb."""
        spans = named_after(self.capitals, title, in_title)
        following = [self.at[start] for start, _ in spans if start in self.starts and self._is_person(self.at[start])]
        following = following or self._shared(title, in_title)
        if following:
            yield from following
            return
        before = self._before(title)
        yield from (before,) if before is not None else self._appointed(title)

    def _shared(self, title: Title, in_title: set[int]) -> list[int]:
        """The holder of the next office where "and" joins the two ("Polish Foreign Minister and OSCE Chairman X")."""
        i = title.end + 1
        definite = title.start > 0 and self.doc[title.start - 1].lower_ == "the"
        if i >= len(self.doc) or self.doc[title.end].lower_ != "and" or title.plural or definite:
            return []
        while i < len(self.doc) and i not in in_title and i in self.at:
            i += 1
        following = next((other for other in self.titles if other.start == i), None)
        spans = named_after(self.capitals, following, in_title) if following is not None else ()
        return [self.at[start] for start, _ in spans if start in self.starts and self._is_person(self.at[start])]

    def _phrase_start(self, title: Title) -> int:
        """Where the noun phrase of an office begins: its owner, determiner and adjectives included."""
        i = title.start
        while i > 0 and title.start - i < _REACH:
            name = self.ends.get(i)
            if name is not None and not self._is_person(self.at[name.start]):
                i = name.start
            elif self._before_noun(self.doc[i - 1]):
                i -= 1
            else:
                break
        return i

    def _before_noun(self, token: Token) -> bool:
        """Whether a token may stand in a noun phrase before the words of an office."""
        if token.lower_ in _APPOINTING:
            return False
        modifier = token.pos_ in {"DET", "ADJ"} or token.tag_ in {"VBN", "VBG"} or token.lower_ in _DETERMINERS
        return modifier or self.capitals.possessive(token.i) or token.text in "-–" or token.lower_ == "currently"

    def _before(self, title: Title) -> int | None:
        """The person whom the office follows in apposition ("X, the Secretary of State")."""
        start = self._phrase_start(title)
        acting = title.end < len(self.doc) and self.doc[title.end].pos_ in {"VERB", "AUX"}
        if start > 1 and not acting and self.doc[start - 1].text in {",", "—", "–", "("}:
            return self._person_before(start - 1)
        return None

    def _appointed(self, title: Title) -> Iterator[int]:
        """Those who are said to be, or to be made, what the office says."""
        verb = self._phrase_start(title) - 1
        if verb < 1 or self.doc[verb].lower_ not in _APPOINTING:
            return
        low = max(self.doc[verb].sent.start, verb - _CLAUSE)
        names = [self.starts[i] for i in range(low, verb) if i in self.starts and self._is_person(self.at[i])]
        if not names:
            return
        last = names[-1]
        if title.plural:
            yield from (self.at[name.start] for name in names if name.end + 3 >= last.start)
        elif self.doc[verb].lower_ != "as" or last.end == verb:
            yield self.at[last.start]
        elif self.doc[verb - 1].lower_ in _SERVING:
            yield self.at[names[0].start]

    def _royal(self) -> Iterator[Office]:
        """Names that begin with a royal title ("King Salman") tell an office by themselves."""
        seen = set()
        for name in sorted(self.starts.values(), key=lambda name: name.start):
            number = self.at[name.start]
            royal = self.doc[name.start].text in self.capitals.listed("royal-titles")
            if royal and name.size > 1 and self._is_person(number) and number not in seen:
                seen.add(number)
                yield Office(Title(name.start, name.start + 1, name.start, plural=False), (number,), None)

    def _distributed(self, office: Office, told: Sequence[Office]) -> Iterator[Office]:
        """The shares of coordinated holders ("his Greek and French counterparts, X and Y"): one state for each."""
        noun = self.doc[office.title.head]
        owners = self._owners_in_row(office.title.start)
        if office.title.plural and len(office.holders) == len(owners) > 1:
            for holder, owner in zip(office.holders, owners, strict=True):
                model = self._model(office, told) if noun.lower_ == "counterparts" else office.title
                if model is not None:
                    yield Office(model, (holder,), owner)

    def _owners_in_row(self, end: int) -> list[int]:
        """The coordinated names that end right before the token ("Greek, Cypriot and French")."""
        found: list[int] = []
        while end > 0:
            name = self.ends.get(end)
            if name is None or self._is_person(self.at[name.start]):
                break
            found.insert(0, self.at[name.start])
            end = name.start
            while end > 0 and self.doc[end - 1].text in {",", "and"}:
                end -= 1
        return found

    def _model(self, office: Office, told: Sequence[Office]) -> Title | None:
        """The office of the sentence that counterparts have too."""
        sentence = self.doc[office.title.start].sent
        before = [o.title for o in told if o.holders and sentence.start <= o.title.start < office.title.start]
        return before[-1] if before else None

    # --- owners ---

    def _owner(self, title: Title) -> int | None:
        """The state or body that an office belongs to by the words around it; None where they do not tell."""
        if self.doc[title.head].lower_ == "counterparts":
            return None
        start = title.start
        while start > 0 and (self.capitals.possessive(start - 1) or self._modifier(self.doc[start - 1])):
            start -= 1
        name = self.ends.get(start)
        if name is not None and not self.doc[start].is_sent_start and self._may_own(self.at[name.start], title):
            return self.at[name.start]
        for i in range(title.head + 1, min(title.end + 3, len(self.doc))):
            named = self.starts.get(i)
            if named is not None and self._governed(title, i) and self._may_own(self.at[i], title):
                return self.at[i]
        return None

    def _may_own(self, number: int, title: Title) -> bool:
        """Whether an office may be held for a cluster: for no person, and offices of a state for no city."""
        kind = self.clusters[number].type
        listed = self.capitals.listed("state-positions")
        of_state = self.doc[title.head].lower_ in listed or title.words(self.doc) in self.capitals.listed(
            "issuer-positions"
        )
        return kind != PERSON and not (of_state and kind == KG + "City")

    def _modifier(self, token: Token) -> bool:
        """Whether a token may stand between an owner and the office ("Russia's [chief] negotiator")."""
        return token.pos_ == "ADJ" and token.i not in self.at

    def _governed(self, title: Title, i: int) -> bool:
        """Whether the name at `i` hangs on the office by "of", "for" …; an ambassador "to X" is not X's."""
        for k in range(i - 1, title.head, -1):
            word = self.doc[k].lower_
            if word in {"of", "for"}:
                sent = self.doc[title.head].lower_.startswith(_SENT)
                kind = self.clusters[self.at[i]].type
                return word == "of" or (kind not in _PLACES and not (sent and kind == STATE))
            if word in _LINKS:
                return not self.doc[title.head].lower_.startswith(_SENT)
            if word != "the" and self.doc[k].pos_ not in {"ADJ", "DET"}:
                return False
        return False

    def _completed(self, office: Office, told: Sequence[Office]) -> Office:
        """The office with an owner that the text tells elsewhere, that is known, or that is likely."""
        if office.owner is not None or not office.holders or self.doc[office.title.start - 1].tag_ == "PRP$":
            return office
        person = office.holders[0]
        elsewhere = next((o.owner for o in told if o.owner is not None and person in o.holders), None)
        within = self._within(person, office)
        speaks = self.doc[office.title.head].lower_ in self.capitals.listed("spokes-positions")
        if elsewhere is None and within and not speaks:
            return replace(office, owner=self.named(within))
        return replace(office, owner=elsewhere if elsewhere is not None else self._likely(office))

    def _within(self, person: int, office: Office) -> str | None:
        """Whose a person is by the gazetteer: the person's own entry, or the family name of one who leads a state."""
        entry = self.clusters[person].entry
        if entry is not None and entry.within:
            return entry.within
        last = fold(self.clusters[person].names[0].text.split()[-1])
        return self.capitals.listed("leaders").get(last) if self._of_state(office) else None

    def named(self, name: str) -> int | None:
        """The cluster whose gazetteer name this is."""
        entries = ((i, cluster.entry) for i, cluster in enumerate(self.clusters))
        return next((i for i, entry in entries if entry is not None and entry.name == name), None)

    def _of_state(self, office: Office) -> bool:
        """Whether an office is one that is held for a state."""
        listed = self.capitals.listed("state-positions")
        return self.doc[office.title.head].lower_ in listed or office.title.words(self.doc) in listed

    def _likely(self, office: Office) -> int | None:
        """The issuer's own, for offices that a release names bare; else the state that was last spoken of."""
        head = self.doc[office.title.head].lower_
        if head in self.capitals.listed("spokes-positions"):
            return self.issuer.body if self.issuer.body is not None else next(iter(self.issuer.states), None)
        words = office.title.words(self.doc)
        if self.issuer.states and (
            head in self.capitals.listed("issuer-positions") or words in self.capitals.listed("issuer-positions")
        ):
            return self.issuer.states[0]
        start = office.title.start
        of_another = start > 0 and self.capitals.capital(start - 1) and not self.doc[start].is_sent_start
        return self._last_state(start) if self._of_state(office) and not of_another else None

    def _last_state(self, before: int) -> int | None:
        """The last state before a token, or that of the last city, the issuers left out."""
        for i in range(before - 1, -1, -1):
            if i in self.at and (state := self._state_of(self.at[i])) is not None and state not in self.issuer.states:
                return state
        return None

    def _state_of(self, number: int) -> int | None:
        """A state itself, or the state that a place lies in where the article names it."""
        cluster = self.clusters[number]
        if cluster.type == STATE:
            return number
        inside = cluster.entry.within if cluster.entry is not None and not self._is_person(number) else None
        return self.named(inside) if inside else None


_PLACES = {KG + kind for kind in ("Region", "City", "Settlement", "Place", "BodyOfWater", "Island")}
