"""The libraries that the site ships are those that were put there, with their licences, and load nothing else."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

VENDOR = CHECKOUT / "src" / "kgbuild" / "publish" / "vendor"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())
UNTOLD = {"SHA256SUMS", "README.md"}
LOADING = re.compile(
    r"sourceMappingURL|\bimport\s*\(|importScripts|\.src\s*=\s*[\"']https?:|url\(\s*[\"']?(?:https?:)?//|@import"
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_sums(folder: Path) -> None:
    """Each file has the sum that is noted for it, and each is noted but the notes themselves."""
    lines = [line.partition("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    noted = {name: sum_ for sum_, _, name in lines}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - UNTOLD
    assert noted.keys() == there
    for name, sum_ in noted.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == sum_, name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_licence_and_origin(folder: Path) -> None:
    """Each library has its licence, and a note that tells its version and the package it is from."""
    assert re.search(r"copyright", (folder / "LICENSE").read_text(encoding="utf-8"), re.IGNORECASE)
    note = (folder / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\d+\.\d+\.\d+", note)
    assert "npm package" in note


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_loaded_from_elsewhere(folder: Path) -> None:
    """No script or style names a source map, or loads something of another site."""
    for path in [*folder.rglob("*.js"), *folder.rglob("*.css")]:
        assert not LOADING.search(path.read_text(encoding="utf-8")), path


def test_pictures_of_a_style_are_there() -> None:
    """What the style of a library names by a relative path is beside it."""
    for path in VENDOR.rglob("*.css"):
        for name in re.findall(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / name).is_file(), (path, name)
