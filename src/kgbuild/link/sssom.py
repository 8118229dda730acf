"""`links.sssom.tsv`: mappings as people edit them in a spreadsheet, a table of the SSSOM (https://w3id.org/sssom/spec).

A row with `skos:exactMatch` (or `owl:sameAs`) is a decision: it accepts its object, with `predicate_modifier` `Not` it
rejects it, with the object `sssom:NoTermFound` it says that there is none. A row with `skos:closeMatch` is a proposal.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kgbuild.errors import LinkError
from kgbuild.link.mapping import Mapping, Mappings, Verdict
from kgbuild.model.terms import WIKIDATA
from kgbuild.store import write_atomically

FILE = "links.sssom.tsv"
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "author_label",
    "mapping_date",
    "confidence",
    "comment",
)
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_NO_TERM = "https://w3id.org/sssom/NoTermFound"
_ENTITY = "entity"
_PREFIXES = {
    "orcid": "https://orcid.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "wd": WIKIDATA,
}
_ACCEPTS = {"http://www.w3.org/2004/02/skos/core#exactMatch", "http://www.w3.org/2002/07/owl#sameAs"}
_PROPOSES = "http://www.w3.org/2004/02/skos/core#closeMatch"
_PREFIX_LINE = re.compile(r"\s+[\"']?(?P<prefix>[\w.-]+)[\"']?:\s+[\"']?(?P<iri>\S+?)[\"']?\s*")
_QID = re.compile(r"Q[1-9]\d*")
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


def read(path: Path, base: str) -> Mappings:
    """The mappings of a file, none where it does not exist; `base` is what the IRIs of entities begin with.

    Raises LinkError, which names the line, for what is no SSSOM or no link to Wikidata.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Mappings()
    except (OSError, UnicodeDecodeError) as fault:
        raise LinkError(f"cannot read {path}: {fault}", "it is a table of UTF-8 text, divided by tabs") from fault
    head, rows = _divided(text)
    prefixes = {**_PREFIXES, _ENTITY: base, **_prefixes(head)}
    return Mappings(tuple(_mappings(path, rows, prefixes)), tuple(head))


def write(path: Path, mappings: Mappings, base: str) -> None:
    """Put the mappings into a file, whole or not at all, sorted, with the comments and columns that it had."""
    head = list(mappings.head) or _head(base)
    prefixes = {**_PREFIXES, _ENTITY: base, **_prefixes(head)}
    others = dict.fromkeys(name for row in mappings for name, _ in row.others)
    out = io.StringIO()
    out.writelines(f"#{line}\n" for line in head)
    table = csv.DictWriter(out, [*_COLUMNS, *others], delimiter="\t", lineterminator="\n", restval="")
    table.writeheader()
    table.writerows(_cells(row, prefixes) for row in sorted(mappings, key=_order))
    write_atomically(path, out.getvalue().encode())


def _head(base: str) -> list[str]:
    """The metadata of a new file, without the mark of a comment."""
    prefixes = sorted({**_PREFIXES, _ENTITY: base}.items())
    lines = ["curie_map:", *(f"  {prefix}: {iri}" for prefix, iri in prefixes)]
    return [*lines, f"license: {_LICENSE}", f"mapping_set_id: {base}{FILE}"]


