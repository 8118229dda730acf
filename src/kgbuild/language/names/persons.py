"""Names of persons: after an office or a title, by their first name, or by what the pipeline saw."""

import re
from collections import Counter
from collections.abc import Iterator

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.finder import LABELS, Finder, Name, is_state
from kgbuild.language.names.gazetteer import Entry, fold
from kgbuild.language.names.titles import Title
from kgbuild.model.terms import PERSON, STATE

_INITIAL = re.compile(r"[A-Z]\.|Jr\.?|Sr\.?|II|III|IV|,")
_LOCATING = {"in", "at", "near", "from", "to"}
_AFTER_LIST = {",", "and"}
_CLOSING = {",", ".", ";", "and", ")", ":", "—", "–"}


def person_end(capitals: Capitals, start: int, in_title: set[int]) -> int:
    """Where a personal name that begins at `start` ends; `start` where none begins there."""
    doc = capitals.doc
    if start >= len(doc) or not (capitals.capital(start) or _leading_particle(capitals, start)):
        return start
    known = capitals.known.get(start)
    if known is not None and any(entry.type == PERSON for entry, _ in known.readings):
        return known.end + _further_surname(capitals, known.end)
    if not capitals.name_word(start):
        return start
    end = min(capitals.run_end(start), _seen_end(capitals, start))
    if end < len(doc) and doc[end].text in {"Jr.", "Sr."}:
        end += 1
    bodies = capitals.listed("body-words")
    for i in range(start, end):
        state = i > start and is_state(capitals.known.get(i)) and not _surname(capitals, i, start)
        called = doc[start].text in capitals.listed("given-names") and doc[i].text in capitals.listed("family-names")
        if doc[i].text in bodies and not (start < i == end - 1 and called):
            return start
        titled = i in in_title or (i > start and capitals.honorific(i))
        closed = titled and not (i > start and capitals.particle(i - 1))
        if closed or state or (not capitals.name_word(i) and i == start):
            return i
    return end


def _seen_end(capitals: Capitals, i: int) -> int:
    """Where the pipeline lets a person's name that holds a token end; the end of the text where it sees none."""
    doc = capitals.doc
    if LABELS.get(doc[i].ent_type_) != PERSON:
        return len(doc)
    return next((k for k in range(i + 1, len(doc)) if doc[k].ent_iob_ != "I"), len(doc))


def _further_surname(capitals: Capitals, i: int) -> bool:
    """Whether a family name follows a known person's name and ends the capitals ("Laurentino Cortizo Cohen")."""
    if i >= len(capitals.doc) or i in capitals.covering or not capitals.capital(i):
        return False
    return capitals.doc[i].text in capitals.listed("family-names") and capitals.run_end(i) == i + 1


def _surname(capitals: Capitals, i: int, start: int) -> bool:
    """Whether the name of a state at `i` is a surname here: a first name right before it ("Michael Jordan")."""
    given = capitals.listed("given-names")
    return i == start + 1 and capitals.doc[start].text in given and not is_state(capitals.known.get(start))


def _leading_particle(capitals: Capitals, i: int) -> bool:
    """Whether a personal name begins with a particle ("al-Sisi")."""
    if not capitals.particle(i) or i + 2 >= len(capitals.doc):
        return False
    return (
        capitals.capital(i + 2)
        if capitals.joined(i + 1)
        else capitals.capital(i + 1) and i > 0 and capitals.position(i - 1)
    )


def skip_honorifics(capitals: Capitals, i: int) -> int:
    """The first token at or after `i` that is no honorific or rank."""
    while i < len(capitals.doc) and (
        capitals.honorific(i) or (capitals.doc[i].text == "." and capitals.honorific(i - 1))
    ):
        i += 1
    return i


