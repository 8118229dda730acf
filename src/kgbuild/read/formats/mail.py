"""E-mail: messages of an .eml file, an mbox or a Maildir, such as newsletters."""

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, decode_declared, read_bytes
from kgbuild.read.formats.page import declared_charset
from kgbuild.read.head import described
from kgbuild.read.markup import read_fragment
from kgbuild.read.naming import name_of
from kgbuild.read.places import Source
from kgbuild.read.record import Item, NoArticlesError, Record, Unreadable

_FROM = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}\b")
_HEADER = re.compile(rb"[!-9;-~]+:")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\"]+")
_SPACE_STUFFED = re.compile(r"^ (?= |>|From )", re.MULTILINE)
_HINT = "save the message anew, with its text as plain text or HTML"


def read_message(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The article of an .eml file."""
    yield _item(read_bytes(source), source.where, source.stem)


def read_maildir(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a mail folder, a file each."""
    for file in source.files:
        try:
            yield _item(read_bytes(file), file.where, source.stem)
        except ArticleError as error:
            yield Unreadable(error.message, error.hint)


def read_mbox(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of an mbox in order; raises NoArticlesError where it does not begin as one."""
    with source.open() as file:
        for number, content in enumerate(_messages(file, source.where), start=1):
            where = f"{source.where}, message {number}"
            if len(content) > MOST_BYTES:
                yield Unreadable(f"{where} has more than {MOST_BYTES // 10**6} MB", _HINT)
            else:
                yield _item(_QUOTED_FROM.sub(b"", content), where, source.stem)


def _messages(file: BinaryIO, where: str) -> Iterator[bytes]:
    """The messages of an mbox without the line that begins each; one that is too long is cut, one byte too late."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := file.readline(MOST_BYTES):
        if blank and _FROM.match(line):
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        elif not begun and line.strip():
            raise _no_mbox(line, where)
        elif size <= MOST_BYTES:
            lines.append(line[: MOST_BYTES + 1 - size])
            size += len(lines[-1])
        blank = not line.strip()
    if begun:
        yield b"".join(lines)


def _no_mbox(line: bytes, where: str) -> NoArticlesError:
    """Why a file that begins with a line is no mbox."""
    begins = "an mbox begins: From news@example.org Tue Apr  5 10:00:00 2022"
    if line.startswith(b"From "):
        return NoArticlesError(f"{where} is no mbox: its first line, From …, tells no time and year", begins)
    if _HEADER.match(line):
        words = "it begins with the head of a message, without a line From … before it"
        return NoArticlesError(f"{where} is no mbox: {words}", f"name a single message .eml; {begins}")
    return NoArticlesError(f"{where} is no mbox: it does not begin with a line From …", begins)


def _item(content: bytes, where: str, stem: str) -> Item:
    try:
        message = message_from_bytes(content)
        text = _text(message, where)
        values = {
            "title": _header(message, "Subject"),
            "date": _header(message, "Date"),
            "source": _sender(message),
            "url": _url(_header(message, "Archived-At")),
        }
        return Record(
            where, name_of(stem, text, values["url"], _header(message, "Message-ID")), text, described(values)
        )
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return Unreadable(f"{where} is no message that can be read: {error}", _HINT)
    except ArticleError as error:
        return Unreadable(error.message, error.hint)


def _text(message: Message, where: str) -> str:
    """The plain text of a message, or where there is none the visible text of its HTML; attachments are no text."""
    leaves = (part for part in message.walk() if not part.is_multipart())
    parts = [part for part in leaves if part.get_content_disposition() != "attachment"]
    plain = [_plain(part, where) for part in parts if part.get_content_type() == "text/plain"]
    if not any(text.strip() for text in plain):
        pages = (_decoded(part, where) for part in parts if part.get_content_type() == "text/html")
        plain = [read_fragment(page) for page in pages]
    return "\n\n".join(text.strip() for text in plain if text.strip())


def _plain(part: Message, where: str) -> str:
    """Plain text with its lines as they are; what `format=flowed` broke is joined again."""
    text = _decoded(part, where).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    separator = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines = _SPACE_STUFFED.sub("", text).split("\n")
    return "".join(line[:-1] + separator if line.endswith(" ") and line != "-- " else f"{line}\n" for line in lines)


def _decoded(part: Message, where: str) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset() or declared_charset(content)
    return decode_declared(content, charset, where)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):
        text = str(value)
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())


def _sender(message: Message) -> str | None:
    """Who sent the message, by name, else the domain of the address."""
    name, address = parseaddr(_header(message, "From") or "")
    return name.strip() or address.rpartition("@")[2] or None


def _url(value: str | None) -> str | None:
    match = _URL.search(value or "")
    return match.group() if match else None
