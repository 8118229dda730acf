"""Names of places: built on a noun ("province", "Camp"), after a preposition, and cities that mean their state."""

from kgbuild.language.grammar import syntax
from kgbuild.language.names.capitals import HYPHENS, Capitals, Known
from kgbuild.language.names.finder import Finder, is_place
from kgbuild.language.names.gazetteer import Entry, Form, Reading
from kgbuild.model.terms import KG, PERSON, STATE

_OF_PLACE = {
    "in",
    "at",
    "near",
    "to",
    "from",
    "outside",
    "around",
    "into",
    "across",
    "through",
    "of",
    "towards",
    "toward",
    "inside",
    "visit",
}
_WIDEST = 3


def place_classes(capitals: Capitals) -> set[str]:
    """The local names of the classes that the words for places tell."""
    return {
        *capitals.listed("place-words").values(),
        *capitals.listed("place-heads").values(),
        "Place",
        "Settlement",
        "City",
    }


def capital_places(finder: Finder) -> None:
    """Take runs that end in a capitalised noun for a place, whatever they hold ("Sultan X Grand Mosque")."""
    after = finder.capitals.listed("place-words")
    for start, end in finder.capitals.runs():
        for size in range(_WIDEST, 0, -1):
            inner = finder.doc[end - size : end].text if end - size > start else ""
            if (
                inner in after
                and inner[0].isupper()
                and not (end - size - 1 in finder.in_title and finder.capitals.position(end - size - 1))
                and start not in finder.blocked
                and finder.capitals.known.get(start, _NONE).end <= end
            ):
                if not _state_of_union(finder, start, end, inner):
                    finder.add(start, end, KG + after[inner], entry=_entry(finder.capitals, start, end))
                break


_NONE = Known(0, 0, 0, 0, ())


def _state_of_union(finder: Finder, start: int, end: int, noun: str) -> bool:
    """Whether "State" here is no region's noun ("Secretary of State", "Islamic State")."""
    return noun == "State" and (
        end - start < 2 or start in finder.in_title or not _placelike(finder.capitals, start, end - 1)
    )


def _entry(capitals: Capitals, start: int, end: int) -> Entry | None:
    """The gazetteer's entry of exactly these tokens."""
    known = capitals.known.get(start)
    return known.readings[0][0] if known is not None and known.end == end else None


def composed_places(finder: Finder) -> None:
    """Take names beside a noun for a place in lower case or before them ("X province", "Camp X", "town of X")."""
    capitals, doc = finder.capitals, finder.doc
    after, before = capitals.listed("place-words"), capitals.listed("place-heads")
    for start, end in list(finder.stretches()):
        if not _placelike(capitals, start, end) or (start and capitals.joined(start - 1)):
            continue
        for size in (3, 2, 1):
            outer = capitals.written(end, end + size)
            generic = outer in capitals.listed("generic-places") and end - 1 in capitals.covering
            if outer in after and not generic and not (end + size < len(doc) and doc[end + size].text in HYPHENS):
                finder.add(
                    start,
                    end + size,
                    KG + after[outer],
                    entry=_entry(capitals, start, end + size) or _entry(capitals, start, end),
                )
                break
        if end - start > 1 and doc[start].text in before and doc[start].text[0].isupper():
            finder.add(start, end, KG + before[doc[start].text], entry=_entry(capitals, start, end))
            continue
        for size in (3, 2, 1):
            word = capitals.written(start - size, start) if start >= size else ""
            if word in before and finder.free(start, end):
                finder.add(start, end, KG + before[word], entry=_entry(capitals, start, end))
                break


def _placelike(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a run may be the name of a place: no state, demonym, body or word that is no name."""
    known = capitals.covering.get(end - 1)
    if known is None:
        return capitals.name_word(start) or end - start > 1
    entry, form = known.readings[0]
    return form is Form.NAME and is_place(entry, place_classes(capitals)) and known.start == start


def choose(known: Known, capitals: Capitals) -> Reading:
    """The reading of a match that its surroundings favour."""
    readings = known.readings
    seats = [reading for reading in readings if reading[1] is Form.SEAT]
    if seats and (len(seats) == len(readings) or stands_for_state(known, capitals)):
        return seats[0]
    rest = [reading for reading in readings if reading[1] is not Form.SEAT]
    states = [reading for reading in rest if reading[0].type == STATE]
    if states and not _of_another_state(rest, capitals):
        return states[0]
    rest = [reading for reading in rest if reading[0].type != STATE] or rest
    exact = [reading for reading in rest if len(reading[0].name) == known.last - known.first]
    cities = [reading for reading in exact if reading[0].type == KG + "City"]
    return (cities or exact or rest)[0]


def _of_another_state(readings: list[Reading], capitals: Capitals) -> bool:
    """Whether a name of a state and of a region (Georgia) means the region, as others of its kind are named."""
    regions = {entry.within for entry, _ in readings if entry.type == KG + "Region" and entry.within}
    states = {entry.name for entry, _ in readings if entry.type == STATE}
    if not regions:
        return False
    others = [match.readings for match in capitals.known.values() if match.readings[0][0].name not in states]
    siblings = any(
        entry.type == KG + "Region" and entry.within in regions for found in others for entry, _ in found[:1]
    )
    told = any(
        entry.name in states and form is not Form.NAME
        for match in capitals.known.values()
        for entry, form in match.readings
    )
    return siblings and not told


def stands_for_state(known: Known, capitals: Capitals) -> bool:
    """Whether the name of a capital city means the government: it acts, owns a policy, or is dealt with."""
    doc = capitals.doc
    before = doc[known.start - 1].lower_ if known.start else ""
    after = doc[known.end] if known.end < len(doc) else None
    if before in HYPHENS and known.start > 1:
        return doc[known.start - 2].lower_ in {"anti", "pro"}
    if before in _OF_PLACE or (after is not None and after.text in {",", "("} and _state_after(known, capitals)):
        return False
    if after is not None and capitals.possessive(known.end):
        owned = doc[known.start : known.end].root.head
        return owned.lower_ not in capitals.listed("city-nouns")
    head = doc[known.start : known.end].root
    first = syntax.first_conjunct(head)
    if first.i != head.i:
        return first.dep_ in {"nsubj", "nsubj:pass", "nsubjpass"} and _governing(first.i, capitals)
    if head.dep_ == "nsubj":
        return head.head.pos_ == "VERB" and head.head.lower_ not in {"lies", "remains", "is", "was"}
    if head.dep_ in {"obj", "dobj"}:
        return head.head.lower_ in capitals.listed("dealing-verbs")
    return before in {"by", "with", "against", "on", "between"} and head.dep_ in {"obl", "obl:agent", "nmod", "pobj"}


def _governing(i: int, capitals: Capitals) -> bool:
    """Whether the first of coordinated subjects is itself a state or a capital city."""
    known = capitals.covering.get(i)
    return known is not None and any(entry.type == STATE for entry, _ in known.readings)


def _state_after(known: Known, capitals: Capitals) -> bool:
    """Whether a comma and the name of a state or region follow ("Kyiv, Ukraine")."""
    after = capitals.known.get(known.end + 1)
    return after is not None and any(form is Form.NAME and entry.type != PERSON for entry, form in after.readings)
