"""Event types against sentences coded by others: python benchmarks/plover.py [SHARED].

PLOVER's gold sentences name one category each; those of PETRARCH name CAMEO codes, which the conversion table of PLOVER
turns into categories. The gold names, beside the sentence, who does it to whom; among the events that are found those
are preferred that these two take part in. The ontology says which category a class belongs to.
"""

import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild import project, shipped
from kgbuild.model import Article, EventFinding, Factuality, Findings, PartialDate, Span
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET
from kgbuild.pipeline import build
from kgbuild.store import KG, RDFS, SKOS, Index, Literal, NamedNode, parse_file

if TYPE_CHECKING:
    from kgbuild.language.reader import Reader

CHECKOUT = Path(__file__).resolve().parents[1]
NONE = "none"
CASUALTIES = KG["Casualties"].value
INVESTIGATE = "ACCUSE-investigate"
# The gold sentences were coded with draft 0.5; the ontology follows draft 0.8 of 2021, which renamed and merged.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "INVESTIGATE": INVESTIGATE}
MOVED = {("COERCE", "destroy"): "ASSAULT"}
# What is only planned has the category of the intent, as the codebook says of AGREE and THREATEN.
INTENDED = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "AID"), "AGREE"),
    **dict.fromkeys(("ASSAULT", "COERCE", "SANCTION"), "THREATEN"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A coded sentence: its categories (none where it tells no event) and who acts on whom, where that is told."""

    name: str
    text: str
    date: str | None
    categories: frozenset[str]
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """How one category is found: shares in [0, 1], and how many sentences have it."""

    category: str
    precision: float
    recall: float
    f1: float
    count: int


def plover_sentences(folder: Path) -> list[Sentence]:
    """The sentences of `PLOVER_GSR_CAMEO.txt`, their categories by the names of the draft of 2021."""
    records = json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8"))
    return [_plover_sentence(record) for record in records if record.get("text")]


def _plover_sentence(record: Mapping[str, Any]) -> Sentence:
    old = str(record["event"])
    category = MOVED.get((old, str(record.get("mode"))), RENAMED.get(old, old))
    sources, targets = (
        tuple(each["actorText"] for each in record.get(role) or () if isinstance(each, dict))
        for role in ("source", "target")
    )
    text = str(record["text"]).strip(" {}\n")
    return Sentence(record["id"], text, record.get("date"), frozenset({category}), sources, targets)


def petrarch_sentences(path: Path, table: Mapping[str, str]) -> list[Sentence]:
    """The sentences of `PETR2_GSR_validation.xml`, their CAMEO codes turned into categories by `table`."""
    found = []
    records = re.split(r"<Sentence ", path.read_text(encoding="utf-8"))[1:]
    for record in records:
        name, text = (re.search(pattern, record, re.DOTALL) for pattern in (r'id="([^"]*)"', r"<Text>(.*?)</Text>"))
        codes = re.findall(r'eventcode="(\d+)"', record)
        if name and text and text[1].strip():
            words = " ".join(text[1].split())
            found.append(Sentence(name[1], words, None, frozenset(table[code] for code in codes if code in table)))
    return found


def cameo_table(path: Path) -> dict[str, str]:
    """The category of each CAMEO code, by `CAMEO2PLOVER-2021.txt`; investigations apart from other accusations."""
    lines = re.findall(r"^(\d{3,4}):\s*(\w+)\s*,\s*([\w-]*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {code: INVESTIGATE if mode == "investigate" else category for code, category, mode in lines}


def code_categories() -> dict[str, str]:
    """The category of each event class, its own or that of the nearest class above, and of each frame with its own."""
    files = sorted(shipped.folder("ontology").rglob("*.ttl"))
    index = Index(quad for path in files for quad in parse_file(path))
    coded = (*index.instances(KG["EventClass"]), *index.instances(KG["Frame"]))
    own = {
        node: code.value.split("-")[0]
        for node in coded
        for code in index.objects(node, SKOS["notation"])
        if isinstance(code, Literal) and code.datatype == KG["ploverCode"]
    }
    nearest = {node.value: [own[each] for each in _upwards(index, node) if each in own] for node in coded}
    return {name: codes[0] for name, codes in nearest.items() if codes}


def _upwards(index: Index, node: NamedNode) -> list[NamedNode]:
    """A class and those above it, nearest first."""
    found = [node]
    for each in found:
        found += [above for above in index.nodes(each, RDFS["subClassOf"]) if above not in found]
    return found


def predicted(reader: "Reader", sentences: Sequence[Sentence], categories: Mapping[str, str]) -> Iterator[str]:
    """One category for each sentence, by the product alone: NONE where it finds no event of any."""
    articles = [_article(number, sentence) for number, sentence in enumerate(sentences)]
    for sentence, article, findings in zip(sentences, articles, reader.read_all(articles), strict=True):
        yield chosen(sentence, article, findings, categories)


def _article(number: int, sentence: Sentence) -> Article:
    day = PartialDate.parse(sentence.date) if sentence.date else None
    digest = hashlib.sha256(sentence.text.encode()).hexdigest()
    return Article(f"sentence-{number}", sentence.text, Span(0, len(sentence.text)), digest, date=day)


def chosen(sentence: Sentence, article: Article, findings: Findings, categories: Mapping[str, str]) -> str:
    """The category of the event that fits the coded source and target best, what is told as denied left out.

    Of events that fit alike the actual is taken before the planned, and the first before the others.
    """
    told = [each for each in findings.events if _category(each, categories)]
    best = min(told, key=lambda event: _misfit(event, sentence, article, findings), default=None)
    return _category(best, categories) if best else NONE


def _category(event: EventFinding, categories: Mapping[str, str]) -> str:
    """The category of an event: that of its frame, class or intent; people killed by somebody are assaulted."""
    category = categories.get(event.frame) or categories.get(event.type, "")
    if event.type == CASUALTIES and any(filler.role == AGENT for filler in event.fillers):
        category = "ASSAULT"
    if event.factuality is Factuality.DENIED:
        return ""
    return category if event.factuality is Factuality.ACTUAL else INTENDED.get(category, category)


def _misfit(event: EventFinding, sentence: Sentence, article: Article, findings: Findings) -> tuple[int, bool, int]:
    """How badly an event fits what is coded: missing actors, then only planned, then late in the sentence."""

    def taken(roles: Iterable[str], actors: Sequence[str]) -> bool:
        fillers = [filler for filler in event.fillers if filler.role in roles]
        names = {article.quote(filler.span) for filler in fillers}
        names |= {findings.entities[filler.entity].name for filler in fillers}
        return any(_words(name) <= _words(actor) for name in names for actor in actors)

    planned = event.factuality is not Factuality.ACTUAL
    fit = 2 * taken({AGENT}, sentence.sources) + taken({AGENT, TARGET, EVENT_PLACE}, sentence.targets)
    return -fit, planned, event.trigger.start


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))


def rows(sentences: Sequence[Sentence], found: Sequence[str]) -> list[Row]:
    """Precision, recall and F1 of each category that the gold or the prediction has, by name."""
    gold = Counter(each for sentence in sentences for each in sentence.categories)
    given = Counter(found)
    right = Counter(each for sentence, each in zip(sentences, found, strict=True) if each in sentence.categories)
    table = []
    for category in sorted({*gold, *given} - {NONE}):
        precision = right[category] / given[category] if given[category] else 0.0
        recall = right[category] / gold[category] if gold[category] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right[category] else 0.0
        table.append(Row(category, precision, recall, f1, gold[category]))
    return table


def macro_f1(table: Iterable[Row], mapped: Iterable[str]) -> float:
    """The mean F1 of the categories in `mapped` that the gold has."""
    wanted = set(mapped)
    figures = [row.f1 for row in table if row.category in wanted and row.count]
    return sum(figures) / len(figures) if figures else 0.0


def scores(shared: Path) -> dict[str, float]:
    """The figures over both sets in the folder `shared`, as shares in [0, 1], by name; FileNotFoundError without them.

    `macro-F1` is over the categories that a class is mapped to; `macro-F1, mapped sentences` leaves the sentences of
    the other categories out.
    """
    reader, categories = build.reader(project.find(CHECKOUT)), code_categories()
    plover, petrarch = gold(shared)
    found = list(predicted(reader, plover, categories))
    mapped = set(categories.values())
    kept = [(one, each) for one, each in zip(plover, found, strict=True) if one.categories & mapped]
    only = rows([one for one, _ in kept], [each for _, each in kept])
    table = rows(plover, found)
    second = list(predicted(reader, petrarch, categories))
    coded = [each in one.categories for one, each in zip(petrarch, second, strict=True) if one.categories & mapped]
    return {
        "PLOVER macro-F1": macro_f1(table, mapped),
        "PLOVER macro-F1, mapped sentences": macro_f1(only, mapped),
        **{f"PLOVER {row.category} F1": row.f1 for row in table if row.category in mapped},
        "PETRARCH accuracy": sum(coded) / len(coded),
    }


def gold(shared: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences of PLOVER and of PETRARCH in the folder of corpora; FileNotFoundError where they are not there."""
    data = shared / "data"
    table = cameo_table(data / "plover" / "CAMEO2PLOVER-2021.txt")
    return (
        plover_sentences(data / "plover"),
        petrarch_sentences(data / "petrarch" / "PETR2_GSR_validation.xml", table),
    )


def report(title: str, sentences: Sequence[Sentence], found: Sequence[str], mapped: set[str]) -> None:
    """Print the table of one set: first the categories with a class, then those without and what they are taken for."""
    table = rows(sentences, found)
    print(f"\n{title}\n{'category':20}{'precision':>10}{'recall':>8}{'F1':>8}{'sentences':>11}")
    for row in (each for each in table if each.category in mapped):
        print(f"{row.category:20}{row.precision:10.2f}{row.recall:8.2f}{row.f1:8.2f}{row.count:11}")
    kept = [(one, each) for one, each in zip(sentences, found, strict=True) if one.categories & mapped]
    only = macro_f1(rows([one for one, _ in kept], [each for _, each in kept]), mapped)
    print(f"{'macro-F1':20}{macro_f1(table, mapped):26.3f}{len(sentences):11}")
    print(f"{'  of these alone':20}{only:26.3f}{len(kept):11}")
    for category in sorted({each for one in sentences for each in one.categories} - mapped):
        taken = Counter(each for one, each in zip(sentences, found, strict=True) if category in one.categories)
        words = ", ".join(f"{name} {count}" for name, count in taken.most_common())
        print(f"{category:20}no class of ours; taken for {words}")


def main() -> None:
    """Measure and print."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    if not (shared / "data" / "plover").is_dir():
        sys.exit(f"no coded sentences in {shared}: name the folder of corpora, or set KGBUILD_SHARED to it")
    reader, categories = build.reader(project.find(CHECKOUT)), code_categories()
    mapped = set(categories.values())
    for title, sentences in zip(("PLOVER gold sentences", "PETRARCH sentences"), gold(shared), strict=True):
        report(title, sentences, list(predicted(reader, sentences, categories)), mapped)


if __name__ == "__main__":
    main()
