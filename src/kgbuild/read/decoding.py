"""The bytes of a file as text: UTF-8 and nothing else, so that no character is ever guessed."""

from pathlib import Path

from kgbuild.errors import ArticleError

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 1_000_000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MARK = b"\xef\xbb\xbf"


def read_bytes(path: Path) -> bytes:
    """The content of a file; raises ArticleError where it cannot be read or holds more than 10 MB."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ArticleError(
                f"{path} is too large: {size / 1e6:.1f} MB", f"a file may hold up to {MOST_BYTES // 10**6} MB; split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(
            f"cannot read {path}: {error.strerror or error}", "check the path and its permissions"
        ) from error


def decode(content: bytes, where: str) -> str:
    """UTF-8 as text, without a byte order mark and with the line ends as they are; raises ArticleError for all else."""
    if content.startswith(_WIDE_MARKS):
        raise ArticleError(
            f"{where} is not UTF-8: it begins with the byte order mark of UTF-16 or UTF-32",
            "save it as UTF-8, for instance with: iconv -f UTF-16 -t UTF-8",
        )
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise ArticleError(
            f"{where} holds a NUL byte in line {line}: it is no text file, or UTF-16",
            "save it as UTF-8 text; UTF-16 can be converted with: iconv -f UTF-16LE -t UTF-8",
        )
    try:
        return content.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{where} is not UTF-8: byte 0x{error.object[error.start]:02x} in line {line} ends no character",
            "save it as UTF-8; a file in a Western Windows encoding can be converted with: "
            "iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def check_text(text: str, where: str) -> None:
    """Raise ArticleError for a text that is empty, is too long, or holds what no UTF-8 file can."""
    if not any(character.isalnum() for character in text):
        raise ArticleError(f"{where} holds no text", "put the article's text there, or remove the file")
    if len(text) > MOST_CHARACTERS:
        raise ArticleError(
            f"{where} is too long: {len(text):,} characters", f"an article may have up to {MOST_CHARACTERS:,}; split it"
        )
    if "\x00" in text:
        raise ArticleError(f"{where} holds a NUL character", "remove it")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ArticleError(f"{where} holds half of a surrogate pair", "write the character itself, or both halves")