def body_like(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a run is known as a state or a body, not as a person."""
    known = capitals.known.get(start)
    if known is None or known.end < end:
        return False
    kinds = {entry.type for entry, _ in known.readings}
    return PERSON not in kinds and (
        STATE in kinds or (known.size > 1 and any(entry.latitude is None for entry, _ in known.readings))
    )


def _seen_otherwise(capitals: Capitals, start: int, end: int) -> bool:
    """Whether the pipeline sees an unknown name as a body or a place."""
    kind = LABELS.get(capitals.doc[start].ent_type_, PERSON)
    return kind != PERSON and person_entry(capitals, start, end) is None


def named_after(capitals: Capitals, title: Title, in_title: set[int]) -> Iterator[tuple[int, int]]:
    """The personal names that follow an office: "Minister X", "the minister, X,", "ministers X, Y and Z"."""
    doc = capitals.doc
    after = _after_owner(capitals, title.end)
    comma = after < len(doc) and doc[after].text == ","
    start = skip_honorifics(capitals, after + 1 if comma else after)
    end = person_end(capitals, start, in_title)
    if end == start or body_like(capitals, start, end) or _seen_otherwise(capitals, start, end):
        return
    if end - start == 1 and doc[start].is_upper and not doc[title.head].is_upper:
        return
    if comma and not (end - start > 1 and _closes(capitals, end) and end not in in_title):
        return
    if not comma and not doc[title.head].text[0].isupper() and _follows_as_modifier(capitals, start, end):
        return
    yield start, end
    while title.plural and end < len(doc) and doc[end].text in _AFTER_LIST:
        start = end + 2 if end + 1 < len(doc) and doc[end + 1].text == "and" else end + 1
        start = skip_honorifics(capitals, start)
        end = person_end(capitals, start, in_title)
        if end <= start + 1 or body_like(capitals, start, end):
            return
        yield start, end


def _after_owner(capitals: Capitals, end: int) -> int:
    """The token after whom or what an office is of ("Minister [of Scotland] X", "mayor [of Paris], X", "speaker [of the
    parliament] X"); `end` where nothing follows that may be a name."""
    doc = capitals.doc
    if end >= len(doc) or doc[end].lower_ not in {"of", "to", "for", "at"}:
        return end
    start = end + 2 if end + 1 < len(doc) and doc[end + 1].lower_ == "the" else end + 1
    known = capitals.known.get(start)
    if known is None and start < len(doc) and doc[start].pos_ == "NOUN" and doc[start].is_lower:
        after = start + 1
        seen = after < len(doc) and LABELS.get(doc[after].ent_type_) == PERSON
        return after if seen and capitals.capital(after) else end
    if known is None or any(entry.type == PERSON for entry, _ in known.readings):
        return end
    after = known.end
    named = after < len(doc) and (capitals.capital(after) or capitals.honorific(after) or doc[after].text == ",")
    return after if named else end


def _closes(capitals: Capitals, end: int) -> bool:
    """Whether an apposition may end before the token: at punctuation or the clause's verb."""
    return end == len(capitals.doc) or capitals.doc[end].text in _CLOSING or capitals.doc[end].pos_ in {"VERB", "AUX"}


def _follows_as_modifier(capitals: Capitals, start: int, end: int) -> bool:
    """Whether capitals after a lower-case office are no holder's name: known as something else, or one bare word."""
    known = capitals.known.get(start)
    if known is not None and known.end == end:
        return not any(entry.type == PERSON for entry, _ in known.readings) and end - start > 1
    return end - start == 1 and capitals.doc[start].pos_ not in {"PROPN", "X"}


def persons_by_title(finder: Finder) -> None:
    """Take the names that follow an office or an honorific."""
    capitals = finder.capitals
    for title in finder.titles:
        for start, end in named_after(capitals, title, finder.in_title):
            finder.add(start, end, PERSON, entry=person_entry(capitals, start, end))
    for i in range(len(finder.doc)):
        if capitals.honorific(i) and finder.doc[i].text[0].isupper() and i not in finder.in_title:
            start = skip_honorifics(capitals, i)
            end = person_end(capitals, start, finder.in_title)
            if end > start and finder.free(start, end) and not body_like(capitals, start, end):
                with_title = finder.doc[i].text in {
                    "King",
                    "Queen",
                    "Pope",
                    "Prince",
                    "Princess",
                    "Emperor",
                    "Emir",
                    "Sultan",
                }
                first = i if with_title and end - start == 1 and finder.free(i, end) else start
                finder.add(
                    first, end, PERSON, entry=person_entry(capitals, first, end) or person_entry(capitals, start, end)
                )


def person_entry(capitals: Capitals, start: int, end: int) -> Entry | None:
    """The gazetteer's person of exactly this name, if any."""
    known = capitals.known.get(start)
    if known is None or known.end + _further_surname(capitals, known.end) != end:
        return _without_initials(capitals, start, end)
    return next((entry for entry, _ in known.readings if entry.type == PERSON), None)


def _without_initials(capitals: Capitals, start: int, end: int) -> Entry | None:
    """The gazetteer's person whom a name with initials or "Jr." means ("Sam A. Q. Roe, Jr." for "Sam Roe")."""
    words = [token.text for token in capitals.doc[start:end] if not _INITIAL.fullmatch(token.text)]
    if not 1 < len(words) < end - start:
        return None
    entries = [entry for entry, _ in capitals.gazetteer.lookup(" ".join(words)) if entry.type == PERSON]
    return capitals.known_person(entries, start, end) if entries else None


def persons_by_name(finder: Finder) -> None:
    """Take runs of several words that are known or seen as a person by the pipeline."""
    capitals, doc = finder.capitals, finder.doc
    seen = {i for ent in doc.ents if LABELS.get(ent.label_) == PERSON for i in range(ent.start, ent.end)}
    for first, last in list(finder.stretches()):
        start = skip_honorifics(capitals, first)
        opening = capitals.known.get(start)
        if opening is not None and opening.size > 1 and person_entry(capitals, start, opening.end) is None:
            start = opening.end
        end = min(person_end(capitals, start, finder.in_title), last)
        if end - start < 2 or start in finder.blocked:
            continue
        entry = person_entry(capitals, start, end)
        placed = capitals.known.get(start)
        if placed is not None and placed.end == end and entry is None:
            continue
        if entry is not None or (_seen_whole(finder, start, end, seen) and _mostly_person(finder, start, end)):
            finder.add(start, end, PERSON, entry=entry)


def _seen_whole(finder: Finder, start: int, end: int, seen: set[int]) -> bool:
    """Whether the pipeline sees a name as a person; of one that opens with a town's name, the surname is enough."""
    placed = finder.capitals.known.get(start)
    if placed is None:
        return start in seen and end - 1 in seen
    town = placed.size == 1 and not is_state(placed) and end - start == 2
    surname = end - 1 in seen and end - 1 not in finder.capitals.covering
    return town and surname and finder.doc[end - 1].text not in finder.capitals.listed("place-words")


def _mostly_person(finder: Finder, start: int, end: int) -> bool:
    """Whether a name is seen as a person at least as often as it is seen otherwise or stands after "in", "at" …."""
    doc, text = finder.doc, finder.doc[start:end].text
    votes = 0
    for first, last in finder.capitals.runs():
        if finder.capitals.written(first, last) == text:
            label = LABELS.get(doc[first].ent_type_)
            votes += (label == PERSON) - (label not in {PERSON, None})
            votes -= first > 0 and doc[first - 1].lower_ in {"in", "at", "near"}
    return votes >= 0


def persons_again(finder: Finder) -> None:
    """Take the last name, or the first name if it is nobody else's, of a person who is named in full elsewhere."""
    capitals, doc = finder.capitals, finder.doc
    people = [name for name in finder.names.values() if name.type == PERSON]
    full = [name for name in people if name.size > 1]
    first = Counter(doc[name.start].text for name in {name.text: name for name in full}.values())
    given = capitals.listed("given-names")
    known = {doc[name.end - 1].text for name in full} | {doc[name.start].text for name in people if name.size == 1}
    known |= {text for text, times in first.items() if text not in given or times == 1}
    for start, end in list(finder.stretches()):
        first_of_tail = _tail_of(finder, start, end, full)
        if first_of_tail is not None:
            finder.add(first_of_tail, end, PERSON)
            continue
        for i in range(start, end):
            alone = (i == start or finder.taken(i - 1) or capitals.honorific(i - 1)) and (i + 1 == end)
            alone = alone and (i == 0 or doc[i - 1].lower_ not in _LOCATING)
            alone = alone and i not in finder.blocked and not capitals.common(i)
            if alone and doc[i].text in known and not is_state(capitals.known.get(i)):
                finder.add(i, i + 1, PERSON)


def _tail_of(finder: Finder, start: int, end: int, full: list[Name]) -> int | None:
    """Where a family name with its particle begins, if some tokens are that of a full name ("Al-Assad", "al-Assad")."""
    capitals, doc = finder.capitals, finder.doc
    if start > 1 and capitals.joined(start - 1) and capitals.particle(start - 2):
        start -= 2
    text = fold(doc[start:end].text).casefold()
    particle = doc[start].text.casefold() in capitals.listed("name-particles") and end - start > 1
    if not particle or start in finder.blocked or not finder.free(start, end):
        return None
    return start if any(fold(name.text).casefold().endswith(f" {text}") for name in full) else None


def persons_as_seen(finder: Finder) -> None:
    """Take the pipeline's persons on tokens that are still free; one word alone only where it is tagged as a name."""
    capitals, doc = finder.capitals, finder.doc
    for ent in doc.ents:
        if LABELS.get(ent.label_) != PERSON:
            continue
        free = (i for i in range(ent.start, ent.end) if not finder.taken(i) and i not in finder.in_title)
        start = next((i for i in free if capitals.capital(i) or capitals.particle(i)), None)
        if start is None or not capitals.name_word(start) or start in finder.blocked:
            continue
        end = ent.end
        single = end - start == 1
        known = capitals.known.get(start)
        place = known is not None and known.end == end and not surname_as_seen(capitals, start)
        common = capitals.common(start) and doc[start].text not in capitals.listed("family-names")
        doubtful = single and (common or doc[start].is_upper or doc[start].pos_ not in {"PROPN", "X"})
        if not doubtful and not place and finder.free(start, end):
            finder.add(start, end, PERSON, guessed=True)


def surname_as_seen(capitals: Capitals, i: int) -> bool:
    """Whether one word that is also a place is seen as a person here, and is a family name of some who hold office."""
    token = capitals.doc[i]
    listed = token.text in capitals.listed("family-names") or capitals.incumbents.leads(token.text)
    return LABELS.get(token.ent_type_) == PERSON and listed and not (i and capitals.doc[i - 1].lower_ in _LOCATING)
