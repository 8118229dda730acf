"""The trained network, run by ONNX Runtime on one core."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kgbuild.language.encoder.features import WordPieces

Array = NDArray[np.float32]
Places = NDArray[np.intp]
CLASSIFIERS = ("tag", "form", "lemma", "start", "name")
_FILES = ("network.onnx", "pieces.txt", "classes.json", "lemmas.txt")


class Network:
    """The graph of the network with its word pieces, the classes of each layer, and the lemmas seen in training."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files`: the contents of the model's files by their names."""
        graph, pieces, classes, lemmas = (files[name] for name in _FILES)
        self._files = dict(files)
        self.pieces = WordPieces(pieces.decode().splitlines())
        self.classes: Mapping[str, Sequence[str]] = json.loads(classes)
        self.lemmas = frozenset(lemmas.decode().splitlines())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._relation: Array = self._session.run(["relation"], _ANYTHING)[0]

    @classmethod
    def read(cls, folder: Path) -> "Network":
        """The network in a folder."""
        return cls({name: (folder / name).read_bytes() for name in _FILES})

    def write(self, folder: Path) -> None:
        """Write the network's files to a folder."""
        for name, content in self._files.items():
            (folder / name).write_bytes(content)

    def scores(self, pieces: Sequence[tuple[int, ...]], shapes: Sequence[int], gaps: Sequence[int]) -> dict[str, Array]:
        """The scores for the words of a window, given the pieces, shape and gap of each.

        Gives (words, classes) for each of `CLASSIFIERS`, "arc" (words, 1 + words) whose column 0 is the root, and the
        vectors that `relations` compares.
        """
        lengths = np.array([len(numbers) for numbers in pieces])
        last = lengths.cumsum()
        given = {
            "pieces": [self.pieces.first, *(number for numbers in pieces for number in numbers), self.pieces.last],
            "shapes": [0, *np.repeat(shapes, lengths), 0],
            "gaps": [0, *np.repeat(gaps, lengths), 0],
            "first": last - lengths + 1,
            "last": last,
        }
        found = self._session.run(_SCORES, {name: np.asarray([row], np.int64) for name, row in given.items()})
        return {name: scores[0] for name, scores in zip(_SCORES, found, strict=True)}

    def relations(self, found: Mapping[str, Array], heads: Places) -> Array:
        """The scores (words, relations) of each word's relation to its head, by `heads` as `best_tree` gives them."""
        words, chosen = found["relation_word"], found["relation_head"][heads]
        width = words.shape[1]
        mixed = (words @ self._relation.reshape(width, -1)).reshape(len(words), -1, width)
        scores: Array = np.einsum("wrj,wj->wr", mixed, chosen)
        return scores


_SCORES = (*CLASSIFIERS, "arc", "relation_word", "relation_head")
_ANYTHING = {name: np.ones((1, 1), np.int64) for name in ("pieces", "shapes", "gaps")}
_ANYTHING |= {name: np.zeros((1, 1), np.int64) for name in ("first", "last")}
