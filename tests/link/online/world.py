"""A small made-up world: items as they truly are, and the entity data that a Wikibase would give of them."""

from typing import Any

from kgbuild.language.names.offices import Held
from kgbuild.link.item import Item
from kgbuild.model import PartialDate

KG = "https://w3id.org/kgbuild/ontology#"
PERSON, STATE, CITY = f"{KG}Person", f"{KG}State", f"{KG}City"
KINDS = {"Q5": PERSON, "Q6256": STATE, "Q3624078": STATE, "Q515": CITY}
CLASS = {PERSON: "Q5", STATE: "Q6256", CITY: "Q515"}
Json = dict[str, Any]

_MINISTER = Held("Minister of Foreign Affairs", "Norland", PartialDate(2019, 10, 1), PartialDate(2022, 3))
_PRESIDENT = Held("President", "Sudria", PartialDate(2015), None)
ITEMS = (
    Item("Q101", "Anna Lindgren", ("A. Lindgren",), "politician", (PERSON,), ("Q901",), (_MINISTER,), None, 12),
    Item("Q102", "Anna Lindgren", (), "swimmer", (PERSON,), ("Q902",), (), None, 3),
    Item("Q103", "Marcus Oduya", ("Oduya", "President Oduya"), "head of state", (PERSON,), ("Q902",), (_PRESIDENT,)),
    Item("Q301", "Port Ardan", (), "port in Norland", (CITY,), ("Q901",), (), (61.5, -7.25), 40),
    Item("Q302", "Ardanville", (), "", (), ("Q902",), (), (-3.0, 100.0), 1),
    Item("Q901", "Norland", ("Kingdom of Norland",), "country", (STATE,), (), (), (60.0, -8.0), 200),
    Item("Q902", "Sudria", (), "country", (STATE,), (), (), (-2.5, 101.0), 150),
)
TRUTH = {item.qid: item for item in ITEMS}
# Offices, and the body that each is held for: by jurisdiction or by country.
OFFICES = {"Q801": ("Minister of Foreign Affairs", "P1001", "Q901"), "Q802": ("President", "P17", "Q902")}
MERGED = {"Q950": "Q103"}
NAMES: dict[str, tuple[Item, ...]] = {
    "Anna Lindgren": (TRUTH["Q101"], TRUTH["Q102"]),
    "Marcus Oduya": (TRUTH["Q103"],),
    "Port Ardan": (TRUTH["Q301"],),
    "Norland": (TRUTH["Q901"],),
    "Sudria": (TRUTH["Q902"],),
    "Nobody Known": (),
}


def entity(qid: str) -> Json:
    """The entity data of an item or an office, as `wbgetentities` gives it."""
    if qid in OFFICES:
        name, held_for, body = OFFICES[qid]
        claims = {"P31": [_statement("P31", _item("Q294414"))], held_for: [_statement(held_for, _item(body))]}
        return _entity(qid, name, (), "", claims, 7)
    item = TRUTH[qid]
    return _entity(qid, item.label, item.aliases, item.description, _claims(item), item.popularity)


def _entity(qid: str, label: str, aliases: tuple[str, ...], description: str, claims: Json, sites: int) -> Json:
    return {
        "type": "item",
        "id": qid,
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "descriptions": {"en": {"language": "en", "value": description}} if description else {},
        "claims": claims,
        "sitelinks": {f"w{n}wiki": {"site": f"w{n}wiki", "title": label, "badges": []} for n in range(sites)},
    }


def _claims(item: Item) -> Json:
    claims: Json = {"P31": [_statement("P31", _item(CLASS[kind])) for kind in item.types]}
    claims["P31"] += [_statement("P31", _item("Q777")), _statement("P31", _item("Q6256"), "deprecated")]
    state = "P27" if PERSON in item.types else "P17"
    claims[state] = [_statement(state, _item(each), "preferred") for each in item.states]
    claims[state] += [_statement(state, _item("Q909"), "deprecated")]
    if item.offices:
        claims["P39"] = [_office(held) for held in item.offices]
        claims["P39"].append(_statement("P39", {"snaktype": "somevalue", "property": "P39"}))
    if item.point:
        claims["P625"] = [_statement("P625", _value("globecoordinate", _place(item.point)))]
    return claims


def _office(held: Held) -> Json:
    office = next(qid for qid, (name, *_) in OFFICES.items() if name == held.office)
    dates = {"P580": held.since, "P582": held.until}
    told = {property_: [_value("time", _time(date))] for property_, date in dates.items() if date is not None}
    return _statement("P39", _item(office)) | {"qualifiers": told, "qualifiers-order": sorted(told)}


def _time(date: PartialDate) -> Json:
    precision = 9 + (date.month is not None) + (date.day is not None)
    time = f"+{date.year:04}-{date.month or 0:02}-{date.day or 0:02}T00:00:00Z"
    gregorian = "http://www.wikidata.org/entity/Q1985727"
    return {"time": time, "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": gregorian}


def _place(point: tuple[float, float]) -> Json:
    earth = "http://www.wikidata.org/entity/Q2"
    return {"latitude": point[0], "longitude": point[1], "altitude": None, "precision": 0.01, "globe": earth}


def _item(qid: str) -> Json:
    return _value("wikibase-entityid", {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid})


def _value(kind: str, value: Json) -> Json:
    return {"snaktype": "value", "property": "P0", "hash": "0", "datavalue": {"value": value, "type": kind}}


def _statement(_property: str, snak: Json, rank: str = "normal") -> Json:
    return {"mainsnak": snak, "type": "statement", "id": "Q0$0", "rank": rank, "references": []}
