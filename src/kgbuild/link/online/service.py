"""A live service as a place where items are looked up: names in, items with their data out, or why there are none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self, TypeAlias

from kgbuild.language.names.offices import Held
from kgbuild.link.features import folded, similarity
from kgbuild.link.item import Item
from kgbuild.link.online.cache import AnswerCache
from kgbuild.link.online.client import client, service_url, user_agent
from kgbuild.link.online.documents import is_qid
from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.reconciler import Reconciler
from kgbuild.link.online.session import Session
from kgbuild.link.online.statements import Record
from kgbuild.link.online.wikibase import WIKIDATA, Wikibase
from kgbuild.model import PartialDate
from kgbuild.web import Clock, Limits

_ALIKE = 0.6
Answer: TypeAlias = tuple[Item, ...] | Unanswered


@dataclass(frozen=True, slots=True)
class Options:
    """Which services are asked, and how.

    `contact` is an e-mail address or URL of the user; `api` the action API of Wikidata; `reconcile` the URL of a
    reconciliation service over Wikidata's items, asked for names in place of Wikidata's own search; `limit` the most
    candidates for a name; `offline` whether only what is kept is used, `refresh` whether what was kept before is not.
    """

    contact: str = ""
    api: str = WIKIDATA
    reconcile: str = ""
    language: str = "en"
    limit: int = 10
    offline: bool = False
    refresh: bool = False
    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=Clock)


class Finder(Protocol):
    """What finds the QIDs of candidates by name."""

    def candidates(self, asked: Sequence[Asked]) -> Mapping[Asked, tuple[str, ...] | Unanswered]:
        """The QIDs for each name, best first, or why they are not known."""


class Service:
    """Items of Wikidata found by a live service; it never raises for what a service does.

    `find` and `items` ask. As a `Lookup` it knows what they have found so far, and asks nothing.
    """

    def __init__(self, session: Session, finder: Finder, wikibase: Wikibase, kinds: Mapping[str, str]) -> None:
        self._session = session
        self._finder = finder
        self._wikibase = wikibase
        self._kinds = kinds
        self._answers: dict[str, Answer] = {}
        self._found: dict[str, Item] = {}
        self._named: defaultdict[str, set[str]] = defaultdict(set)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    @property
    def unanswered(self) -> dict[str, str]:
        """The names not linked this time, each with the reason, by name."""
        return {name: each.reason for name, each in sorted(self._answers.items()) if isinstance(each, Unanswered)}

    def find(self, asked: Sequence[Asked]) -> list[Answer]:
        """For each name, in order, the items that it may mean, best first; or why that is not known this time."""
        self._session.begin()
        candidates = self._finder.candidates(list(dict.fromkeys(asked)))
        qids = [qid for each in candidates.values() if not isinstance(each, Unanswered) for qid in each]
        items = self._items(qids)
        answers = [self._answer(each.name, candidates[each], items) for each in asked]
        self._answers |= {each.name: answer for each, answer in zip(asked, answers, strict=True)}
        return answers

    def items(self, qids: Iterable[str]) -> dict[str, Item | Unanswered | None]:
        """The item of each identifier, None where there is none, or why that is not known this time."""
        self._session.begin()
        return self._items([qid for qid in qids if is_qid(qid)])

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items found one of whose names is this one, but for case, diacritics and punctuation; by QID."""
        return tuple(
            self._found[qid] for qid in sorted(self._named.get(folded(name), ()), key=lambda qid: int(qid[1:]))
        )

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items that `find` has found for this name, the most alike first, `limit` at most."""
        found = self._answers.get(name, ())
        nearest = () if isinstance(found, Unanswered) else sorted(found, key=lambda item: -_nearness(name, item))
        return tuple(nearest[:limit])

    def item(self, qid: str) -> Item | None:
        """The item of this identifier, None where it was not found."""
        return self._found.get(qid)

    def _answer(
        self, name: str, qids: tuple[str, ...] | Unanswered, items: Mapping[str, Item | Unanswered | None]
    ) -> Answer:
        """The items of the candidates, those aside that do not exist or have names unlike this one."""
        if isinstance(qids, Unanswered):
            return qids
        found: dict[str, Item] = {}
        for item in (items[qid] for qid in qids):
            if isinstance(item, Unanswered):
                return item
            if item is not None and _resembles(name, item):
                found.setdefault(item.qid, item)
        return tuple(found.values())

    def _items(self, qids: Iterable[str]) -> dict[str, Item | Unanswered | None]:
        """The items of QIDs, with the names of their offices and of the bodies that these are held for."""
        records = self._wikibase.records(qids)
        tenures = [tenure for each in records.values() if isinstance(each, Record) for tenure in each.tenures]
        others = dict(self._wikibase.records(tenure.office for tenure in tenures))
        bodies = [body for each in others.values() if isinstance(each, Record) for body in each.bodies[:1]]
        others |= self._wikibase.records([*bodies, *(tenure.body for tenure in tenures if tenure.body is not None)])
        found = {qid: self._item(each, others) if isinstance(each, Record) else each for qid, each in records.items()}
        for item in found.values():
            if isinstance(item, Item):
                self._found[item.qid] = item
                for name in (item.label, *item.aliases):
                    self._named[folded(name)].add(item.qid)
        return found

    def _item(self, record: Record, others: Mapping[str, Record | Unanswered | None]) -> Item | Unanswered:
        offices = []
        for tenure in record.tenures:
            office = others[tenure.office]
            body_id = tenure.body or (office.bodies[0] if isinstance(office, Record) and office.bodies else None)
            body = others[body_id] if body_id is not None else None
            if isinstance(office, Unanswered):
                return office
            if isinstance(body, Unanswered):
                return body
            if office is not None and office.label:
                dates = [PartialDate.parse(date) if date else None for date in (tenure.since, tenure.until)]
                offices.append(Held(office.label, body.label or None if body else None, dates[0], dates[1]))
        return Item(
            record.qid,
            record.label,
            record.aliases,
            record.description,
            tuple(dict.fromkeys(self._kinds[qid] for qid in record.classes if qid in self._kinds)),
            record.states,
            tuple(offices),
            record.point,
            record.sitelinks,
        )


def open_service(options: Options, folder: Path, kinds: Mapping[str, str]) -> Service:
    """The service that the options describe; its answers are kept in `folder`.

    `kinds` maps QIDs of Wikidata's classes to IRIs of ontology classes. LinkError where a URL cannot be used, or
    services may be asked and no contact is given. Nothing is asked yet.
    """
    api = service_url(options.api)
    asking = None if options.offline else client(user_agent(options.contact), options.limits, options.clock)
    session = Session(AnswerCache(folder, refresh=options.refresh), asking)
    wikibase = Wikibase(session, api, options.language, options.limit)
    finder: Finder = wikibase
    if options.reconcile:
        finder = Reconciler(session, service_url(options.reconcile), kinds, options.limit)
    return Service(session, finder, wikibase, kinds)


def _resembles(name: str, item: Item) -> bool:
    """Whether a name of the item shares a word with this name, or is spelt much like it."""
    asked = set(folded(name).split())
    shared = any(asked & set(folded(each).split()) for each in (item.label, *item.aliases))
    return shared or _nearness(name, item) >= _ALIKE


def _nearness(name: str, item: Item) -> float:
    """How much like this name the nearest name of the item is spelt, 0 to 1."""
    return max(similarity(folded(name), folded(each)) for each in (item.label, *item.aliases))
