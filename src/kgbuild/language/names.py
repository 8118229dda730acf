"""Names in a text: what is known, what its words tell to be a body, a place or a person, and what the pipeline saw."""

from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.language.capitals import Capitals, Known
from kgbuild.language.gazetteer import Entry, Form, Reading
from kgbuild.language.titles import Title, title_tokens
from kgbuild.model.terms import KG, ORGANIZATION, PERSON, PLACE, POPULATION_GROUP, STATE

_LABELS = {"PER": PERSON, "PERSON": PERSON, "LOC": PLACE, "GPE": PLACE, "FAC": PLACE, "ORG": ORGANIZATION}
_TAIL = {"of", "for", "on", "to", "in", "against"}
_LONG_TAIL = {"on", "to", "in", "against"}
_OPEN_BODIES = {"Mission", "Committee", "Coalition", "Commission", "Office", "Group", "Force", "Center", "Team"}
_LOCATING = {
    "in",
    "near",
    "at",
    "outside",
    "around",
    "from",
    "toward",
    "towards",
    "into",
    "across",
    "through",
    "between",
}
ETHNIC = KG + "EthnicGroup"


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the tokens `[start, end)`; `type` is a class IRI, `entry` what the gazetteer knows under it.

    `echo` marks a name inside another's ("Paris Agreement"): it makes no entity, but may stand for one.
    """

    start: int
    end: int
    type: str
    form: Form = Form.NAME
    entry: Entry | None = None
    echo: bool = False


class _Finder:
    """Collects names from the surest to the least sure; a token belongs to one name only."""

    def __init__(self, capitals: Capitals, titles: list[Title]) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.titles = titles
        self.in_title = title_tokens(capitals, titles)
        self.names: dict[int, Name] = {}
        self.taken: set[int] = set()
        self.blocked: set[int] = set()

    def add(self, start: int, end: int, kind: str, form: Form = Form.NAME, entry: Entry | None = None) -> None:
        """Take the tokens for a name."""
        echo = start in self.blocked
        self.names[start] = Name(start, end, kind, form, entry, echo)
        self.taken.update(range(start, end))

    def free(self, start: int, end: int) -> bool:
        """Whether none of the tokens is taken."""
        return start < end and not any(i in self.taken for i in range(start, end))


def find_names(capitals: Capitals, titles: list[Title]) -> list[Name]:
    """All names of the document in text order, not overlapping."""
    finder = _Finder(capitals, titles)
    _block_things(finder)
    _persons_by_title(finder)
    _groups(finder)
    _bodies(finder)
    _places(finder)
    _known_names(finder)
    _persons(finder)
    _recognized(finder)
    _located(finder)
    return [finder.names[start] for start in sorted(finder.names)]


# --- agreements, laws, operations and wars -------------------------------------------------------------------------


def _block_things(finder: _Finder) -> None:
    """Mark capitalised names of agreements, laws, wars …: a name inside them is no entity of its own."""
    things = finder.capitals.listed("thing-words")
    for start, end in finder.capitals.runs():
        last = finder.doc[end - 1].text
        if end - start > 1 and (last in things or finder.doc[start].text == "Operation"):
            known = finder.capitals.covering.get(end - 1)
            if known is None or known.end - known.start == 1:
                finder.blocked.update(range(start, end))


# --- persons -------------------------------------------------------------------------------------------------------


def person_end(capitals: Capitals, start: int, in_title: set[int]) -> int:
    """Where a personal name that begins at `start` ends; `start` where none begins there."""
    doc = capitals.doc
    if (
        start >= len(doc)
        or not (capitals.capital(start) or _leading_particle(capitals, start))
        or not capitals.name_word(start)
    ):
        return start
    end = capitals.run_end(start)
    bodies = capitals.listed("body-words")
    for i in range(start, end):
        known = capitals.known.get(i)
        state = known is not None and any(entry.type == STATE for entry, _ in known.readings)
        if i in in_title or not capitals.name_word(i) or doc[i].text in bodies or (state and i > start):
            return i
    return end


def _leading_particle(capitals: Capitals, i: int) -> bool:
    """Whether a personal name begins with a particle ("al-Sisi")."""
    return capitals.particle(i) and i + 1 < len(capitals.doc) and (capitals.joined(i + 1) or capitals.capital(i + 1))


def _skip_honorifics(capitals: Capitals, i: int) -> int:
    """The first token at or after `i` that is no honorific or rank."""
    honorifics = capitals.listed("honorifics")
    while i < len(capitals.doc) and capitals.doc[i].text in honorifics:
        i += 1
    return i


def _body_like(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a run is known as a state or a body, not as a person."""
    known = capitals.known.get(start)
    if known is None or known.end < end:
        return False
    return not any(entry.type == PERSON for entry, _ in known.readings) and any(
        entry.type == STATE or (entry.type != PLACE and known.end - known.start > 1) for entry, _ in known.readings
    )


