"""Names of bodies: built on a noun such as "Ministry", "Army", "Party", or on a lower-case one after a name."""

from collections.abc import Iterator

from kgbuild.language.names.capitals import HYPHENS, Capitals, Known
from kgbuild.language.names.finder import LABELS, Finder
from kgbuild.language.names.gazetteer import Entry, Form
from kgbuild.model.terms import KG, ORGANIZATION, PERSON, POPULATION_GROUP, STATE

_TAIL = {"of", "for", "on", "to", "in", "against"}
_LONG_TAIL = {"on", "to", "in", "against"}
_OPEN_BODIES = {
    "Mission",
    "Committee",
    "Coalition",
    "Commission",
    "Group",
    "Force",
    "Institute",
    "Panel",
    "Conference",
    "Council",
}
_GOVERNMENTS = {"government", "governments", "authorities", "administration", "cabinet"}
_MEDIA = {"news agency", "newspaper", "news channel", "television"}
_GROUP_BODIES = {"movement", "network"}
_INSIDE = {"and", "&", "of", "for", "the", "in", "on", "de", "to"}
_LONG, _LONGEST = 9, 14


def bodies(finder: Finder) -> None:
    """Take the names of bodies; a longer known name at the same place goes before."""
    for start, end, kind in [*_capital_bodies(finder), *_lower_bodies(finder)]:
        known = finder.capitals.covering.get(start)
        longer = known is not None and known.end >= end and (known.start, known.end) != (start, end)
        if (
            start in finder.blocked
            or not kind
            or longer
            or finder.doc[start:end].text in finder.capitals.listed("not-names")
        ):
            continue
        entry = known.readings[0][0] if known is not None and known.start == start and known.end == end else None
        finder.add(start, end, entry.type if entry else KG + kind, entry=entry)


def abbreviated(finder: Finder) -> None:
    """Take the capitals before their own abbreviation in brackets, where some word tells that they are a body."""
    doc, capitals = finder.doc, finder.capitals
    for token in doc[1:-2]:
        short = doc[token.i + 1]
        if token.text != "(" or not short.is_upper or doc[token.i + 2].text != ")" or not 1 < len(short) < _LONG:
            continue
        start = _spelt(finder, short.text, token.i)
        known = capitals.known.get(start)
        words = range(start, token.i)
        if start == token.i or doc[start - 1 : start].text.lower() in {"a", "an"} or (known and known.end >= token.i):
            continue
        seen = any(LABELS.get(doc[i].ent_type_) == ORGANIZATION for i in (*words, short.i))
        if seen and finder.blocked.isdisjoint(words) and finder.in_title.isdisjoint(words):
            finder.add(start, token.i, ORGANIZATION)
        long = finder.names.get(start)
        if long is not None and long.end == token.i and long.type != PERSON and short.i not in capitals.known:
            finder.add(short.i, short.i + 1, long.type)


def _spelt(finder: Finder, short: str, end: int) -> int:
    """Where the capitals that end at a token and whose initials an abbreviation gives begin; `end` without any."""
    letters = [letter for letter in short if letter.isalpha()]
    at = end
    while at and letters and end - at < _LONGEST:
        at -= 1
        word = finder.doc[at]
        if word.text[0].isupper() and word.text[0] == letters[-1] and not finder.capitals.honorific(at):
            letters.pop()
        elif not (word.lower_ in _INSIDE or word.text in HYPHENS):
            return end
    words = finder.doc[at:end].text.split()
    thing = not finder.capitals.listed("thing-words").keys().isdisjoint(words)
    return end if letters or thing else at


def bodies_alone(finder: Finder) -> None:
    """Take nouns for a body that name one by themselves ("the Department")."""
    words = finder.capitals.listed("bodies-alone")
    for start, end in list(finder.stretches()):
        if end - start == 1 and finder.doc[start].text in words and start not in finder.blocked:
            finder.add(start, end, KG + words[finder.doc[start].text])


def governments(finder: Finder) -> None:
    """Take phrases that name a state by its government: "Government of X", "X Government", "X's Government"."""
    capitals, doc = finder.capitals, finder.doc
    words = capitals.listed("government-words")
    for token in doc:
        if token.text not in words or finder.taken(token.i):
            continue
        owner = _governed(capitals, token.i)
        state = _state(owner)
        government = token.text[0].isupper() or token.lower_ in _GOVERNMENTS
        if owner is not None and state is not None and government:
            finder.add_phrase(min(token.i, owner.start), max(token.i + 1, owner.end), token.i, state)


def _governed(capitals: Capitals, i: int) -> Known | None:
    """The known name whose government the noun at `i` is: after "of", or right before it."""
    doc = capitals.doc
    if i + 2 < len(doc) and doc[i + 1].lower_ == "of":
        return capitals.known.get(i + 3 if doc[i + 2].lower_ == "the" else i + 2)
    before = i - 2 if i and capitals.possessive(i - 1) else i - 1
    owner = capitals.covering.get(before)
    return owner if owner is not None and owner.end == before + 1 else None


def _state(known: Known | None) -> Entry | None:
    """The state that a match names, if any."""
    if known is None:
        return None
    return next((entry for entry, form in known.readings if entry.type == STATE and form is not Form.SEAT), None)


