"""The spaCy component that annotates a text with everything that the encoder tells."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy import util
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from kgbuild.language.encoder.features import shape
from kgbuild.language.encoder.lemmas import Edit
from kgbuild.language.encoder.network import Array, Network, Places
from kgbuild.language.encoder.spans import best_tags, spans, steps
from kgbuild.language.encoder.tree import best_tree
from kgbuild.language.encoder.windows import gap, windows

Values = NDArray[np.uint64]
NAME = "kgbuild_encoder"
_ASSIGNED = ["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents"]
_ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]
_EDITS = 5  # of which a known lemma may come
_TAG, _POS, _MORPH, _LEMMA, _HEAD, _DEP = range(len(_ATTRIBUTES))


@Language.factory(NAME, assigns=_ASSIGNED)
def make(nlp: Language, name: str) -> "Encoder":
    """An encoder without a network yet: `from_disk` brings it."""
    return Encoder(nlp.vocab, name)


class Encoder:
    """Tags, universal tags and features, lemmas, dependencies, sentence bounds and names, in one pass over a text.

    Words that are part of a name and verbs elsewhere (*United* Nations), which EWT leaves verbs, are proper nouns.
    """

    def __init__(self, vocab: Vocab, name: str = NAME, network: Network | None = None) -> None:
        self.vocab = vocab
        self.name = name
        self.take(network)

    def take(self, network: Network | None) -> None:
        """Annotate with this network from now on."""
        self._network = network
        if network is None:
            return
        classes = network.classes
        self._edits = [Edit.read(text) for text in classes["lemma"]]
        self._root = classes["relation"].index("ROOT")
        parts, forms = zip(*(form.split("|", 1) for form in classes["form"]), strict=True)
        add = self.vocab.strings.add
        self._tags = np.array([add(tag) for tag in classes["tag"]], np.uint64)
        self._proper = np.isin(classes["tag"], ["NNP", "NNPS"])
        self._parts = np.array([IDS[part] for part in parts], np.uint64)
        self._forms = np.array([self.vocab.morphology.add(form) for form in forms], np.uint64)
        self._steps = steps(classes["name"])
        self._relations = np.array([add(label) for label in classes["relation"]], np.uint64)

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations and the kinds of names that it may give."""
        classes = self._network.classes if self._network else {"relation": (), "name": ()}
        return (*classes["relation"], *sorted({tag[2:] for tag in classes["name"]} - {""}))

    @property
    def _scored(self) -> Network:
        if self._network is None:
            raise ValueError(f"the component {self.name} has no network: load it from a folder")
        return self._network

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a text in place; raises ValueError where no network was loaded."""
        words = self._scored.pieces
        pieces = [() if token.is_space else words(token.text) for token in doc]
        values: Values = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
        heads: Places = np.arange(len(doc))
        names: list[Span] = []
        for window in windows(doc, [len(numbers) for numbers in pieces]):
            at = np.array([word.i for word in window])
            shapes = [shape(word.text) for word in window]
            found = self._scored.scores([pieces[i] for i in at], shapes, [gap(word) for word in window])
            tree = _heads(found, [place for place, word in enumerate(window) if _opens(word)])
            heads[at] = at[np.where(tree > 0, tree - 1, np.arange(len(at)))]
            values[at] = self._values(window, found, tree)
            names += self._names(doc, window, found["name"])
        self._attach_spaces(doc, values, heads)
        values[:, _HEAD] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        doc.from_array(_ATTRIBUTES, values)  # type: ignore[arg-type]
        doc.set_ents(names)
        return doc

    def _values(self, window: Sequence[Token], found: dict[str, Array], tree: Places) -> Values:
        """The attributes of the words of a window, all but their heads."""
        relations = self._scored.relations(found, tree)
        relations[:, self._root] = -np.inf
        labels = np.where(tree > 0, relations.argmax(axis=1), self._root)
        tags, forms = (found[name].argmax(axis=1) for name in ("tag", "form"))
        lemmas = [self._lemma(word.text, scores) for word, scores in zip(window, found["lemma"], strict=True)]
        values: Values = np.zeros((len(window), len(_ATTRIBUTES)), np.uint64)
        values[:, _TAG] = self._tags[tags]
        verbs = np.isin(self._parts[forms], [IDS["VERB"], IDS["AUX"]])
        values[:, _POS] = np.where(self._proper[tags] & verbs, IDS["PROPN"], self._parts[forms])
        values[:, _MORPH] = self._forms[forms]
        values[:, _DEP] = self._relations[labels]
        values[:, _LEMMA] = [self.vocab.strings.add(lemma) for lemma in lemmas]
        return values

    def _lemma(self, word: str, scores: Array) -> str:
        """The lemma by the likeliest edit that gives a known one; by the likeliest of all where none does."""
        likeliest = self._edits[scores.argmax()](word) or word
        if likeliest in self._scored.lemmas or not likeliest.islower():
            return likeliest
        others = (self._edits[number](word) for number in np.argsort(-scores, kind="stable")[1:_EDITS])
        return next((lemma for lemma in others if lemma in self._scored.lemmas), likeliest)

    def _names(self, doc: Doc, window: Sequence[Token], scores: Array) -> list[Span]:
        """The names of a window as spans of the text."""
        labels = self._scored.classes["name"]
        tags = [labels[best] for best in best_tags(scores, self._steps)]
        return [Span(doc, window[start].i, window[end - 1].i + 1, kind) for start, end, kind in spans(tags)]

    def _attach_spaces(self, doc: Doc, values: Values, heads: Places) -> None:
        """Hang whitespace on the word before it, on the first word where there is none."""
        tag, label = self.vocab.strings.add("_SP"), self.vocab.strings.add("dep")
        host = next((token.i for token in doc if not token.is_space), 0)
        for token in doc:
            if token.is_space:
                values[token.i] = tag, IDS["SPACE"], self.vocab.morphology.add(""), token.orth, 0, label
                heads[token.i] = host
            else:
                host = token.i

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 (spaCy's own interface)
        """Write the network to a folder of its own."""
        if self._network is not None:
            Path(path).mkdir(exist_ok=True)
            self._network.write(Path(path))

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "Encoder":  # noqa: ARG002 (spaCy's own interface)
        """Read the network from its folder."""
        self.take(Network.read(util.ensure_path(path)))
        return self


def _opens(word: Token) -> bool:
    """Whether a word can only open a sentence: one with a capital behind ", D.C.", whose dot ends the sentence too."""
    return word.i > 1 and word.text[:1].isupper() and [word.nbor(-2).text, word.nbor(-1).text] == [",", "D.C."]


def _heads(found: dict[str, Array], opening: Sequence[int] = ()) -> Places:
    """The heads of the words of a window, as `best_tree` gives them for each of its sentences."""
    starts = found["start"].argmax(axis=1)
    starts[[0, *opening]] = 1
    bounds = [*np.flatnonzero(starts), len(starts)]
    heads = np.zeros(len(starts), np.intp)
    for start, end in pairwise(bounds):
        columns = [0, *range(start + 1, end + 1)]
        tree = best_tree(found["arc"][start:end, columns].astype(np.float64))
        heads[start:end] = np.where(tree > 0, tree + start, 0)
    return heads
