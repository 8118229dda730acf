"""Quoted speech in a document: what stands between quotation marks."""

from dataclasses import dataclass

from spacy.tokens import Doc

_STRAIGHT = frozenset({'"', "''", "``"})
_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_SHORTEST = 4
_TITLED = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens `[first, last)` between two quotation marks; `sentence` is true of one that can be a sentence."""

    first: int
    last: int
    sentence: bool


def quotations(doc: Doc) -> list[Quotation]:
    """The quotations in order; a mark that is not closed in its paragraph closes at the paragraph's end."""
    found: list[Quotation] = []
    opened: int | None = None
    for token in doc:
        paragraph = token.is_space and "\n" in token.text
        closes = token.text in _CLOSING or token.text in _STRAIGHT or paragraph
        if opened is None:
            if token.text in _OPENING or token.text in _STRAIGHT:
                opened = token.i + 1
        elif closes:
            if token.i > opened:
                found.append(Quotation(opened, token.i, _is_sentence(doc, opened, token.i)))
            opened = None
    if opened is not None and opened < len(doc):
        found.append(Quotation(opened, len(doc), _is_sentence(doc, opened, len(doc))))
    return found


def is_title(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation is the title of a work, programme or occasion: two words or more, all with capitals."""
    words = [token for token in doc[quotation.first : quotation.last] if token.pos_ in _TITLED]
    return len(words) > 1 and all(word.text[0].isupper() for word in words) and not all(word.is_upper for word in words)


def _is_sentence(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are more than a quoted phrase: enough of them, with a finite verb."""
    words = doc[first:last]
    finite = any(token.tag_ in {"VBD", "VBP", "VBZ", "MD", "VB"} for token in words)
    return last - first >= _SHORTEST and finite
