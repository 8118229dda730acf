"""The places of the gazetteer: parts of states, settlements of the areas of conflict, large cities of the world."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tables import NAME, Row, forms, identified, table, unquoted

from kgbuild.language.gazetteer import fold

WOF_CLASS = {
    "locality": "Settlement",
    "county": "Region",
    "region": "Region",
    "neighbourhood": "Place",
    "campus": "Facility",
}
SHORTEST, CITY = 3, 60_000


def places(
    tables: Path, additions: list[Row], cities: Path | None, common: set[str], personal: set[str], seats: list[Row]
) -> list[Row]:
    """Regions, settlements and other places: by hand, from the tables, and large cities of the world."""
    country = {
        row["code"].upper(): row["name"] for row in table(tables / "states_territories.tsv") if row["is_country"] == "1"
    }
    country |= {
        "TR": "Turkey",
        "CD": "Democratic Republic of the Congo",
        "PS": "Palestine",
        "TW": "Taiwan",
        "CZ": "Czech Republic",
    }
    found: dict[str, Row] = {}
    coded = (row for row in table(tables / "states_territories.tsv") if row["source"].startswith("country-coder"))
    known = {fold(unquoted(row["name"])): row["qid"] for row in coded}
    candidates = [
        *regions(tables, country),
        *towns(tables, country),
        *bare_places(tables),
        *(world(cities, country) if cities else ()),
    ]
    regional = {row["qid"] for row in regions(tables, country)}
    taken = {form for row in additions for form in forms(row)}
    for row in candidates:
        for form in forms(row):
            if row["qid"]:
                known.setdefault(form, row["qid"])
        key = fold(row["name"])
        fit = NAME.fullmatch(row["name"]) and len(row["name"]) > SHORTEST and row["name"].casefold() not in common
        if not fit or key in taken or (row["class"] != "City" and key in personal and row["qid"] not in regional):
            continue
        if key not in found:
            found[key] = row
        elif found[key]["class"] == "Place" and row["lat"]:
            found[key] |= {"lat": row["lat"], "lon": row["lon"], "class": row["class"], "within": row["within"]}
    for row in seats:
        if fold(row["name"]) not in taken and found.get(fold(row["name"]), row)["class"] != "City":
            found[fold(row["name"])] = {**row, "qid": known.get(fold(row["name"]), "")}
    located = {form: row for row in candidates if row["lat"] for form in forms(row)}
    for row in identified(additions, known):
        twin = located.get(fold(row["name"]))
        row |= (
            {"lat": twin["lat"], "lon": twin["lon"], "within": twin["within"]}
            if twin and row["class"] == "City"
            else {}
        )
        found[fold(row["name"])] = row
    return list(found.values())


def regions(tables: Path, country: dict[str, str]) -> Iterator[Row]:
    """The parts of states."""
    for row in table(tables / "states_territories.tsv"):
        if ("_" in row["code"] and row["code"][:3] not in {"su_", "x_s"}) or row["code"] in {
            "hk",
            "mo",
            "pr",
            "gl",
            "gi",
            "eh",
        }:
            name = re.sub(r" SAR$", "", unquoted(row["name"]))
            yield {
                "name": name,
                "class": "Region",
                "aliases": "",
                "within": country.get(row["parent"].upper(), ""),
                "qid": row["qid"],
                "lat": "",
                "lon": "",
            }


def towns(tables: Path, country: dict[str, str]) -> Iterator[Row]:
    """Settlements, districts and bases of the areas of conflict; hamlets of no known size are left out."""
    for row in table(tables / "places_wof_raw.tsv"):
        small = row["placetype"] in {"locality", "neighbourhood"} and (row["country"] == "YE" or not row["population"])
        if row["placetype"] in WOF_CLASS and not small:
            name = unquoted(row["name"])
            aliases = (
                [alias for alias in row["alt_en"].split("|") if plausible(alias, name)]
                if row["placetype"] != "locality"
                else []
            )
            kind = "MilitaryBase" if "Base" in row["name"] else WOF_CLASS[row["placetype"]]
            yield {
                "name": name,
                "class": kind,
                "aliases": "|".join(aliases),
                "within": country.get(row["country"], ""),
                "qid": row["qid"],
                "lat": f"{float(row['lat']):.3f}",
                "lon": f"{float(row['lon']):.3f}",
            }


def plausible(alias: str, name: str) -> bool:
    """Whether an alias is worth keeping: capitalised, no abbreviation, and not the name itself."""
    return (
        len(alias) > SHORTEST
        and alias[0].isupper()
        and not alias.isupper()
        and fold(alias) != fold(name)
        and "," not in alias
        and bool(NAME.fullmatch(alias))
    )


def bare_places(tables: Path) -> Iterator[Row]:
    """Places of the world that have an item but no coordinates."""
    for row in table(tables / "places.tsv"):
        if not row["placetype"] and row["sources"] != "gum":
            names = [unquoted(name) for name in row["names"].split("|")]
            names = [name for name in names if name[:1].isupper() and not re.search(r"\d", name)]
            if names:
                yield {
                    "name": names[0],
                    "class": "Place",
                    "aliases": "|".join(names[1:]),
                    "within": "",
                    "qid": row["qid"],
                    "lat": "",
                    "lon": "",
                }


def world(cities: Path, country: dict[str, str]) -> Iterator[Row]:
    """Cities of more than CITY people, the larger first."""
    listed = json.loads(cities.read_text(encoding="utf-8")).values()
    for city in sorted(listed, key=lambda city: (-city["population"], city["geonameid"])):
        if city["population"] >= CITY:
            yield {
                "name": city["name"],
                "class": "City",
                "aliases": "",
                "within": country.get(city["countrycode"], ""),
                "qid": "",
                "lat": f"{city['latitude']:.3f}",
                "lon": f"{city['longitude']:.3f}",
            }
