"""Places for the nodes of a network, so that those few steps apart are near: the same on every machine.

Stress majorization (Gansner, Koren and North, 2004) in each connected part, then parts side by side. Only sums,
products, quotients and square roots are taken, which all machines round alike.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import sqrt
from random import Random

_ROUNDS = 120
_GAP = 1.5  # between connected parts; a step within one is 1
Point = tuple[float, float]


@lru_cache(maxsize=4)
def places(size: int, edges: frozenset[tuple[int, int]]) -> tuple[Point, ...]:
    """A point for each of the nodes 0, 1, …; about 1 from those that they share an edge with."""
    near: dict[int, list[int]] = {node: [] for node in range(size)}
    for one, other in sorted(edges):
        near[one].append(other)
        near[other].append(one)
    parts = sorted(_parts(near), key=lambda part: (-len(part), part[0]))
    found: dict[int, Point] = {}
    for part, corner in zip(parts, _shelves(drawn := [_part(part, near) for part in parts]), strict=True):
        for node, (x, y) in zip(part, drawn[parts.index(part)], strict=True):
            found[node] = (round(x + corner[0], 3), round(y + corner[1], 3))
    return tuple(found[node] for node in range(size))


def _parts(near: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The connected parts."""
    left, parts = set(near), []
    for node in near:
        if node in left:
            part = sorted(_steps(node, near))
            left.difference_update(part)
            parts.append(part)
    return parts


def _steps(start: int, near: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """How many edges each node is away."""
    found = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def _part(part: list[int], near: Mapping[int, Iterable[int]]) -> list[Point]:
    """The points of one connected part, from 0 up in both directions."""
    chance = Random(len(part))  # noqa: S311 -- where to start, not a secret
    points = [(chance.random() * sqrt(len(part)), chance.random() * sqrt(len(part))) for _ in part]
    apart = [[_steps(node, near)[other] for other in part] for node in part] if len(part) > 1 else []
    for _ in range(_ROUNDS if apart else 0):
        for at, distances in enumerate(apart):
            points[at] = _better(at, points, distances)
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    return [(x - left, y - top) for x, y in points]


def _better(at: int, points: list[Point], distances: list[int]) -> Point:
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
    """The corner of each part, in rows of about one width."""
    sizes = [tuple(max(point[axis] for point in part) + _GAP for axis in (0, 1)) for part in parts]
    wide = max([sqrt(sum(width * height for width, height in sizes)) * 1.25, *(width for width, _ in sizes)], default=0)
    corners, x, y, row = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x and x + width > wide:
            x, y, row = 0.0, y + row, 0.0
        corners.append((x, y))
        x, row = x + width, max(row, height)
    return corners