def _persons_by_title(finder: _Finder) -> None:
    """Names that follow an office or an honorific, or that an office in apposition follows."""
    capitals, doc = finder.capitals, finder.doc
    for title in finder.titles:
        for start, end in named_after(capitals, title, finder.in_title):
            if finder.free(start, end):
                finder.add(start, end, PERSON)
    honorifics = capitals.listed("honorifics")
    for token in doc:
        if token.text in honorifics and token.text[0].isupper():
            start = _skip_honorifics(capitals, token.i)
            end = person_end(capitals, start, finder.in_title)
            if end > start and finder.free(start, end) and not _body_like(capitals, start, end):
                finder.add(start, end, PERSON)


def named_after(capitals: Capitals, title: Title, in_title: set[int]) -> Iterator[tuple[int, int]]:
    """The personal names that follow an office: "Minister X", "the minister, X,", "ministers X, Y and Z"."""
    doc = capitals.doc
    i = title.end
    comma = i < len(doc) and doc[i].text == ","
    start = _skip_honorifics(capitals, i + 1 if comma else i)
    end = person_end(capitals, start, in_title)
    if end == start or _body_like(capitals, start, end):
        return
    if comma and not (end - start > 1 and end < len(doc) and doc[end].text in {",", ".", ";", "and", ")"}):
        return
    yield start, end
    while title.plural and end < len(doc) and doc[end].text in {",", "and"}:
        start = _skip_honorifics(capitals, end + 1)
        start = start + 1 if start < len(doc) and doc[start].text == "and" else start
        end = person_end(capitals, start, in_title)
        if end <= start + 1 or _body_like(capitals, start, end):
            return
        yield start, end


def _persons(finder: _Finder) -> None:
    """Runs of two and more words that begin with a first name, or that the pipeline sees as a person."""
    capitals = finder.capitals
    given, family = capitals.listed("given-names"), capitals.listed("family-names")
    seen = {i for ent in finder.doc.ents if _LABELS.get(ent.label_) == PERSON for i in range(ent.start, ent.end)}
    for run_start, run_end in capitals.runs():
        start = next(
            (i for i in range(run_start, run_end) if i not in finder.taken and i not in finder.in_title), run_end
        )
        start = _skip_honorifics(capitals, start)
        end = min(person_end(capitals, start, finder.in_title), run_end)
        if end - start < 2 or not finder.free(start, end) or start in finder.blocked:
            continue
        first, last = finder.doc[start].text, finder.doc[end - 1].text
        if first in given and (last in family or start in seen or end - 1 in seen or end - start < 4):
            finder.add(start, end, PERSON)


# --- groups --------------------------------------------------------------------------------------------------------


def _groups(finder: _Finder) -> None:
    """ "ethnic Armenian", "Karabakh Armenian": people told apart by origin."""
    capitals, doc = finder.capitals, finder.doc
    for start, known in sorted(capitals.known.items()):
        people = next((entry for entry, form in known.readings if form in {Form.ADJECTIVE, Form.NATIONAL}), None)
        if people is None or not finder.free(start, known.end):
            continue
        if start and doc[start - 1].lower_ == "ethnic":
            finder.add(start - 1, known.end, ETHNIC, Form.NAME, None)
        elif people.type == STATE and start - 1 in capitals.covering and not capitals.joined(start - 1):
            before = capitals.covering[start - 1]
            if before.end == start and _is_region(before) and finder.free(before.start, known.end):
                finder.add(before.start, known.end, ETHNIC, Form.NAME, None)


def _is_region(known: Known) -> bool:
    """Whether the first reading of a match is a place that is no state."""
    entry, form = known.readings[0]
    return form is Form.NAME and entry.type in {PLACE, KG + "Region"}


# --- bodies --------------------------------------------------------------------------------------------------------


def _bodies(finder: _Finder) -> None:
    """Names that end in, or are built on, a noun for a body: "Ministry of X", "X Army", "X army"."""
    for start, end, kind in [*_capital_bodies(finder), *_lower_bodies(finder)]:
        known = finder.capitals.known.get(start)
        if known is not None and known.end > end:
            continue
        if finder.free(start, end) and start not in finder.blocked and kind:
            entry = known.readings[0][0] if known is not None and known.end == end else None
            finder.add(start, end, entry.type if entry else KG + kind, Form.NAME, entry)


