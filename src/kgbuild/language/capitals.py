"""Runs of capitalised words: the raw material of names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kgbuild.language.gazetteer import Form, Gazetteer, Reading, fold

_HYPHENS = frozenset("-–‑")
_MAXIMUM = 12


@dataclass(frozen=True, slots=True)
class Known:
    """A gazetteer match on whole tokens, `[start, end)`."""

    start: int
    end: int
    readings: tuple[Reading, ...]

    def only(self, *forms: Form) -> bool:
        """Whether no reading has another form than these."""
        return all(form in forms for _, form in self.readings)


class Capitals:
    """A document seen as capitalised runs, with the gazetteer's matches and word lists at hand."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.known: dict[int, Known] = {match.start: match for match in _aligned(doc, gazetteer)}
        self.covering: dict[int, Known] = {
            i: match for match in self.known.values() for i in range(match.start, match.end)
        }
        self._not_names = gazetteer.listed("not-names")
        self._particles = gazetteer.listed("name-particles")
        self._joins = {fold(word) for word in gazetteer.listed("possessive-joins")}
        self._positions = gazetteer.listed("positions")

    def listed(self, name: str) -> Mapping[str, str]:
        """A word list of the gazetteer."""
        return self.gazetteer.listed(name)

    def capital(self, i: int) -> bool:
        """Whether the token is written as a name: a capital first letter, and no bare function word at a sentence's start."""
        token = self.doc[i]
        if not token.text[0].isupper():
            return False
        function_word = token.is_stop and not (token.is_upper and len(token) > 1)
        return not function_word or (i in self.covering and self.covering[i].end - self.covering[i].start > 1)

    def joined(self, i: int) -> bool:
        """Whether the token is a hyphen without spaces around it, or "&" between capitals."""
        if not 0 < i < len(self.doc) - 1:
            return False
        token, before = self.doc[i], self.doc[i - 1]
        return (token.text in _HYPHENS and not before.whitespace_ and not token.whitespace_) or token.text == "&"

    def particle(self, i: int) -> bool:
        """Whether the token is a particle that stands inside personal names."""
        return self.doc[i].text in self._particles

    def possessive(self, i: int) -> bool:
        """Whether the token is a possessive ending."""
        return self.doc[i].tag_ == "POS" or self.doc[i].text in {"'s", "’s", "'", "’"}

    def possessive_join(self, i: int) -> bool:
        """Whether the possessive ending at `i` joins its noun to the following capitals ("People's Army")."""
        noun = fold(self.doc[i - 1].text + self.doc[i].text) if i else ""
        return noun in self._joins

    def position(self, i: int) -> bool:
        """Whether the token is a noun for an office."""
        return self.doc[i].lower_ in self._positions

    def runs(self) -> Iterator[tuple[int, int]]:
        """The maximal runs of capitalised words, `[start, end)`; a run ends where a line or sentence punctuation does."""
        i, size = 0, len(self.doc)
        while i < size:
            if not self.capital(i):
                i += 1
                continue
            end = self.run_end(i)
            yield i, end
            i = end

    def run_end(self, start: int) -> int:
        """Where the run of capitals that begins at `start` ends."""
        i, size = start + 1, len(self.doc)
        while i < size and i - start < _MAXIMUM:
            if self.capital(i):
                i += 1
            elif self.joined(i) and i + 1 < size and (self.capital(i + 1) or self.doc[i + 1].text[0].isalpha()):
                if not self.doc[i + 1].text[0].isupper() and not (i + 1 in self.covering or self._name_hyphen(i)):
                    break
                i += 2
            elif self.particle(i) and i + 1 < size and self._after_particles(i):
                i += 1
            elif i + 1 < size and self.possessive(i) and self.possessive_join(i) and self.capital(i + 1):
                i += 2
            else:
                break
        return i

    def _name_hyphen(self, i: int) -> bool:
        """Whether a hyphen stands within a personal name whose second part is in lower case ("Jong-un")."""
        before, after = self.doc[i - 1], self.doc[i + 1]
        return 1 < len(after) < 6 and before.text[0].isupper() and before.pos_ == "PROPN" and after.pos_ == "PROPN"

    def _after_particles(self, i: int) -> bool:
        """Whether a capital follows the particles at `i`, hyphens aside ("al-Assad", "bin al-Hussein")."""
        while i < len(self.doc) and (self.particle(i) or self.joined(i)):
            i += 1
        return i < len(self.doc) and self.doc[i].text[0].isupper()

    def name_word(self, i: int) -> bool:
        """Whether the capitalised token can be a name by itself: no month, weekday or the like."""
        return self.doc[i].text not in self._not_names


def _aligned(doc: Doc, gazetteer: Gazetteer) -> Iterator[Known]:
    """The gazetteer's matches that cover whole tokens; a match inside a hyphenated or possessive token covers it."""
    for match in gazetteer.find(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None and _clean(span[0], span[-1], match.start, match.end):
            yield Known(span.start, span.end, match.readings)


def _clean(first: Token, last: Token, start: int, end: int) -> bool:
    """Whether what the tokens have beyond the match is only hyphenated or possessive."""
    before = first.doc.text[first.idx : start]
    after = last.doc.text[end : last.idx + len(last)]
    return not before and (not after or after[0] in "-–‑'’.")
