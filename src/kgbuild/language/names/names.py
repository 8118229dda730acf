"""Names in a text: what is known, what its words tell to be a body, a place or a person, and what the pipeline saw."""

from collections.abc import Iterator

from kgbuild.language.names.bodies import abbreviated, bodies, bodies_alone, governments
from kgbuild.language.names.capitals import HYPHENS, Capitals, Known
from kgbuild.language.names.finder import ETHNIC_GROUP, LABELS, Finder, Name, is_place
from kgbuild.language.names.gazetteer import Form
from kgbuild.language.names.persons import (
    persons_again,
    persons_as_seen,
    persons_by_name,
    persons_by_title,
    surname_as_seen,
)
from kgbuild.language.names.places import capital_places, choose, composed_places, place_classes
from kgbuild.language.names.titles import Title
from kgbuild.model.terms import PERSON, STATE

_NAMED_AFTER = {"Treaty", "Accord", "Accords", "Convention", "Protocol", "Declaration", "Peace", "Charter"}
_STORMS = {"Hurricane", "Typhoon", "Cyclone", "Storm", "Superstorm"}
_OCCASIONAL = {"International", "Peace", "Donor", "Donors", "Pledging", "Climate", "Ministerial", "Humanitarian"}
_OCCASIONAL |= {"Annual", "Review", "Press", "News", "Global", "World", "Regional", "Recovery", "Reconstruction"}
_QUARTERS = {"North", "South", "East", "West"}


def find_names(capitals: Capitals, titles: list[Title]) -> list[Name]:
    """All names of the document in text order; only those inside one token ("U.S.-EU") share it."""
    finder = Finder(capitals, titles)
    _block_things(finder)
    capital_places(finder)
    persons_by_title(finder)
    _groups(finder)
    governments(finder)
    bodies(finder)
    abbreviated(finder)
    persons_by_name(finder)
    composed_places(finder)
    _again(finder)
    persons_again(finder)
    _longer_seen(finder)
    _known_names(finder)
    _quarters(finder)
    bodies_alone(finder)
    _seen(finder)
    persons_as_seen(finder)
    return finder.found()


def _block_things(finder: Finder) -> None:
    """Mark names of agreements, laws, operations, wars …: a name inside them is no entity of its own."""
    capitals, doc = finder.capitals, finder.doc
    things = capitals.listed("thing-words")
    for start, end in capitals.runs():
        known = capitals.covering.get(end - 1)
        thing = doc[end - 1].text in things or doc[start].text in {"Operation", *_STORMS}
        thing = thing or _is_occasion(capitals, start, end)
        if doc[start].text in _STORMS and end - start == 2:
            finder.blocked.update(token.i for token in doc if token.text == doc[end - 1].text)
        if not thing or (known is not None and known.size > 1):
            continue
        finder.blocked.update(range(start, end) if end - start > 1 else ())
        if (
            end + 1 < len(doc)
            and doc[end].lower_ == "of"
            and (capitals.capital(end + 1) or doc[end + 1].lower_ == "the")
        ):
            reach = end + 2 if doc[end + 1].lower_ == "the" else end + 1
            single = end - start == 1 and (reach > end + 1 or doc[start].text not in _NAMED_AFTER)
            if reach < len(doc) and capitals.capital(reach) and not single:
                finder.blocked.update(range(end, capitals.run_end(reach)))


