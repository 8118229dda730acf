"""The way from one word to another over the arcs of the parse, as text."""

from spacy.tokens import Token


def path(start: Token, end: Token) -> str:
    """The way between two tokens, each arrow from a dependent to its head: `killed ←nsubj:pass– soldiers ←nummod– 12`.

    It is empty where the two stand in different sentences, and the word alone where they are one.
    """
    above = [start, *start.ancestors]
    below = [end, *end.ancestors]
    shared = next((token for token in below if token in above), None)
    if shared is None:
        return ""
    ups = above[: above.index(shared)]
    downs = below[: below.index(shared)]
    steps = [f"{token.text} –{token.dep_}→ " for token in ups]
    return "".join([*steps, shared.text, *(f" ←{token.dep_}– {token.text}" for token in reversed(downs))])
