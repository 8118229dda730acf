"""What is asked of a token again and again, found out once and kept with its document."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc, Token

T = TypeVar("T")
_ARCS = "kgbuild.arcs"


def once(tell: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same function, asked but once of each token; it tells no tokens, which would keep their own document."""
    name = f"{tell.__module__}.{tell.__qualname__}"

    @wraps(tell)
    def told(token: Token) -> T:
        kept: dict[int, T] = token.doc.user_data.setdefault(name, {})
        at = token.i
        if at not in kept:
            kept[at] = tell(token)
        return kept[at]

    return told


def token_once(tell: Callable[[Token], Token | None]) -> Callable[[Token], Token | None]:
    """The same function, asked but once of each token; of what it tells the place is kept."""

    @once
    @wraps(tell)
    def place(token: Token) -> int | None:
        found = tell(token)
        return None if found is None else found.i

    @wraps(tell)
    def told(token: Token) -> Token | None:
        at = place(token)
        return None if at is None else token.doc[at]

    return told


def arcs(doc: Doc) -> list[list[tuple[str, int]]]:
    """The labels and places of the dependents of each token, in text order."""
    kept: list[list[tuple[str, int]]] | None = doc.user_data.get(_ARCS)
    if kept is None:
        kept = doc.user_data[_ARCS] = [[] for _ in doc]
        for at, token in enumerate(doc):
            above = token.head.i
            if above != at:
                kept[above].append((token.dep_, at))
    return kept