def _is_occasion(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a run names a conference by where or about what it is held ("Brussels Conference"), which is no body."""
    doc = capitals.doc
    places = (i in capitals.covering or doc[i].text in _OCCASIONAL for i in range(start, end - 1))
    return end - start > 1 and doc[end - 1].text == "Conference" and all(places)


def _groups(finder: Finder) -> None:
    """Take "ethnic Armenian", "Karabakh Armenian": people told apart by origin."""
    capitals, doc = finder.capitals, finder.doc
    for start, known in sorted(capitals.known.items()):
        people = next((entry for entry, form in known.readings if form in {Form.ADJECTIVE, Form.NATIONAL}), None)
        if people is None:
            continue
        if start and doc[start - 1].lower_ == "ethnic":
            finder.add(start - 1, known.end, ETHNIC_GROUP)
        elif (
            people.type == STATE and start - 1 in capitals.covering and _regional(finder, capitals.covering[start - 1])
        ):
            finder.add(capitals.covering[start - 1].start, known.end, ETHNIC_GROUP)


def _regional(finder: Finder, known: Known) -> bool:
    """Whether a match is a region, whose name before a demonym makes a group."""
    entry, form = known.readings[0]
    return form is Form.NAME and entry.type.endswith("Region") and is_place(entry, place_classes(finder.capitals))


def _known_names(finder: Finder) -> None:
    """Take the gazetteer's names, adjectives and nationals that are not part of a longer name."""
    capitals = finder.capitals
    for start, known in sorted(capitals.known.items()):
        if not finder.free(start, known.end) or start in finder.in_title:
            continue
        reading = choose(known, capitals)
        if known.size == 1 and reading[0].type != STATE and _no_name_here(finder, known):
            continue
        finder.add_known(known, reading)
    for known in capitals.partial:
        if not finder.taken(known.start):
            finder.add_known(known, choose(known, capitals))


def _no_name_here(finder: Finder, known: Known) -> bool:
    """Whether a known word belongs to a personal name, or is only a common word, here."""
    person = _part_of_person(finder, known) or surname_as_seen(finder.capitals, known.start)
    treaty = (
        finder.doc[known.end].text in finder.capitals.listed("thing-words") if known.end < len(finder.doc) else False
    )
    return person or treaty or _common_word(finder, known)


def _common_word(finder: Finder, known: Known) -> bool:
    """Whether a known word is written in lower case elsewhere, or merely opens a sentence as another part of speech."""
    token = finder.doc[known.start]
    return finder.capitals.common(known.start) or (
        bool(token.is_sent_start) and token.pos_ in {"VERB", "ADV", "ADP", "DET", "SCONJ"}
    )


def _part_of_person(finder: Finder, known: Known) -> bool:
    """Whether a known place stands right after a first name, or before a capital as a first name itself."""
    capitals, doc = finder.capitals, finder.doc
    given = capitals.listed("given-names")
    before = known.start - 1
    if before >= 0 and capitals.capital(before) and not finder.taken(before) and doc[before].text in given:
        return True
    after = known.end
    return (
        doc[known.start].text in given
        and after < len(doc)
        and capitals.capital(after)
        and not finder.taken(after)
        and after not in finder.in_title
    )


def _quarters(finder: Finder) -> None:
    """Take "the North", "the South" where the text names one state that begins with that word."""
    states = {name.entry for name in finder.names.values() if name.entry is not None and name.entry.type == STATE}
    for token in finder.doc:
        if token.text not in _QUARTERS or finder.taken(token.i) or not token.i:
            continue
        named = [
            entry for entry in states if entry is not None and entry.name.split()[0] == token.text and " " in entry.name
        ]
        following = finder.doc[token.i + 1] if token.i + 1 < len(finder.doc) else None
        bare = following is None or not following.text[0].isupper()
        shared = following is not None and following.lower_ == "and"
        if len(named) == 1 and bare and (finder.doc[token.i - 1].lower_ == "the" or shared):
            finder.add(token.i, token.i + 1, STATE, entry=named[0], form=Form.ADJECTIVE)


def _longer_seen(finder: Finder) -> None:
    """Take the pipeline's bodies and places whose names hold a known name and more ("Human Rights Watch Iraq")."""
    capitals = finder.capitals
    for start, end, kind in list(_seen_bodies_and_places(finder)):
        inside = [capitals.covering.get(i) for i in range(start, end) if capitals.capital(i) or capitals.particle(i)]
        known = [match for match in inside if match is not None]
        if 0 < len(known) < len(inside) and all(start <= match.start and match.end <= end for match in known):
            finder.add(start, end, kind, guessed=True)


def _seen(finder: Finder) -> None:
    """Take the pipeline's bodies and places on tokens that are still free."""
    capitals, doc = finder.capitals, finder.doc
    for start, end, kind in list(_seen_bodies_and_places(finder)):
        if end - start == 1 and (not _sole_name(capitals, start) or capitals.common(start)):
            continue
        fate = end - start > 1 and start > 1 and doc[start - 1].lower_ == "of"
        met = fate and doc[start - 2].lower_ in capitals.listed("fate-nouns")
        finder.add(start, end, PERSON if met or _aged(capitals, start, end) else kind, guessed=True)


def _aged(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a name of several words stands beside an age ("Ana Lopez, 33-year-old …", "Ana Lopez, aged 33")."""
    after = [token.lower_ for token in capitals.doc[end : end + 6] if token.text not in HYPHENS]
    told = after[2:4] in (["year", "old"], ["years", "old"]) or after[1:2] == ["aged"]
    return end - start > 1 and after[:1] == [","] and told


def _seen_bodies_and_places(finder: Finder) -> Iterator[tuple[int, int, str]]:
    """The pipeline's bodies and places on free tokens alone, cut to capitalised words, with their classes."""
    capitals, doc = finder.capitals, finder.doc
    for ent in doc.ents:
        kind = LABELS.get(ent.label_, PERSON)
        start, end = ent.start, ent.end
        while start < end and not (capitals.capital(start) or capitals.particle(start)):
            start += 1
        while start < end and not doc[end - 1].text[0].isupper():
            end -= 1
        untaken = finder.free(start, end) and finder.in_title.isdisjoint(range(start, end))
        if kind != PERSON and untaken and start not in finder.blocked and not _of_thing(capitals, end):
            yield start, end, kind


def _sole_name(capitals: Capitals, i: int) -> bool:
    """Whether one word alone may be a name that only the pipeline saw."""
    token = capitals.doc[i]
    if token.is_upper and len(token) > 1:
        return not _common_abbreviation(capitals, token.text)
    return capitals.name_word(i)


def _common_abbreviation(capitals: Capitals, text: str) -> bool:
    """Whether an abbreviation was introduced in brackets after words that are no name ("economic zone (EEZ)")."""
    before = capitals.bracketed.get(text)
    if before is None:
        return False
    return not capitals.capital(before) or capitals.doc[before].text in capitals.listed("thing-words")


def _of_thing(capitals: Capitals, end: int) -> bool:
    """Whether what follows makes the name that of an agreement, pipeline or the like ("the X gas pipeline")."""
    things = capitals.listed("thing-words")
    following = [token.text for token in capitals.doc[end : end + 2] if token.pos_ in {"NOUN", "PROPN"}]
    return any(word in things and word.islower() for word in following)


def _again(finder: Finder) -> None:
    """Take stretches that repeat a name found elsewhere word by word."""
    found = {name.text: name for name in reversed(finder.found()) if not name.echo}
    for start, end in list(finder.stretches()):
        name = found.get(finder.doc[start:end].text)
        if name is not None and start not in finder.blocked and not finder.capitals.common(start):
            finder.add(start, end, name.type, entry=name.entry, form=name.form, guessed=name.guessed)
