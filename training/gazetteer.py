"""Write `ontology/gazetteer` anew: `python training/gazetteer.py TABLES [--corpora FOLDER]`.

TABLES is a folder with tables of Wikidata items (`states_territories.tsv`, `places.tsv`, `places_wof_raw.tsv`,
`organisations.tsv`, `persons.tsv`); FOLDER holds CoNLL-U files, from which common words are learnt that are no names.
What people wrote by hand lies in `training/additions`; it goes in whole, with the identifiers and coordinates that the
tables confirm. An identifier in the column `unverified` there comes before those of the tables; where they do not name
the entry so, it is also listed in `words/unverified-items.txt`.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from geography import places
from items import distinct, tabled, unverified
from office_holders import POSITIONS, Bodies, persons
from tables import NAME, Row, forms, identified, table, unquoted

from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.grammar.inflection import noun_forms
from kgbuild.language.names.gazetteer import COLUMNS, fold

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("groups", "organisations", "persons", "places", "states")
HEADER = ("name", "class", "aliases", *(column for column in COLUMNS if column not in {"name", "class", "aliases"}))
BODY = re.compile(
    r"\b(Agency|Air Force|Armed Forces|Army|Assembly|Association|Authority|Board|Bureau|Central Bank|"
    r"Commission|Committee|Congress|Corps|Council|Court|Department|Front|Guard|Institute|Ministry|Mission|Navy|News|Organi[sz]ation|Parliament|Party|Police|Press|"
    r"Senate|Service|Times|Union|University)\b"
)
SPORT = re.compile(
    r"\b(F\.?C\.?|R\.?F\.?C\.?|Club|team|football|rugby|cricket|soccer|League|baseball|Tennis|Basketball|Golf|Athletic)\b",
    re.I,
)
NO_CITIES = {"Kremlin", "White House", "Downing Street", "Whitehall"}
MANY, SEVERAL = 12, 3


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
    elsewhere = namesakes(tables)
    for row in additions:
        if fold(row["name"]) in elsewhere and " " in row["name"]:
            known.setdefault(fold(row["name"]), elsewhere[fold(row["name"])])
    written = list(identified(additions, known))
    mine = {row["qid"] for row in written if row["qid"]} | {form for row in written for form in forms(row)}
    return written + [
        row
        for row in rows
        if row["qid"] not in mine and not mine & set(forms(row)) and "of the" not in row["name"][:14]
    ]


def groups(tables: Path, additions: list[Row]) -> list[Row]:
    """The groups as written by hand, with the items that the tables list among persons."""
    items = namesakes(tables)
    return [{**row, "qid": row["unverified"] or items.get(fold(row["name"]), "")} for row in additions]


def namesakes(tables: Path) -> dict[str, str]:
    """The items of groups and bodies that the tables list as persons or places, by the one name they have there."""
    found: dict[str, str] = {}
    for row in table(tables / "persons.tsv"):
        if not row[POSITIONS] and row["sources"] == "gum":
            found.setdefault(fold(unquoted(row["label"])), row["qid"])
    for row in table(tables / "places.tsv"):
        if not row["placetype"] and "|" not in row["names"]:
            found.setdefault(fold(unquoted(row["names"])), row["qid"])
    return found


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


def event_nouns() -> set[str]:
    """The nouns of one word that signal events, in singular and plural."""
    frames = Lexicon.load([ROOT / "ontology"]).frames
    return {form for frame in frames for noun in frame.nouns if " " not in noun for form in noun_forms(noun)}


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


def by_number(item: tuple[str, str]) -> int:
    """The number of an item, to sort by."""
    return int(item[0][1:])


def write(rows: Iterable[Row]) -> None:
    """Write the one table, sorted, every line once; the same rows give the same bytes."""
    lines = {"\t".join((row.get(column) or "") for column in HEADER).rstrip("\t") for row in rows}
    text = "\n".join(["\t".join(HEADER), *sorted(lines, key=lambda line: (fold(line).casefold(), line))]) + "\n"
    path = ROOT / "ontology" / "gazetteer" / "names.tsv.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


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
    added = {name: table(ROOT / "training" / "additions" / f"{name}.tsv") for name in TABLES}
    common = common_words(args.corpora)
    given, family = personal_names(args.tables, common)
    seats = [
        {"name": seat, "class": "City", "aliases": "", "within": row["name"], "qid": "", "lat": "", "lon": ""}
        for row in added["states"]
        for seat in (row["seats"] or "").split("|")
        if seat and seat not in NO_CITIES and not seat.startswith("Washington")
    ]
    known_states, bodies = states(args.tables, added["states"]), organisations(args.tables, added["organisations"])
    known_places = places(args.tables, added["places"], common, {fold(name) for name in (*given, *family)}, seats)
    holders = persons(args.tables, added["persons"], Bodies.of(known_states, bodies))
    rows = distinct([*known_states, *bodies, *known_places, *groups(args.tables, added["groups"]), *holders])
    write(rows)
    write_words(
        "unverified-items",
        "Wikidata items written by hand that no table confirms, with their entry; they wait for a look at Wikidata.",
        (f"{item}\t{name}" for item, name in sorted(unverified(rows, tabled(args.tables)).items(), key=by_number)),
    )
    words = sorted(common | event_nouns())
    everyday = [word for word in words if word.isalpha() and word.isascii() and len(word) > SEVERAL]
    write_words(
        "everyday-words",
        "Words that running text writes in lower case, so that a capital at a sentence's start tells nothing.",
        everyday,
    )
    write_words("given-names", "First names that several office holders bear.", given)
    write_words("family-names", "Last names that several office holders bear.", family)


if __name__ == "__main__":
    main()
