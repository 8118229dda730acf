"""A service of the Entity Reconciliation API, asked which items of Wikidata a name may mean."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET

from kgbuild.link.online import reconciliation as api
from kgbuild.link.online.client import get, post_form, post_json
from kgbuild.link.online.documents import is_qid, line, read
from kgbuild.link.online.manifest import AnyManifest, Manifest, OldManifest, Versions
from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.session import Session
from kgbuild.link.online.wikibase import ITEMS
from kgbuild.web import AnswerError, host_of, said

_BATCH = 10
_MANIFESTS: dict[str, type[AnyManifest]] = {"0.2": OldManifest, "1.0-draft": Manifest}
Answer: TypeAlias = tuple[str, ...] | Unanswered


class Reconciler:
    """The service at `url`, whose entities are items of Wikidata; `kinds` maps QIDs of classes to ontology classes."""

    def __init__(self, session: Session, url: str, kinds: Mapping[str, str], limit: int) -> None:
        self._session = session
        self._url = url
        self._limit = limit
        self._host = host_of(url)
        self._manifest: AnyManifest | None = None
        self._kinds: defaultdict[str, list[str]] = defaultdict(list)
        for qid, iri in kinds.items():
            self._kinds[iri].append(qid)

    def candidates(self, asked: Sequence[Asked]) -> dict[Asked, Answer]:
        """The QIDs that the service proposes for each name, best first."""
        found: dict[Asked, Answer] = {}
        queries = {each: self._query(each) for each in asked}
        for each, query in queries.items():
            kept = self._session.cache.get(self._question(query), tuple[str, ...]) if query.query else ()
            if kept is not None:
                found[each] = kept
        missing = [each for each in queries if each not in found]
        if not missing:
            return found
        (manifest,) = self._session.all([self._asked_manifest])
        if isinstance(manifest, Unanswered):
            return found | dict.fromkeys(missing, manifest)
        size = min(manifest.batch, _BATCH)
        batches = [missing[start : start + size] for start in range(0, len(missing), size)]
        tasks = [partial(self._reconciled, manifest, [queries[each] for each in batch]) for batch in batches]
        for batch, answers in zip(batches, self._session.all(tasks), strict=True):
            listed = [answers] * len(batch) if isinstance(answers, Unanswered) else answers
            found |= zip(batch, listed, strict=True)
        return found

    def _query(self, asked: Asked) -> api.Query:
        types = self._kinds.get(asked.type, [])
        properties = [api.Property(pid, api.Reference(v) if is_qid(v) else line(v)) for pid, v in asked.properties]
        kind = UNSET if not types else types[0] if len(types) == 1 else types
        return api.Query(line(asked.name), kind, self._limit, properties, "any" if len(types) > 1 else UNSET)

    def _question(self, query: api.Query) -> tuple[str, ...]:
        return ("reconcile", self._url, msgspec.json.encode(query).decode())

    def _asked_manifest(self) -> AnyManifest:
        """The service's manifest; AnswerError where it speaks another version, or its entities are not of Wikidata."""
        if self._manifest is None:
            self._manifest = self._session.ask(get(self._url), self._accepted)
        return self._manifest

    def _accepted(self, body: bytes) -> AnyManifest:
        manifest = read_manifest(body, self._host)
        space = manifest.space if isinstance(manifest, OldManifest) else manifest.view.url
        alike = urlsplit(space).netloc == urlsplit(ITEMS).netloc
        if isinstance(manifest, OldManifest):
            alike = alike and urlsplit(space).path.rstrip("/") == urlsplit(ITEMS).path.rstrip("/")
        if not alike:
            raise AnswerError(f"{self._host} knows entities of {said(space)}, not items of Wikidata")
        return manifest

    def _reconciled(self, manifest: AnyManifest, queries: Sequence[api.Query]) -> list[Answer]:
        """The QIDs for each query; each answer is kept for the next time."""
        keyed = {_key(query): query for query in queries}
        if isinstance(manifest, OldManifest):
            form = (("queries", msgspec.json.encode(keyed).decode()),)
            request = post_form(self._url, form)
        else:
            batch = api.Queries([_conditions(query) for query in keyed.values()])
            request = post_json(f"{self._url.rstrip('/')}/match", msgspec.json.encode(batch))
        read_these = partial(read_results, manifest=manifest, keys=list(keyed), host=self._host)
        results = self._session.ask(request, read_these)
        return [self._proposed(query, results.get(_key(query))) for query in queries]

    def _proposed(self, query: api.Query, ids: Sequence[str] | None) -> Answer:
        if ids is None:
            return Unanswered(f"{self._host} leaves the name without an answer")
        if strange := [each for each in ids if not is_qid(each)]:
            return Unanswered(f"{self._host} proposes {said(strange[0])}, which is no item of Wikidata")
        qids = tuple(dict.fromkeys(ids))[: self._limit]
        self._session.cache.put(self._question(query), qids)
        return qids


def read_manifest(body: bytes, host: str) -> AnyManifest:
    """The manifest in a version that both sides know, 0.2 before the 1.0 draft; AnswerError where there is none.

    A service that names both may have a manifest of either shape.
    """
    versions = read(body, Versions, host).versions
    known = [version for version in _MANIFESTS if version in versions]
    if not known:
        told = ", ".join(map(said, versions)) or "0.1"
        raise AnswerError(f"{host} speaks version {told} of the Reconciliation API, not 0.2")
    for version in known[:-1]:
        with suppress(AnswerError):
            return read(body, _MANIFESTS[version], host)
    return read(body, _MANIFESTS[known[-1]], host)


def read_results(body: bytes, manifest: AnyManifest, keys: Sequence[str], host: str) -> dict[str, list[str]]:
    """The identifiers of the candidates for each key; AnswerError for a key that was not asked.

    The 1.0 draft has no keys: its results come in the order of the queries, and there are as many.
    """
    if isinstance(manifest, OldManifest):
        results = read(body, dict[str, api.OldResult], host)
        if strange := sorted(results.keys() - set(keys)):
            raise AnswerError(f"{host} answers for {said(strange[0])}, which was not asked")
        return {key: [each.id for each in result.result] for key, result in results.items()}
    listed = read(body, api.Results, host).results
    if len(listed) != len(keys):
        raise AnswerError(f"{host} answers {len(listed)} of {len(keys)} queries")
    return {key: [each.id for each in result.candidates] for key, result in zip(keys, listed, strict=True)}


def _key(query: api.Query) -> str:
    """A key that no other query has, so that an answer to another is told."""
    return "q" + hashlib.sha256(msgspec.json.encode(query)).hexdigest()[:16]


def _conditions(query: api.Query) -> api.Conditions:
    """The query as the 1.0 draft writes it, with one type at most."""
    values = [api.Condition("property", each.v, each.pid) for each in query.properties]
    kind = query.type if isinstance(query.type, str) else UNSET
    return api.Conditions([api.Condition("name", query.query), *values], kind, query.limit)
