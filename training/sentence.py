"""What the corpora are read into: sentences with their layers, and the spaCy documents made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.vocab import Vocab


class Name(NamedTuple):
    """A named span over token positions; `end` is exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Word:
    """One token with its annotation; `head` is the position of its head in the sentence, its own for the root."""

    form: str
    space: bool = True
    lemma: str = ""
    pos: str = ""
    tag: str = ""
    feats: str = ""
    head: int = -1
    dep: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence, with their names where the corpus marks names (`None` where it does not)."""

    words: tuple[Word, ...]
    names: tuple[Name, ...] | None = None

    @property
    def text(self) -> str:
        """The sentence as it is written, without trailing space."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip(" ")

    def with_forms(self, forms: Sequence[str]) -> Sentence:
        """The same sentence and annotation in other spellings."""
        words = tuple(replace(word, form=form) for word, form in zip(self.words, forms, strict=True))
        return replace(self, words=words)


def grouped(sentences: Sequence[Sentence], size: int) -> Iterator[Sequence[Sentence]]:
    """Consecutive sentences, `size` at a time; the last group may be shorter."""
    for start in range(0, len(sentences), size):
        yield sentences[start : start + size]


def parsed_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One document with tags, morphology, lemmas, dependencies and sentence starts."""
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(words)
        words += sentence.words
        heads += [offset + word.head for word in sentence.words]
        starts += [position == 0 for position in range(len(sentence.words))]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
        sent_starts=starts,  # type: ignore[arg-type]
    )


def named_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One document with names alone."""
    words: list[Word] = []
    tags: list[str] = []
    for sentence in sentences:
        words += sentence.words
        tags += iob_tags(len(sentence.words), sentence.names or ())
    return Doc(vocab, words=[w.form for w in words], spaces=[w.space for w in words], ents=tags)


def iob_tags(length: int, names: Iterable[Name]) -> list[str]:
    """The IOB2 tag of each of `length` tokens."""
    tags = ["O"] * length
    for start, end, label in names:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags
