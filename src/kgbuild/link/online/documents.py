"""JSON documents of services read strictly: of the shape that their protocol gives, or not at all."""

import re
import unicodedata
from typing import TypeVar

import msgspec

from kgbuild.web import AnswerError, PassingError, said

_QID = re.compile(r"Q[1-9][0-9]{0,9}")
T = TypeVar("T")


def read(body: bytes, kind: type[T], host: str) -> T:
    """The document as a value of type `kind`; PassingError for broken JSON, AnswerError for JSON of another shape."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as fault:
        raise AnswerError(f"{host} answers with JSON of another shape: {said(fault)}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise PassingError(f"{host} answers with broken JSON: {said(fault)}") from None


def is_qid(text: str) -> bool:
    """Whether this may be the identifier of an item of Wikidata, such as `Q42`: there is none above 2^31 - 1."""
    return _QID.fullmatch(text) is not None and int(text[1:]) < 2**31


def line(text: str) -> str:
    """A text on one line, in Unicode's composed form, without characters that do not print."""
    return " ".join("".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFC", text)).split())
