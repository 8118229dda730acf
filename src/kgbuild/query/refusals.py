"""What is not asked, whoever asks: updates, calls to other services, queries too long or too deep for the engine."""

from dataclasses import dataclass
from itertools import pairwise

from kgbuild.errors import QueryError
from kgbuild.query.tokens import Token, place, plain, tokenize

LONGEST_QUERY = 256 * 1024
DEEPEST_NESTING = 100

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "USING", "INTO"})
_OPENING = {"(": 1, "{": 1, "[": 1, "<<": 1, "{|": 1}
_CLOSING = {")": -1, "}": -1, "]": -1, ">>": -1, "|}": -1}
_PREFIXING = frozenset({"!", "^", "^^", "-", "+"})


@dataclass(frozen=True, slots=True)
class Admitted:
    """A query that may be asked: its text with escapes undone, its tokens, and its form (SELECT, ASK, …)."""

    text: str
    tokens: tuple[Token, ...]
    form: str

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespaces that the query declares, by prefix."""
        return {
            name.text.removesuffix(":"): iri.text[1:-1]
            for (keyword, name), (_, iri) in pairwise(pairwise(self.tokens))
            if keyword.keyword == "PREFIX" and iri.kind == "iri"
        }


def admit(text: str) -> Admitted:
    """The query, if it may be asked; QueryError with the reason if not.

    It is judged by its tokens: a string, an IRI or a comment may say SERVICE, and no escape hides one. Nothing is
    parsed here, since a parser can be made to overflow its stack.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query has {len(text):,} characters; {LONGEST_QUERY:,} are allowed",
            "ask a smaller question, or several",
        )
    text = plain(text)
    tokens = tokenize(text)
    for token in tokens:
        _refuse_word(token, text)
    _refuse_depth(tokens, text)
    form = next((token.keyword for token in tokens if token.keyword in FORMS), "")
    if not form:
        raise QueryError("this is no SPARQL query", f"a query holds one of {', '.join(FORMS)}")
    return Admitted(text, tokens, form)


def _refuse_word(token: Token, text: str) -> None:
    if token.keyword == "SERVICE":
        raise QueryError(
            f"the query calls another service {place(text, token.start)}",
            "SERVICE is not allowed; ask the other endpoint itself with --endpoint",
        )
    if token.keyword in _UPDATES:
        raise QueryError(
            f"this is an update, not a query: {token.keyword} {place(text, token.start)}",
            "graphs are changed by their articles and by `kgbuild build` alone",
        )


def _refuse_depth(tokens: tuple[Token, ...], text: str) -> None:
    depth = run = 0
    for token in tokens:
        depth += _OPENING.get(token.text, 0) + _CLOSING.get(token.text, 0)
        run = run + 1 if token.text in _PREFIXING else 0
        if max(depth, run) > DEEPEST_NESTING:
            raise QueryError(
                f"the query nests more than {DEEPEST_NESTING} deep {place(text, token.start)}",
                "write it with fewer brackets",
            )
