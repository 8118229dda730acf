"""Write `ontology/gazetteer` anew: `python training/gazetteer.py TABLES [--corpora FOLDER]`.

TABLES is a folder with tables of Wikidata items (`states_territories.tsv`, `places.tsv`, `places_wof_raw.tsv`,
`organisations.tsv`, `persons.tsv`); FOLDER holds CoNLL-U files, from which common words are learnt that are no names.
What people wrote by hand lies in `training/additions`; it goes in whole, with the identifiers and coordinates that the
tables confirm.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from geography import places
from tables import NAME, Row, forms, identified, table, unquoted

from kgbuild.language.names.gazetteer import COLUMNS, fold

ROOT = Path(__file__).resolve().parents[1]
HEADERS = {
    "groups": ("name", "class", "aliases", "adjectives", "nationals", "qid"),
    "organisations": ("name", "class", "aliases", "qid"),
    "persons": ("name", "class", "aliases", "within", "qid"),
    "places": ("name", "class", "aliases", "within", "qid", "lat", "lon"),
    "states": ("name", "class", "aliases", "adjectives", "nationals", "seats", "qid"),
}
BODY = re.compile(
    r"\b(Agency|Air Force|Armed Forces|Army|Assembly|Association|Authority|Board|Bureau|Central Bank|"
    r"Commission|Committee|Congress|Corps|Council|Court|Department|Front|Guard|Institute|Ministry|Mission|Navy|News|Organi[sz]ation|Parliament|Party|Police|Press|"
    r"Senate|Service|Times|Union|University)\b"
)
SPORT = re.compile(
    r"\b(F\.?C\.?|R\.?F\.?C\.?|Club|team|football|rugby|cricket|soccer|League|baseball|Tennis|Basketball|Golf|Athletic)\b",
    re.I,
)
HIGH_OFFICE = re.compile(
    r"^(US |Deputy )?(President|Prime Minister|Vice President|Chancellor|Premier|King|Emir)( of [A-Z].*)?$"
    r"|Foreign (Affairs|Minister)|Secretary of State|Minister of (National )?Defen[cs]e|Secretary of Defense"
    r"|High Representative|UN Secretary|Representative to the United Nations|European Commission"
)
NO_CITIES = {"Kremlin", "White House", "Downing Street", "Whitehall"}
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
MANY, SEVERAL, SINCE = 12, 3, 2014


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


def common_words(corpora: Path | None) -> set[str]:
    """The words that running text writes in lower case more often than with a capital."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for file in sorted(corpora.rglob("*.conllu")) if corpora else ():
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > SEVERAL:
                (lower if cells[1].islower() else upper)[cells[1].casefold()] += 1
    return {word for word, count in lower.items() if count > 1 and count > upper[word]}


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
    return sorted(f"{fold(name)}\t{within}" for name, within in chosen.items())


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
    parser.add_argument("--corpora", type=Path)
    args = parser.parse_args()
    assert set().union(*HEADERS.values()) <= set(COLUMNS)
    additions = {name: table(ROOT / "training" / "additions" / f"{name}.tsv") for name in HEADERS}
    common = common_words(args.corpora)
    write("states", states(args.tables, additions["states"]))
    write("organisations", organisations(args.tables, additions["organisations"]))
    given, family = personal_names(args.tables, common)
    seats = [
        {"name": seat, "class": "City", "aliases": "", "within": row["name"], "qid": "", "lat": "", "lon": ""}
        for row in additions["states"]
        for seat in (row["seats"] or "").split("|")
        if seat and seat not in NO_CITIES and not seat.startswith("Washington")
    ]
    write(
        "places",
        places(args.tables, additions["places"], common, {fold(name) for name in (*given, *family)}, seats),
    )
    write("groups", additions["groups"])
    known = persons(args.tables, additions["persons"])
    write("persons", known)
    write_words(
        "leaders",
        "Family names of those who lead a state, where only one state has such a leader.",
        leaders(known, additions["persons"]),
    )
    everyday = [word for word in sorted(common) if word.isalpha() and word.isascii() and len(word) > SEVERAL]
    write_words(
        "everyday-words",
        "Words that running text writes in lower case, so that a capital at a sentence's start tells nothing.",
        everyday,
    )
    write_words("given-names", "First names that several office holders bear.", given)
    write_words("family-names", "Last names that several office holders bear.", family)


if __name__ == "__main__":
    main()
