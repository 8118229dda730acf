"""Where articles lie: files and folders of this machine, and URLs of other file systems, all opened in one way."""

import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from kgbuild.errors import ArticleError
from kgbuild.read.members import Members

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Place = Path | str
"""A path, or the URL of a file or folder on any file system that fsspec knows, such as `s3://bucket/news/`."""

MAILDIR = "maildir"
_MAIL_FOLDERS = ("cur", "new", "tmp")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")
_MOST_GROWTH = 200
_GROWTH_BEGINS = 50_000_000


class DamagedError(ArticleError):
    """A member of a packed file cannot be unpacked; reading may go on with the next."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines of a file: where they start and end in bytes, how many lines are before, and the number of the last.

    `last` is that of the last line of the whole file that is not blank.
    """

    start: int
    end: int
    before: int = 0
    last: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `where` is its path or URL for people, and `files` those inside it where it is a mail folder.

    With a `stretch` it is only these lines of the file, which is not packed.
    """

    where: str
    path: Path | None = None
    files: tuple["Source", ...] = ()
    stretch: Stretch | None = None

    @property
    def name(self) -> str:
        """Its own name, without folders and without `.gz`."""
        return self._name[:-3] if self._packed else self._name

    @property
    def folder(self) -> str:
        """The folder that it lies in, for people."""
        return str(Path(self.where).parent) if self.path else self.where.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its own name without its suffix."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        """The end of its name in lower case, such as `.jsonl`; `.gz` is passed over."""
        return MAILDIR if self.files else Path(self.name.lower()).suffix

    def open(self) -> BinaryIO:
        """Its bytes, unpacked where its name ends in `.gz`; whatever fails in reading raises ArticleError.

        After a DamagedError it goes on with the next member of a packed file.
        """
        try:
            raw = _Bytes(*self._opened(), self.where, self._packed)
            if self.stretch is not None:
                raw.limit(self.stretch)
        except (OSError, KeyError, ValueError) as error:
            raise _unreadable(self.where, error) from error
        return cast(BinaryIO, io.BufferedReader(raw, 1 << 16))

    @property
    def _name(self) -> str:
        return self.path.name if self.path else self.where.split("::")[0].rpartition("/")[2]

    @property
    def _packed(self) -> bool:
        return self._name.lower().endswith(".gz")

    def _opened(self) -> tuple[BinaryIO, object]:
        """The file, and the file system that must last as long as it."""
        if self.path is not None:
            return self.path.open("rb"), None
        system, path = file_system(self.where)
        return system.open(path, "rb"), system


class _Bytes(io.RawIOBase):
    """The bytes of a file, unpacked if `packed`; its faults are ArticleErrors."""

    def __init__(self, raw: BinaryIO, system: object, where: str, packed: bool) -> None:
        self._raw = raw
        self._system = system
        self._where = where
        self._file: BinaryIO | Members = Members(raw) if packed else raw
        self._packed = packed
        self._total = 0
        self._end: int | None = None

    def limit(self, stretch: Stretch) -> None:
        """Give only the bytes of a stretch."""
        self._raw.seek(stretch.start)
        self._end = stretch.end

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read what fits into the buffer; 0 at the end."""
        view = memoryview(buffer).cast("B")
        if self._end is not None:
            view = view[: max(0, self._end - self._raw.tell())]
        try:
            content = self._file.read(len(view))
        except EOFError as error:
            raise ArticleError(f"{self._where} is cut off: its gzip data has no end", "get the whole file") from error
        except zlib.error as error:
            raise DamagedError(
                f"{self._where} cannot be unpacked: {error}", "get the file again from where it came from"
            ) from error
        except OSError as error:
            raise _unreadable(self._where, error) from error
        view[: len(content)] = content
        self._total += len(content)
        if self._packed and self._total > _GROWTH_BEGINS and self._total > _MOST_GROWTH * self._raw.tell():
            raise ArticleError(
                f"{self._where} unpacks to more than {_MOST_GROWTH} times its size", "no file of articles does so"
            )
        return len(content)

    def seekable(self) -> bool:
        """Whether any place in it can be gone to, which formats that begin at their end ask for."""
        return not self._packed and self._raw.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; gives the place."""
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        """The place where it is."""
        return self._raw.tell()

    def close(self) -> None:
        """Close the file too."""
        self._raw.close()
        super().close()


def is_url(place: Place) -> bool:
    """Whether a place is named by a URL and not by a path."""
    return isinstance(place, str) and _URL.match(place) is not None


def sources(places: Sequence[Place], known: Sequence[str]) -> Iterator[tuple[Source, bool]]:
    """The files at some places, each once and sorted, and whether the user named the file itself.

    Inside folders, what is hidden is passed over; folders of a Maildir are one source. Raises ArticleError for a place
    that is not there, and for a file that was named and does not end in one of the `known` suffixes.
    """
    found: dict[str, tuple[Source, bool]] = {}
    for place in places:
        for source, named in _at(str(place)) if is_url(place) else _in(Path(place)):
            if named and source.suffix not in known:
                raise ArticleError(f"{source.where} is no article", f"articles end in {', '.join(known)}")
            key = source.where if source.path is None else str(source.path.resolve())
            first, before = found.get(key, (source, False))
            found[key] = first, before or named
    return iter(sorted(found.values(), key=lambda each: (each[0].path is None, each[0].path or each[0].where)))


def exists(place: Place) -> bool:
    """Whether there is a file or folder at a place."""
    if not is_url(place):
        return Path(place).exists()
    system, path = file_system(str(place))
    return bool(system.exists(path))


def _in(place: Path) -> Iterator[tuple[Source, bool]]:
    """The files of a path."""
    if not place.is_dir():
        if not place.exists():
            raise ArticleError(f"there is no {place}", "give a file or folder with articles")
        yield Source(str(place), place), True
        return
    mail: defaultdict[Path, list[Source]] = defaultdict(list)
    for path in sorted(place.rglob("*")):
        if not path.is_file() or _hidden(path.relative_to(place)):
            continue
        source, folder = Source(str(path), path), path.parent
        if folder.name not in _MAIL_FOLDERS or not _is_maildir(folder.parent):
            yield source, False
        elif folder.name != "tmp":
            mail[folder.parent].append(source)
    for folder, files in mail.items():
        yield Source(str(folder), folder, tuple(files)), False


def _is_maildir(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in _MAIL_FOLDERS)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _at(url: str) -> Iterator[tuple[Source, bool]]:
    """The files of a URL."""
    system, path = file_system(url)
    _, *rest = url.split("::")
    try:
        if system.isfile(path):
            yield Source("::".join([str(system.unstrip_protocol(path)), *rest])), True
            return
        names = system.find(path)
    except (OSError, ValueError) as error:
        raise _unreadable(url, error) from error
    if not names and not system.exists(path):
        raise ArticleError(f"there is no {url}", "give a file or folder with articles")
    for name in sorted(names):
        if not _hidden(Path(name.removeprefix(path))):
            yield Source("::".join([str(system.unstrip_protocol(name)), *rest])), False


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL or path, and the path in it; raises ArticleError where there is none."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ArticleError(
            f"{url} lies on another file system, which needs the package fsspec", 'install "kgbuild[cluster]"'
        ) from error
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise ArticleError(f"cannot open {url}: {error}", "install the package that it names") from error
    except (OSError, ValueError) as error:
        raise _unreadable(url, error) from error
    return system, str(path)


def _unreadable(where: str, error: Exception) -> ArticleError:
    words = error.strerror if isinstance(error, OSError) and error.strerror else error
    return ArticleError(f"cannot read {where}: {words}", "check the path and its permissions")
