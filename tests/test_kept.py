"""What is kept is what was put, as long as nothing that it depends on changes."""

from pathlib import Path

from kgbuild.pipeline.kept import Forgetful, Kept, key_of


def test_what_was_put_is_kept(tmp_path: Path) -> None:
    """A value is found again by its kind and key, in this process and in the next."""
    key = key_of("article", 1)
    with Kept(tmp_path, "code") as kept:
        kept.put("page", key, b"value")
        assert kept.get("page", key) == b"value"
    with Kept(tmp_path, "code") as kept:
        assert kept.get("page", key) == b"value"
        assert kept.get("gist", key) is None
        assert kept.get("page", key_of("article", 2)) is None


def test_other_code_finds_nothing(tmp_path: Path) -> None:
    """A value that other code has made is none."""
    with Kept(tmp_path, "code") as kept:
        kept.put("page", b"k", b"value")
    with Kept(tmp_path, "other code") as kept:
        assert kept.get("page", b"k") is None


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    """Of a kind that is in use, values that were not asked for go; other kinds stay."""
    with Kept(tmp_path, "code") as kept:
        for kind, key in (("page", b"used"), ("page", b"left"), ("gist", b"used")):
            kept.put(kind, key, b"value")
    with Kept(tmp_path, "code") as kept:
        kept.get("page", b"used")
        kept.forget_unused()
    with Kept(tmp_path, "code") as kept:
        found = [kept.get(kind, key) for kind, key in (("page", b"used"), ("page", b"left"), ("gist", b"used"))]
    assert found == [b"value", None, b"value"]


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    """Whatever lies in its place, values can be put and found."""
    (tmp_path / "kept").write_bytes(b"nothing of the sort" * 1000)
    with Kept(tmp_path, "code") as kept:
        assert kept.get("page", b"k") is None
        kept.put("page", b"k", b"value")
        assert kept.get("page", b"k") == b"value"


def test_keys_tell_values_apart() -> None:
    """Parts that differ in value, kind or place give other keys."""
    keys = [key_of("a", "b"), key_of("ab"), key_of("b", "a"), key_of(1), key_of("1"), key_of([1, 2]), key_of(1, 2)]
    assert len({*keys}) == len(keys)


def test_the_forgetful_keeps_nothing() -> None:
    """Where nothing is to be kept, nothing is."""
    with Forgetful() as kept:
        kept.put("page", b"k", b"value")
        assert kept.get("page", b"k") is None
        kept.forget_unused()
