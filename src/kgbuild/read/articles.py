"""Articles out of files and folders: found, decoded, named and told apart. Files are only read, never changed."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kgbuild.errors import ArticleError
from kgbuild.model import Article, PartialDate, Span
from kgbuild.read.collection import Articles, Named
from kgbuild.read.decoding import check_characters, check_text
from kgbuild.read.formats import READERS, SUFFIXES
from kgbuild.read.head import Head, parse_date
from kgbuild.read.naming import safe_name
from kgbuild.read.places import Place, Source, sources
from kgbuild.read.record import NoArticlesError, Record, Remark, Unreadable
from kgbuild.read.register import Entry, Registered, settle
from kgbuild.read.revisions import moment
from kgbuild.spool import Spool

Columns = Mapping[str, str]
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that were read, sorted by name, and what a user should know about them, in plain words."""

    articles: Articles = field(default_factory=Articles)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """An article by the name that it asks for, with what the register keeps of it, and the warnings about it."""

    article: Article
    entry: Entry
    warnings: tuple[str, ...]


def read_articles(places: Place | Sequence[Place], columns: Columns | None = None) -> Reading:
    """The articles of files and folders (with the folders inside them), whatever order they are given in.

    A place is a path, or a URL that fsspec knows; `columns` names columns of tables and keys of records, such as
    `{"text": "Inhalt"}`. Other files of a folder are named in a warning, hidden ones are passed over, and so is a
    record that cannot be read among others that can. Of several versions of an article, which stand at one address, the
    latest tells what the others are superseded by. Raises ArticleError for a file that cannot be read as articles, for
    two articles with one name, for two with one text from one place, and for two versions of which none is known to be
    the later.
    """
    read, entries, files = Spool(Article), list[Entry](), list[Source]()
    told = Told()
    for source, named in _sources(places):
        for item in read_source(source, columns, named):
            if isinstance(item, Read):
                read.append(item.article)
                entries.append(item.entry)
                files.append(source)
                for warning in item.warnings:
                    told.add(source, warning, f"{item.entry.where} {warning}")
            elif isinstance(item, Unreadable) and item.whole:
                raise ArticleError(item.message, item.hint)
            elif isinstance(item, Remark) and item.foreign:
                told.add_foreign(source)
            else:
                told.add(source, "", item.message)
    placed = settle(entries)
    for source, place in zip(files, placed, strict=True):
        for words in place.told:
            told.add(source, "stands beside another of its text or address", f"{place.entry.where} {words}")
    articles = (
        Named(number, each.name, each.revises, each.superseded)
        for number, each in enumerate(placed)
        if not each.left_out
    )
    return Reading(Articles(read, articles), tuple(sorted(told.warnings())))


def iter_articles(
    places: Place | Sequence[Place], columns: Columns | None = None
) -> Iterator[Article | Unreadable | Remark]:
    """The same articles as `read_articles`, one at a time in the order of their files, and what there is to tell.

    All files are read twice: first for the register, which keeps no text, so that memory hardly grows. Raises
    ArticleError as `read_articles` does, but not for a file that cannot be read, which is told as `whole`.
    """
    items = (item for source, named in _sources(places) for item in read_source(source, columns, named))
    placed = iter(settle([item.entry for item in items if isinstance(item, Read)]))
    for source, named in _sources(places):
        for item in read_source(source, columns, named):
            if not isinstance(item, Read):
                yield item
                continue
            place = next(placed, None)
            if place is None or place.entry != item.entry:
                raise ArticleError(f"{source.where} has changed while it was read", "run the command again")
            yield from (Remark(f"{place.entry.where} {words}") for words in (*item.warnings, *place.told))
            yield from registered([(item, place)])


def read_source(
    source: Source, columns: Columns | None = None, named: bool = True
) -> Iterator[Read | Unreadable | Remark]:
    """What one file gives, in order; nothing is raised. Where no article can be read, the first fault is the whole's.

    A file that holds no articles, though its name looks as if it did, is told where the user has not `named` it.
    """
    faults: list[Unreadable] = []
    read = told = False
    for item in _items(source, columns or {}, named):
        told = True
        if isinstance(item, Unreadable) and not read:
            faults.append(item)
            continue
        if isinstance(item, Read):
            yield from faults
            faults, read = [], True
        yield item
    if not told and not source.stretch:
        yield Remark(f"{source.where} holds no articles")
    if faults:
        yield replace(faults[0], whole=True)
        yield from faults[1:]


