"""Saved queries as the page's script knows them: their parameters, and their text cut where values go."""

import re
from collections.abc import Iterator, Mapping

from kgbuild.publish.site import Site
from kgbuild.query import SavedQuery
from kgbuild.query.binding import declarations, pieces
from kgbuild.query.parameters import Parameter
from kgbuild.store import PREFIXES, XSD

_HEADER = re.compile(r"\A(?:#.*(?:\r\n?|\n)|[ \t]*(?:\r\n?|\n))*")


def questions(site: Site) -> list[Mapping[str, object]]:
    """Each saved query of a site, by name."""
    return [
        {
            "name": name,
            "title": query.title or name,
            "description": query.description,
            "page": f"query/{name}.html",
            "parameters": [_parameter(each) for each in query.parameters],
            "pieces": list(_pieces(query)),
            "prefixes": dict(sorted(query.admitted.prefixes.items() - PREFIXES.items())),
        }
        for name, query in site.queries.items()
    ]


def _parameter(parameter: Parameter) -> Mapping[str, object]:
    type_ = parameter.type
    return {
        "name": parameter.name,
        "type": type_,
        "datatype": XSD[type_.removeprefix("xsd:")].value if type_.startswith("xsd:") else "",
        "default": parameter.default,
        "description": parameter.description,
    }


def _pieces(query: SavedQuery) -> Iterator[str]:
    """Text, name of a parameter, text and so on, with declared prefixes and without the header."""
    first, *rest = pieces(query.admitted, {each.name for each in query.parameters})
    declared = declarations(query.admitted).replace("> PREFIX", ">\nPREFIX").strip()
    yield (declared + "\n" if declared else "") + _HEADER.sub("", first)
    yield from rest
