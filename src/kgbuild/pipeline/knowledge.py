"""Articles as they are known over builds: of their findings only what all articles together need is at hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern

import msgspec

from kgbuild.model import Article, EntityFinding, Findings, PartialDate, TenureFinding
from kgbuild.pipeline.kept import Kept, key_of
from kgbuild.resolve import Hierarchy, Told
from kgbuild.resolve.events import gather

_GIST, _TOLD = "gist", "told"


@dataclass(frozen=True, slots=True)
class Gist:
    """What the findings of an article say of entities and tenures."""

    entities: tuple[EntityFinding, ...]
    tenures: tuple[TenureFinding, ...]


_told = msgspec.msgpack.Decoder(list[Told])


@lru_cache(maxsize=1)
def _gist_of(value: bytes) -> Gist:
    """A gist that was kept; who asks for entities mostly asks for tenures next."""
    return msgspec.msgpack.decode(value, type=Gist)


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article with what is kept of it; `found` reads its findings, where what is kept does not do.

    `key` stands for the article and its findings, and for the code and the classes that this is made with.
    """

    article: Article
    key: bytes
    found: Callable[[], Findings]
    kept: Kept
    classes: Hierarchy

    @property
    def name(self) -> str:
        """The name of the article."""
        return self.article.name

    @property
    def date(self) -> PartialDate | None:
        """The date of the article."""
        return self.article.date

    @property
    def entities(self) -> Iterable[EntityFinding]:
        """The entities found, in the order of their ids."""
        return self._known().entities

    @property
    def tenures(self) -> Iterable[TenureFinding]:
        """The tenures found."""
        return self._known().tenures

    def told(self, same: Sequence[int], is_state: Callable[[int], bool]) -> Sequence[Told]:
        """The events that it tells."""
        key = key_of(self.key, same, [is_state(each) for each in range(len(same))])
        if (value := self.kept.get(_TOLD, key)) is not None:
            return [_shared(each) for each in _told.decode(value)]
        told = gather(self.article, self.found(), same, is_state, self.classes)
        self.kept.put(_TOLD, key, msgspec.msgpack.encode(told))
        return told

    def _known(self) -> Gist:
        if (value := self.kept.get(_GIST, self.key)) is not None:
            return _gist_of(value)
        findings = self.found()
        gist = Gist(findings.entities, findings.tenures)
        self.kept.put(_GIST, self.key, msgspec.msgpack.encode(gist))
        return gist


def _shared(told: Told) -> Told:
    """The same, where each word that many tellings have in common is in memory once."""
    traits = told.traits
    words, triggers, titles = (tuple(map(intern, each)) for each in (traits.words, traits.triggers, traits.titles))
    shared = replace(traits, words=words, triggers=triggers, titles=titles)
    types = tuple(map(intern, told.types))
    return replace(told, article=intern(told.article), kind=intern(told.kind), types=types, traits=shared)
