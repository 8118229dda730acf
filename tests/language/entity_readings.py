"""Articles of a few sentences, read with the shipped pipeline and gazetteer."""

from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kgbuild import shipped
from kgbuild.language.names.entities import EntityReading, find_entities
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.model import Article, EntityFinding, Span


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer that kgbuild ships."""
    return Gazetteer.load([shipped.folder("ontology") / "gazetteer"])


def article(text: str, *, url: str | None = None, source: str | None = None, head: str = "") -> Article:
    """An article with this body after some head."""
    return Article("a", head + text, Span(len(head), len(head) + len(text)), "0" * 64, url=url, source=source)


@dataclass(frozen=True)
class Told:
    """An article as it was read, for questions in words."""

    doc: Doc
    article: Article
    reading: EntityReading

    def kinds(self) -> dict[str, str]:
        """The local class names of the entities by their names."""
        return {entity.name: entity.type.rpartition("#")[2] for entity in self.reading.entities}

    def entity(self, form: str) -> EntityFinding:
        """The entity that has this name or alias."""
        return next(entity for entity in self.reading.entities if form in (entity.name, *entity.aliases))

    def offices(self) -> set[tuple[str, str, str | None]]:
        """Person, position and whom it is held for."""
        names = [entity.name for entity in self.reading.entities]
        return {
            (names[t.person], t.position, names[t.represents] if t.represents is not None else None)
            for t in self.reading.tenures
        }

    def stands_for(self, word: str, occurrence: int = 0) -> list[str]:
        """The names of what a word of the body stands for, at one of its occurrences."""
        at = [token.i for token in self.doc if token.text == word][occurrence]
        return [self.reading.entities[number].name for number in self.reading.heads.get(at, ())]


def tell(pipeline: Language, text: str, *, url: str | None = None, source: str | None = None, head: str = "") -> Told:
    """Read a text as an article."""
    given = article(text, url=url, source=source, head=head)
    doc = pipeline(text)
    return Told(doc, given, find_entities(doc, given, shipped_gazetteer()))
