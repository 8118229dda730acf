"""The bytes of a file as text: UTF-8, or the encoding that the file declares, so that no character is ever guessed."""

import codecs
import re
from collections.abc import Iterator

from kgbuild.errors import ArticleError
from kgbuild.read.places import Source

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 1_000_000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_LEGACY = re.compile(
    r"(?:cp|windows-?)(?:125[0-8]|874|932|949|950)|iso-?8859-?(?:[1-9]|1[0-6])|latin-?[1-9]|us-ascii|ascii|koi8-?[ru]"
    r"|mac-?(?:roman|cyrillic)|gb2312|gbk|gb18030|big5(?:-?hkscs)?|euc-?(?:jp|kr)|shift[_-]?jis|iso-2022-jp|tis-620"
    r"|utf-?16(?:-?[lb]e)?"
)
_WESTERN = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii")


def read_bytes(source: Source) -> bytes:
    """The content of a file; raises ArticleError where it cannot be read or holds more than 10 MB."""
    try:
        size = source.path.stat().st_size if source.path else 0
    except OSError as error:
        raise ArticleError(
            f"cannot read {source.where}: {error.strerror or error}", "check the path and its permissions"
        ) from error
    if size <= MOST_BYTES:
        with source.open() as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) <= MOST_BYTES:
            return content
    words = f": {size / 1e6:.1f} MB" if size > MOST_BYTES else ""
    raise ArticleError(
        f"{source.where} is too large{words}", f"a file may hold up to {MOST_BYTES // 10**6} MB; split it"
    )


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


def decode_declared(content: bytes, declared: str | None, where: str) -> str:
    """Text in UTF-8, whatever is declared, else in the encoding that is declared; raises ArticleError for all else.

    What is valid UTF-8 is UTF-8: a declaration is wrong more often than the bytes of another encoding look like that.
    """
    codec = legacy(declared)
    if codec is None:
        return decode(content, where)
    if not codec.startswith(("utf-16", "iso-2022")) and b"\x00" not in content:
        try:
            return content.removeprefix(_MARK).decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{where} is not in {declared}, as it declares", "save it as UTF-8") from error


def legacy(declared: str | None) -> str | None:
    """The codec of a declared encoding, as browsers take it; none for UTF-8 and for what no text is written in."""
    name = (declared or "").strip().strip("\"'").lower()
    if not _LEGACY.fullmatch(name):
        return None
    return "cp1252" if _WESTERN.fullmatch(name) else codecs.lookup(name).name


def chunks(source: Source, declared: str | None) -> Iterator[str]:
    """The text of a file piece by piece, decoded as `decode_declared` does; raises ArticleError where that fails."""
    codec = legacy(declared)
    if codec is not None and not codec.startswith(("utf-16", "iso-2022")) and _is_utf8(source):
        codec = None
    decoder = codecs.getincrementaldecoder(codec or "utf-8-sig")()
    with source.open() as file:
        while content := file.read(1 << 16):
            yield _decoded(decoder, content, source.where, declared)
    yield _decoded(decoder, b"", source.where, declared)


def _decoded(decoder: codecs.IncrementalDecoder, content: bytes, where: str, declared: str | None) -> str:
    try:
        return decoder.decode(content, final=not content)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{where} is not in {declared or 'UTF-8'}, as it declares", "save it as UTF-8") from error


def _is_utf8(source: Source) -> bool:
    """Whether all of a file is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        try:
            while content := file.read(1 << 16):
                decoder.decode(content)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def check_text(text: str, where: str) -> None:
    """Raise ArticleError for a text that is empty, is too long, or holds a NUL character."""
    if not any(character.isalnum() for character in text):
        raise ArticleError(f"{where} holds no text", "put the article's text there, or remove the file")
    if len(text) > MOST_CHARACTERS:
        raise ArticleError(
            f"{where} is too long: {len(text):,} characters", f"an article may have up to {MOST_CHARACTERS:,}; split it"
        )
    if "\x00" in text:
        raise ArticleError(f"{where} holds a NUL character", "remove it")


def check_characters(text: str, where: str) -> None:
    """Raise ArticleError for a text or a value of a head that holds what no UTF-8 file can."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ArticleError(f"{where} holds half of a surrogate pair", "write the character itself, or both halves")
