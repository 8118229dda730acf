"""Articles as they are known over builds: of their findings only what all articles together need is at hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from kgbuild.model import Article, EntityFinding, Findings, PartialDate, TenureFinding
from kgbuild.pipeline.cache import KeptFindings
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
    """An article, by its number among those with findings, and what is kept of it; the rest is read when it is needed.

    `key` stands for the article and its findings, and for the code and the classes that this is made with.
    """

    name: str
    date: PartialDate | None
    number: int
    key: bytes
    findings: KeptFindings
    kept: Kept
    classes: Hierarchy

    @classmethod
    def all(cls, findings: KeptFindings, kept: Kept, classes: Hierarchy) -> list["KnownArticle"]:
        """Those that have findings, in the order of their names."""
        return [
            cls(each.name, each.date, number, key_of(findings.key(each)), findings, kept, classes)
            for number, each in enumerate(findings.articles)
        ]

    def article(self) -> Article:
        """The article itself."""
        return self.findings.articles[self.number]

    def found(self) -> Findings:
        """The findings of the article."""
        return self.findings.of(self.article())

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
            return _told.decode(value)
        article = self.article()
        told = gather(article, self.findings.of(article), same, is_state, self.classes)
        self.kept.put(_TOLD, key, msgspec.msgpack.encode(told))
        return told

    def _known(self) -> Gist:
        if (value := self.kept.get(_GIST, self.key)) is not None:
            return _gist_of(value)
        findings = self.found()
        gist = Gist(findings.entities, findings.tenures)
        self.kept.put(_GIST, self.key, msgspec.msgpack.encode(gist))
        return gist