def _capital_bodies(finder: Finder) -> Iterator[tuple[int, int, str]]:
    """Capitalised names of bodies, with the class that their noun tells."""
    words, doc = finder.capitals.listed("body-words"), finder.doc
    done = 0
    for first, last in finder.stretches():
        start = max(first, done)
        heads = [i for i in range(start, last) if doc[i].text in words]
        if not heads:
            continue
        left, right = _left_edge(finder, heads[-1], start), _tail(finder, heads[-1])
        left, right = _seen_edges(finder, heads[-1], left, right)
        if right - left > 1:
            done = right
            yield left, right, words[doc[heads[-1]].text]


def _left_edge(finder: Finder, head: int, run_start: int) -> int:
    """Where the name of a body begins, going left from its noun."""
    capitals, doc = finder.capitals, finder.doc
    left = run_start
    opening = doc[left].is_sent_start and left not in capitals.covering and not doc[left].tag_.startswith("NNP")
    if opening and head - left > 1:
        left += 1
    while (
        left > 1 and doc[left - 1].lower_ in {"and", "&"} and doc[left - 2].text in capitals.listed("portfolio-words")
    ):
        before = left - 2
        while (
            before > 0
            and capitals.capital(before - 1)
            and before - 1 not in finder.in_title
            and not finder.taken(before - 1)
        ):
            before -= 1
        left = before
    return left


def _seen_edges(finder: Finder, head: int, left: int, right: int) -> tuple[int, int]:
    """Where the pipeline lets the name of a body begin and end, if further off ("Cinema for Peace")."""
    seen = next((ent for ent in finder.doc.ents if ent.start <= head < ent.end), None)
    if seen is None or LABELS.get(seen.label_) != ORGANIZATION or not finder.capitals.capital(seen.start):
        return left, right
    wider = finder.free(seen.start, seen.end) and finder.doc[seen.end - 1].text[0].isupper()
    return (min(left, seen.start), max(right, seen.end)) if wider else (left, right)


def _tail(finder: Finder, head: int) -> int:
    """Where the name of a body ends, going right from its noun over "of X", "for the Y and Z"."""
    doc = finder.doc
    end = head + 1
    while end + 1 < len(doc) and doc[end].lower_ in _TAIL:
        if doc[end].text in _LONG_TAIL and doc[head].text not in _OPEN_BODIES:
            break
        start = end + 1
        while start < len(doc) and doc[start].lower_ == "the":
            start += 1
        reach = _tail_words(finder, start)
        if reach == start:
            break
        end = reach
    return end


def _tail_words(finder: Finder, start: int) -> int:
    """Where the capitals of a body's complement end, with "and" and commas between its businesses."""
    capitals, doc = finder.capitals, finder.doc
    portfolio = capitals.listed("portfolio-words")
    end = start
    while end < len(doc) and not finder.taken(end) and not capitals.honorific(end):
        word = doc[end].text
        if end > start and doc[end].ent_iob_ == "B" and LABELS.get(doc[end].ent_type_) == PERSON:
            break
        named = (
            capitals.capital(end) and (capitals.name_word(end) or word in portfolio or end in capitals.covering)
        ) or (word in portfolio and word[0].isupper())
        if (
            named
            or (end > start and capitals.joined(end))
            or (word in {"and", ","} and end > start and _business_follows(capitals, end))
        ):
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
    if known is not None and known.size > 1:
        return False
    end = capitals.run_end(start) if capitals.capital(start) else start + 1
    return any(doc[k].text in capitals.listed("portfolio-words") for k in range(start, end))


def _lower_bodies(finder: Finder) -> Iterator[tuple[int, int, str]]:
    """Known names followed by a noun for a body in lower case ("Turkish army", "Houthi movement")."""
    words = finder.capitals.listed("body-words-lower")
    longest = max((len(word.split()) for word in words), default=0)
    for start, end in finder.stretches():
        for size in range(longest, 0, -1):
            phrase = finder.capitals.written(end, end + size)
            if phrase in words and _owned(finder, end, phrase):
                owner = finder.capitals.covering.get(end - 1)
                yield (owner.start if owner is not None and owner.end == end else start), end + size, words[phrase]
                break


def _owned(finder: Finder, end: int, phrase: str) -> bool:
    """Whether a noun in lower case makes a name with the name before it."""
    known = finder.capitals.covering.get(end - 1)
    office = end + len(phrase.split())
    if (office < len(finder.doc) and office in finder.in_title) or office - 1 in finder.in_title:
        return False
    if known is None or known.end != end:
        return phrase in _MEDIA
    entry, form = known.readings[0]
    if phrase in _MEDIA:
        return form is Form.NAME and entry.type != STATE
    if phrase in _GROUP_BODIES:
        return entry.type not in {STATE, POPULATION_GROUP, PERSON}
    if (
        "ministry" in phrase
        or "council" in phrase
        or "court" in phrase
        or phrase in {"parliament", "senate", "central bank"}
    ):
        return True
    return form is Form.ADJECTIVE and entry.type == STATE
