"""The action API of a Wikibase such as Wikidata: items by name (`wbsearchentities`), their data (`wbgetentities`).

Source: https://www.wikidata.org/w/api.php?action=help and https://www.mediawiki.org/wiki/Manual:Maxlag_parameter.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Literal

import msgspec
from msgspec import Struct, field

from kgbuild.link.online.client import get
from kgbuild.link.online.documents import is_qid, line, read
from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.session import Session
from kgbuild.link.online.statements import Entity, Record, record
from kgbuild.web import AnswerError, PassingError, Request, TooLargeError, host_of, said

WIKIDATA = "https://www.wikidata.org/w/api.php"
ITEMS = "http://www.wikidata.org/entity/"
_COMMON = (("format", "json"), ("maxlag", "5"))
_BUSY = {"maxlag", "ratelimited", "readonly"}
_BATCH = 50
_PAGES = 5
_LONGEST = 250
_PENDING = Unanswered("")


class Fault(Struct, frozen=True):
    """What the API says in place of an answer, with status 200."""

    code: str
    info: str = ""
    lag: float | None = None


class Outcome(Struct, frozen=True):
    """The part that every answer of the API may have."""

    error: Fault | None = None


class SearchInfo(Struct, frozen=True):
    """The name that was searched."""

    search: str


class Hit(Struct, frozen=True):
    """An item found, with its IRI."""

    id: str
    concepturi: str


class Page(Struct, frozen=True):
    """Items found by name, and where to go on, if there are more."""

    searchinfo: SearchInfo
    search: list[Hit]
    success: Literal[1]
    next: int | None = field(name="search-continue", default=None)


class Entities(Struct, frozen=True):
    """The data of items by their identifiers."""

    entities: dict[str, msgspec.Raw]
    success: Literal[1]


class Kept(Struct, frozen=True):
    """What is kept of an item: nothing where there is no such item."""

    record: Record | None


class Wikibase:
    """The items of the Wikibase whose API is at `api`, and whose items have IRIs that begin with `items`."""

    def __init__(self, session: Session, api: str, language: str, limit: int, items: str = ITEMS) -> None:
        self._session = session
        self._api = api
        self._language = language
        self._limit = limit
        self._items = items
        self._host = host_of(api)

    def candidates(self, asked: Sequence[Asked]) -> dict[Asked, tuple[str, ...] | Unanswered]:
        """The QIDs that the search finds for each name, best first; class and values are of no use to it."""
        names = list(dict.fromkeys(line(each.name) for each in asked))
        found: dict[str, tuple[str, ...] | Unanswered] = {}
        for name in names:
            kept = () if not 0 < len(name) <= _LONGEST else self._session.cache.get(self._search(name), tuple[str, ...])
            if kept is not None:
                found[name] = kept
        missing = [name for name in names if name not in found]
        found |= zip(missing, self._session.all([partial(self._searched, name) for name in missing]), strict=True)
        return {each: found[line(each.name)] for each in asked}

    def records(self, qids: Iterable[str]) -> dict[str, Record | Unanswered | None]:
        """What is known of each item, None where there is none of that QID.

        What the API leaves out of an answer, because it has grown too large, is asked again in smaller batches.
        """
        found: dict[str, Record | Unanswered | None] = {}
        for qid in dict.fromkeys(qids):
            kept = self._session.cache.get(self._data(qid), Kept)
            found[qid] = _PENDING if kept is None else kept.record
        missing = [qid for qid, each in found.items() if each is _PENDING]
        size = _BATCH
        while missing and size:
            batches = [missing[start : start + size] for start in range(0, len(missing), size)]
            answers = self._session.all([partial(self._fetched, batch) for batch in batches])
            for batch, answer in zip(batches, answers, strict=True):
                found |= dict.fromkeys(batch, answer) if isinstance(answer, Unanswered) else answer
            missing = [qid for qid in missing if found[qid] is _PENDING]
            size //= 2
        return found | {qid: Unanswered(f"{self._host} gives no data of {qid}") for qid in missing}

    def _search(self, name: str) -> tuple[str, ...]:
        return ("search", self._api, self._language, str(self._limit), name)

    def _data(self, qid: str) -> tuple[str, ...]:
        return ("item", self._api, self._language, qid)

    def _searched(self, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        start = 0
        for _ in range(_PAGES):
            page = self._session.ask(self._page_request(name, start), partial(self._page, name))
            found |= dict.fromkeys(hit.id for hit in page.search)
            if page.next is None or len(found) >= self._limit:
                break
            start = page.next
        qids = tuple(found)[: self._limit]
        self._session.cache.put(self._search(name), qids)
        return qids

    def _page_request(self, name: str, start: int) -> Request:
        most = str(min(self._limit, _BATCH))
        form = [("action", "wbsearchentities"), ("search", name), ("type", "item"), ("limit", most)]
        form += [("language", self._language), ("uselang", self._language)]
        return get(self._api, (*form, *([("continue", str(start))] if start else []), *_COMMON))

    def _page(self, name: str, body: bytes) -> Page:
        self._check(body)
        page = read(body, Page, self._host)
        if line(page.searchinfo.search) != name:
            raise AnswerError(f"{self._host} answers for another name: {said(page.searchinfo.search)}")
        for hit in page.search:
            if not is_qid(hit.id) or _without_scheme(hit.concepturi) != _without_scheme(self._items) + hit.id:
                raise AnswerError(f"{self._host} finds {said(hit.id)}, {said(hit.concepturi)}: no item of Wikidata")
        return page

    def _fetched(self, qids: Sequence[str]) -> dict[str, Record | Unanswered | None]:
        """What is known of items, those aside that the answer leaves out."""
        form = [("action", "wbgetentities"), ("ids", "|".join(qids)), ("languages", f"{self._language}|mul")]
        form += [("props", "labels|aliases|descriptions|claims|sitelinks")]
        try:
            entities = self._session.ask(get(self._api, (*form, *_COMMON)), partial(self._entities, qids))
        except TooLargeError:
            if len(qids) > 1:
                return {}
            raise
        return {qid: self._kept(qid, entity) for qid, entity in entities.items()}

    def _entities(self, qids: Sequence[str], body: bytes) -> dict[str, msgspec.Raw]:
        self._check(body)
        entities = read(body, Entities, self._host).entities
        if strange := sorted(entities.keys() - set(qids)):
            raise AnswerError(f"{self._host} answers for {said(strange[0])}, which was not asked")
        return entities

    def _kept(self, qid: str, raw: msgspec.Raw) -> Record | Unanswered | None:
        """The record of an item, kept for the next time."""
        try:
            entity = read(bytes(raw), Entity, self._host)
        except AnswerError as fault:
            return Unanswered(fault.reason)
        moved = entity.redirects
        named = entity.id == qid or (moved is not None and (moved.source, moved.target) == (qid, entity.id))
        if not named or not is_qid(entity.id) or (entity.type is None and not entity.missing):
            return Unanswered(f"{self._host} answers for {qid} with {said(entity.id)}")
        found = None if entity.missing else record(entity, self._language)
        self._session.cache.put(self._data(qid), Kept(found))
        return found

    def _check(self, body: bytes) -> None:
        """AnswerError for what the API says in place of an answer, a PassingError where it is only busy."""
        fault = read(body, Outcome, self._host).error
        if fault is not None:
            told = f"{self._host} says {said(fault.code)}: {said(fault.info)}".rstrip(": ")
            raise PassingError(told, fault.lag) if fault.code in _BUSY else AnswerError(told)


def _without_scheme(iri: str) -> str:
    return iri.removeprefix("https:").removeprefix("http:")
