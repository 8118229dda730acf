"""A comparison as Markdown for a pull request: GitHub's dialect, bounded in length, safe with any label."""

import re
from collections.abc import Iterable, Iterator

from kgbuild.diff.changes import Change, Detail, Thing
from kgbuild.diff.report import FATES, Report, aspect_words, sentences, value_words
from kgbuild.diff.snapshots import Snapshot

LONGEST = 60_000
"""Code points; a comment on GitHub may have 65,536 of them."""
_RESERVE = 100
_MOST_VALUES, _MOST_DETAILS, _LONGEST_WORDS, _LONGEST_BRIEF = 12, 40, 200, 160
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&\"'$#@]|:(?=//)|(?<=www)\.")
_CALLING = {"#", "@"}
_URL = re.compile(r"https?://[^\s<>()\[\]|\\\"'`]+")


def to_markdown(report: Report, most: int | None = None, longest: int = LONGEST) -> str:
    """A heading and a table of counts, then each kind of thing, most important first, with the details folded away.

    Told are at most `most` things of each kind, and no more than fit into `longest` code points; then how many more.
    """
    text = "".join(_opening(report))
    kinds = list(report.kinds())
    for number, (plural, changes) in enumerate(kinds):
        text = f"{text.rstrip()}\n\n### {plural.capitalize()}\n\n"
        room = (longest - len(text)) // (len(kinds) - number) - _RESERVE
        entries = _fitting(changes[:most], room)
        text += "".join(entries)
        if len(entries) < len(changes):
            text = f"{text.rstrip()}\n\n… and {len(changes) - len(entries):,} more\n"
    return f"{text.rstrip()}\n"


def _opening(report: Report) -> Iterator[str]:
    yield f"## What changed in the graph\n\n{_named(report.old)} → {_named(report.new)}\n\n"
    counts = {name: count for name, count in report.counts().items() if count}
    if not counts:
        yield "Nothing.\n"
        return
    fates = [fate for fate in FATES if any(fate in count for count in counts.values())]
    yield _row(["", *fates])
    yield _row(["---", *("---:" for _ in fates)])
    for name, count in counts.items():
        yield _row([name, *(f"{count[fate]:,}" if fate in count else "" for fate in fates)])


def _named(snapshot: Snapshot) -> str:
    commit = f" ({snapshot.revision[:12]})" if snapshot.revision else ""
    return f"<code>{escaped(snapshot.name)}</code>{commit}"


def _fitting(changes: Iterable[Change], room: int) -> list[str]:
    """The entries of as many changes as there is room for; one that is too long goes without its details."""
    entries: list[str] = []
    for change in changes:
        entry = next((each for each in (_entry(change), _line(change)) if len(each) <= room), None)
        if entry is None:
            break
        entries.append(entry)
        room -= len(entry)
    return entries


def _entry(change: Change) -> str:
    """What became of a thing: folded, with a table of what differs, where it lasts; else a line."""
    if not change.lasting:
        return _line(change)
    brief = sentences(change)
    more = f" · {len(brief) - 1} more" if len(brief) > 1 else ""
    tail = f": {escaped(brief[0], _LONGEST_BRIEF)}{more}" if brief else ""
    title = f"<b>{change.verdict}</b> {_things(change)}{tail}"
    head = [_row(["", "was", "is", "in"]), _row(["---"] * 4)] if brief else []
    rows = [*head, *map(_detail, change.details[:_MOST_DETAILS])]
    rest = len(change.details) - _MOST_DETAILS
    return (
        f"<details><summary>{title}</summary>\n\n{''.join(rows)}"
        + (f"\n… and {rest:,} more\n" if rest > 0 else "")
        + ("\n" if rows else "")
        + f"{_identity(change)}\n</details>\n\n"
    )


def _line(change: Change) -> str:
    """What became of a thing, in a line of a list."""
    brief = "; ".join(sentences(change)) if not change.lasting else ""
    tail = f": {escaped(brief, _LONGEST_BRIEF)}" if brief else ""
    only = change.whole.url and len(change.olds) + len(change.news) == 1
    return f"- **{change.verdict}** {_linked(change.whole) if only else _things(change)}{tail}\n"


def _things(change: Change) -> str:
    """What it is about, and what it was where that is something else."""
    old, new = ("; ".join(escaped(each.label) for each in these[:_MOST_VALUES]) for these in (change.olds, change.news))
    return f"{old} → {new}" if change.moved and old != new else new or old


def _identity(change: Change) -> str:
    """The IRIs of what it is about; for several things a table of what they were and are, with who tells of each."""
    if max(len(change.olds), len(change.news)) == 1:
        sides = (change.olds, change.news) if change.moved else (change.news,)
        return " → ".join(f"<code>{escaped(thing.iri)}</code>" for (thing,) in sides) + "\n"
    rows = [_row(["", str(change.kind), "told in"]), _row(["---"] * 3)]
    for word, things in (("was", change.olds), ("is", change.news)):
        for thing in things[:_MOST_VALUES]:
            cell = f"{escaped(thing.label)}<br><code>{escaped(thing.iri)}</code>"
            rows.append(_row([word, cell, _listed([_linked(each) for each in thing.articles])]))
    return "".join(rows)


def _detail(detail: Detail) -> str:
    """A row of a table: aspect, what it was, what it is, and the article that says so."""
    article = _linked(detail.article) if detail.article else ""
    return _row([escaped(aspect_words(detail)), _cell(detail, detail.gone), _cell(detail, detail.come), article])


def _cell(detail: Detail, values: tuple[Thing, ...]) -> str:
    return _listed([_linked(each, value_words(detail, each)) for each in values])


def _listed(told: list[str]) -> str:
    """The first ones below one another, and how many more there are."""
    rest = len(told) - _MOST_VALUES
    return "<br>".join([*told[:_MOST_VALUES], *([f"… and {rest:,} more"] if rest > 0 else [])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _linked(thing: Thing, words: str = "") -> str:
    """The words of a thing, leading to its address where it has one on the web."""
    label = escaped(words or thing.label) or "—"
    return f"[{label}]({thing.url})" if _URL.fullmatch(thing.url) else label


def escaped(text: str, longest: int = _LONGEST_WORDS) -> str:
    """Text that Markdown and HTML show as it is: in one line, cut where it is long, calling nobody and no issue."""
    line = " ".join(text.split())
    line = line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
    seen = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in line)
    return _SPECIAL.sub(lambda found: _reference(found.group()), seen)


def _reference(character: str) -> str:
    return f"&#{ord(character)};" + ("<!-- -->" if character in _CALLING else "")
