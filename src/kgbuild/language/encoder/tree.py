"""The dependency tree that the scores of arcs make likeliest."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.intp]
_NEVER = -1e9


def best_tree(scores: Scores) -> Heads:
    """The heads of the words of a sentence: position of the head among the words plus 1, 0 for the only root.

    `scores` (words, 1 + words): how well each word hangs on the root (column 0) and on each word. The root is the word
    that the scores like best there; the rest is the maximum spanning tree below it (Chu and Liu 1965, Edmonds 1967).
    """
    count = len(scores)
    shares = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    np.fill_diagonal(shares[:, 1:], _NEVER)
    heads: Heads = shares.argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle(heads):
        return heads
    root = int(shares[:, 0].argmax())
    shares[:, 0] = _NEVER
    shares[root] = _NEVER
    shares[root, 0] = 0.0
    square = np.full((count + 1, count + 1), _NEVER)
    square[1:] = shares
    found: Heads = _spanning(square)[1:]
    return found


def _spanning(scores: Scores) -> Heads:
    """The heads of the maximum spanning arborescence from node 0; `scores[i, j]`: that of i hanging on j."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    size = len(outside)
    contracted = np.full((size + 1, size + 1), _NEVER)
    contracted[:size, :size] = scores[np.ix_(outside, outside)]
    contracted[size, :size] = entering.max(axis=0)
    contracted[:size, size] = leaving.max(axis=1)
    contracted[0] = _NEVER
    found = _spanning(contracted)
    for position, head in enumerate(found[:size]):
        heads[outside[position]] = inside[leaving[position].argmax()] if head == size else outside[head]
    way_in = int(found[size])
    heads[inside[entering[:, way_in].argmax()]] = outside[way_in]
    heads[0] = 0
    return heads


def _cycle(heads: Heads) -> list[int]:
    """The nodes of a cycle among nodes 1, 2, …, whose heads these are; empty where there is none."""
    state = [0] * (len(heads) + 1)  # the walk that first met a node; the root, 0, is in none
    for start in range(1, len(heads) + 1):
        node = start
        while node and not state[node]:
            state[node] = start
            node = int(heads[node - 1])
        if node and state[node] == start:
            cycle = [node]
            while (node := int(heads[node - 1])) != cycle[0]:
                cycle.append(node)
            return cycle
    return []
