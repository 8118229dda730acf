"""Answers of services kept on disk, so that a rebuild needs no network; losing them costs only asking again."""

import hashlib
import os
import threading
from pathlib import Path
from typing import TypeVar

import msgspec

_VERSION = "kgbuild answer 1"
T = TypeVar("T")


class AnswerCache:
    """One file for each question under `folder`: a line with its checksum, the question, the answer.

    A file is the same whenever the answer is; one that is damaged or of another version or question counts as none. To
    `refresh` is to take only answers that have been kept since.
    """

    def __init__(self, folder: Path, *, refresh: bool = False) -> None:
        self._folder = folder
        self._refresh = refresh
        self._new: set[Path] = set()

    def get(self, question: tuple[str, ...], kind: type[T]) -> T | None:
        """The answer to a question as a value of type `kind`, None where it is not kept."""
        path = self._path(question)
        if self._refresh and path not in self._new:
            return None
        try:
            head, _, rest = path.read_bytes().partition(b"\n")
            asked, _, answer = rest.partition(b"\n")
            if head != _head(rest) or asked != msgspec.json.encode(question):
                return None
            return msgspec.json.decode(answer, type=kind)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def put(self, question: tuple[str, ...], answer: object) -> None:
        """Keep an answer, whole or not at all; where the disk does not take it, it is asked for again next time."""
        path = self._path(question)
        rest = msgspec.json.encode(question) + b"\n" + msgspec.json.encode(answer)
        beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_head(rest) + b"\n" + rest)
            beside.replace(path)
            self._new.add(path)
        except OSError:
            return

    def _path(self, question: tuple[str, ...]) -> Path:
        name = hashlib.sha256(msgspec.json.encode(question)).hexdigest()
        return self._folder / f"{name}.answer"


def _head(rest: bytes) -> bytes:
    return f"{_VERSION} {hashlib.sha256(rest).hexdigest()}".encode()
