"""A made-up Wikidata: items with names like those of people, places and bodies, and a dump of them in its line format.

One entity in five is of a class that the ontology links to; the others are articles, taxa, stars and the like. Entities
have 5 to 60 kB, most of it labels in many languages and statements with references, as in the dumps.
"""

import json
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from kgbuild.language.names.offices import Held
from kgbuild.link.item import Item
from kgbuild.model import PartialDate
from kgbuild.model.terms import KG

ROOT = 35120
ABOVE = {  # of the classes that items are of, and those above them
    5: (215627,),
    215627: (ROOT,),
    532: (486972,),
    1549591: (515,),
    515: (486972,),
    486972: (2221906,),
    2221906: (ROOT,),
    43229: (16334295,),
    16334295: (ROOT,),
    2659904: (327333,),
    327333: (43229,),
    7278: (43229,),
    4830453: (43229,),
    13442814: (732577,),
    732577: (ROOT,),
    16521: (ROOT,),
    523: (6999,),
    6999: (ROOT,),
    11173: (ROOT,),
    7187: (ROOT,),
    4164871: (ROOT,),
    30461: (4164871,),
    83307: (4164871,),
}
CLASSES = {5: "Person", 532: "Settlement", 1549591: "City", 2659904: "GovernmentBody", 7278: "PoliticalParty"}
CLASSES |= {4830453: "Company"}
WANTED = ((5, 60), (532, 18), (1549591, 6), (2659904, 4), (7278, 2), (4830453, 10))
OTHERS = ((13442814, 45), (16521, 15), (523, 15), (11173, 10), (7187, 15))
STATES = (159, 30, 43, 183, 142, 794, 796, 399, 227, 230, 668, 884)
OFFICES = (30461, 83307)
LANGUAGES = tuple(f"{a}{b}" for a in "abcdefghiklmnoprstuz" for b in "aefghiklmnorstuvyz" if a + b not in ("en", "mu"))
SYLLABLES: tuple[str, ...] = tuple(
    f"{a}{b}" for a in ("b", "d", "f", "g", "h", *"jklmnprst", "sh", *"vwyz") for b in "aeiou"
)
ENDINGS: tuple[str, ...] = (
    *"nrstvkmiao",
    "ev",
    "in",
    "ov",
    "son",
    "ski",
    "dze",
    "yan",
    "ic",
    "escu",
    "ez",
    "ian",
    "berg",
    "er",
    "man",
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names whose words are as common as words are: few very common ones, many that are rare."""

    random: Random
    given: tuple[str, ...]
    family: tuple[str, ...]
    weights: tuple[list[float], list[float]]

    @classmethod
    def make(cls, random: Random, words: int) -> "Names":
        """Names made of about so many different words."""
        family = tuple(dict.fromkeys(_word(random, 2, 4) for _ in range(words)))
        given = tuple(dict.fromkeys(_word(random, 1, 3) for _ in range(max(50, words // 20))))
        return cls(random, given, family, (_zipf(len(given), 0.9), _zipf(len(family), 0.65)))

    def pick(self, kind: int) -> str:
        """A word: of given names (0), or of family and place names (1)."""
        weights, words = self.weights[kind], (self.given, self.family)[kind]
        return words[bisect(weights, self.random.random() * weights[-1])]

    def of(self, number: int) -> tuple[str, list[str]]:
        """The label and the aliases of an item of a class."""
        if number == 5:
            given, family = self.pick(0), self.pick(1)
            label = f"{given} {family}"
            more = (f"{given} {self.pick(0)} {family}", f"{given[0]}. {family}", f"{given}-{self.pick(0)} {family}")
        elif number in (532, 1549591):
            label = self.pick(1)
            more = (f"{label} {self.pick(0)}", f"{self.pick(1)}{label[-2:]}", f"New {label}")
        else:
            head = self.random.choice(("Ministry of", "Party of", "Institute of", "Society for", "Bank of", "Union of"))
            label = f"{head} {self.pick(1)}"
            more = (
                f"{label} of {self.pick(1)}",
                "".join(word[0] for word in label.split()) + self.pick(0)[:2],
                label[9:],
            )
        return label, list(more[: self.random.choice((0, 1, 1, 1, 2, 3))])


def _word(random: Random, least: int, most: int) -> str:
    return ("".join(random.choices(SYLLABLES, k=random.randint(least, most))) + random.choice(ENDINGS)).capitalize()


def _zipf(count: int, power: float) -> list[float]:
    return list(accumulate(1 / rank**power for rank in range(1, count + 1)))


def items(count: int, seed: int = 1, words: int | None = None) -> Iterator[Item]:
    """So many items by number, with all that an index holds of them."""
    random = Random(seed)
    names = Names.make(random, words or count * 2)
    for number in range(1000, 1000 + 3 * count, 3):
        kind = _choice(random, WANTED)
        label, aliases = names.of(kind)
        state = random.choice(STATES)
        offices: tuple[Held, ...] = ()
        if kind == 5 and random.random() < 0.08:
            since = PartialDate(random.randint(1950, 2020), random.randint(1, 12), random.randint(1, 28))
            offices = (Held("member of parliament", "Ruritania", since, PartialDate(since.year + 4)),)
        point = None if kind == 5 else (round(random.uniform(-60, 70), 5), round(random.uniform(-180, 180), 5))
        described = (
            f"{random.choice(('politician', 'village', 'footballer', 'body'))} in {names.pick(1)}, {names.pick(1)}"
        )
        pages = int(random.paretovariate(0.9))
        yield Item(
            f"Q{number}", label, tuple(aliases), described, (KG + CLASSES[kind],), (f"Q{state}",), offices, point, pages
        )


def _choice(random: Random, weighted: tuple[tuple[int, int], ...]) -> int:
    return random.choices([each for each, _ in weighted], [weight for _, weight in weighted])[0]


def snak(prop: str, value: object, kind: str = "wikibase-entityid") -> dict[str, Any]:
    """A property with its value."""
    datatype = {"wikibase-entityid": "wikibase-item", "globecoordinate": "globe-coordinate"}.get(kind, kind)
    return {
        "snaktype": "value",
        "property": prop,
        "hash": "a35ee6b06eb0f0e94fb2f5f4b0a0c4eda58a0a93",
        "datavalue": {"value": value, "type": kind},
        "datatype": datatype,
    }


def item_value(number: int) -> dict[str, Any]:
    """An item as a value."""
    return {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}


def time_value(date: str) -> dict[str, Any]:
    """A day as a value."""
    model = "http://www.wikidata.org/entity/Q1985727"
    return {
        "time": f"+{date}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": 11,
        "calendarmodel": model,
    }


def claim(
    subject: int, main: dict[str, Any], rank: str = "normal", **qualifiers: list[dict[str, Any]]
) -> dict[str, Any]:
    """A statement with a reference."""
    reference = {"P143": [snak("P143", item_value(328))], "P813": [snak("P813", time_value("2013-10-22"), "time")]}
    made: dict[str, Any] = {"mainsnak": main, "type": "statement"}
    if qualifiers:
        made |= {"qualifiers": qualifiers, "qualifiers-order": list(qualifiers)}
    made |= {"id": f"Q{subject}$8983b0ea-4a9c-0902-c0db-785db33f767c", "rank": rank}
    hashed = {"hash": "fa278ebfc458360e5aed63d5058cca83c46134f1", "snaks": reference, "snaks-order": list(reference)}
    return made | {"references": [hashed]}


def entity(number: int, label: str, claims: dict[str, list[dict[str, Any]]], **more: Any) -> dict[str, Any]:
    """An entity of the dump; `more` are other fields of it."""
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": label}} if label else {},
        "descriptions": {},
        "aliases": {},
        "claims": claims,
        "sitelinks": {},
        "lastrevid": 2000000000 + number,
    } | more


def values(subject: int, prop: str, *numbers: int) -> list[dict[str, Any]]:
    """Statements with items as values."""
    return [claim(subject, snak(prop, item_value(number))) for number in numbers]


def dump(size: int, seed: int = 1) -> Iterator[bytes]:
    """The lines of a dump of about so many bytes."""
    yield b"[\n"
    random, written, number = Random(seed), 2, 1000
    names = Names.make(random, max(200, size // 4000))
    filler = [_filled(random, prop) for prop in random.choices(range(200, 9000), k=1500)]
    for each, above in ABOVE.items():
        yield json.dumps(entity(each, f"class {each}", {"P279": values(each, "P279", *above)})).encode() + b",\n"
    while written < size:
        line = _line(random, names, number, filler)
        written += len(line)
        number += random.randint(1, 5)
        yield line
    yield json.dumps(entity(number, "the last", {"P31": values(number, "P31", 16521)})).encode() + b"\n]\n"


def _filled(random: Random, prop: int) -> str:
    """Statements of a property that no index wants, as text."""
    statements = values(42, f"P{prop}", *random.choices(range(1, 10**8), k=random.choice((1, 1, 1, 2, 4))))
    return f'"P{prop}":{json.dumps(statements, separators=(",", ":"))}'


def _line(random: Random, names: Names, number: int, filler: list[str]) -> bytes:
    """One entity of 5 to 60 kB."""
    kind = _choice(random, WANTED if random.random() < 0.2 else OTHERS)
    label, aliases = names.of(kind if kind in CLASSES else 532)
    claims = {"P31": values(number, "P31", kind), "P17": values(number, "P17", random.choice(STATES))}
    if kind == 5 and random.random() < 0.1:
        tenure = [snak("P580", time_value("2004-03-09"), "time")]
        claims["P39"] = [claim(number, snak("P39", item_value(random.choice(OFFICES))), P580=tenure)]
    spoken = random.sample(LANGUAGES, random.choice((4, 8, 12, 20, 40, 120)))
    texts = {language: {"language": language, "value": label} for language in ("en", *spoken)}
    described = {each: {"language": each, "value": f"{label}, wikimedia {kind}"} for each in texts}
    links = {
        f"{each}wiki": {"site": f"{each}wiki", "title": label, "badges": []} for each in spoken[: len(spoken) // 2]
    }
    made = entity(
        number,
        label,
        claims,
        labels=texts,
        descriptions=described,
        aliases={"en": [{"language": "en", "value": alias} for alias in aliases]},
        sitelinks=links,
    )
    text = json.dumps(made, separators=(",", ":"), ensure_ascii=random.random() < 0.5)
    more = ",".join(random.choices(filler, k=random.choice((3, 5, 8, 12, 20, 30))))
    return text.replace('"claims":{', f'"claims":{{{more},', 1).encode() + b",\n"