def _capital_bodies(finder: _Finder) -> Iterator[tuple[int, int, str]]:
    """Capitalised names of bodies, with the class that their noun tells."""
    capitals, doc = finder.capitals, finder.doc
    words = capitals.listed("body-words")
    done = 0
    for run_start, run_end in capitals.runs():
        start = max(run_start, done)
        parts = [i for i in range(start, run_end) if i not in finder.in_title]
        heads = [i for i in parts if doc[i].text in words and i not in finder.taken]
        if not heads:
            continue
        head = heads[-1]
        left = _left_edge(finder, head, start)
        right = _tail(finder, head)
        if right - left > 1:
            done = right
            yield left, right, words[doc[head].text]


def _left_edge(finder: _Finder, head: int, run_start: int) -> int:
    """Where the name of a body begins, going left from its noun."""
    capitals, doc = finder.capitals, finder.doc
    left = head
    while left > run_start and left - 1 not in finder.in_title and left - 1 not in finder.taken:
        left -= 1
    while (
        left > 1 and doc[left - 1].lower_ in {"and", "&"} and doc[left - 2].text in capitals.listed("portfolio-words")
    ):
        before = left - 2
        while (
            before > 0
            and capitals.capital(before - 1)
            and before - 1 not in finder.in_title
            and before - 1 not in finder.taken
        ):
            before -= 1
        left = before
    return left


def _tail(finder: _Finder, head: int) -> int:
    """Where the name of a body ends, going right from its noun over "of X", "for the Y and Z"."""
    capitals, doc = finder.capitals, finder.doc
    end = head + 1
    while end + 1 < len(doc) and doc[end].lower_ in _TAIL:
        if doc[end].lower_ in _LONG_TAIL and doc[head].text not in _OPEN_BODIES:
            break
        start = end + 1
        while start < len(doc) and doc[start].lower_ == "the":
            start += 1
        reach = _tail_words(finder, start)
        if reach == start:
            break
        end = reach
    return end


def _tail_words(finder: _Finder, start: int) -> int:
    """Where the capitals of a body's complement end, with "and" and commas between its businesses."""
    capitals, doc = finder.capitals, finder.doc
    portfolio = capitals.listed("portfolio-words")
    end = start
    while end < len(doc) and end not in finder.taken:
        if (
            capitals.capital(end)
            and capitals.name_word(end)
            or (end > start and capitals.joined(end))
            or doc[end].text in portfolio
            and doc[end].text[0].isupper()
        ):
            end += 1
        elif doc[end].text in {"and", "&", ","} and end > start and _business_follows(capitals, end):
            end += 1
        else:
            break
    return end


def _business_follows(capitals: Capitals, i: int) -> bool:
    """Whether the capitals after "and" or a comma at `i` end in a word for a business ("and Eurasian Affairs")."""
    doc = capitals.doc
    start = i + 1
    while start < len(doc) and doc[start].text in {"and", "&"}:
        start += 1
    if start >= len(doc) or not doc[start].text[0].isupper() or capitals.position(start):
        return False
    known = capitals.known.get(start)
    if known is not None and known.end - known.start > 1:
        return False
    end = capitals.run_end(start) if capitals.capital(start) else start + 1
    return any(doc[k].text in capitals.listed("portfolio-words") for k in range(start, end))


def _lower_bodies(finder: _Finder) -> Iterator[tuple[int, int, str]]:
    """Known names followed by a noun for a body in lower case ("Turkish army", "Houthi movement")."""
    capitals, doc = finder.capitals, finder.doc
    words = capitals.listed("body-words-lower")
    longest = max((len(word.split()) for word in words), default=0)
    for run_start, run_end in capitals.runs():
        for size in range(longest, 0, -1):
            phrase = doc[run_end : run_end + size].text.lower()
            if phrase in words and not any(i in finder.in_title for i in range(run_start, run_end)):
                known = capitals.covering.get(run_end - 1)
                start = known.start if known is not None and known.end == run_end else run_start
                if _names_of_owner(known, phrase):
                    yield start, run_end + size, words[phrase]
                break


def _names_of_owner(known: Known | None, phrase: str) -> bool:
    """Whether a noun in lower case makes a name with what stands before it."""
    if known is None:
        return phrase in {"news agency", "newspaper"}
    entry, form = known.readings[0]
    if phrase in {"movement", "network"}:
        return entry.type not in {STATE, POPULATION_GROUP}
    return form is Form.ADJECTIVE or entry.type != STATE or phrase in {"parliament"}


# --- places --------------------------------------------------------------------------------------------------------