def _divided(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines of metadata without their marks, and the numbered lines of the table.

    A spreadsheet may have put a line of metadata in quotes, and tabs behind it.
    """
    head, rows = list[str](), list[tuple[int, str]]()
    for number, line in enumerate(text.splitlines(), 1):
        if not rows and line.lstrip('"').startswith("#"):
            bare = line.rstrip("\t")
            bare = bare[1:-1].replace('""', '"') if bare.startswith('"') and bare.endswith('"') else bare
            head.append(bare[1:])
        elif line.strip():
            rows.append((number, line))
    return head, rows


def _prefixes(head: Sequence[str]) -> dict[str, str]:
    """The prefixes that the metadata declares."""
    found, within = {}, False
    for line in head:
        match = _PREFIX_LINE.fullmatch(line) if within else None
        if match:
            found[match["prefix"]] = match["iri"]
        else:
            within = line.strip() == "curie_map:"
    return found


def _mappings(path: Path, rows: Sequence[tuple[int, str]], prefixes: dict[str, str]) -> Iterator[Mapping]:
    if not rows:
        return
    columns = next(csv.reader([rows[0][1]], delimiter="\t"))
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        hint = "save it as text divided by tabs, with the columns that it had"
        raise LinkError(f"{path}, line {rows[0][0]}: there is no column {missing[0]}", hint)
    for number, line in rows[1:]:
        values = next(csv.reader([line], delimiter="\t"))
        cells = {name: value.strip() for name, value in zip(columns, values, strict=False) if value.strip()}
        if cells:
            try:
                yield _mapping(cells, prefixes)
            except ValueError as fault:
                hint = "see docs/guides/linking.md for what the columns hold"
                raise LinkError(f"{path}, line {number}: {fault}", hint) from fault


def _mapping(cells: dict[str, str], prefixes: dict[str, str]) -> Mapping:
    """The mapping of one row; ValueError says what is wrong with it."""
    for name in _NEEDED:
        if name not in cells:
            raise ValueError(f"{name} is empty")
    item, score = _expanded(cells["object_id"], prefixes), cells.get("confidence")
    verdict = _verdict(cells, item, prefixes)
    qid = item.removeprefix(WIKIDATA)
    if verdict is not Verdict.NO_ITEM and not (item.startswith(WIKIDATA) and _QID.fullmatch(qid)):
        raise ValueError(f"object_id is no item of Wikidata: {cells['object_id']}")
    confidence = float(score.replace(",", ".")) if score else None
    if confidence is not None and not 0 <= confidence <= 1:
        raise ValueError(f"confidence is not between 0 and 1: {score}")
    return Mapping(
        subject=_expanded(cells["subject_id"], prefixes),
        subject_label=cells.get("subject_label", ""),
        verdict=verdict,
        qid=None if verdict is Verdict.NO_ITEM else qid,
        label=cells.get("object_label", ""),
        justification=cells["mapping_justification"],
        author=cells.get("author_id") or cells.get("author_label", ""),
        day=date.fromisoformat(cells["mapping_date"]) if "mapping_date" in cells else None,
        score=confidence,
        comment=cells.get("comment", ""),
        others=tuple((name, value) for name, value in cells.items() if name not in _COLUMNS),
    )


def _verdict(cells: dict[str, str], item: str, prefixes: dict[str, str]) -> Verdict:
    predicate, modifier = _expanded(cells["predicate_id"], prefixes), cells.get("predicate_modifier", "")
    if modifier not in {"", "Not"}:
        raise ValueError(f"predicate_modifier is Not or empty, not {modifier}")
    if predicate not in {*_ACCEPTS, _PROPOSES}:
        raise ValueError(f"predicate_id is skos:exactMatch or skos:closeMatch, not {cells['predicate_id']}")
    if item == _NO_TERM:
        return Verdict.NO_ITEM
    if modifier:
        return Verdict.REJECTED
    return Verdict.PROPOSED if predicate == _PROPOSES else Verdict.ACCEPTED


def _cells(row: Mapping, prefixes: dict[str, str]) -> dict[str, str]:
    """The cells of one row."""
    person = "author_id" if re.match(r"[a-z]+:\S", row.author) else "author_label"
    return {
        "subject_id": _shortened(row.subject, prefixes),
        "subject_label": row.subject_label,
        "predicate_id": "skos:exactMatch" if row.decided else "skos:closeMatch",
        "predicate_modifier": "Not" if row.verdict is Verdict.REJECTED else "",
        "object_id": f"wd:{row.qid}" if row.qid else "sssom:NoTermFound",
        "object_label": row.label,
        "mapping_justification": row.justification,
        person: row.author,
        "mapping_date": row.day.isoformat() if row.day else "",
        "confidence": "" if row.score is None else f"{row.score:.3f}",
        "comment": row.comment,
        **dict(row.others),
    }


def _order(row: Mapping) -> tuple[str, int, float, str]:
    """Rows of one entity stand together: the decision, the proposals, what is rejected."""
    rank = (Verdict.ACCEPTED, Verdict.NO_ITEM, Verdict.PROPOSED, Verdict.REJECTED).index(row.verdict)
    return row.subject, rank, -(row.score or 0.0), row.qid or ""


def _expanded(curie: str, prefixes: dict[str, str]) -> str:
    """The IRI of a CURIE; what is an IRI already stays."""
    prefix, colon, rest = curie.partition(":")
    if rest.startswith("//"):
        return curie
    if not colon or prefix not in prefixes:
        raise ValueError(f"no such prefix is declared: {curie}")
    return prefixes[prefix] + rest


def _shortened(iri: str, prefixes: dict[str, str]) -> str:
    """The CURIE of an entity; another IRI stays."""
    base = prefixes[_ENTITY]
    return f"{_ENTITY}:{iri.removeprefix(base)}" if iri.startswith(base) else iri
