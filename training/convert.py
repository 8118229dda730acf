"""The corpora as spaCy's binary training files."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import spacy
from corpora import gum_documents, gum_names, read_conllu, read_names, with_names
from sentence import Sentence, Word, grouped, named_doc, parsed_doc
from spacy.tokens import Doc, DocBin
from substitution import read_pools, substituted
from typography import varied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SENTENCES_PER_DOC = 10
COPIES = 2
REDRAWN = 0.8


def convert(data: Path, out: Path, seed: int) -> None:
    """Write the files to train and develop both halves of the pipeline to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    pools = read_pools(data / "gazetteers", lambda name: tuple(Word(t.text, bool(t.whitespace_)) for t in nlp(name)))
    for split in ("train", "dev"):
        copies, rate = (COPIES, REDRAWN) if split == "train" else (1, 0.0)
        parsed, named = list(parsed_runs(data, split)), list(named_runs(data, split))
        random = Random(seed)
        _write(out / f"syntax-{split}.spacy", (parsed_doc(nlp.vocab, g) for g in varied_groups(parsed, random, copies)))
        groups = (
            [substituted(sentence, pools, random, rate * (number % 2)) for sentence in group]
            for number, group in enumerate(varied_groups(named, random, copies))
        )
        _write(out / f"names-{split}.spacy", (named_doc(nlp.vocab, group) for group in groups))


def _write(path: Path, docs: Iterable[Doc]) -> None:
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def varied_groups(runs: Sequence[Sequence[Sentence]], random: Random, copies: int) -> Iterator[list[Sentence]]:
    """Consecutive sentences, about ten at a time, each run `copies` times in different settings and groupings."""
    for _ in range(copies):
        for run in runs:
            size = random.randint(SENTENCES_PER_DOC // 2, SENTENCES_PER_DOC * 3 // 2)
            for group in grouped(run, size):
                yield [varied(sentence, random) for sentence in group]


def parsed_runs(data: Path, split: str) -> Iterator[list[Sentence]]:
    """Runs of consecutive sentences with full syntax: EWT and the licensed part of GUM."""
    yield _ewt(data, split)
    for document in gum_documents(data / "ud", split):
        yield [sentence for sentence, _ in document]


def named_runs(data: Path, split: str) -> Iterator[list[Sentence]]:
    """Runs of sentences with names: UNER over EWT, GUM, and in training WikiGold and CrossNER politics."""
    named = read_names((data / "uner_ewt" / f"en_ewt-ud-{split}.iob2").read_text("utf-8"), 2, "\t")
    yield list(with_names(_ewt(data, split), named))
    for document in gum_documents(data / "ud", split):
        yield [Sentence(sentence.words, gum_names(sentence.words, miscs)) for sentence, miscs in document]
    if split == "train":
        wikigold = data / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
        yield list(read_names(wikigold.read_text("utf-8"), 1))
        for part in ("train", "dev"):
            yield list(read_names((data / "crossner" / "politics" / f"{part}.txt").read_text("utf-8"), 1))


def _ewt(data: Path, split: str) -> list[Sentence]:
    name = "train.rebuilt" if split == "train" else split
    text = (data / "ud" / f"en_ewt-ud-{name}.conllu").read_text("utf-8")
    return [sentence for sentence, _ in read_conllu(text)]
