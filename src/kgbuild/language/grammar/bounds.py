"""Sentences of a length that reading can bear: what runs on for hundreds of words is parted."""

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span, Token

LONGEST = 200
_ARCS: list[int | str] = ["HEAD", "DEP"]
_BREAKS = frozenset({";", ",", "and", "|", "•"})
_LASTING = frozenset({"conj", "cc", "punct"})


def bounded(doc: Doc) -> Doc:
    """The document itself, its sentences of more than `LONGEST` tokens parted where they pause; arcs between parts go.

    Real sentences are shorter but for lists of hundreds of names; unending ones are broken text, of which no parse can
    be trusted over such a distance. Where the sentences end is kept, so that no token has to look for it.
    """
    doc = _parted(doc)
    if doc.has_annotation("SENT_START"):
        ranges = [(sentence.start, sentence.end) for sentence in doc.sents for _ in sentence]
        doc.user_token_hooks["sent"] = lambda token: Span(token.doc, *ranges[token.i])
    return doc


def _parted(doc: Doc) -> Doc:
    """The document with its overlong sentences parted."""
    overlong = [sentence for sentence in doc.sents if len(sentence) > LONGEST] if doc.has_annotation("DEP") else []
    if not overlong:
        return doc
    arcs: Any = doc.to_array(_ARCS).view("int64")
    root, loose = doc.vocab.strings.add("ROOT"), doc.vocab.strings.add("dep")
    for start, end in (part for sentence in overlong for part in _parts(sentence)):
        cut = [at for at in range(start, end) if not start <= at + arcs[at, 0] < end or arcs[at, 0] == 0]
        top = next((at for at in cut if not doc[at].is_punct), cut[0])
        for at in cut:
            arcs[at] = top - at, arcs[at, 1] if doc[at].dep_ in _LASTING else loose
        arcs[top] = 0, root
    return doc.from_array(_ARCS, arcs.view("uint64"))


def _parts(sentence: Span) -> Iterator[tuple[int, int]]:
    """The token ranges into which an overlong sentence is parted."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        later = range(start + LONGEST, start + LONGEST // 2, -1)
        end = next((at for at in later if _pauses(sentence.doc[at - 1])), start + LONGEST)
        yield start, end
        start = end
    yield start, sentence.end


def _pauses(token: Token) -> bool:
    """Whether a new part may begin behind a token."""
    return token.lower_ in _BREAKS or token.is_space
