"""Quoted speech in a document: what stands between quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

_STRAIGHT = frozenset({'"', "''", "``"})
_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_SHORTEST = 4
_TITLED = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_KEPT = "kgbuild.quotations"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens `[first, last)` between two quotation marks; `sentence` is true of one that can be a sentence."""

    first: int
    last: int
    sentence: bool


def quotations(doc: Doc) -> list[Quotation]:
    """The quotations in order; a mark that is not closed in its paragraph closes at the paragraph's end."""
    if _KEPT not in doc.user_data:
        doc.user_data[_KEPT] = [Quotation(first, last, _is_sentence(doc, first, last)) for first, last in _ranges(doc)]
    found: list[Quotation] = doc.user_data[_KEPT]
    return found


def _ranges(doc: Doc) -> Iterator[tuple[int, int]]:
    """The tokens `[first, last)` between two marks."""
    opened: int | None = None
    for at, text in enumerate([token.text for token in doc]):
        straight = text in _STRAIGHT
        if opened is None:
            if straight or text in _OPENING:
                opened = at + 1
        elif straight or text in _CLOSING or ("\n" in text and text.isspace()):
            if at > opened:
                yield opened, at
            opened = None
    if opened is not None and opened < len(doc):
        yield opened, len(doc)


def is_title(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation is the title of a work, programme or occasion: two words or more, all with capitals."""
    words = [token for token in doc[quotation.first : quotation.last] if token.pos_ in _TITLED]
    return len(words) > 1 and all(word.text[0].isupper() for word in words) and not all(word.is_upper for word in words)


def _is_sentence(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are more than a quoted phrase: enough of them, with a finite verb."""
    words = doc[first:last]
    finite = any(token.tag_ in {"VBD", "VBP", "VBZ", "MD", "VB"} for token in words)
    return last - first >= _SHORTEST and finite
