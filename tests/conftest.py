"""Fixtures that all tests may use."""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kgbuild.language.reader import Reader

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development corpora and gold files, which are not part of the project; without them the test is skipped."""
    folder = Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "extraction").is_dir():
        pytest.skip("the development corpora are not on this machine (set KGBUILD_SHARED to their folder)")
    return folder


_READERS: dict[tuple[object, ...], "Reader"] = {}


def load_reader_once(model: str, ontology: Sequence[Path]) -> "Reader":
    """The reader of a pipeline and of the words and names in some folders; the last two are kept."""
    from kgbuild.language.reader import Reader

    files = [path for folder in ontology for path in sorted(folder.rglob("*")) if path.is_file()]
    key = (model, *((path, sha256(path.read_bytes()).digest()) for path in files if path.suffix != ".md"))
    _READERS[key] = _READERS.pop(key) if key in _READERS else Reader.load(model or None, ontology)
    while len(_READERS) > 2:
        del _READERS[next(iter(_READERS))]
    return _READERS[key]


@pytest.fixture(scope="session", autouse=True)
def one_reader() -> Iterator[None]:
    """However many builds the tests of a process run, it loads their reader and writes their index of names once."""
    from kgbuild.link.index import builtin
    from kgbuild.pipeline import build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_reader", load_reader_once)
        patch.setattr(builtin, "_content", lru_cache(maxsize=4)(builtin._content.__wrapped__))
        yield
