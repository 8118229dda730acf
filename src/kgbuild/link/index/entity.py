"""Entities of the Wikidata JSON dump: one to a line, between `[` and `]`, with a comma behind.

Only the few fields that are wanted are decoded; the rest of a line is skipped by the decoder at some 500 MB/s, so that
lines need no test beforehand.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from kgbuild.link.index.draft import Draft, Found, Term, choose_label, other_names
from kgbuild.link.index.taxonomy import item_number

_EARTH = "http://www.wikidata.org/entity/Q2"
_PRECISIONS = {9: 4, 10: 7, 11: 10}  # year, month, day: how much of 2004-03-09 holds


class _Text(Struct):
    value: str


class _Texts(Struct):
    en: _Text | None = None
    mul: _Text | None = None


class _Aliases(Struct):
    en: list[_Text] = []
    mul: list[_Text] = []


class _Item(Struct):
    id: str = ""
    number: int = msgspec.field(default=0, name="numeric-id")


class _ItemValue(Struct):
    value: _Item


class _ItemSnak(Struct):
    datavalue: _ItemValue | None = None


class _ItemClaim(Struct):
    mainsnak: _ItemSnak
    rank: str = "normal"


class _Time(Struct):
    time: str
    precision: int = 0


class _TimeValue(Struct):
    value: _Time


class _TimeSnak(Struct):
    datavalue: _TimeValue | None = None


class _Tenure(Struct):
    P580: list[_TimeSnak] = []
    P582: list[_TimeSnak] = []


class _OfficeClaim(Struct):
    mainsnak: _ItemSnak
    rank: str = "normal"
    qualifiers: _Tenure | list[Raw] = []


class _Point(Struct):
    latitude: float
    longitude: float
    globe: str = _EARTH


class _PointValue(Struct):
    value: _Point


class _PointSnak(Struct):
    datavalue: _PointValue | None = None


class _PointClaim(Struct):
    mainsnak: _PointSnak
    rank: str = "normal"


class _Claims(Struct):
    P31: list[_ItemClaim] = []
    P279: list[_ItemClaim] = []
    P17: list[_ItemClaim] = []
    P27: list[_ItemClaim] = []
    P1001: list[_ItemClaim] = []
    P39: list[_OfficeClaim] = []
    P625: list[_PointClaim] = []


class _Entity(Struct):
    """The wanted fields; an empty map is written `[]` by some versions of the dump."""

    id: str
    type: str = "item"
    labels: _Texts | list[Raw] = []
    descriptions: _Texts | list[Raw] = []
    aliases: _Aliases | list[Raw] = []
    claims: _Claims | list[Raw] = []
    sitelinks: dict[str, Raw] | list[Raw] = []


class _Labelled(Struct):
    labels: dict[str, _Text] | list[Raw] = []


_Claim = TypeVar("_Claim", _ItemClaim, _OfficeClaim, _PointClaim)


class EntityReader:
    """Reads the lines of a JSON dump."""

    held = (0, 0)

    def __init__(self, *, array: bool = True) -> None:
        """Read an array of entities, or lines without brackets around them."""
        self.complete = not array
        self._decode = msgspec.json.Decoder(_Entity).decode
        self._decode_labels = msgspec.json.Decoder(_Labelled).decode

    def read(self, line: bytes) -> Found | None:
        """The item of a line, None for brackets, blank lines and entities of other kinds.

        Raises ValueError for any other line.
        """
        line = line.strip().removesuffix(b",")
        if line in (b"", b"[", b"]"):
            self.complete = self.complete or line == b"]"
            return None
        entity = self._decode(line)
        if entity.type != "item":
            return None
        number = item_number(entity.id)
        if number is None:
            raise ValueError(f"{entity.id!r} is no identifier of an item")
        claims = entity.claims if isinstance(entity.claims, _Claims) else _Claims()
        bodies = _items(claims.P1001) or _items(claims.P17)
        return Found(self._draft(number, entity, claims, line), tuple(_items(claims.P279)), next(iter(bodies), None))

    def close(self) -> Found | None:
        """Nothing: each line is an entity of its own."""
        return None

    def _draft(self, number: int, entity: _Entity, claims: _Claims, line: bytes) -> Draft:
        english, general = _text(entity.labels)
        label = english or general or choose_label(self._labels(line))
        aliases = entity.aliases if isinstance(entity.aliases, _Aliases) else _Aliases()
        return Draft(
            number,
            label,
            other_names(label, general, *(each.value for each in (*aliases.en, *aliases.mul))),
            _text(entity.descriptions)[0],
            _items(claims.P31),
            [],
            list(dict.fromkeys(_items(claims.P17) + _items(claims.P27))),
            [term for claim in _ranked(claims.P39) if (term := _term(claim))],
            next((point for claim in _ranked(claims.P625) if (point := _point(claim))), None),
            len(entity.sitelinks),
        )

    def _labels(self, line: bytes) -> dict[str, str]:
        """The labels in all languages, which few items need."""
        labels = self._decode_labels(line).labels
        return {language: text.value for language, text in labels.items()} if isinstance(labels, dict) else {}


def _text(texts: _Texts | list[Raw]) -> tuple[str, str]:
    """The English text and that for all languages; "" for none."""
    if not isinstance(texts, _Texts):
        return "", ""
    return texts.en.value if texts.en else "", texts.mul.value if texts.mul else ""


def _ranked(claims: Sequence[_Claim]) -> list[_Claim]:
    """The statements that hold, preferred ones first."""
    if all(claim.rank == "normal" for claim in claims):
        return list(claims)
    valid = [claim for claim in claims if claim.rank != "deprecated"]
    return sorted(valid, key=lambda claim: claim.rank != "preferred")


def _items(claims: Sequence[_ItemClaim]) -> list[int]:
    """The numbers of the items that statements have as values, each once."""
    return list(dict.fromkeys(number for claim in _ranked(claims) if (number := _number(claim.mainsnak))))


def _number(snak: _ItemSnak) -> int | None:
    """The number of the item that is a value; None where there is no value, or it is no item."""
    if snak.datavalue is None:
        return None
    value = snak.datavalue.value
    return item_number(value.id or f"Q{value.number}")


def _term(claim: _OfficeClaim) -> Term | None:
    position = _number(claim.mainsnak)
    tenure = claim.qualifiers if isinstance(claim.qualifiers, _Tenure) else _Tenure()
    return Term(position, _date(tenure.P580), _date(tenure.P582)) if position else None


def _date(snaks: Sequence[_TimeSnak]) -> str:
    """The first date as `2004-03-09`, `2004-03` or `2004`; "" where it is vaguer, before our era, or not known."""
    for snak in snaks:
        if snak.datavalue is not None:
            value = snak.datavalue.value
            kept = _PRECISIONS.get(value.precision, 0)
            if kept and value.time.startswith("+") and value.time[5:6] == "-":
                return value.time[1 : 1 + kept].removesuffix("-00").removesuffix("-00")
    return ""


def _point(claim: _PointClaim) -> tuple[float, float] | None:
    """Latitude and longitude, where they are on Earth."""
    if claim.mainsnak.datavalue is None:
        return None
    value = claim.mainsnak.datavalue.value
    return (value.latitude, value.longitude) if value.globe == _EARTH else None