def _places(finder: _Finder) -> None:
    """Names with a noun for a place: "X province", "Camp X", "town of X"."""
    capitals, doc = finder.capitals, finder.doc
    after, before = capitals.listed("place-words"), capitals.listed("place-heads")
    for start, end in capitals.runs():
        parts = [i for i in range(start, end) if i not in finder.in_title and i not in finder.taken]
        if not parts:
            continue
        start, end = parts[0], parts[-1] + 1
        for size in (2, 1):
            word = doc[start - size : start].text if start >= size else ""
            if word in before and finder.free(start, end) and not _state_like(capitals, start, end):
                finder.add(start, end, KG + before[word])
                break
        for size in (3, 2, 1):
            inner, outer = doc[end - size : end].text, doc[end : end + size].text
            if end - start > size and inner in after and finder.free(start, end) and start not in finder.blocked:
                finder.add(start, end, KG + after[inner])
                break
            if outer in after and finder.free(start, end + size) and not _state_like(capitals, start, end):
                finder.add(start, end + size, KG + after[outer])
                break


def _state_like(capitals: Capitals, start: int, end: int) -> bool:
    """Whether the run before a noun for a place is a state, a demonym, a body or no name at all."""
    known = capitals.covering.get(end - 1)
    if known is None:
        return not capitals.name_word(start)
    entry, form = known.readings[0]
    return form is not Form.NAME or entry.type == STATE or not _is_place(entry) or known.start > start


# --- what is known -------------------------------------------------------------------------------------------------


def _known_names(finder: _Finder) -> None:
    """The gazetteer's names, adjectives and nationals that are not yet part of a longer name."""
    capitals = finder.capitals
    given = capitals.listed("given-names")
    for start, known in sorted(capitals.known.items()):
        if not finder.free(start, known.end) or start in finder.in_title:
            continue
        reading = choose(known, capitals)
        if reading is None:
            continue
        entry, form = reading
        if _is_place(entry) and known.end - start == 1 and _part_of_person(finder, known, given):
            continue
        finder.add(start, known.end, entry.type, form, entry)


def _part_of_person(finder: _Finder, known: Known, given: object) -> bool:
    """Whether a known place stands in a longer run that looks like a personal name."""
    capitals, doc = finder.capitals, finder.doc
    end = person_end(capitals, known.start, finder.in_title)
    before = known.start - 1
    if (
        before >= 0
        and capitals.capital(before)
        and before not in finder.taken
        and doc[before].text in capitals.listed("given-names")
    ):
        return True
    return end - known.start > 1 and doc[known.start].text in capitals.listed("given-names")


def choose(known: Known, capitals: Capitals) -> Reading | None:
    """The reading of a match that its surroundings favour: states first, a city's own name before its state."""
    readings = [reading for reading in known.readings if reading[1] is not Form.SEAT] or list(known.readings)
    states = [reading for reading in readings if reading[0].type == STATE]
    return states[0] if states else readings[0]


def _is_place(entry: Entry) -> bool:
    """Whether an entry is a place other than a state."""
    return entry.latitude is not None or entry.type in {
        KG + kind
        for kind in (
            "Place", "Region", "Settlement", "City", "Village", "Camp", "MilitaryBase", "Facility", "Road", "BorderCrossing",
            "BodyOfWater", "River", "Island",
        )
    }  # fmt: skip


# --- what the pipeline saw -----------------------------------------------------------------------------------------


def _recognized(finder: _Finder) -> None:
    """The pipeline's entities on tokens that are still free, cut to capitalised words."""
    capitals, doc = finder.capitals, finder.doc
    for ent in doc.ents:
        kind = _LABELS.get(ent.label_)
        parts = [i for i in range(ent.start, ent.end) if i not in finder.taken and i not in finder.in_title]
        while parts and not (capitals.capital(parts[0]) and capitals.name_word(parts[0])):
            parts.pop(0)
        while parts and not doc[parts[-1]].text[0].isupper():
            parts.pop()
        if kind and parts and parts[-1] - parts[0] + 1 == len(parts) and parts[0] not in finder.blocked:
            start, end = parts[0], parts[-1] + 1
            end = max(end, min(capitals.run_end(start), end + 2)) if kind == PERSON else end
            if finder.free(start, end) and doc[start].pos_ not in {"ADJ", "VERB", "ADV"}:
                finder.add(start, end, kind)


def _located(finder: _Finder) -> None:
    """Unknown capitals after a preposition of place are places ("in Tell Tamer and Ain Issa")."""
    capitals, doc = finder.capitals, finder.doc
    for start, end in capitals.runs():
        free = (
            finder.free(start, end)
            and start not in finder.blocked
            and not any(i in finder.in_title for i in range(start, end))
        )
        if (
            free
            and start
            and doc[start - 1].lower_ in _LOCATING
            and all(capitals.name_word(i) for i in range(start, end))
        ):
            if end == len(doc) or doc[end].pos_ not in {"NOUN", "PROPN"}:
                finder.add(start, end, PLACE)
