"""The plan of a build: which files, or lines of files, are read together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgbuild.errors import ClusterError
from kgbuild.read.formats import SUFFIXES
from kgbuild.read.places import Place, Source, Stretch, file_system, is_url, sources

_LEAST, _MOST, _MANY = 16_000, 2_000_000, 64
_LINES = ".jsonl"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or some lines of one; `state` changes when the file does, `size` is in bytes.

    `files` are those inside it where it is a mail folder; `named` is whether the user named the file itself.
    """

    where: str
    named: bool
    state: str
    size: int
    files: tuple[str, ...] = ()
    stretch: Stretch | None = None

    @property
    def source(self) -> Source:
        """What is read."""
        return Source(
            self.where, _path(self.where), tuple(Source(name, _path(name)) for name in self.files), self.stretch
        )


Partition = tuple[Piece, ...]
"""What one task reads."""


def pieces(places: Sequence[Place]) -> list[Piece]:
    """The files at some places; raises ArticleError for a place that cannot be used."""
    here = [place if is_url(place) else Path(place).absolute() for place in places]
    return [_piece(source, named) for source, named in sources(here, SUFFIXES)]


def target(found: Iterable[Piece]) -> int:
    """How many bytes are to be read together: a few minutes' work, or less, so that even a small input has many parts.

    It depends on the input alone, so that another cluster goes on with what one has begun.
    """
    return min(_MOST, max(_LEAST, sum(piece.size for piece in found) // _MANY))


def divided(piece: Piece, size: int) -> Iterator[Piece]:
    """A file of lines in stretches of about so many bytes, others as they are; lines are not counted yet."""
    if not piece.where.lower().endswith(_LINES) or piece.size < 2 * size:
        yield piece
        return
    ends, start = [], 0
    with piece.source.open() as file:
        for at in range(size, piece.size, size):
            if at > start:
                file.seek(at - 1)
                file.readline()
                start = min(file.tell(), piece.size)
                ends.append(start)
    ends = sorted({*ends, piece.size})
    for first, last in zip([0, *ends], ends, strict=False):
        yield replace(piece, size=last - first, stretch=Stretch(first, last))


def counted(stretches: Sequence[Piece], extents: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The stretches of one file with the numbers of their lines; `extents` are how many they have, up to which."""
    before, starts, last = 0, [], 1
    for lines, filled in extents:
        starts.append(before)
        last = before + filled if filled else last
        before += lines
    for piece, start in zip(stretches, starts, strict=True):
        stretch = piece.stretch or Stretch(0, piece.size)
        yield replace(piece, stretch=replace(stretch, before=start, last=last))


def partitions(found: Iterable[Piece], size: int) -> list[Partition]:
    """Pieces that follow one another, together as long as they have no more than so many bytes."""
    made: list[list[Piece]] = []
    room = 0
    for piece in found:
        if not made or piece.size > room:
            made.append([])
            room = size
        made[-1].append(piece)
        room -= piece.size
    return [tuple(each) for each in made]


def _piece(source: Source, named: bool) -> Piece:
    files = source.files or (source,)
    told = [_state(each.where) for each in files]
    return Piece(
        source.where,
        named,
        " ".join(state for state, _ in told),
        sum(size for _, size in told),
        tuple(each.where for each in source.files),
    )


def _state(where: str) -> tuple[str, int]:
    """What stands for the content of a file, its ETag where it has one, and its size."""
    system, path = file_system(where)
    try:
        return str(system.ukey(path)), int(system.size(path) or 0)
    except OSError as fault:
        raise ClusterError(f"cannot read {where}: {fault}", "check the path and its permissions") from fault


def _path(where: str) -> Path | None:
    return None if is_url(where) else Path(where)
