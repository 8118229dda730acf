"""Places for the nodes of a network, so that those who are bound up closely are near: the same on every machine.

Stress majorization (Gansner, Koren and North, 2004) in each connected part, then parts side by side. Only sums,
products, quotients and square roots are taken, which all machines round alike.
"""

from collections.abc import Mapping
from functools import lru_cache
from heapq import heappop, heappush
from math import sqrt
from random import Random

_ROUNDS = 120
_GAP = 3.0  # between connected parts
Point = tuple[float, float]
Near = Mapping[int, Mapping[int, float]]


@lru_cache(maxsize=4)
def places(size: int, edges: frozenset[tuple[int, int]]) -> tuple[Point, ...]:
    """A point for each of the nodes 0, 1, …

    Two that share an edge are to be the farther apart the more others only one of them shares an edge with, so that
    there is room around those with many.
    """
    others: dict[int, set[int]] = {node: set() for node in range(size)}
    for one, other in edges:
        others[one].add(other)
        others[other].add(one)
    near = {node: {other: sqrt(len(own ^ others[other])) for other in sorted(own)} for node, own in others.items()}
    parts = sorted(_parts(near), key=lambda part: (-len(part), part[0]))
    drawn = [_part(part, near) for part in parts]
    found: dict[int, Point] = {}
    for part, points, corner in zip(parts, drawn, _shelves(drawn), strict=True):
        for node, (x, y) in zip(part, points, strict=True):
            found[node] = (round(x + corner[0], 3), round(y + corner[1], 3))
    return tuple(found[node] for node in range(size))


def _parts(near: Near) -> list[list[int]]:
    """The connected parts."""
    left, parts = set(near), []
    for node in near:
        if node in left:
            part = sorted(_steps(node, near))
            left.difference_update(part)
            parts.append(part)
    return parts


def _steps(start: int, near: Near) -> dict[int, float]:
    """How far each node is away along edges."""
    found: dict[int, float] = {}
    queue = [(0.0, start)]
    while queue:
        far, node = heappop(queue)
        if node not in found:
            found[node] = far
            for other, step in near[node].items():
                if other not in found:
                    heappush(queue, (far + step, other))
    return found


def _part(part: list[int], near: Near) -> list[Point]:
    """The points of one connected part, from 0 up in both directions."""
    chance = Random(len(part))  # noqa: S311 -- where to start, not a secret
    points = [(chance.random() * sqrt(len(part)), chance.random() * sqrt(len(part))) for _ in part]
    apart = [[far for _, far in sorted(_steps(node, near).items())] for node in part] if len(part) > 1 else []
    for _ in range(_ROUNDS if apart else 0):
        for at, distances in enumerate(apart):
            points[at] = _better(at, points, distances)
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    return [(x - left, y - top) for x, y in points]


def _better(at: int, points: list[Point], distances: list[float]) -> Point:
    """Where a node would stand best while all others stay."""
    x, y = points[at]
    across = down = total = 0.0
    for (other_x, other_y), steps in zip(points, distances, strict=True):
        if steps:
            far = sqrt((x - other_x) ** 2 + (y - other_y) ** 2) or 1e-6
            weight = 1 / (steps * steps)
            across += weight * (other_x + (x - other_x) * steps / far)
            down += weight * (other_y + (y - other_y) * steps / far)
            total += weight
    return across / total, down / total


def _shelves(parts: list[list[Point]]) -> list[Point]:
    """The corner of each part: the first, and beside it the others in rows, no higher than it where that can be."""
    if not parts:
        return []
    (left, high), *rest = [(max(x for x, _ in part) + _GAP, max(y for _, y in part) + _GAP) for part in parts]
    wide = max((width for width, _ in rest), default=0.0)
    while (rows := _rows(rest, wide))[1] > high and wide < 2 * left:
        wide *= 1.25
    return [(0.0, 0.0), *((left + x, y) for x, y in rows[0])]


def _rows(sizes: list[Point], wide: float) -> tuple[list[Point], float]:
    """Corners of boxes put into rows of a width, and the height of all."""
    corners, x, y, row = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x and x + width > wide:
            x, y, row = 0.0, y + row, 0.0
        corners.append((x, y))
        x, row = x + width, max(row, height)
    return corners, y + row
