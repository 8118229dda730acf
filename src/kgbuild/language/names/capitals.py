"""Runs of capitalised words: the raw material of names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kgbuild.language.names.gazetteer import Entry, Form, Gazetteer, Match, Reading, fold
from kgbuild.language.names.incumbents import Incumbents
from kgbuild.model import PartialDate
from kgbuild.model.terms import PERSON

HYPHENS = frozenset("-–‑")
_ELIDED = re.compile(r"(d|l|dell|al|el)['’][A-Z]")
_BRACKETS = frozenset("@[]")
_LONGEST_RUN = 12
_OPENING_CUT = 2
_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Known:
    """A gazetteer match: the tokens `[start, end)` and the code points `[first, last)` of the document."""

    start: int
    end: int
    first: int
    last: int
    readings: tuple[Reading, ...]

    @property
    def size(self) -> int:
        """The number of tokens."""
        return self.end - self.start


class Capitals:
    """A document seen as capitalised runs, with the gazetteer's matches and word lists at hand.

    `known` has the matches on whole tokens by their first token, `covering` by each token; `partial` those inside a
    token that is longer ("U.S.-Colombia").
    """

    def __init__(self, doc: Doc, gazetteer: Gazetteer, date: PartialDate | None = None) -> None:
        self.doc = doc
        self.text = doc.text
        self.gazetteer = gazetteer
        self._positions = gazetteer.listed("positions")
        self.partial: list[Known] = []
        self.known: dict[int, Known] = {}
        self._not_names = gazetteer.listed("not-names")
        barred = [
            found.span()
            for phrase in gazetteer.listed("compounds")
            for found in re.finditer(re.escape(phrase), self.text)
        ]
        matches = [
            match
            for match in gazetteer.find(self.text)
            if not any(start <= match.start and match.end <= end for start, end in barred)
        ]
        named = {entry.name for match in matches for entry, _ in match.readings if entry.type != PERSON}
        self.incumbents = Incumbents(gazetteer, date, named)
        self._introduced = set(self._find_introduced(matches))
        for match in matches:
            self._place(match)
        self.covering = {i: match for match in self.known.values() for i in range(match.start, match.end)}
        self._particles = gazetteer.listed("name-particles")
        self._joins = {fold(word) for word in gazetteer.listed("possessive-joins")}
        self._common = {token.text for token in doc if token.is_lower}
        self._capital = [self._written_as_name(token) for token in doc]
        self._runs = list(self._find_runs())

    def _place(self, match: Match) -> None:
        """Put a match on the tokens that it covers, or among those inside a token."""
        span = self.doc.char_span(match.start, match.end, alignment_mode="expand")
        if (
            span is None
            or self.text[match.end : match.end + 1] == "$"
            or _foreign(self.text, match)
            or self.text[match.start : match.end] in self._not_names
        ):
            return
        readings = self._meant(match.readings)
        if not readings:
            return
        known = Known(span.start, span.end, match.start, match.end, readings)
        if (span.start_char, span.end_char) == (match.start, match.end) or (
            span.end_char == match.end + 1 and self.text[match.end] == "."
        ):
            self.known[span.start] = known
        else:
            self.partial.append(known)

    def _find_introduced(self, matches: Iterable[Match]) -> Iterator[Entry]:
        """The persons of the gazetteer who stand beside a noun for an office of theirs, their name whole."""
        for match in matches:
            persons = [entry for entry, _ in match.readings if entry.type == PERSON]
            span = self.doc.char_span(match.start, match.end) if persons else None
            if span is not None:
                yield from self._introduces(persons, span.start, span.end)

    def _introduces(self, persons: Iterable[Entry], start: int, end: int) -> Iterator[Entry]:
        """Those persons of a name who hold an office whose noun stands near, if the name is whole."""
        if not self._within_longer_name(start, end):
            near = (*range(max(0, start - _BESIDE), start), *range(end, min(len(self.doc), end + _BESIDE)))
            nouns = [self.doc[i].lower_ for i in near if self.position(i)]
            yield from (e for e in persons if any(self.incumbents.introduces(noun, e) for noun in nouns))

    def _within_longer_name(self, start: int, end: int) -> bool:
        """Whether another capital than that of an office or honorific stands right before or after a name."""
        before = start > 0 and self.doc[start - 1].text
        after = end < len(self.doc) and self.doc[end].text
        opening = start < _OPENING_CUT or self.doc[start - 1].is_sent_start
        led = before and before[0].isupper() and not opening and not self._entitles(start - 1)
        followed = after and (after[0].isupper() or self.joined(end)) and not self._entitles(end)
        return bool(led or followed)

    def _entitles(self, i: int) -> bool:
        """Whether the token is a noun for an office or its business, a title, or an abbreviation in capitals."""
        word = self.doc[i].text
        listed = any(word in self.listed(name) for name in ("honorifics", "portfolio-words"))
        return listed or self.position(i) or (word.isupper() and len(word) > 1)

    def _meant(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings of a form without those persons whom the article cannot mean, or cannot tell from namesakes."""
        persons = [reading for reading in readings if reading[0].type == PERSON]
        if not persons:
            return readings
        meant = self.known_person(entry for entry, _ in persons)
        return tuple(reading for reading in readings if reading[0].type != PERSON or reading[0] is meant)

    def known_person(self, entries: Iterable[Entry], start: int = 0, end: int = 0) -> Entry | None:
        """The one of several namesakes whom the article may mean; all but leaders must be introduced by an office, here
        or elsewhere."""
        found = list(entries)
        introduced = {*self._introduced, *(self._introduces(found, start, end) if end else ())}
        able = [entry for entry in found if self.incumbents.plausible(entry, entry in introduced)]
        return self.incumbents.one(entry for entry in able if self.incumbents.noted(entry) or entry in introduced)

    def listed(self, name: str) -> Mapping[str, str]:
        """A word list of the gazetteer."""
        return self.gazetteer.listed(name)

    def capital(self, i: int) -> bool:
        """Whether the token is written as a name: a capital first, no digits, and no bare function word."""
        return self._capital[i]

    def _written_as_name(self, token: Token) -> bool:
        """What `capital` tells of a token."""
        if (
            not (token.text[0].isupper() or _ELIDED.match(token.text))
            or not _BRACKETS.isdisjoint(token.text)
            or "$" in token.text
            or token.like_url
        ):
            return False
        function_word = token.is_stop and not (token.is_upper and len(token) > 1)
        return not function_word or (token.i in self.covering and self.covering[token.i].size > 1)

    def joined(self, i: int) -> bool:
        """Whether the token is a hyphen without spaces around it, or "&" between words."""
        if not 0 < i < len(self.doc) - 1:
            return False
        token, before = self.doc[i], self.doc[i - 1]
        return (token.text in HYPHENS and not before.whitespace_ and not token.whitespace_) or token.text == "&"

    def particle(self, i: int) -> bool:
        """Whether the token is a particle that stands inside personal names."""
        return self.doc[i].text in self._particles

    def possessive(self, i: int) -> bool:
        """Whether the token is a possessive ending."""
        return self.doc[i].tag_ == "POS" or self.doc[i].text in {"'s", "’s"}

    def possessive_join(self, i: int) -> bool:
        """Whether the possessive ending at `i` joins its noun to the following capitals ("People's Army")."""
        return i > 0 and fold(self.doc[i - 1].text + self.doc[i].text) in self._joins

    def position(self, i: int) -> bool:
        """Whether the token is a noun for an office; some are so only with a capital or after "chief"."""
        condition = self._positions.get(self.doc[i].lower_)
        if condition is None:
            return False
        if condition == "capital":
            return self.doc[i].text[0].isupper()
        return not condition or (i > 0 and self.doc[i - 1].lower_ == condition)

    def name_word(self, i: int) -> bool:
        """Whether the capitalised token can be a name by itself: no month, weekday or the like."""
        return self.doc[i].text not in self._not_names

    def common(self, i: int) -> bool:
        """Whether the text writes the word in lower case elsewhere, or it opens a sentence and is an everyday word."""
        word = self.doc[i].lower_
        return word in self._common or (bool(self.doc[i].is_sent_start) and word in self.listed("everyday-words"))

    def honorific(self, i: int) -> bool:
        """Whether the token is a title of a person that is no office."""
        return self.doc[i].text in self.listed("honorifics")

    def runs(self) -> list[tuple[int, int]]:
        """The maximal runs of capitalised words, `[start, end)`."""
        return self._runs

    def written(self, start: int, end: int) -> str:
        """The text of the tokens `[start, end)`, as far as there are such tokens."""
        end = min(end, len(self.doc))
        if start >= end:
            return ""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]

    @cached_property
    def bracketed(self) -> dict[str, int]:
        """The words that open a bracket, each with the place of the token before its first bracket."""
        texts = [token.text for token in self.doc]
        return {texts[at]: at - 2 for at in range(len(texts) - 1, 1, -1) if texts[at - 1] == "("}

    def _find_runs(self) -> Iterator[tuple[int, int]]:
        """What `runs` tells."""
        i, size = 0, len(self.doc)
        while i < size:
            end = self.run_end(i) if self.capital(i) else i + 1
            if self.capital(i):
                yield i, end
            i = end

    def run_end(self, start: int) -> int:
        """Where the run of capitals that begins at `start` ends: joined by hyphens, particles and "People's"."""
        i, size = start + 1, len(self.doc)
        while i < size and i - start < _LONGEST_RUN:
            inside = self.covering.get(i)
            if inside is not None and start <= inside.start < i:
                i += 1
            elif self._other(i):
                break
            elif self.capital(i):
                i += 1
            elif self.joined(i) and i + 1 < size and (self.capital(i + 1) or self._given_hyphen(i)):
                i += 2
            elif self.particle(i) and i + 1 < size and self._capital_after_particles(i):
                i += 1
            elif (i + 1 < size and self.possessive(i) and self.possessive_join(i) and self.capital(i + 1)) or (
                self.doc[i].text == "'" and self.possessive_join(i) and i + 1 < size and self.capital(i + 1)
            ):
                i += 2
            else:
                break
        return i

    def _other(self, i: int) -> bool:
        """Whether no name goes on at `i`: a sentence or another person's name begins there, as the pipeline sees it, or
        the word ("Monday") is part of no name that is known or seen."""
        token, before = self.doc[i], self.doc[i - 1]
        if not self.name_word(i) and not token.ent_type_ and i not in self.covering:
            return True
        return bool(token.is_sent_start) or (token.ent_iob_ == "B" and token.ent_type_ == before.ent_type_ == "PER")

    def _given_hyphen(self, i: int) -> bool:
        """Whether a hyphen stands within a personal name whose second part is in lower case ("Jong-un")."""
        after = self.doc[i + 1]
        short = after.is_alpha and after.is_lower and 1 < len(after) < 6 and not after.is_stop
        return (
            short
            and i - 1 not in self.covering
            and after.text not in self.listed("hyphen-words")
            and self.capital(i - 1)
        )

    def _capital_after_particles(self, i: int) -> bool:
        """Whether a capital follows the particles at `i`, hyphens aside ("al-Assad", "bin al-Hussein")."""
        while i < len(self.doc) and (self.particle(i) or self.joined(i)):
            i += 1
        return i < len(self.doc) and self.doc[i].text[0].isupper() and self.name_word(i)


def _foreign(text: str, match: Match) -> bool:
    """Whether a match is only the second half of a compound whose first half is no name ("Euro-Atlantic")."""
    if match.start < _OPENING_CUT or text[match.start - 1] not in HYPHENS:
        return False
    before = text[: match.start - 1].split()[-1:]
    if not before or not before[0][0].isupper():
        return False
    return before[0].isalpha() and all(form is Form.NAME for _, form in match.readings) and before[0] in _HALVES


_HALVES = {"Euro", "Afro", "Trans", "Anglo", "Sino", "Indo", "Franco", "Russo", "Greco", "Pan", "Inter"}


def plain(token: Token) -> str:
    """The token's text with plain apostrophes and without diacritics."""
    return fold(token.text)
