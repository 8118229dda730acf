"""`kgbuild link --review`: a person says, key by key, which item an entity is."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable, say, shown, wrapped

if TYPE_CHECKING:
    from kgbuild.link.mapping import Mapping
    from kgbuild.link.ranking import Candidate, Ranked
    from kgbuild.pipeline.linking import Linking
    from kgbuild.project import Project

_KEYS = "1-9 this item · n no item in Wikidata · r none of these · s skip · u undo · q stop"
_MOST = 9


def review(project: "Project", made: "Linking", chosen: Sequence["Ranked"], author: str) -> None:
    """Ask for each entity in turn; every decision is on disk before the next question."""
    from kgbuild.pipeline.candidates import decide
    from kgbuild.pipeline.linking import FILE, write_mappings

    mappings, before, number = made.mappings, list["Linking"](), 0
    say(_KEYS)
    while number < len(chosen):
        ranked = chosen[number]
        say("")
        for line in _question(made, ranked, f"{number + 1} of {len(chosen)}"):
            say(line)
        key = _key(len(ranked.candidates[:_MOST]))
        if key == "q":
            break
        if key == "u":
            number = max(number - 1, 0)
            made = before.pop() if before else made
        else:
            before.append(made)
            made = decide(made, _decisions(ranked, key, author))
            number += 1
        write_mappings(project, made.mappings)
    decided = sum(row.decided for row in made.mappings) - sum(row.decided for row in mappings)
    say(f"\n{decided} decisions more in {shown(project.root / FILE)}")


def heading(ranked: "Ranked") -> str:
    """The name, the class and the offices of an entity."""
    from kgbuild.resolve.labels import words

    subject = ranked.subject
    offices = sorted({" ".join(sorted(told.office.words)) for told in subject.offices})
    told = " · ".join([words(subject.classes[0]).lower(), *offices[:2]])
    return f"{click.style(printable(subject.name), bold=True)}  {click.style(printable(told), dim=True)}"


def candidate_lines(number: int, candidate: "Candidate", rejected: Collection[str]) -> Iterator[str]:
    """A candidate with its score, what it is, and the features that decide."""
    item = candidate.item
    told = item.description or "; ".join(dict.fromkeys(held.office for held in item.offices[:3]))
    mark = "  (rejected)" if item.qid in rejected else ""
    head = f"  {number}  {candidate.score:.2f}  {item.qid:<11} "
    yield from wrapped(head, item.label + (f", {told}" if told else "") + mark)
    yield from wrapped(" " * len(head), candidate.reasons(), dim=True)


def _question(made: "Linking", ranked: "Ranked", place: str) -> Iterator[str]:
    yield f"{click.style(place, dim=True)}  {heading(ranked)}"
    for quote, article in made.quotes(ranked.subject, 2):
        yield from wrapped("     ", f"“{quote}” ({article})", dim=True)
    for number, candidate in enumerate(ranked.candidates[:_MOST], 1):
        yield from candidate_lines(number, candidate, made.mappings.rejected(ranked.subject.iri))


def _key(candidates: int) -> str:
    """The key that was pressed, one of those that mean something here."""
    while True:
        key = click.getchar().lower()
        if key in "nrsuq" or (key.isdigit() and 1 <= int(key) <= candidates):
            say(f"> {key}")
            return str(key)
        say(_KEYS)


def _decisions(ranked: "Ranked", key: str, author: str) -> list["Mapping"]:
    """What a key decides; nothing for a skip."""
    from kgbuild.link.mapping import Mapping, Verdict

    subject, today = ranked.subject, date.today()

    def decision(verdict: Verdict, candidate: "Candidate | None" = None) -> Mapping:
        item = candidate.item if candidate else None
        return Mapping(
            subject=subject.iri,
            subject_label=subject.name,
            verdict=verdict,
            qid=item.qid if item else None,
            label=item.label if item else "",
            author=author,
            day=today,
            score=round(candidate.score, 3) if candidate else None,
            comment=candidate.reasons() if candidate else "",
        )

    if key == "n":
        return [decision(Verdict.NO_ITEM)]
    if key == "r":
        return [decision(Verdict.REJECTED, candidate) for candidate in ranked.candidates[:_MOST]]
    return [decision(Verdict.ACCEPTED, ranked.candidates[int(key) - 1])] if key.isdigit() else []
