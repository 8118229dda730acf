"""Sentences as the network reads them: the tokens of the tokenizer with the annotation aligned to them, in windows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sentence import named_doc, parsed_doc
from spacy.training import Example

from kgbuild.language.encoder.features import shape
from kgbuild.language.encoder.lemmas import edit
from kgbuild.language.encoder.windows import gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random

    from sentence import Sentence
    from spacy.language import Language

    from kgbuild.language.encoder.features import WordPieces

NONE = -100  # the class of what a corpus doesn't say, as PyTorch's cross entropy leaves it out
RARE = 3


@dataclass(slots=True)
class Words:
    """Parallel lists over the words of a sentence or window; a layer that isn't annotated holds None.

    `heads` are positions among the words, that of the word itself for a root.
    """

    pieces: list[tuple[int, ...]] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    layers: dict[str, list[str | None]] = field(default_factory=dict)
    heads: list[int | None] = field(default_factory=list)

    @property
    def cost(self) -> int:
        """The number of its word pieces."""
        return sum(map(len, self.pieces))

    def extend(self, other: Words) -> None:
        """Put another sentence behind these words."""
        offset = len(self.pieces)
        self.pieces += other.pieces
        self.shapes += other.shapes
        self.gaps += other.gaps
        self.heads += [None if head is None else head + offset for head in other.heads]
        for name, values in other.layers.items():
            self.layers.setdefault(name, []).extend(values)


LAYERS = ("tag", "form", "lemma", "start", "name", "relation")


def read(sentence: Sentence, nlp: Language, pieces: WordPieces) -> Words:
    """A sentence as the words of the tokenizer, whitespace left out; what doesn't align has no annotation."""
    parsed = sentence.words[0].head >= 0
    reference = (parsed_doc if parsed else named_doc)(nlp.vocab, [sentence])
    doc = nlp.make_doc(reference.text)
    example = Example(doc, reference)
    kept = [token.i for token in doc if not token.is_space]
    place = {i: number for number, i in enumerate(kept)}
    found = Words()
    for i in kept:
        found.pieces.append(pieces(doc[i].text))
        found.shapes.append(shape(doc[i].text))
        found.gaps.append(gap(doc[i]))
    found.layers = {name: [None] * len(kept) for name in LAYERS}
    found.heads = [None] * len(kept)
    found.layers["start"][:] = ["1"] + ["0"] * (len(kept) - 1)
    if parsed:
        _read_syntax(found, example, kept, place)
    if sentence.names is not None:
        named = Example(doc, named_doc(nlp.vocab, [sentence])) if parsed else example
        tags = named.get_aligned_ner()
        found.layers["name"] = [_iob(tags[i]) for i in kept]
    return found


def _read_syntax(found: Words, example: Example, kept: Sequence[int], place: Mapping[int, int]) -> None:
    tags, parts, morphs, lemmas = (example.get_aligned(a, as_string=True) for a in ("TAG", "POS", "MORPH", "LEMMA"))
    heads, labels = example.get_aligned_parse(projectivize=False)  # type: ignore[no-untyped-call]
    for number, i in enumerate(kept):
        if tags[i] is None or lemmas[i] is None:
            continue
        found.layers["tag"][number] = tags[i]
        found.layers["form"][number] = f"{parts[i]}|{morphs[i] or ''}"
        found.layers["lemma"][number] = str(edit(example.predicted[i].text, lemmas[i]))
        if heads[i] is not None and heads[i] in place and labels[i]:
            found.heads[number] = place[heads[i]]
            found.layers["relation"][number] = labels[i]


def _iob(tag: str | None) -> str | None:
    """A BILUO tag as IOB2; None where it isn't known."""
    if not tag or tag == "-" or tag.endswith("-"):
        return None
    return tag.replace("U-", "B-").replace("L-", "I-")


def classes(found: Iterable[Words]) -> dict[str, list[str]]:
    """The classes of each layer that aren't rare, the most frequent first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in LAYERS}
    for words in found:
        for name in LAYERS:
            counts[name].update(value for value in words.layers[name] if value is not None)
    least = {"lemma": RARE, "form": RARE}
    return {
        name: [
            value for value, times in sorted(count.items(), key=lambda c: (-c[1], c[0])) if times >= least.get(name, 1)
        ]
        for name, count in counts.items()
    }


def _rank(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def packed(runs: Sequence[Sequence[Words]], random: Random, sizes: Sequence[int]) -> Iterator[Words]:
    """The sentences of each run in windows of consecutive ones, of at most so many pieces, drawn from `sizes`."""
    for run in runs:
        window = Words()
        most = random.choice(sizes)
        for words in run:
            if window.pieces and window.cost + words.cost > most:
                yield window
                window, most = Words(), random.choice(sizes)
            window.extend(words)
        if window.pieces:
            yield window
