"""Putting a site into a folder: what is written, what is removed, what is never touched."""

import os
from pathlib import Path

import pytest

from kgbuild.errors import PublishError
from kgbuild.publish.writing import OWN, Folder

SITE = {"index.html": b"front", "person/a.html": b"a", "person/b.html": b"b", "deep/er/c.html": b"c"}


def put(root: Path, files: dict[str, bytes]) -> tuple[int, int]:
    """Publish files; how many were written and removed."""
    done = Folder(root).put(files, files.items())
    return done.written, done.removed


def inside(root: Path) -> dict[str, bytes]:
    """The files of a folder without the list of the site's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and OWN not in path.parts
    }


def test_the_folder_holds_the_site(tmp_path: Path) -> None:
    """In a new folder all files are written, and nothing else."""
    assert put(tmp_path / "new" / "site", SITE) == (4, 0)
    assert inside(tmp_path / "new" / "site") == SITE


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    """Files with the same content keep their time, also when others change."""
    put(tmp_path, SITE)
    for name in SITE:
        os.utime(tmp_path / name, (1, 1))
    os.utime(tmp_path / OWN / "files", (1, 1))
    assert put(tmp_path, SITE) == (0, 0)
    assert (tmp_path / OWN / "files").stat().st_mtime == 1
    assert put(tmp_path, SITE | {"person/a.html": b"A"}) == (1, 0)
    assert [name for name in SITE if (tmp_path / name).stat().st_mtime == 1] == [
        "index.html",
        "person/b.html",
        "deep/er/c.html",
    ]


def test_what_is_gone_is_removed_with_its_folders(tmp_path: Path) -> None:
    """A file that the site no longer has vanishes, and the folders that are empty then; files of others stay."""
    put(tmp_path, SITE)
    (tmp_path / "person" / "note.txt").write_text("mine")
    assert put(tmp_path, {"index.html": b"front"}) == (0, 3)
    assert inside(tmp_path) == {"index.html": b"front", "person/note.txt": b"mine"}
    assert not (tmp_path / "deep").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A folder that holds other files is taken, and they stay as they are."""
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref")
    put(tmp_path, SITE)
    put(tmp_path, {})
    assert inside(tmp_path) == {"CNAME": b"example.org", ".git/HEAD": b"ref"}


def test_a_file_of_others_is_not_replaced(tmp_path: Path) -> None:
    """Where a file that is not the site's own is in the way, it is named and stays; one that is the same is taken."""
    (tmp_path / "person").mkdir()
    (tmp_path / "person" / "a.html").write_bytes(b"mine")
    (tmp_path / "index.html").write_bytes(b"front")
    with pytest.raises(PublishError, match=r"a\.html is in the way"):
        put(tmp_path, SITE)
    assert (tmp_path / "person" / "a.html").read_bytes() == b"mine"
    (tmp_path / "person" / "a.html").unlink()
    put(tmp_path, SITE)
    assert inside(tmp_path) == SITE


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    """Nothing is written or removed through a symbolic link to a folder; a link in the place of a file is replaced."""
    site, other = tmp_path / "site", tmp_path / "other"
    other.mkdir()
    (other / "a.html").write_bytes(b"mine")
    put(site, SITE)
    for path in (site / "person").iterdir():
        path.unlink()
    (site / "person").rmdir()
    (site / "person").symlink_to(other)
    with pytest.raises(PublishError, match="person is a symbolic link"):
        put(site, SITE)
    put(site, {"index.html": b"front"})
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(other / "a.html")
    put(site, {"index.html": b"new"})
    assert inside(other) == {"a.html": b"mine"}
    assert (site / "index.html").read_bytes() == b"new"


def test_a_tampered_list_removes_nothing_outside(tmp_path: Path) -> None:
    """Lines of the list that lead out of the folder, or into its own, are passed over."""
    site = tmp_path / "site"
    put(site, SITE)
    (tmp_path / "mine.txt").write_text("mine")
    listed = site / OWN / "files"
    absolute = tmp_path / "mine.txt"
    listed.write_text(f"../mine.txt\n{absolute}\nperson/../../mine.txt\n{OWN}/files\nperson\n")
    put(site, {})
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (site / "person").is_dir()


def test_what_was_stopped_is_finished(tmp_path: Path) -> None:
    """A run that ends in the middle leaves whole files, and the next one knows which are the site's."""

    def broken() -> object:
        yield "index.html", b"front"
        yield "person/a.html", b"a"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Folder(tmp_path).put(SITE, broken())  # type: ignore[arg-type]
    assert inside(tmp_path) == {"index.html": b"front", "person/a.html": b"a"}
    (tmp_path / OWN / "part").write_bytes(b"half a file")
    put(tmp_path, {"index.html": b"other"})
    assert inside(tmp_path) == {"index.html": b"other"}
    assert not (tmp_path / OWN / "part").exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """A target that is a file is refused, and so is a file in the place of a folder."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="is no folder"):
        Folder(tmp_path / "file")
    (tmp_path / "person").write_text("x")
    with pytest.raises(PublishError, match="it is no folder"):
        put(tmp_path, SITE)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "c:x", f"{OWN}/files", "a\\b", ""])
def test_a_path_that_leads_elsewhere_is_a_bug(tmp_path: Path, path: str) -> None:
    """A maker that gives such a path is stopped before anything is written."""
    with pytest.raises(ValueError, match="not a path"):
        put(tmp_path / "site", {path: b"x"})
    assert not (tmp_path / "site").exists()


def test_two_spellings_are_refused(tmp_path: Path) -> None:
    """Two paths that differ in case alone are refused by name: on some systems they are one file."""
    with pytest.raises(PublishError, match=r"Place\.html and .*place\.html"):
        put(tmp_path, {"ontology/Place.html": b"", "ontology/place.html": b""})
