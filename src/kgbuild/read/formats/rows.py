"""Tables: which columns hold what of an article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.read.head import KEYS, described
from kgbuild.read.naming import name_of
from kgbuild.read.record import NoArticlesError, Record

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story"),
    "title": ("title", "headline"),
    "date": ("date", "published", "date_published", "publication_date", "publish_date", "pubdate", "published_at"),
    "modified": ("modified", "updated", "date_modified", "last_modified", "updated_at"),
    "source": ("source", "publisher", "outlet", "publication", "newspaper", "site_name"),
    "url": ("url", "link", "web_url", "permalink"),
    "license": ("license", "licence"),
    "name": ("name", "id", "guid", "uuid", "article_id"),
}
"""The columns that are looked for, the first that is there; written in any case, with blanks or hyphens for `_`."""


class NoTextError(NoArticlesError):
    """A table has no column that could hold the text of articles."""


def columns_of(header: Sequence[str], given: Mapping[str, str], where: str) -> dict[str, int]:
    """Where in a table the text and each known key stand; `given` are columns that the user named.

    Raises NoTextError for a table without a text.
    """
    plain = [name.strip().lower().replace(" ", "_").replace("-", "_") for name in header]
    found: dict[str, int] = {}
    for key, names in COLUMNS.items():
        if key in given:
            if given[key] in header:
                found[key] = list(header).index(given[key])
            continue
        known = next((name for name in names if name in plain), None)
        if known is not None:
            found[key] = plain.index(known)
    if "text" not in found:
        wanted = given.get("text") or f"one of {', '.join(COLUMNS['text'])}"
        raise NoTextError(
            f"{where} has no column with the text of its articles: {wanted}",
            'say in kgbuild.toml which one it is, below a line [read]: text = "…"',
        )
    return found


def unread(header: Sequence[str], found: Mapping[str, int]) -> list[str]:
    """The columns of a table that are not read."""
    return [name for number, name in enumerate(header) if number not in found.values() and name.strip()]


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row stands, for people, and the name of its file."""

    where: str
    stem: str

    def record(self, cells: Mapping[str, str]) -> Record:
        """The article of the row; one without a name is called after its address, or else after its text."""
        name = cells.get("name", "").strip() or name_of(self.stem, cells["text"], cells.get("url"))
        name = f"{self.stem}-{name}" if name.isdecimal() else name
        return Record(self.where, name, cells["text"], described({key: cells.get(key) for key in KEYS}))
