"""The files of articles, made where anything that they are made from has changed."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from kgbuild.graph.populate import article_file
from kgbuild.graph.slugs import slug
from kgbuild.graph.world import World
from kgbuild.model import Article, Findings, Share
from kgbuild.pipeline.kept import Kept, key_of
from kgbuild.pipeline.knowledge import KnownArticle
from kgbuild.pipeline.summary import Row
from kgbuild.read import Articles
from kgbuild.resolve import Identified
from kgbuild.show import coverage
from kgbuild.store import GraphFile

_PAGE = "page"


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept of the file of an article: the SHA-256 of its content, and its row of the summary."""

    digest: str
    row: Row


@dataclass(frozen=True, slots=True)
class Page:
    """The file of an article; where it need not be made, `file` is None, and one of this name and digest is at hand."""

    article: str
    name: str
    made: Made
    file: GraphFile | None


_made = msgspec.msgpack.Decoder(Made)


@dataclass(frozen=True, slots=True)
class Pages:
    """The files of all articles; `known` are those that tell anything, by name."""

    articles: Articles
    known: Mapping[str, KnownArticle]
    world: World
    identified: Identified
    kept: Kept

    def pages(self, held: Mapping[str, str]) -> Iterator[Page]:
        """The pages in the order of the articles; `held` are the SHA-256 of files that are at hand, by name."""
        for article in self.articles:
            yield self._page(article, held)

    def files(self) -> Iterator[GraphFile]:
        """All files, each made when it is taken."""
        return (page.file for page in self.pages({}) if page.file is not None)

    def _page(self, article: Article, held: Mapping[str, str]) -> Page:
        name = f"{slug(article.name)}.ttl"
        known = self.known.get(article.name)
        key = self._key(article, known)
        if (value := self.kept.get(_PAGE, key)) is not None:
            made = _made.decode(value)
            if held.get(name) == made.digest:
                return Page(article.name, name, made, None)
        findings = known.findings.of(article) if known else Findings(article.name)
        share = self.identified.share(findings) if known else Share()
        file = article_file(self.world, article, share)
        made = Made(hashlib.sha256(file.content).hexdigest(), _row(article, findings, share))
        self.kept.put(_PAGE, key, msgspec.msgpack.encode(made))
        return Page(article.name, name, made, file)

    def _key(self, article: Article, known: KnownArticle | None) -> bytes:
        """A hash of all that the page is made from."""
        world, name = self.world, article.name
        told = self.identified.told.get(name, ())
        numbers = {event for _, event in told}
        return key_of(
            msgspec.msgpack.encode(article) if known is None else known.key,
            world.minter.base,
            world.language,
            world.copies.get(name),
            [self._entity(each) for each in self.identified.ids.get(name, ())],
            [(mentions, self._event(event, numbers)) for mentions, event in told],
        )

    def _entity(self, number: int) -> tuple[str, ...]:
        entity = self.world.entities[number]
        return self.world.nodes[number].value, entity.name, entity.key, entity.type

    def _event(self, number: int, told: set[int]) -> tuple[object, ...]:
        event, slugs = self.world.events[number], self.world.slugs
        links = (None if each is None or each not in told else slugs[each] for each in (event.part_of, event.cause))
        return slugs[number], event.label, event.type, event.realized, event.start, event.end, *links


def _row(article: Article, findings: Findings, share: Share) -> Row:
    left = coverage(article, findings)
    return Row(
        entities=len({entity for _, entity in share.mentions}),
        positions=len(share.tenures),
        events=len(share.reports),
        numbers=sum(len(each.quantities) for each in share.reports),
        unplaced=len(share.unplaced),
        sentences=left.sentences,
        silent=len(left.silent),
    )
