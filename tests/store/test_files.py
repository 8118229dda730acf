"""Files are put in place whole or not at all."""

from pathlib import Path

import pytest

from kgbuild.errors import BuildError
from kgbuild.store import write_atomically


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, hidden or not."""
    return sorted(each.name for each in folder.iterdir())


def test_content_is_replaced_and_nothing_stays_beside(tmp_path: Path) -> None:
    """The new content stands under the name, with the permissions of the old file, and no other file."""
    target = tmp_path / "deep" / "x.ttl"
    write_atomically(target, b"old")
    target.chmod(0o640)
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert names_in(target.parent) == ["x.ttl"]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the old file stands, nothing lies beside and the error has a hint."""
    target = tmp_path / "x.ttl"
    write_atomically(target, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kgbuild.store.files.os.fsync", full)
    with pytest.raises(BuildError, match="No space left on device") as caught:
        write_atomically(target, b"new")
    assert caught.value.hint
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["x.ttl"]


def test_a_new_file_is_readable_by_others_as_the_umask_says(tmp_path: Path) -> None:
    """A new file gets the permissions that any new file gets, not those of a temporary one."""
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "made", b"")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    """A target that is a folder is refused, and left."""
    (tmp_path / "x.ttl").mkdir()
    with pytest.raises(BuildError):
        write_atomically(tmp_path / "x.ttl", b"")
    assert names_in(tmp_path) == ["x.ttl"]
