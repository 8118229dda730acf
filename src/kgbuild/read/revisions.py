"""Versions of one article: what stands at one address with different texts, of which the latest counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from kgbuild.errors import ArticleError
from kgbuild.read.head import parse_date
from kgbuild.read.naming import TRACKING


@dataclass(frozen=True, slots=True)
class Moment:
    """From when to when an article may have been written, in UTC, as its head says; `modified` where it says so."""

    first: datetime
    last: datetime
    modified: bool


@dataclass(frozen=True, slots=True)
class Version:
    """An article by name, where it was read from, its address on the web and when it was written."""

    name: str
    where: str
    address: str
    moment: Moment | None


def moment(values: Mapping[str, str]) -> Moment | None:
    """When the article of a head was modified, else published, None where that is not told; ValueError for no date."""
    written = values.get("modified") or values.get("date")
    if not written:
        return None
    modified = "modified" in values
    day = parse_date(written)
    try:
        exact = datetime.fromisoformat(written.strip())
    except ValueError:
        exact = None
    if exact is None or len(written.strip()) <= len("2023-09-17"):
        first, last = (
            datetime.combine(each, edge, UTC) for each, edge in ((day.first, time.min), (day.last, time.max))
        )
        return Moment(first, last, modified)
    exact = exact if exact.tzinfo else exact.replace(tzinfo=UTC)
    return Moment(exact, exact, modified)


def address(url: str | None) -> str | None:
    """A URL without what makes no other page: scheme, fragment, tracking, last slash; None without one of a page."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in {None, 80, 443} else "")
    except ValueError:
        return None
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not pair[0].lower().startswith(TRACKING)])
    path = parts.path.rstrip("/")
    if parts.scheme not in {"http", "https"} or not host or not (path or query):
        return None
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def revisions(versions: Iterable[Version]) -> dict[str, str]:
    """The name of the next version of each article that has one.

    Raises ArticleError where two stand at one address and nothing tells which is the later.
    """
    by_address: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        by_address[version.address].append(version)
    return {
        earlier.name: later.name
        for versions in by_address.values()
        for earlier, later in pairwise(_in_order(versions) if len(versions) > 1 else [])
    }


def _in_order(versions: list[Version]) -> list[Version]:
    """The versions of one article, the earliest first."""
    dated = [(each.moment, each) for each in versions if each.moment is not None]
    dated.sort(key=lambda pair: (pair[0].first, pair[0].last, pair[0].modified, pair[1].name))
    unknown = next((each for each in versions if each.moment is None), None)
    if unknown is not None:
        raise _undecided(unknown, next(each for each in versions if each is not unknown))
    for (then, earlier), (now, later) in pairwise(dated):
        if now.first <= then.last and not (now.modified and not then.modified):
            raise _undecided(earlier, later)
    return [each for _, each in dated]


def _undecided(one: Version, other: Version) -> ArticleError:
    return ArticleError(
        f"{one.where} and {other.where} are versions of one article, {one.address}, and nothing tells which is later",
        "say in the later one when it was changed, with a line such as modified: 2024-03-05; or remove one",
    )
