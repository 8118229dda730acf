"""Other names in the place of a corpus' own, some with an office or abbreviation, to be learnt by context and build."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sentence import Name, Sentence, Word

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

Pools = Mapping[str, Sequence[tuple[Word, ...]]]
Tokenize = Callable[[str], tuple[Word, ...]]

# fmt: off
DEMONYMS = [
    "Afghan", "Albanian", "Algerian", "American", "Armenian", "Australian", "Azerbaijani", "Belarusian", "Brazilian",
    "British", "Canadian", "Chadian", "Chinese", "Colombian", "Congolese", "Cuban", "Egyptian", "Eritrean", "Ethiopian",
    "French", "Georgian", "German", "Greek", "Indian", "Indonesian", "Iranian", "Iraqi", "Israeli", "Italian",
    "Japanese", "Jordanian", "Kenyan", "Korean", "Kuwaiti", "Lebanese", "Libyan", "Malian", "Mexican", "Moldovan",
    "Moroccan", "Nigerian", "Omani", "Pakistani", "Palestinian", "Polish", "Qatari", "Russian", "Rwandan", "Saudi",
    "Serbian", "Somali", "Sudanese", "Swedish", "Syrian", "Tunisian", "Turkish", "Ukrainian", "Venezuelan", "Yemeni",
]
INSTITUTIONS = [
    "Air Force", "Armed Forces", "Army", "Central Bank", "Coast Guard", "Communist Party", "Defence Ministry",
    "Defense Ministry", "Democratic Party", "Embassy", "Foreign Ministry", "Health Ministry", "Interior Ministry",
    "Liberation Front", "Ministry of Defence", "Ministry of Foreign Affairs", "Ministry of Health",
    "Ministry of the Interior", "National Army", "National Guard", "Navy", "News Agency", "Parliament", "Red Crescent",
    "Red Cross", "Revolutionary Guards", "Senate", "State Television", "Supreme Court", "Workers' Party",
]
GROUPS = [
    "al-Qaeda", "Al-Qaeda", "al-Shabaab", "Amal", "Ansar Allah", "Boko Haram", "ELN", "Fatah", "FARC", "Hamas",
    "Hezbollah", "Houthis", "IRGC", "ISIS", "Islamic Jihad", "Islamic State", "Jabhat al-Nusra", "M23", "PKK",
    "Taliban", "TPLF", "YPG", "Wagner Group", "African Union", "Arab League", "ASEAN", "ECOWAS", "EU", "European Union",
    "Gulf Cooperation Council", "IAEA", "ICRC", "NATO", "OCHA", "OPCW", "OSCE", "UN", "UNHCR", "UNICEF",
    "United Nations", "WFP", "WHO", "AFP", "Al Jazeera", "Associated Press", "BBC", "CNN", "IRNA", "Interfax",
    "Reuters", "SANA", "TASS", "Xinhua", "Pentagon",
]
OFFICES = [
    "Ambassador", "Chancellor", "Chief of Staff", "Defence Minister", "Defense Minister", "Defense Secretary",
    "Deputy Prime Minister", "Foreign Minister", "General", "Governor", "High Representative", "Interior Minister",
    "Lieutenant General", "Major General", "Mayor", "Minister", "President", "Prime Minister", "Secretary",
    "Secretary of State", "Senator", "Special Envoy", "Special Representative", "Spokesperson", "Vice President",
    "commander", "leader", "prime minister", "president", "spokesman", "spokesperson", "spokeswoman",
]
# fmt: on
CAP = 120
ELABORATED = 0.2


def read_pools(gazetteers: Path, tokenize: Tokenize) -> Pools:
    """The names to draw from, tokenized, by label; no country gives more than `CAP` of its small places."""
    places = list(_rows(gazetteers / "places.tsv"))
    by_country: defaultdict[str, list[str]] = defaultdict(list)
    for row in places:
        by_country[row["country"]].append(_first(row["names"]))
    local = [name for country, names in by_country.items() if country for name in names[:CAP]]
    states = [row["name"] for row in _rows(gazetteers / "states_territories.tsv")]
    found = {
        "PER": [row["label"] for row in _rows(gazetteers / "persons.tsv") if row["enwiki"]],
        "LOC": local + by_country[""] + states * 4,
        "ORG": [_first(row["names"]) for row in _rows(gazetteers / "organisations.tsv")],
    }
    names = {label: [name for name in those if usable(name)] for label, those in found.items()}
    names["ORG"] += institutions() + GROUPS * 6
    return {label: [tokenize(name) for name in those] for label, those in names.items()}


def institutions() -> list[str]:
    """Names of national institutions, built of a demonym and an office."""
    return [f"{demonym} {office}" for demonym in DEMONYMS for office in INSTITUTIONS]


def usable(name: str) -> bool:
    """Whether a gazetteer's name reads like a name in prose: capital first, no bracket, no odd sign."""
    return name[:1].isupper() and len(name) > 2 and not set(name) & set("%()/|,;:0123456789")


def substituted(sentence: Sentence, pools: Pools, random: Random, rate: float) -> Sentence:
    """The sentence with a share `rate` of its names drawn anew from `pools`; only forms, spacing and names are kept.

    A person of one word becomes the last word of a person's name. A fifth of the new persons get an office before them,
    a fifth of the new long organisations their abbreviation in brackets, which is a name too.
    """
    words: list[Word] = []
    names: list[Name] = []
    done = 0
    for start, end, label in sentence.names or ():
        words += sentence.words[done:start]
        old = sentence.words[start:end]
        if random.random() < rate:
            new = _drawn(old, pools[label], label, random)
            if label == "PER" and random.random() < ELABORATED and (not words or words[-1].form.islower()):
                words += (Word(form) for form in random.choice(OFFICES).split())
            names.append(Name(len(words), len(words) + len(new), label))
            words += new
            if label == "ORG" and random.random() < ELABORATED and len(letters := abbreviation(new)) > 2:
                names.append(Name(len(words) + 1, len(words) + 2, label))
                words[-1] = replace(words[-1], space=True)
                words += (Word("(", False), Word(letters, False), Word(")", old[-1].space))
        else:
            names.append(Name(len(words), len(words) + len(old), label))
            words += old
        done = end
    words += sentence.words[done:]
    return Sentence(tuple(Word(word.form, word.space) for word in words), tuple(names))


def abbreviation(words: Sequence[Word]) -> str:
    """The first letters of the capitalised words."""
    return "".join(word.form[0] for word in words if word.form[0].isupper())


def _drawn(old: Sequence[Word], pool: Sequence[tuple[Word, ...]], label: str, random: Random) -> list[Word]:
    new = random.choice(pool)
    if label == "PER" and len(old) == 1:
        new = new[-1:]
    return [*new[:-1], replace(new[-1], space=old[-1].space)]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _first(names: str) -> str:
    return names.split("|")[0]