def _items(source: Source, columns: Columns, named: bool) -> Iterator[Read | Unreadable | Remark]:
    reader = READERS.get(source.suffix)
    if reader is None:
        yield Remark(f"{source.where} is not read: articles end in {', '.join(SUFFIXES)}", foreign=True)
        return
    try:
        for item in reader(source, columns):
            yield _made(item, source.where) if isinstance(item, Record) else item
    except NoArticlesError as error:
        yield Unreadable(error.message, error.hint) if named else Remark(f"{error.message}; it is not read")
    except ArticleError as error:
        yield Unreadable(error.message, error.hint)


def _made(record: Record, file: str) -> Read | Unreadable:
    """The article of a record, unless nothing follows its head or its date is none."""
    where, text, head = record.where, record.text, record.head
    try:
        check_text(text[head.body :], where)
        for each in (text, *head.values.values()):
            check_characters(each, where)
        date, modified = (_date(where, head.values.get(key)) for key in ("date", "modified"))
    except ArticleError as error:
        return Unreadable(error.message, error.hint)
    article = Article(
        name=safe_name(record.name),
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
    entry = Entry(
        where=where,
        name=article.name,
        alone=where == file,
        named=record.named,
        body=hashlib.sha256(article.quote(article.body).encode()).digest(),
        sha256=article.sha256,
        length=len(text),
        url=article.url,
        source=article.source,
        moment=moment(head.values),
    )
    return Read(article, entry, (*head.warnings, *_on_dates(head)))


def _on_dates(head: Head) -> Iterator[str]:
    """What there is to tell of the dates in a head: which cannot be read, and that there is none."""
    effect = "only absolute dates in it can be resolved"
    if "date" in head.unread:
        yield f"has a date that cannot be read, so that {effect}: {head.unread['date']!r}"
    elif not head.values.get("date"):
        yield f"has no date: {effect}"
    if "modified" in head.unread:
        yield f"was modified at a time that cannot be read: {head.unread['modified']!r}"


def _date(where: str, value: str | None) -> PartialDate | None:
    try:
        return parse_date(value) if value else None
    except ValueError as error:
        raise ArticleError(
            f"{where} has a date that is none: {value!r}",
            "write a day, month or year of the calendar, such as 2023-09-17, 2023-09 or 2023",
        ) from error


def registered(read: Iterable[tuple[Read, Registered]]) -> Iterator[Article]:
    """The articles that count, by the names that they have got."""
    for one, place in read:
        if not place.left_out:
            yield replace(one.article, name=place.name, revises=place.revises, superseded=place.superseded)


def _sources(places: Place | Sequence[Place]) -> Iterator[tuple[Source, bool]]:
    return sources([places] if isinstance(places, (str, Path)) else places, SUFFIXES)


class Told:
    """Warnings in plain words; of many of one kind about one file, the first ones and how many there are."""

    def __init__(self) -> None:
        self._warnings: list[str] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._foreign: defaultdict[str, list[Source]] = defaultdict(list)

    def add(self, source: Source, kind: str, message: str) -> None:
        """Add a warning about a file; what `kind` says up to a colon is its kind."""
        kind = kind.partition(":")[0]
        self._counts[source.where, kind] += 1
        if self._counts[source.where, kind] <= _MOST_TOLD:
            self._warnings.append(message)

    def add_foreign(self, source: Source) -> None:
        """Add that a file is of no kind that is read; of several in one folder it is told at once."""
        self._foreign[source.folder].append(source)

    def warnings(self) -> list[str]:
        """All of them."""
        foreign = (_foreign(folder, files) for folder, files in self._foreign.items())
        more = ((where, kind, count - _MOST_TOLD) for (where, kind), count in self._counts.items())
        words = (f"{where}: {count:,} more: {kind or 'cannot be read'}" for where, kind, count in more if count > 0)
        return [*self._warnings, *foreign, *words]


def _foreign(folder: str, files: Sequence[Source]) -> str:
    """That files of a folder are of no kind that is read."""
    read = f"articles end in {', '.join(SUFFIXES)}"
    if len(files) == 1:
        return f"{files[0].where} is not read: {read}"
    ends = ", ".join(sorted({each.suffix for each in files if each.suffix}))
    return f"{folder}: {len(files):,} files are not read{f' ({ends})' if ends else ''}: {read}"
