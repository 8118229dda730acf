"""Which articles are copies of others; what is computed of each text is kept in a file, whose loss costs only time."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from kgbuild.model import Article, Copy
from kgbuild.pipeline.fingerprints import fingerprint
from kgbuild.resolve import bylines, copies, signature
from kgbuild.resolve.copies import Imprint, Printed
from kgbuild.store.files import write_atomically

_CODE = (bylines, copies, signature)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The imprints of bodies by their SHA-256, and the fingerprint of the code that made them."""

    code: str = ""
    imprints: dict[bytes, Imprint] = field(default_factory=dict)


def find_copies(articles: Iterable[Article], file: Path) -> tuple[Copy, ...]:
    """The copies among articles, none of which has a later version; their imprints are kept in `file`."""
    code = fingerprint(Path(module.__file__) for module in _CODE if module.__file__)
    kept = _read(file, code)
    printed, used = [], {}
    for article in articles:
        key = sha256(article.quote(article.body).encode()).digest()
        used[key] = kept.get(key) or copies.imprint(article)
        printed.append(Printed(article.name, used[key], article.date, article.source))
    if used.keys() != kept.keys():
        write_atomically(file, msgspec.msgpack.encode(_Kept(code, used)))
    return copies.copies(printed)


def _read(file: Path, code: str) -> dict[bytes, Imprint]:
    with suppress(OSError, msgspec.MsgspecError):
        kept = msgspec.msgpack.decode(file.read_bytes(), type=_Kept)
        if kept.code == code:
            return kept.imprints
    return {}
