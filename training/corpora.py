"""Readers of the corpora: CoNLL-U, IOB columns, and the entity brackets of GUM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from names import LABELS, names_of_tags, trimmed, without_overlaps
from sentence import Name, Sentence, Word
from typography import spacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

GENRES = ("academic", "news", "interview", "court", "bio", "voyage")
_BRACKET = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")
_LINKS = frozenset({"of", "the", "for", "'s", "’s", "&", "-", "de", "al", "bin", "von", "van"})
_HEAD_TAGS = frozenset({"NNP", "NNPS"})


def blocks(text: str) -> Iterator[list[str]]:
    """The lines of each block between blank lines."""
    block: list[str] = []
    for line in text.splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_conllu(text: str) -> Iterator[tuple[Sentence, list[str]]]:
    """Each sentence of a CoNLL-U text with the MISC column of its words.

    Multiword tokens lend their spacing to their last word; empty nodes are left out.
    A sentence whose words do not spell its multiword tokens keeps the words' own spelling.
    """
    for block in blocks(text):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        spaced = _spaced(rows)
        rows = [row for row in rows if row[0].isdigit()]
        words = tuple(_word(row, spaced[int(row[0])]) for row in rows)
        if words:
            yield Sentence(words), [row[9] for row in rows]


def _spaced(rows: Iterable[Sequence[str]]) -> dict[int, bool]:
    """Whether a space follows each word, by its number."""
    spaced: dict[int, bool] = {}
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            spaced |= dict.fromkeys(range(first, last), False) | {last: space}
        elif row[0].isdigit():
            spaced.setdefault(int(row[0]), space)
    return spaced


def _word(row: Sequence[str], space: bool) -> Word:
    number, form, lemma, pos, tag, feats, head, dep = row[:8]
    own = int(number) - 1
    at = own if head == "0" else int(head) - 1
    label = "ROOT" if head == "0" else dep
    return Word(form, space, lemma, pos, tag, "" if feats == "_" else feats, at, label)


def read_names(text: str, column: int, separator: str | None = None) -> Iterator[Sentence]:
    """Each sentence of a column format whose names stand as IO, IOB or IOB2 tags; `column` is the tag's.

    The word is the first column that is no number. Spacing, which these formats lack, is that of English prose.
    """
    for block in blocks(text):
        rows = [line.split(separator) for line in block if not line.startswith("# ")]
        rows = [row for row in rows if len(row) > column and row[0] != "-DOCSTART-"]
        if not rows:
            continue
        word = 0 if column == 1 else 1
        forms = [row[word] for row in rows]
        names = names_of_tags([row[column] for row in rows])
        spaces = spacing(forms)
        words = tuple(Word(form, space) for form, space in zip(forms, spaces, strict=True))
        yield Sentence(words, trimmed(forms, names))


def with_names(parsed: Iterable[Sentence], named: Iterable[Sentence]) -> Iterator[Sentence]:
    """The parsed sentences with the names that another file gives them; sentences are matched by their words."""
    found = {tuple(w.form for w in sentence.words): sentence.names for sentence in named}
    for sentence in parsed:
        names = found.get(tuple(w.form for w in sentence.words))
        if names is not None:
            yield Sentence(sentence.words, names)


def gum_names(words: Sequence[Word], miscs: Sequence[str]) -> tuple[Name, ...]:
    """The proper names among GUM's entity mentions of one sentence.

    A mention is a name if its syntactic head is a proper noun (a plural one names a people, no person); the name is the
    run of proper nouns around the head.
    """
    names = []
    for start, end, kind in _mentions(miscs):
        label = LABELS.get(kind)
        head = next((i for i in range(start, end) if not start <= words[i].head < end or words[i].head == i), None)
        tag = words[head].tag if head is not None else ""
        if label and head is not None and tag in _HEAD_TAGS and (label, tag) != ("PER", "NNPS"):
            names.append(Name(*_run(words, head, (start, end), label != "PER"), label))
    return without_overlaps(trimmed([w.form for w in words], names))


def _mentions(miscs: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The mentions that open and close within the sentence: start, end, type."""
    opened: list[tuple[str, int, str]] = []
    for position, misc in enumerate(miscs):
        value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for number, kind, closed, closing in _BRACKET.findall(value):
            if closing:
                at = next((i for i in reversed(range(len(opened))) if opened[i][0] == closing), None)
                if at is not None:
                    _, start, found = opened.pop(at)
                    yield start, position + 1, found
            elif closed:
                yield position, position + 1, kind
            else:
                opened.append((number, position, kind))


def _run(words: Sequence[Word], head: int, span: tuple[int, int], linked: bool) -> tuple[int, int]:
    """The proper nouns around `head` within `span`, across linking words where `linked`."""

    def proper(position: int) -> bool:
        return words[position].tag in _HEAD_TAGS

    def links(position: int) -> bool:
        form = words[position].form.lower()
        return form == "-" or (linked and form in _LINKS)

    start, end = head, head + 1
    probe = start - 1
    while probe >= span[0] and (proper(probe) or links(probe)):
        start = probe if proper(probe) else start
        probe -= 1
    probe = end
    while probe < span[1] and (proper(probe) or links(probe)):
        end = probe + 1 if proper(probe) else end
        probe += 1
    return start, end


def gum_documents(folder: Path, split: str) -> Iterator[list[tuple[Sentence, list[str]]]]:
    """The documents of one split ("train", "dev" or "test") of GUM whose genres are licensed for reuse."""
    listed = re.search(rf"^## {split}$(.*?)(?=^## |\Z)", (folder / "GUM_splits.md").read_text("utf-8"), re.M | re.S)
    for name in re.findall(r"GUM_\w+", listed[1] if listed else ""):
        path = folder / "gum" / f"{name}.conllu"
        if name.split("_")[1] in GENRES and path.exists():
            yield list(read_conllu(path.read_text("utf-8")))
