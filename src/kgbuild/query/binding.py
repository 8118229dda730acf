"""Parameters into a query: each is replaced, as a token, by the text of a typed term, so that no value can say more."""

from collections.abc import Container, Mapping

from kgbuild.errors import QueryError
from kgbuild.query.refusals import Admitted
from kgbuild.query.saved import SavedQuery
from kgbuild.store import PREFIXES, Literal, NamedNode

_Terms = Mapping[str, NamedNode | Literal]


def bind(query: SavedQuery, values: Mapping[str, str], base: str | None = None) -> str:
    """The query with its parameters bound and its known prefixes declared: a text for any SPARQL 1.1 engine.

    `values` are texts by parameter; what is not given takes its default. QueryError for a parameter that the query
    does not have, one that is required and missing, or a text that is none of its type. `base` is what an `iri`
    without a scheme is relative to.
    """
    known = {each.name: each for each in query.parameters}
    for name in values:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise QueryError(f"the query has no parameter {name!r}", f"its parameters: {listed}")
    prefixes = {**PREFIXES, **query.admitted.prefixes}
    terms: dict[str, NamedNode | Literal] = {}
    for name, parameter in known.items():
        value = values.get(name, parameter.default)
        if value is None:
            raise QueryError(f"the parameter {name} is missing", f"give it with -p {name}=… ({parameter.type})")
        terms[name] = parameter.term(value, prefixes, base)
    return declarations(query.admitted) + _replaced(query.admitted, terms)


def with_prefixes(admitted: Admitted) -> str:
    """The text of a query with the known prefixes declared that it uses and does not declare; its lines stay lines."""
    return declarations(admitted) + admitted.text


def _replaced(admitted: Admitted, terms: _Terms) -> str:
    """The text with each parameter's variable replaced; the spaces keep it a token of its own, lines stay lines."""
    return "".join(
        f" {_written(terms[each])} " if number % 2 else each for number, each in enumerate(pieces(admitted, terms))
    )


def pieces(admitted: Admitted, names: Container[str]) -> list[str]:
    """The text cut where variables of these names stand: text, name, text, name, text, for whoever else binds them."""
    parts: list[str] = []
    position = 0
    for token in admitted.tokens:
        if token.variable and token.variable in names:
            parts += admitted.text[position : token.start], token.variable
            position = token.end
    return [*parts, admitted.text[position:]]


def _written(term: NamedNode | Literal) -> str:
    """The term as N-Triples writes it, which every SPARQL engine reads."""
    return str(term)


def declarations(admitted: Admitted) -> str:
    """PREFIX declarations of the known prefixes that the query uses and does not declare, on its first line."""
    used = {token.text.partition(":")[0] for token in admitted.tokens if token.kind == "prefixed"}
    return "".join(
        f"PREFIX {name}: <{PREFIXES[name]}> " for name in sorted(used & PREFIXES.keys() - admitted.prefixes.keys())
    )
