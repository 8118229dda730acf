"""Who holds which office, and for whom, as an article says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kgbuild.language.capitals import Capitals
from kgbuild.language.coreference import Cluster
from kgbuild.language.finder import Name
from kgbuild.language.persons import named_after
from kgbuild.language.titles import Title
from kgbuild.model.terms import PERSON, STATE

_APPOINTING = {
    "as",
    "appointed",
    "named",
    "elected",
    "become",
    "became",
    "becomes",
    "nominated",
    "is",
    "was",
    "designated",
}
_REACH = 12
_OWNING = {"of", "for", "to", "at", "with", "from", "in"}
_LOCAL = (
    "governor",
    "mayor",
    "administrator",
    "member",
    "senator",
    "representative",
    "head",
    "chief",
    "official",
    "resident",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A position phrase with the clusters of those who hold it and of the one it is held for."""

    title: Title
    holders: tuple[int, ...]
    owner: int | None


class Offices:
    """Finds holders and owners of position phrases among the clusters of an article."""

    def __init__(
        self, capitals: Capitals, clusters: Sequence[Cluster], at: Mapping[int, int], issuers: Sequence[int]
    ) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.clusters = clusters
        self.at = at
        self.issuers = issuers
        self.starts: dict[int, Name] = {name.start: name for cluster in clusters for name in cluster.names}
        self.ends: dict[int, Name] = {name.end: name for name in self.starts.values()}

    def find(self, titles: Sequence[Title], in_title: set[int]) -> list[Office]:
        """The offices in text order."""
        found = []
        for title in titles:
            holders = tuple(dict.fromkeys(self._holders(title, in_title)))
            found.append(Office(title, holders, self.owner(title)))
        return [
            Office(o.title, o.holders, self._inferred(o, found) if o.owner is None and o.holders else o.owner)
            for o in found
        ]

    def _person_at(self, start: int) -> int | None:
        """The cluster of a person's name that begins there."""
        name = self.starts.get(start)
        return self.at[start] if name is not None and self._is_person(self.at[start]) else None

    def _is_person(self, number: int) -> bool:
        """Whether a cluster is a person."""
        return self.clusters[number].type == PERSON

    def _holders(self, title: Title, in_title: set[int]) -> Iterator[int]:
        """Those whom the text puts into the office: names after it, before it in apposition, or by a verb."""
        following = [self._person_at(start) for start, _ in named_after(self.capitals, title, in_title)]
        if any(number is not None for number in following):
            yield from (number for number in following if number is not None)
            return
        before = self._before(title)
        if before is not None:
            yield before
            return
        yield from self._appointed(title)

    def _phrase_start(self, title: Title) -> int:
        """Where the noun phrase of an office begins: its owner, determiner and adjectives included."""
        doc, i = self.doc, title.start
        while i > 0 and title.start - i < _REACH:
            before = doc[i - 1]
            name = self.ends.get(i)
            if name is not None and not self._is_person(self.at[name.start]):
                i = name.start
            elif (
                self.capitals.possessive(i - 1)
                or before.pos_ in {"DET", "ADJ"}
                or before.lower_ in {"its", "his", "her", "their", "our", "the"}
            ):
                i -= 1
            elif before.tag_ in {"VBN", "VBG"} or before.text in {"-", "–"} or before.lower_ == "currently":
                i -= 1
            else:
                break
        return i

    def _before(self, title: Title) -> int | None:
        """The person whom the office follows in apposition ("X, the Secretary of State")."""
        start = self._phrase_start(title)
        if start > 1 and self.doc[start - 1].text in {",", "—", "–", "("}:
            name = self.ends.get(start - 1)
            if name is not None and self._is_person(self.at[name.start]):
                return self.at[name.start]
        return None

    def _appointed(self, title: Title) -> Iterator[int]:
        """Those who are said to be, or be made, what the office says."""
        start = self._phrase_start(title)
        if start == 0 or self.doc[start - 1].lower_ not in _APPOINTING:
            return
        sentence = self.doc[start - 1].sent.start
        verb = start - 1
        nearest = [i for i in range(max(sentence, verb - 25), verb) if i in self.starts and self._is_person(self.at[i])]
        if not nearest:
            return
        last = self.starts[nearest[-1]]
        if title.plural:
            yield from (self.at[i] for i in nearest if self.starts[i].end + 3 >= last.start)
        elif (
            self.doc[verb].lower_ != "as"
            or last.end + 1 >= verb
            or self.doc[verb - 1].lower_ in {"serve", "serves", "served", "serving"}
        ):
            yield self.at[nearest[0] if self.doc[verb].lower_ in {"as"} and last.end + 1 < verb else nearest[-1]]

    def owner(self, title: Title) -> int | None:
        """The state or body that an office belongs to by the words around it; None where they do not tell."""
        start = title.start
        while start > 0 and (self.capitals.possessive(start - 1) or self._modifier(self.doc[start - 1])):
            start -= 1
        name = self.ends.get(start)
        if (
            name is not None
            and not self._is_person(self.at[name.start])
            and self._may_own(title, self.at[name.start], before=True)
        ):
            return self.at[name.start]
        for i in range(title.head + 1, title.end + 3):
            if i < len(self.doc) and (i <= title.end or self.doc[i - 1].lower_ in {"the", "of", *_OWNING}):
                named = self.starts.get(i)
                if named is not None and self._governed(title, i) and self._may_own(title, self.at[i], before=False):
                    return self.at[i]
        return None

    def _modifier(self, token: Token) -> bool:
        """Whether a token may stand between an owner and the office ("Russia's [chief] negotiator")."""
        return token.pos_ == "ADJ" and token.i not in self.at

    def _governed(self, title: Title, i: int) -> bool:
        """Whether the name at `i` hangs on the office by "of", "for" …; an ambassador "to X" is not X's."""
        for k in range(i - 1, title.head, -1):
            word = self.doc[k].lower_
            if word in {"of", "for"}:
                return True
            if word in {"to", "at", "with", "from", "in"}:
                return not self.doc[title.head].lower_.startswith(("ambassador", "envoy", "representative"))
            if word != "the" and self.doc[k].pos_ not in {"ADJ", "DET"}:
                return False
        return False

    def _may_own(self, title: Title, number: int, *, before: bool) -> bool:
        """Whether a cluster may be the one an office is held for: a place owns only local offices."""
        kind = self.clusters[number].type
        place = not self._acts(number)
        return kind != PERSON and (not place or before or self.doc[title.head].lower_.startswith(_LOCAL) or True)

    def _acts(self, number: int) -> bool:
        """Whether a cluster is a state, body or group."""
        entry = self.clusters[number].entry
        return self.clusters[number].type == STATE or entry is None or entry.latitude is None

    def _inferred(self, office: Office, found: Sequence[Office]) -> int | None:
        """The owner that the text does not tell: known of the person, told of the same person elsewhere, or the likeliest state."""
        person = office.holders[0]
        told = next((o.owner for o in found if o.owner is not None and person in o.holders), None)
        if told is not None:
            return told
        entry = self.clusters[person].entry
        if entry is not None and entry.within:
            known = self._named(entry.within)
            if known is not None:
                return known
        return self._likely(office)

    def _named(self, name: str) -> int | None:
        """The cluster whose gazetteer name this is."""
        return next(
            (i for i, cluster in enumerate(self.clusters) if cluster.entry is not None and cluster.entry.name == name),
            None,
        )

    def _likely(self, office: Office) -> int | None:
        """The state an office without owner is likely held for: the issuer's own, or the one most spoken of before it."""
        words = office.title.words(self.doc)
        head = self.doc[office.title.head].lower_
        if self.issuers and head in self.capitals.listed("issuer-positions"):
            return self.issuers[0]
        if head not in self.capitals.listed("state-positions") and words not in self.capitals.listed("state-positions"):
            return None
        states = [i for i, cluster in enumerate(self.clusters) if cluster.type == STATE and i not in self.issuers]

        def weight(number: int) -> tuple[int, int]:
            names = self.clusters[number].names
            return (sum(name.start < office.title.start for name in names), -names[0].start)

        return max(states, key=weight, default=None)
