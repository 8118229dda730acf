"""Windows as the tensors of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from windows import LAYERS, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from torch import Tensor
    from windows import Words

    from kgbuild.language.encoder.features import WordPieces

CHUNK = 256


def batches(windows: Sequence[Words], most: int, random: Random) -> Iterator[list[Words]]:
    """All windows in a random order, windows of about one length together, at most so many pieces with the padding."""
    shuffled = random.sample(windows, len(windows))
    found: list[list[Words]] = []
    for start in range(0, len(shuffled), CHUNK):
        batch: list[Words] = []
        for window in sorted(shuffled[start : start + CHUNK], key=lambda w: w.cost):
            if batch and (window.cost + 2) * (len(batch) + 1) > most:
                found.append(batch)
                batch = []
            batch.append(window)
        found.append(batch)
    random.shuffle(found)
    yield from found


def tensors(batch: Sequence[Words], pieces: WordPieces) -> dict[str, Tensor]:
    """What the network takes of a batch: see `Network.forward`."""
    length, words = max(window.cost for window in batch) + 2, max(len(window.pieces) for window in batch)
    found = {name: torch.zeros(len(batch), length, dtype=torch.long) for name in ("pieces", "shapes", "gaps")}
    found |= {name: torch.zeros(len(batch), words, dtype=torch.long) for name in ("first", "last")}
    mask = torch.full((len(batch), 1, 1, length), -1e4)
    for row, window in enumerate(batch):
        layout = laid_out(window, pieces)
        for name, numbers in layout.items():
            found[name][row, : len(numbers)] = torch.tensor(numbers)
        mask[row, ..., : len(layout["pieces"])] = 0.0
    return found | {"mask": mask}


def laid_out(window: Words, pieces: WordPieces) -> dict[str, list[int]]:
    """The pieces of a window between the two marks, the shape and gap of each, and the places of each word's ends."""
    found: dict[str, list[int]] = {"pieces": [pieces.first], "shapes": [0], "gaps": [0], "first": [], "last": []}
    for numbers, shape, gap in zip(window.pieces, window.shapes, window.gaps, strict=True):
        found["first"].append(len(found["pieces"]))
        found["pieces"] += numbers
        found["shapes"] += [shape] * len(numbers)
        found["gaps"] += [gap] * len(numbers)
        found["last"].append(len(found["pieces"]) - 1)
    found["pieces"].append(pieces.last)
    return found


def targets(batch: Sequence[Words], classes: Mapping[str, Mapping[str, int]]) -> dict[str, Tensor]:
    """The class of each word in each layer, and its head (0 for a root, else the place among the words plus 1)."""
    words = max(len(window.pieces) for window in batch)
    found = {name: torch.full((len(batch), words), NONE) for name in (*LAYERS, "arc")}
    for row, window in enumerate(batch):
        for name in LAYERS:
            numbers = [NONE if value is None else classes[name].get(value, NONE) for value in window.layers[name]]
            found[name][row, : len(numbers)] = torch.tensor(numbers)
        heads = [NONE if head is None else 0 if head == i else head + 1 for i, head in enumerate(window.heads)]
        found["arc"][row, : len(heads)] = torch.tensor(heads)
    return found
