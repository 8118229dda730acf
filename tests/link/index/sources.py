"""The same items as a JSON dump, as N-Triples and as a table, and a small ontology to read them with."""

import bz2
import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from wikidata import claim, entity, snak, values

from kgbuild.link.index import IndexFile, Summary, build_index, open_index
from kgbuild.link.item import Item
from kgbuild.model.terms import KG

ONTOLOGY = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
kg:Person rdfs:subClassOf kg:Actor ; skos:closeMatch wd:Q5 .
kg:State rdfs:subClassOf kg:Actor ; skos:closeMatch wd:Q3624078 .
kg:Settlement rdfs:subClassOf kg:Place ; skos:closeMatch wd:Q486972 .
kg:City rdfs:subClassOf kg:Settlement ; skos:closeMatch wd:Q515 .
"""
CLASSES = {"Person": 5, "State": 3624078, "Settlement": 486972, "City": 515}
RUSSIA = Item("Q159", "Russia", ("Russian Federation",), "country in Europe", (KG + "State",), popularity=300)
LAVROV = Item("Q58217", "Sergey Lavrov", ("Sergei Lavrov",), "diplomat", (KG + "Person",), ("Q159",), popularity=90)
GENEVA = Item("Q71", "Geneva", ("Genève",), "city", (KG + "City",), ("Q39",), point=(46.2, 6.15), popularity=200)
ITEMS = (RUSSIA, GENEVA, LAVROV)


def ontology(folder: Path) -> list[Path]:
    """A folder with the small ontology."""
    (folder / "ontology").mkdir(exist_ok=True)
    (folder / "ontology" / "small.ttl").write_text(ONTOLOGY)
    return [folder / "ontology"]


def as_entity(item: Item) -> dict[str, Any]:
    """An item as an entity of the JSON dump."""
    number = int(item.qid[1:])
    claims = {"P31": values(number, "P31", *(CLASSES[each.removeprefix(KG)] for each in item.types))}
    if item.states:
        claims["P17"] = values(number, "P17", *(int(state[1:]) for state in item.states))
    if item.point:
        globe = {"latitude": item.point[0], "longitude": item.point[1], "globe": "http://www.wikidata.org/entity/Q2"}
        claims["P625"] = [claim(number, snak("P625", globe, "globecoordinate"))]
    return entity(
        number,
        item.label,
        claims,
        descriptions={"en": {"language": "en", "value": item.description}} if item.description else [],
        aliases={"en": [{"language": "en", "value": alias} for alias in item.aliases]} if item.aliases else [],
        sitelinks={f"x{i}wiki": {"site": f"x{i}wiki", "title": "x", "badges": []} for i in range(item.popularity)},
    )


def as_json(entities: Iterable[dict[str, Any]]) -> bytes:
    """A JSON dump of entities."""
    return b"[\n" + b",\n".join(json.dumps(each, separators=(",", ":")).encode() for each in entities) + b"\n]\n"


def as_triples(items: Iterable[Item], *, escaped: bool = True) -> bytes:
    """A truthy dump of items, its letters that are not ASCII escaped or not."""
    lines = []
    for item in items:
        subject, direct = f"<http://www.wikidata.org/entity/{item.qid}>", "http://www.wikidata.org/prop/direct/"
        lines += [
            f'{subject} <http://www.w3.org/2000/01/rdf-schema#label> "ignored"@de .',
            f"{subject} <http://www.w3.org/2000/01/rdf-schema#label> {_literal(item.label, escaped)}@en .",
            f"{subject} <http://schema.org/name> {_literal(item.label, escaped)}@en .",
        ]
        lines += [
            f"{subject} <http://www.w3.org/2004/02/skos/core#altLabel> {_literal(alias, escaped)}@en ."
            for alias in item.aliases
        ]
        if item.description:
            lines.append(f"{subject} <http://schema.org/description> {_literal(item.description, escaped)}@en .")
        for prop, numbers in (("P31", [CLASSES[each.removeprefix(KG)] for each in item.types]), ("P17", item.states)):
            lines += [
                f"{subject} <{direct}{prop}> <http://www.wikidata.org/entity/Q{str(number).removeprefix('Q')}> ."
                for number in numbers
            ]
        if item.point:
            point = f'"Point({item.point[1]} {item.point[0]})"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
            lines.append(f"{subject} <{direct}P625> {point} .")
        pages = f'"{item.popularity}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        lines.append(f"{subject} <http://wikiba.se/ontology#sitelinks> {pages} .")
    return "".join(f"{line}\n" for line in lines).encode()


def _literal(text: str, escaped: bool) -> str:
    plain = json.dumps(text, ensure_ascii=False)
    if not escaped:
        return plain
    codes = [f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in plain]
    return "".join(code if not letter.isascii() else letter for letter, code in zip(plain, codes, strict=True))


def as_table(items: Iterable[Item], dialect: str = "excel") -> bytes:
    """A table of items, as CSV (`excel`) or TSV."""
    rows = [["Label", "aliases", "QID", "class", "description", "states", "lat", "lon", "popularity"]]
    for item in items:
        point = item.point or ("", "")
        kinds = "|".join(each.removeprefix(KG) for each in item.types)
        rows.append([item.label, "|".join(item.aliases), item.qid, kinds, item.description, "|".join(item.states)])
        rows[-1] += [str(point[0]), str(point[1]), str(item.popularity)]
    if dialect == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows).encode()
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def pack(content: bytes, packing: str) -> bytes:
    """The content packed by what the end of a name tells; with bzip2 in several streams."""
    if packing == ".gz":
        return gzip.compress(content, mtime=0)
    if packing == ".bz2":
        return b"".join(bz2.compress(content[at : at + 50_000]) for at in range(0, len(content), 50_000))
    return content


def built(folder: Path, name: str, content: bytes, **options: Any) -> tuple[IndexFile, Summary]:
    """The index of a source with this name and content, opened."""
    (folder / name).write_bytes(content)
    target = folder / f"{name}.names"
    summary = build_index(folder / name, target, ontology(folder), **options)
    return open_index(target), summary


def known(index: IndexFile, items: Sequence[Item] = ITEMS) -> tuple[Item | None, ...]:
    """What an index tells of some items."""
    return tuple(index.item(item.qid) for item in items)
