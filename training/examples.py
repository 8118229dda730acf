"""What the network is trained and developed on: the corpora in several settings, as windows of words."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from corpora import gum_documents, gum_names, read_conllu, read_names, with_names
from sentence import Sentence, Word
from substitution import read_pools, substituted
from typography import varied
from windows import Words, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language

    from kgbuild.language.encoder.features import WordPieces

REDRAWN = 0.8


def training_runs(data: Path, nlp: Language, pieces: WordPieces, seed: int) -> list[list[Words]]:
    """Runs of consecutive sentences, set and with names drawn as `seed` has it.

    The parsed corpora come as they are; the sentences that have names come a second time, with most names drawn anew.
    """
    random = Random(seed)
    pools = read_pools(data / "gazetteers", lambda name: tuple(Word(t.text, bool(t.whitespace_)) for t in nlp(name)))
    parsed, named = list(parsed_runs(data, "train")), list(named_runs(data))
    redrawn = [
        [substituted(sentence, pools, random, REDRAWN) for sentence in run if sentence.names]
        for run in (*parsed, *named)
    ]
    return [
        [read(varied(sentence, random), nlp, pieces) for sentence in run if sentence.words]
        for run in (*parsed, *named, *redrawn)
    ]


def parsed_runs(data: Path, split: str) -> Iterator[list[Sentence]]:
    """Runs of consecutive sentences with syntax and names: EWT, and the licensed part of GUM."""
    name = "train.rebuilt" if split == "train" else split
    sentences = [s for s, _ in read_conllu((data / "ud" / f"en_ewt-ud-{name}.conllu").read_text("utf-8"))]
    named = read_names((data / "uner_ewt" / f"en_ewt-ud-{split}.iob2").read_text("utf-8"), 2, "\t")
    names = {_forms(sentence): sentence.names for sentence in with_names(sentences, named)}
    yield [Sentence(sentence.words, names.get(_forms(sentence))) for sentence in sentences]
    for document in gum_documents(data / "ud", split):
        yield [Sentence(sentence.words, gum_names(sentence.words, miscs)) for sentence, miscs in document]


def named_runs(data: Path) -> Iterator[list[Sentence]]:
    """Runs of sentences with names alone: WikiGold and CrossNER politics."""
    wikigold = data / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
    yield list(read_names(wikigold.read_text("utf-8"), 1))
    for part in ("train", "dev"):
        yield list(read_names((data / "crossner" / "politics" / f"{part}.txt").read_text("utf-8"), 1))


def lemmas(data: Path) -> list[str]:
    """The lemmas in small letters that the parsed corpora hold more than once, those of one letter left out."""
    words = (word.lemma for run in parsed_runs(data, "train") for sentence in run for word in sentence.words)
    counts = Counter(lemma for lemma in words if lemma.islower() and len(lemma) > 1)
    return sorted(lemma for lemma, times in counts.items() if times > 1)


def _forms(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.form for word in sentence.words)
