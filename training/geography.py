"""The places of the gazetteer: parts of states, settlements of the areas of conflict, and what is written by hand."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from items import key
from tables import NAME, Row, forms, table, unquoted

from kgbuild.language.names.gazetteer import fold

WOF_CLASS = {
    "locality": "Settlement",
    "county": "Region",
    "region": "Region",
    "neighbourhood": "Place",
    "campus": "Facility",
}
KIN = {
    "City": {"Settlement", "Place"},
    "Region": {"Region", "Place"},
    "Island": {"Region", "Place"},
    "Facility": {"Facility", "Place"},
    "MilitaryBase": {"MilitaryBase", "Facility"},
}
NAMESAKES = {
    "Al-Hazm",
    "Arlington",
    "Cordoba",
    "Leer",
    "Matamoros",
    "Newcastle",
    "Nusaybin",
    "Saint-Marc",
    "Santarem",
    "Toledo",
    "Victoria",
}
SHORTEST = 3
WORDS = Path(__file__).resolve().parents[1] / "ontology" / "gazetteer" / "words"


def places(tables: Path, additions: list[Row], common: set[str], personal: set[str], seats: list[Row]) -> list[Row]:
    """Regions, settlements and other places: from the tables, seats of governments, and by hand."""
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
    parts = list(regions(tables, country))
    candidates = [*parts, *towns(tables, country), *bare_places(tables)]
    taken = {form for row in (*additions, *seats) for form in forms(row)}
    found = {row["name"]: row for row in listed(candidates, taken, common, personal, {row["qid"] for row in parts})}
    known = [*coded(tables), *parts, *towns(tables, country, every=True), *bare_places(tables, every=True)]
    items = candidates_by_form(known)
    written = {form for row in additions for form in forms(row)}
    for row in (*(row for row in seats if fold(row["name"]) not in written), *additions):
        found[fold(row["name"])] = {**row, **confirmed(row, items)}
    return list(found.values())


def listed(
    candidates: Iterable[Row], taken: set[str], common: set[str], personal: set[str], regional: set[str]
) -> Iterator[Row]:
    """The candidates whose names are no common words, no names of persons and not `taken`, one for each name."""
    found: dict[str, Row] = {}
    for row in candidates:
        name = fold(row["name"])
        fit = NAME.fullmatch(row["name"]) and len(row["name"]) > SHORTEST and row["name"].casefold() not in common
        if not fit or name in taken or (name in personal and row["qid"] not in regional):
            continue
        if name not in found:
            found[name] = row
        elif found[name]["class"] == "Place" and row["lat"]:
            found[name] |= {"lat": row["lat"], "lon": row["lon"], "class": row["class"], "within": row["within"]}
    yield from found.values()


def coded(tables: Path) -> Iterator[Row]:
    """The regions of country-coder, whose items are the surest."""
    for row in table(tables / "states_territories.tsv"):
        if row["source"].startswith("country-coder"):
            bare = dict.fromkeys(("aliases", "within", "lat", "lon"), "")
            yield {**bare, "name": unquoted(row["name"]), "class": "Region", "qid": row["qid"], "coded": "yes"}


def candidates_by_form(candidates: Iterable[Row]) -> dict[str, list[Row]]:
    """The candidates with an item, by each of their names."""
    found: dict[str, list[Row]] = {}
    for row in candidates:
        for form in {key(form): None for form in forms(row)} if row["qid"] else ():
            found.setdefault(form, []).append(row)
    return found


def confirmed(row: Row, items: dict[str, list[Row]]) -> Row:
    """The item and the coordinates of a place: those of the item written by hand; or those that the tables give to the
    largest of its name and kind in its state, or to the only one for which they tell no state, where the name is not
    one of the NAMESAKES, which the tables list elsewhere."""
    written, kinds = row.get("unverified"), KIN.get(row["class"], {row["class"], "Place"})
    for form in forms(row) if row["class"] in {"City", "Region"} else (fold(row["name"]),):
        kin = [item for item in items.get(key(form), ()) if item["class"] in kinds]
        kin = [item for item in kin if item["qid"] == (written or item["qid"])]
        kin = kin if written or form not in NAMESAKES else []
        near = [item for item in kin if item["within"] and item["within"] == (row["within"] or item["within"])]
        loose = [item for item in kin if not item["within"]]
        if alone(near) or (not near and len({item["qid"] for item in loose}) == 1):
            item = max(near or loose, key=size)
            coded = next((item["qid"] for item in loose if "coded" in item), item["qid"])
            return {"within": row["within"] or item["within"], "qid": coded, "lat": item["lat"], "lon": item["lon"]}
    return {"qid": written or ""}


def alone(near: list[Row]) -> bool:
    """Whether one of the places is larger than all others that the tables list in its state."""
    sizes = sorted({item["qid"]: size(item) for item in near}.values(), reverse=True)
    return bool(sizes) and (len(sizes) == 1 or sizes[0] > sizes[1])


def size(item: Row) -> int:
    """The inhabitants that the tables give a place."""
    return int(float(item.get("population") or 0))


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


def towns(tables: Path, country: dict[str, str], *, every: bool = False) -> Iterator[Row]:
    """Settlements, districts and bases of the areas of conflict; small ones only if asked for, and no hamlets."""
    for row in table(tables / "places_wof_raw.tsv"):
        small = row["placetype"] in {"locality", "neighbourhood"} and (row["country"] == "YE" or not row["population"])
        hamlet = row["placetype"] == "locality" and row["country"] == "YE" and not row["population"]
        if row["placetype"] in WOF_CLASS and not (hamlet if every else small):
            name = unquoted(row["name"])
            aliases = (
                [alias for alias in row["alt_en"].split("|") if every or plausible(alias, name)]
                if every or row["placetype"] != "locality"
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
                "population": row["population"],
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


def bare_places(tables: Path, *, every: bool = False) -> Iterator[Row]:
    """Places of the world that have an item but no coordinates; what is named as a body is none.

    Those that only one corpus names are left out, if not asked for.
    """
    lines = (WORDS / "body-words.txt").read_text("utf-8").splitlines()
    bodies = {line.split("\t")[0] for line in lines if not line.startswith("#")}
    for row in table(tables / "places.tsv"):
        if not row["placetype"] and (every or row["sources"] != "gum"):
            names = [unquoted(name) for name in row["names"].split("|")]
            names = [name for name in names if name[:1].isupper() and not re.search(r"\d", name)]
            if names and names[0].split()[-1] not in bodies:
                yield {
                    "name": names[0],
                    "class": "Place",
                    "aliases": "|".join(names[1:]),
                    "within": "",
                    "qid": row["qid"],
                    "lat": "",
                    "lon": "",
                }
