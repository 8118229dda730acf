"""`kgbuild link`."""

import getpass
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.indexing import INDEX, index
from kgbuild.cli.review import candidate_lines, heading, review
from kgbuild.cli.terminal import as_json, progress, say, shown, warn
from kgbuild.errors import LinkError

if TYPE_CHECKING:
    from kgbuild.link.ranking import Ranked
    from kgbuild.pipeline.linking import Linking

_LEAST = 0.05


@click.command()
@click.argument("entities", metavar="[ENTITY]...", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="Also entities whose item a person has decided.")
@click.option("--limit", type=click.IntRange(1), default=3, show_default=True, help="Candidates shown for an entity.")
@click.option("--propose", is_flag=True, help="Write the best candidates into links.sssom.tsv, for people to decide.")
@click.option("--review", is_flag=True, help="Ask for each entity which item it is, one key each.")
@click.option("--author", help="Who decides: a name, or a CURIE such as orcid:0000-0002-1825-0097 (default: the user).")
@click.option("--online", is_flag=True, help="Ask Wikidata, or the service of kgbuild.toml, for candidates too.")
@click.option("--refresh", is_flag=True, help="With --online: also ask again what was answered before.")
@click.option(
    "--index",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Build an index of names from a Wikidata dump (.json, .nt; .gz, .bz2) or a table (.csv, .tsv).",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=f"The index (default: {INDEX}).")
@click.option("--everything", is_flag=True, help="Index items of classes that the ontology does not link, too.")
@click.option("--json", "json_", is_flag=True, help="Print one JSON array.")
@click.pass_context
def link(ctx: click.Context, /, entities: tuple[str, ...], **asked: Any) -> None:
    """Candidates in Wikidata for each entity without a decision, or for ENTITY, ranked, with what speaks for them.

    Decisions lie in links.sssom.tsv: edit it in a spreadsheet (skos:exactMatch accepts, Not beside it rejects), or use
    --review. A build writes what is accepted as skos:exactMatch, and what is only likely as skos:closeMatch. Exit 1 if
    there is nothing to show.
    """
    from kgbuild import project

    here = project.find(ctx.obj)
    if asked["source"]:
        index(here, asked["source"], asked["output"] or here.root / INDEX, asked["everything"])
        return
    from kgbuild.pipeline import candidates
    from kgbuild.pipeline.linking import FILE

    with progress() as advance:
        made = candidates.candidates(here, online=asked["online"], refresh=asked["refresh"], progress=advance)
    for text in _warnings(made):
        warn(text)
    chosen = _chosen(made, entities, asked["all_"])
    if asked["propose"]:
        made = candidates.propose(here, made)
        say(f"the best candidates are in {shown(here.root / FILE)}")
    if asked["review"]:
        review(here, made, chosen, asked["author"] or getpass.getuser())
    elif asked["json_"]:
        click.echo(as_json([_record(made, each, asked["limit"]) for each in chosen]))
    elif chosen and not asked["propose"]:
        click.echo("\n\n".join("\n".join(_lines(made, each, asked["limit"])) for each in chosen))
    ctx.exit(0 if chosen else 1)


def _warnings(made: "Linking") -> Iterator[str]:
    """What a user should know of decisions that no longer apply, and of names that a service gave no answer for."""
    if made.gone:
        yield f"{len(made.gone)} decisions are on entities that no article names: {', '.join(made.gone[:3])} …"
    for name, reason in made.unanswered.items():
        yield f"{name} is not linked this time: {reason}"


def _chosen(made: "Linking", names: Sequence[str], decided: bool) -> list["Ranked"]:
    """The entities of these names or IRIs, or those that have candidates; LinkError for a name that none has."""
    if not names:
        return [each for each in (made.ranking if decided else made.open) if each.candidates]
    found = []
    for name in names:
        same = [each for each in made.ranking if name in (each.subject.iri, *each.subject.names)]
        if not same:
            raise LinkError(f"no article names {name!r}", "kgbuild link --all lists the entities")
        found += same
    return found


def _record(made: "Linking", ranked: "Ranked", limit: int) -> dict[str, object]:
    best = ranked.best(made.threshold)
    return {
        "entity": ranked.subject.iri,
        "name": ranked.subject.name,
        "accepted": made.mappings.accepted(ranked.subject.iri),
        "match": best.item.qid if best else None,
        "candidates": [
            {
                "qid": each.item.qid,
                "label": each.item.label,
                "description": each.item.description,
                "score": round(each.score, 3),
                "features": asdict(each.features),
            }
            for each in ranked.candidates[:limit]
        ],
    }


def _lines(made: "Linking", ranked: "Ranked", limit: int) -> Iterator[str]:
    iri = ranked.subject.iri
    accepted = made.mappings.accepted(iri)
    best = ranked.best(made.threshold, made.mappings.rejected(iri))
    state = f"accepted: {accepted}" if accepted else "no item" if made.mappings.settled(iri) else ""
    state = state or ("" if best else "no match")
    yield "  ".join(filter(None, (heading(ranked), click.style(state, fg="yellow") if state else "")))
    likely = [each for each in ranked.candidates[:limit] if each.score >= _LEAST]
    for number, candidate in enumerate(likely, 1):
        yield from candidate_lines(number, candidate, made.mappings.rejected(iri))
