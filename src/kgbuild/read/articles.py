"""Articles out of files and folders: found, decoded, named and told apart. Files are only read, never changed."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgbuild.errors import ArticleError
from kgbuild.model import Article, PartialDate, Span
from kgbuild.read.decoding import check_text, decode, read_bytes
from kgbuild.read.head import Head, below_heading, parse_date, read_head
from kgbuild.read.markup import read_page
from kgbuild.read.records import read_records
from kgbuild.read.revisions import Moment, Version, address, moment, revisions

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")
_LONGEST_NAME = 100
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that were read, sorted by name, and what a user should know about them, in plain words."""

    articles: tuple[Article, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with the place that it was read from and the warnings about it."""

    where: str
    article: Article
    moment: Moment | None
    warnings: tuple[str, ...]


def read_articles(places: Path | Sequence[Path]) -> Reading:
    """The articles of files and folders (with the folders inside them), whatever order they are given in.

    Reads .txt, .md, .html, .htm and .jsonl in UTF-8; other files of a folder are named in a warning, hidden ones are
    passed over. Of several versions of an article, which stand at one address, the latest tells what the others are
    superseded by. Raises ArticleError for what cannot be read as an article, for two articles with one name, for two
    with one text from one place, and for two versions of which none is known to be the later.
    """
    warnings: list[str] = []
    found: list[_Read] = []
    for path in _files([places] if isinstance(places, Path) else places, warnings):
        found += _read(path, warnings)
    found.sort(key=lambda one: (one.article.name, one.where))
    _check_names(found)
    _check_copies(found)
    found = _versions(found)
    warnings += [f"{one.where} {warning}" for one in found for warning in one.warnings]
    return Reading(tuple(one.article for one in found), tuple(sorted(warnings)))


def _files(places: Sequence[Path], warnings: list[str]) -> list[Path]:
    """The files to read, each once; those of a folder that cannot be read go to the warnings."""
    files: dict[Path, Path] = {}
    for place in places:
        if place.is_dir():
            inside = [path for path in place.rglob("*") if path.is_file() and not _hidden(path.relative_to(place))]
            for path in inside:
                if path.suffix.lower() in SUFFIXES:
                    files.setdefault(path.resolve(), path)
                else:
                    warnings.append(f"{path} is not read: articles end in {', '.join(SUFFIXES)}")
        elif not place.exists():
            raise ArticleError(f"there is no {place}", "give a file or folder with articles")
        elif place.suffix.lower() not in SUFFIXES:
            raise ArticleError(f"{place} is no article", f"articles end in {', '.join(SUFFIXES)}")
        else:
            files.setdefault(place.resolve(), place)
    return sorted(files.values())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(path: Path, warnings: list[str]) -> Iterator[_Read]:
    """The article of a file, or those of a JSON Lines file."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        yield from _read_lines(path, warnings)
        return
    text = decode(read_bytes(path), str(path))
    if suffix in {".html", ".htm"}:
        page = read_page(text)
        yield _made(str(path), path.stem, page.text, _with_usable_date(Head(page.values)))
        return
    head = read_head(text)
    yield _made(str(path), path.stem, text, below_heading(text, head) if suffix == ".md" else head)


def _read_lines(path: Path, warnings: list[str]) -> Iterator[_Read]:
    """The articles of a JSON Lines file; one without a name is named after the file and its line."""
    records = list(read_records(path))
    if not records:
        raise ArticleError(f"{path} holds no articles", "put one JSON object with a text on each line")
    unknown = sorted({key for record in records for key in record.unknown})
    if unknown:
        warnings.append(f"{path} has unknown keys, which are not read: {', '.join(unknown)}")
    width = len(str(records[-1].line))
    for record in records:
        name = record.name if record.name is not None else f"{path.stem}-{record.line:0{width}d}"
        yield _made(record.where, name, record.text, Head(record.values))


def _made(where: str, name: str, text: str, head: Head) -> _Read:
    """The article of a text with its head; raises ArticleError where nothing follows the head."""
    check_text(text[head.body :], where)
    date, modified = (_date(where, head.values.get(key)) for key in ("date", "modified"))
    undated = () if date else ("has no date: only absolute dates in it can be resolved",)
    article = Article(
        name=safe_name(name),
        text=text,
        body=Span(len(text) - len(text[head.body :].lstrip()), len(text.rstrip())),
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=head.values.get("title"),
        date=date,
        source=head.values.get("source"),
        url=head.values.get("url"),
        license=head.values.get("license"),
        modified=modified,
    )
    return _Read(where, article, moment(head.values), (*head.warnings, *undated))


def _date(where: str, value: str | None) -> PartialDate | None:
    try:
        return parse_date(value) if value else None
    except ValueError as error:
        raise ArticleError(
            f"{where} has a date that is none: {value!r}",
            "write a day, month or year of the calendar, such as 2023-09-17, 2023-09 or 2023",
        ) from error


def _with_usable_date(head: Head) -> Head:
    """The head of a page without dates that cannot be read, which its metadata may hold in any form."""
    for name in ("date", "modified"):
        value = head.values.get(name, "")
        try:
            parse_date(value or "2000")
        except ValueError:
            values = {key: one for key, one in head.values.items() if key != name}
            head = Head(values, head.body, (*head.warnings, f"has a date that cannot be read: {value!r}"))
    return head


def safe_name(name: str) -> str:
    """A name that every file system takes: letters and digits of any script, `-` and `_`; at most 100 bytes."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(one if one.isalnum() or one == "_" or unicodedata.combining(one) else "-" for one in composed)
    safe = re.sub("-+", "-", kept).strip("-")
    if not safe or len(safe.encode()) > _LONGEST_NAME:
        digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
        head = safe.encode()[: _LONGEST_NAME - 9].decode(errors="ignore").strip("-")
        return f"{head or 'article'}-{digest}"
    return f"{safe}-" if _RESERVED.fullmatch(safe) else safe


def _check_names(found: Sequence[_Read]) -> None:
    """Raise ArticleError where two articles would share a name, in a file system or in an IRI."""
    seen: dict[str, _Read] = {}
    for one in found:
        other = seen.setdefault(_key(one.article.name), one)
        if other is not one:
            raise ArticleError(
                f"two articles are named {one.article.name}: {other.where} and {one.where}",
                "rename one; names count as equal that differ only in case, accents or punctuation",
            )


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join("-" if one in "-_" else one for one in folded if not "\u0300" <= one <= "\u036f").strip("-")


def _check_copies(found: Sequence[_Read]) -> None:
    """Raise ArticleError where two articles have the same body and nothing tells that they are from two places."""
    seen: defaultdict[str, list[tuple[_Read, str, str]]] = defaultdict(list)
    for one in found:
        at, by = address(one.article.url) or "", (one.article.source or "").casefold()
        same = seen[one.article.quote(one.article.body)]
        for other, there, them in same:
            if not (at != there if at and there else by and them and by != them):
                raise ArticleError(
                    f"{one.where} has the same text as {other.where}",
                    "remove one of the two; where they are from two places, say so in their heads: source: or url:",
                )
        same.append((one, at, by))


def _versions(found: Sequence[_Read]) -> list[_Read]:
    """The same with the version that each article revises, and those superseded that have a later version."""
    where = {one.article.name: one.where for one in found}
    placed = ((one, address(one.article.url)) for one in found)
    later = revisions(Version(one.article.name, one.where, at, one.moment) for one, at in placed if at)
    earlier = {after: before for before, after in later.items()}
    versions = []
    for one in found:
        name = one.article.name
        article = replace(one.article, revises=earlier.get(name), superseded=name in later)
        told = (f"is an earlier version of {where[later[name]]}, which counts",) if name in later else ()
        versions.append(replace(one, article=article, warnings=(*one.warnings, *told)))
    return versions
