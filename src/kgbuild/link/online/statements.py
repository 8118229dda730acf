"""Entity data of a Wikibase: the parts of its JSON that are read, and the record that is kept of an item."""

import re
from typing import Generic, Literal, TypeVar

import msgspec
from msgspec import Struct, field

from kgbuild.link.online.documents import is_qid, line
from kgbuild.model import PartialDate

_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\dZ")
_EARTH = "/Q2"
_JULIAN = "/Q1985786"
_MONTH, _YEAR = 10, 9
V = TypeVar("V")


class Term(Struct, frozen=True):
    """A text in a language."""

    value: str


class EntityId(Struct, frozen=True):
    """The value of a statement about another entity."""

    id: str


class Time(Struct, frozen=True):
    """A time such as `+2004-03-09T00:00:00Z`; precision 11 is a day, 10 a month, 9 a year."""

    time: str
    precision: int
    calendarmodel: str = ""


class Coordinate(Struct, frozen=True):
    """A place on a globe, in degrees."""

    latitude: float
    longitude: float
    globe: str = ""


class DataValue(Struct, Generic[V], frozen=True):
    """A value with its type."""

    value: V


class Snak(Struct, Generic[V], frozen=True):
    """A property and its value, if it has one that is known."""

    snaktype: Literal["value", "somevalue", "novalue"]
    datavalue: DataValue[V] | None = None

    @property
    def value(self) -> V | None:
        """The value, where there is one that is known."""
        return self.datavalue.value if self.snaktype == "value" and self.datavalue is not None else None


class Qualifiers(Struct, frozen=True):
    """The qualifiers of an office that are read: since, until, of."""

    since: list[Snak[Time]] = field(name="P580", default_factory=list)
    until: list[Snak[Time]] = field(name="P582", default_factory=list)
    of: list[Snak[EntityId]] = field(name="P642", default_factory=list)


Empty = tuple[()]  # how PHP writes a map without entries
_NONE = Qualifiers()


class Statement(Struct, Generic[V], frozen=True):
    """What is claimed of an item, and how good the claim is."""

    mainsnak: Snak[V]
    rank: Literal["preferred", "normal", "deprecated"]
    qualifiers: Qualifiers | Empty = _NONE


class Claims(Struct, frozen=True):
    """The statements that are read: class, country, citizenship, jurisdiction, office held, coordinates."""

    classes: list[Statement[EntityId]] = field(name="P31", default_factory=list)
    country: list[Statement[EntityId]] = field(name="P17", default_factory=list)
    citizenship: list[Statement[EntityId]] = field(name="P27", default_factory=list)
    jurisdiction: list[Statement[EntityId]] = field(name="P1001", default_factory=list)
    offices: list[Statement[EntityId]] = field(name="P39", default_factory=list)
    point: list[Statement[Coordinate]] = field(name="P625", default_factory=list)


class Redirect(Struct, frozen=True):
    """The identifier asked for, and that of the item it was merged into."""

    source: str = field(name="from")
    target: str = field(name="to")


class Entity(Struct, frozen=True):
    """An item as the action API gives it; `missing` is set, whatever its value, where there is none."""

    id: str
    type: Literal["item"] | None = None
    missing: msgspec.Raw = msgspec.Raw()
    redirects: Redirect | None = None
    labels: dict[str, Term] | Empty = ()
    descriptions: dict[str, Term] | Empty = ()
    aliases: dict[str, list[Term]] | Empty = ()
    claims: Claims | Empty = ()
    sitelinks: dict[str, msgspec.Raw] | Empty = ()


class Tenure(Struct, frozen=True, omit_defaults=True):
    """An office and whom it is held for, as QIDs; since and until as far as they are known."""

    office: str
    body: str | None = None
    since: str | None = None
    until: str | None = None


class Record(Struct, frozen=True, omit_defaults=True):
    """What is kept of an item: everything about other items as their QIDs; `bodies` whom an office is held for."""

    qid: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    classes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    point: tuple[float, float] | None = None
    sitelinks: int = 0


def record(entity: Entity, language: str) -> Record:
    """The record of an item, its names and description in a language or for all languages (`mul`)."""
    claims = entity.claims or Claims()
    states = _ids(claims.country) + _ids(claims.citizenship)
    names = _names(entity, language)
    return Record(
        entity.id,
        names[0] if names else "",
        names[1:],
        line(_term(entity.descriptions or {}, language)),
        _ids(claims.classes),
        tuple(dict.fromkeys(states)),
        _ids(claims.jurisdiction) or _ids(claims.country),
        tuple(_tenures(claims.offices)),
        _point(claims.point),
        len(entity.sitelinks),
    )


def _names(entity: Entity, language: str) -> tuple[str, ...]:
    """The label and then the aliases, each once."""
    aliases = entity.aliases or {}
    found = [
        _term(entity.labels or {}, language),
        *(each.value for key in (language, "mul") for each in aliases.get(key, ())),
    ]
    return tuple(dict.fromkeys(filter(None, map(line, found))))


def _term(terms: dict[str, Term], language: str) -> str:
    return next((terms[key].value for key in (language, "mul") if key in terms), "")


def _ranked(statements: list[Statement[V]]) -> list[Statement[V]]:
    """The statements that hold, preferred ones first."""
    return sorted((each for each in statements if each.rank != "deprecated"), key=lambda each: each.rank != "preferred")


def _values(statements: list[Statement[V]]) -> list[V]:
    """The known values of the statements that hold, preferred ones first."""
    return [value for each in _ranked(statements) if (value := each.mainsnak.value) is not None]


def _ids(statements: list[Statement[EntityId]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.id for value in _values(statements) if is_qid(value.id)))


def _tenures(statements: list[Statement[EntityId]]) -> list[Tenure]:
    found = []
    for each in _ranked(statements):
        office = each.mainsnak.value
        if office is not None and is_qid(office.id):
            told = each.qualifiers or _NONE
            body = next((value.id for snak in told.of if (value := snak.value) and is_qid(value.id)), None)
            found.append(Tenure(office.id, body, _date(told.since), _date(told.until)))
    return found


def _date(snaks: list[Snak[Time]]) -> str | None:
    """The date as precise as it is known, `2004`, `2004-03` or `2004-03-09`; of a Julian one only the year."""
    value = snaks[0].value if snaks else None
    match = _TIME.fullmatch(value.time) if value else None
    if value is None or match is None or value.precision < _YEAR or match[1] == "0000":
        return None
    year, month, day = match.groups()
    if value.precision == _YEAR or value.calendarmodel.endswith(_JULIAN):
        return year
    precise = [f"{year}-{month}"] if value.precision == _MONTH else [f"{year}-{month}-{day}", f"{year}-{month}"]
    return next((date for date in precise if _in_calendar(date)), year)


def _in_calendar(date: str) -> bool:
    try:
        PartialDate.parse(date)
    except ValueError:
        return False
    return True


def _point(statements: list[Statement[Coordinate]]) -> tuple[float, float] | None:
    """The first coordinates on Earth."""
    for each in _values(statements):
        if each.globe.endswith(_EARTH) and abs(each.latitude) <= 90 and abs(each.longitude) <= 180:
            return each.latitude, each.longitude
    return None
