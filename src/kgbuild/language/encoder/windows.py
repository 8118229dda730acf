"""What the encoder reads at a time: the words of a paragraph, or of so many of its sentences as it takes."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kgbuild.language.encoder.features import Gap

MOST_PIECES = 160
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]")


def windows(doc: Doc, costs: Sequence[int]) -> Iterator[list[Token]]:
    """The words of a text, whitespace left out, in windows that begin with a sentence where one can be seen.

    `costs` gives the number of word pieces of each token.
    """
    for paragraph in _paragraphs(doc):
        while paragraph:
            end = _end(paragraph, costs)
            yield paragraph[:end]
            paragraph = paragraph[end:]


def _paragraphs(doc: Doc) -> Iterator[list[Token]]:
    words: list[Token] = []
    for token in doc:
        if not token.is_space:
            words.append(token)
        elif words and token.text.count("\n") > 1:
            yield words
            words = []
    if words:
        yield words


def _end(words: Sequence[Token], costs: Sequence[int]) -> int:
    """How many of the words fit into one window, up to the last end of a sentence among them."""
    total = end = 0
    for position, word in enumerate(words):
        total += costs[word.i]
        if total > MOST_PIECES and position:
            return end or position
        if word.text[-1] in _ENDS or (word.text in _CLOSERS and end == position):
            end = position + 1
    return len(words)


def gap(word: Token) -> Gap:
    """What follows a word of a text."""
    following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    if following is not None and following.is_space:
        return Gap.BREAK if "\n" in following.text else Gap.SPACE
    return Gap.SPACE if word.whitespace_ or following is None else Gap.NOTHING
