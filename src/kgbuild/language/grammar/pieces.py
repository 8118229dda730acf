"""Strings that never end, cut before they are tokenized: a tokenizer takes quadratic time for each."""

import re

from spacy.language import Language
from spacy.tokens import Doc

_LONGEST = 400
_UNENDING = re.compile(rf"\S{{{_LONGEST + 1},}}")


def tokenized(pipeline: Language, text: str) -> str | Doc:
    """The text itself, or its tokens where it holds more than 400 characters without white space between them."""
    cuts = [at for run in _UNENDING.finditer(text) for at in range(run.start() + _LONGEST, run.end(), _LONGEST)]
    if not cuts:
        return text
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    tokens = [token for piece in pieces for token in pipeline.make_doc(piece)]
    return Doc(pipeline.vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])
