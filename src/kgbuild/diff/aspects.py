"""The vocabulary of a comparison: aspects of things, the values they have, and where the values stand."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is compared, in the order it is told."""

    ARTICLE = "article"
    EVENT = "event"
    ENTITY = "entity"


class Name(StrEnum):
    """What may differ in a thing, in the order it is told."""

    TITLE = "title"
    DATE = "date"
    MODIFIED = "modified"
    SOURCE = "source"
    URL = "url"
    LICENSE = "license"
    TEXT = "text"
    LENGTH = "length"
    REVISES = "revises"
    SUPERSEDED = "superseded by"
    COPY = "copy of"
    ATTRIBUTION = "attribution"
    FACTUALITY = "factuality"
    HAPPENED = "happened"
    NUMBER = "number"
    TYPE = "type"
    LABEL = "label"
    START = "start"
    END = "end"
    PLACES = "places"
    AGENTS = "agents"
    TARGETS = "targets"
    PART_OF = "part of"
    CAUSE = "cause"
    REPORTED = "reported in"
    LINK = "link"
    CLASS = "class"
    OTHER_NAMES = "other names"
    POSITION = "position"


@dataclass(frozen=True, slots=True, order=True)
class Aspect:
    """One aspect of a thing; in `article` (an IRI) where an article says it, of a `measure` where it is a number."""

    name: Name
    measure: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """What an aspect is: words, or nodes (by IRI) that go by their labels, or words said of nodes."""

    words: str = ""
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """A piece of an article that speaks of a thing: by its place, or its words, and the word that signals the thing."""

    article: str
    piece: str
    signal: str = ""
