"""Who holds which office, and for whom, as an article says it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kgbuild.language.grammar import syntax
from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.language.names.identification import identify
from kgbuild.language.names.incumbents import Told
from kgbuild.language.names.issuers import Issuer
from kgbuild.language.names.offices import office_words
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
            owner = self._owner(title)
            told.append(Office(title, holders, owner if owner is not None else self._owner_behind(title, in_title)))
        told = self._joined(told) + list(self._royal())
        told += [office for given in told for office in self._distributed(given, told)]
        rows = {(each.title, each.holders): each for office in told for each in self._row(office)}
        told = [each for each in told if (each.title, each.holders) not in rows] + list(rows.values())
        told.sort(key=lambda office: (office.title.start, office.holders))
        identify(self.clusters, self._told(told), self.capitals)
        return [self._completed(office, told) for office in told]

    def _told(self, offices: Iterable[Office]) -> dict[int, list[Told]]:
        """What the offices of each holder tell: their words, and the gazetteer's name of whom they are held for."""
        told: dict[int, list[Told]] = {}
        for office in offices:
            owner = self.clusters[office.owner] if office.owner is not None else None
            name = None if owner is None else owner.entry.name if owner.entry is not None else owner.names[0].text
            for holder in office.holders:
                told.setdefault(holder, []).append((office.title.told(self.doc), name))
        return told

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

    def _past_owner(self, end: int) -> int:
        """Where "of X" after an office ends; `end` itself where there is none."""
        start = end + 1 + (self.doc[end + 1 : end + 2].text == "the")
        return self.starts[start].end if self.doc[end : end + 1].text == "of" and start in self.starts else end

    def _joined(self, told: Sequence[Office]) -> list[Office]:
        """The offices, with those that "and" adds to one which somebody holds ("was mayor of X and governor of Y")."""
        found: list[Office] = []
        for office in told:
            before = found[-1] if found else None
            if before is not None and not office.holders and before.holders and self._adds(before.title, office.title):
                office = replace(office, holders=before.holders)
            found.append(office)
        return found

    def _adds(self, before: Title, title: Title) -> bool:
        """Whether only "and" and the words for whom the first office is held for stand between two offices."""
        between = range(before.end, title.start)
        words = [self.doc[i].lower_ for i in between if i not in self.at or self._is_person(self.at[i])]
        return bool(words) and words[-1] == "and" and set(words[:-1]) <= {"of", "the", ","}

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
        return modifier or self.capitals.possessive(token.i) or token.text in "-–" or token.pos_ == "ADV"

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
        if verb < 0 or self.doc[verb].lower_ not in _APPOINTING:
            return
        serving = verb > 0 and self.doc[verb].lower_ == "as" and self.doc[verb - 1].lower_ in _SERVING
        clause = self.doc[verb - 1 if serving else verb]
        own = syntax.own_subject(clause if serving else self.doc[title.head])
        named = self._related(own) if own is not None else None
        if named is not None:
            yield named
            return
        own = syntax.subject(clause) if serving else own
        if own is not None and own.i < verb and (own.i in self.at or own.pos_ in {"NOUN", "PRON"}):
            yield from (self.at[own.i],) if own.i in self.at and self._is_person(self.at[own.i]) else ()
            return
        yield from self._named_before(title, verb, serving)

    def _related(self, pronoun: Token) -> int | None:
        """The person whose name a relative pronoun follows at once ("X, who")."""
        if not syntax.is_relative_pronoun(pronoun) or pronoun.i < 2:
            return None
        return self._person_before(pronoun.i - (self.doc[pronoun.i - 1].text == ","))

    def _named_before(self, title: Title, verb: int, serving: bool) -> Iterator[int]:
        """Those who are named before a word of appointing, or after an office that opens the sentence ("As X, Y …")."""
        low = max(self.doc[verb].sent.start, verb - _CLAUSE)
        names = [self.starts[i] for i in range(low, verb) if i in self.starts and self._is_person(self.at[i])]
        if not names:
            after = 1 + self._past_owner(title.end)
            opens = self.doc[verb].lower_ == "as" and verb == low and self.doc[after - 1 : after].text == ","
            yield from [self.at[after]] if opens and after in self.starts and self._is_person(self.at[after]) else []
        elif title.plural:
            yield from (self.at[name.start] for name in names if name.end + 3 >= names[-1].start)
        elif self.doc[verb].lower_ != "as" or names[-1].end == verb:
            yield self.at[names[-1].start]
        elif serving:
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

    def _row(self, office: Office) -> Iterator[Office]:
        """The holders of an office in the plural, each with a state of its own ("Presidents A of X and B of Y")."""
        at = office.title.end
        while office.title.plural and at in self.starts and self._is_person(self.at[at]):
            name = self.starts[at]
            at = self._past_owner(name.end)
            if at == name.end:
                return
            yield Office(office.title, (self.at[name.start],), self.at[self.ends[at].start])
            while at < len(self.doc) and self.doc[at].text in {",", "and"}:
                at += 1

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
            if named is not None and self._governed(title, i):
                return self._innermost(named, title)
        return None

    def _owner_behind(self, title: Title, in_title: set[int]) -> int | None:
        """The owner that follows the holder's name ("Senator X of Y")."""
        if title.plural:
            return None
        for _, end in named_after(self.capitals, title, in_title):
            start = end + 1 + (self.doc[end + 1 : end + 2].text == "the")
            if self.doc[end : end + 1].text == "of" and start in self.starts:
                owner = self._innermost(self.starts[start], title)
                local = self.doc[title.head].lower_ in self.capitals.listed("local-positions")
                return owner if owner is None or local or self.clusters[owner].type not in _PLACES else None
        return None

    def _innermost(self, name: "Name", title: Title) -> int | None:
        """Whose an office is by a name that may itself only own the next one ("for X's Ministry"); None for nobody."""
        following = self.starts.get(name.end + 1) if name.end < len(self.doc) else None
        if following is not None and self.capitals.possessive(name.end):
            name = following
        return self.at[name.start] if self._may_own(self.at[name.start], title) else None

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
            if word == "for" and self._owns_thing(i):
                return False
            if word in {"of", "for"}:
                sent = self.doc[title.head].lower_.startswith(_SENT)
                kind = self.clusters[self.at[i]].type
                return word == "of" or (kind not in _PLACES and not (sent and kind == STATE))
            if word in _LINKS:
                return not self.doc[title.head].lower_.startswith(_SENT)
            if word != "the" and self.doc[k].pos_ not in {"ADJ", "DET"}:
                return False
        return False

    def _owns_thing(self, i: int) -> bool:
        """Whether a name is the possessor of a common thing ("thanked the Minister for *X's* support")."""
        end = self.starts[i].end
        return self.capitals.possessive(end) and end + 1 < len(self.doc) and self.doc[end + 1].is_lower

    def _completed(self, office: Office, told: Sequence[Office]) -> Office:
        """The office with an owner that the text tells elsewhere, that is known, or that is likely."""
        title = office.title
        private = self.doc[title.head].lower_ in self.capitals.listed("private-positions")
        if office.owner is not None or not office.holders or self.doc[title.start - 1].tag_ == "PRP$" or private:
            return office
        person = office.holders[0]
        same = (o for o in told if o.owner is not None and person in o.holders and self._alike(o, office))
        elsewhere = next((o.owner for o in same), None)
        within = self._within(person, office)
        speaks = self.doc[office.title.head].lower_ in self.capitals.listed("spokes-positions")
        if elsewhere is None and within and not speaks:
            return replace(office, owner=self.named(within))
        return replace(office, owner=elsewhere if elsewhere is not None else self._likely(office))

    def _alike(self, one: Office, other: Office) -> bool:
        """Whether two offices of one person may be the same, or are both held for a state."""
        ours, theirs = (office_words(office.title.words(self.doc)) for office in (one, other))
        return ours.within(theirs) or theirs.within(ours) or (self._of_state(one) and self._of_state(other))

    def _within(self, person: int, office: Office) -> str | None:
        """Whom a person that the gazetteer knows holds an office for."""
        entry = self.clusters[person].entry
        return self.capitals.incumbents.body(entry, office.title.told(self.doc)) if entry is not None else None

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
