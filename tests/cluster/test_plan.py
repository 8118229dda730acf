"""Lines of a file read as if they were all."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.pipeline.cluster import plan
from kgbuild.read.articles import Read, read_source
from kgbuild.read.formats.jsonl import extent
from kgbuild.read.places import Source


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Forty articles without names on lines of many lengths, some of them blank, the last one without a line end."""
    lines = [json.dumps({"text": f"Artikel {n} über Genf. " * (n % 7 + 1)}, ensure_ascii=False) for n in range(40)]
    lines[7:7] = ["", "  "]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [60, 150, 1000, 1500])
def test_stretches_give_the_articles_of_the_file(file: Path, size: int) -> None:
    """All stretches together give each article once, in order, under the name that it has in the whole file."""
    (piece,) = plan.pieces([file])
    parts = list(plan.divided(piece, size))
    parts = list(plan.counted(parts, [extent(part.source) for part in parts])) if len(parts) > 1 else parts
    assert sum(part.size for part in parts) == piece.size
    whole = [item.article for item in read_source(Source(str(file), file)) if isinstance(item, Read)]
    read = [item.article for part in parts for item in read_source(part.source) if isinstance(item, Read)]
    assert read == whole
    assert read[0].name == "news-01"
    assert len(parts) == 1 or all(part.size < 2 * size + 250 for part in parts)


def test_small_files_and_others_stay_whole(file: Path) -> None:
    """A file that is not much larger than wanted, or not of lines, is one piece."""
    (piece,) = plan.pieces([file])
    assert list(plan.divided(piece, piece.size)) == [piece]
    other = replace(piece, where="news.warc.gz")
    assert list(plan.divided(other, 10)) == [other]


def test_pieces_follow_one_another_in_partitions(file: Path) -> None:
    """A partition has no more bytes than wanted, but for a piece that is larger alone; none is lost or moved."""
    (piece,) = plan.pieces([file])
    found = [replace(piece, where=str(number), size=size) for number, size in enumerate([5, 5, 5, 30, 1, 1, 9, 2])]
    made = plan.partitions(found, 10)
    assert [each for partition in made for each in partition] == found
    assert [[each.size for each in partition] for partition in made] == [[5, 5], [5], [30], [1, 1], [9], [2]]
