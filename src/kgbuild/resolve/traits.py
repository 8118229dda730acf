"""What the words of an article tell of an event beside who, where and when: names, words, numbers, a quote."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern

from kgbuild.model import Article, EventFinding, Factuality, PartialDate
from kgbuild.model.terms import KG

Number = tuple[str, int | None, int | None]
"""A measure with its bounds."""

_RELEASE = KG + "Release"
_NAMED = r"(?:\b[A-Z][\w'’-]+ )+"
_TITLE = re.compile(
    rf"(\bOperation(?: [A-Z][\w'’-]+)+|\b[Rr]esolution \d{{2,5}}\b"
    rf"|{_NAMED}(?:Agreement|Accords?|Treaty|Pact|Protocol|Declaration|Memorandum)\b)"
)
_GATHERING = re.compile(
    rf"({_NAMED}(?:Summit|Conference|Forum|Assembly|Event|Dialogue|Ministerial|Consultations|Roundtable))\b"
    r"(?: Meeting\b)?"
)
_ROUNDS = frozenset({"dialogue", "ministerial", "consultations", "roundtable"})
"""What comes again within a year, as do the gatherings of those who are called by capital letters."""
_MERELY = frozenset(
    re.findall(
        r"\S+",
        "annual biannual bilateral defense economic energy extraordinary foreign global high-level human international "
        "joint leaders leaders' leaders’ ministerial ministers ministers' ministers’ next opening plenary policy "
        "political regional rights second security special strategic summit third trade trilateral virtual world",
    )
)
"""What tells no gathering from others of its kind."""
_SIDES = re.compile(r"\b(?:trilateral|quadrilateral|plenary) (?:\w+ )?$", re.IGNORECASE)
"""What stands before a meeting of more than those who meet beside it."""
_WORD = re.compile(r"\b[a-z]{4,}\b")
_QUOTED = 90
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about across after against ahead along also among area areas around been before being between both close "
        "could country during each earlier ended even following from have having into just last later least made "
        "make many more most near nearly news next northern other over part people press reported reportedly "
        "reports said same saying says several since some southern state states statement such than that their "
        "them then there these they this those through time told took toward towards under until were what when "
        "where which while will with within without would year years according announced official officials "
        "government eastern western region today week month",
    )
)


WAR, INVASION, ATROCITY, EXTENSION, RELEASE, SIDES = "war", "invasion", "atrocity", "extension", "release", "sides"
EXTENSIONS = frozenset({"extension", "extensions", "extend", "extended", "extends", "renewal", "renew", "renewed"})
"""What signals that something agreed goes on."""
_EXTENDED = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sion)|renew(?:s|ed|ing|al)?|prolong(?:s|ed|ing|ation)?)(?: of)?(?: [\w-]+){0,4} $"
)
"""What stands before that which goes on."""
WARS = frozenset({"war", "wars", "conflict", "conflicts"})
"""What signals fighting that goes on for long and is told as one."""
TRUCES = frozenset({"truce", "ceasefire", "cease-fire", "armistice"})
"""What signals an agreement that is told of for months."""
INVASIONS = frozenset({"invasion", "invade", "invaded", "invades", "invading", "war", "aggression"})
"""What signals an attack on a whole state."""
ASSAULT = "assault on a state"
"""What signals such an attack where a state is hit."""
_ASSAULTS = frozenset({"attack", "assault", "offensive"})
_UNPROVOKED = re.compile(
    r"\b(?:unprovoked|unjustified|premeditated|full-scale|all-out|brutal|illegal|unlawful)(?:,? [\w-]+){0,3},? $"
)
_ATROCITIES = frozenset({"atrocities", "abuses", "crimes"})
"""What signals deeds against people, many and at no one time, in a war or without one."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article tells of an event in words.

    `titles` are the names that it gives the event ("operation peace spring"), `triggers` the words that signal it,
    `words` those that it is told in, without names; `numbers` are sorted; `what` is the beginning of the first quote;
    `published` the article's date.
    """

    titles: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    what: str = ""
    published: PartialDate | None = None


def traits(article: Article, mentions: Sequence[EventFinding]) -> Traits:
    """What the mentions of one event in an article tell in words."""
    quotes = [article.quote(each.quote) for each in mentions]
    numbers = {(q.measure, q.minimum, q.maximum) for each in mentions for q in each.quantities}
    return Traits(
        titles=tuple(sorted({title for each in mentions for title in titles(article, each)})),
        triggers=tuple(sorted({trigger for each in mentions for trigger in _triggers(article, each)})),
        words=tuple(sorted({word for quote in quotes for word in _words(quote)})),
        numbers=tuple(sorted(numbers, key=str)),
        what=_shortened(quotes[0]),
        published=article.date,
    )


def _triggers(article: Article, mention: EventFinding) -> Iterable[str]:
    """What signals a mention, that something agreed goes on where that stands before it, and an attack on a state."""
    yield article.quote(mention.trigger).casefold()
    if _extended(article, mention):
        yield EXTENSION
    if _wholesale(article, mention):
        yield ASSAULT


def names(article: Article, mention: EventFinding) -> set[str]:
    """What tells a mention from all that are merely of its class.

    A name of its own, or that it is of a war, of an invasion, of atrocities, of letting people go, of going on with
    what is agreed, or of more than two sides.
    """
    words = set(article.quote(mention.trigger).casefold().split())
    kinds = {
        WAR: bool(words & WARS),
        INVASION: bool(words & INVASIONS) or _wholesale(article, mention),
        ATROCITY: bool(words & _ATROCITIES),
        EXTENSION: _extended(article, mention),
        SIDES: bool(_SIDES.search(article.text[mention.sentence.start : mention.trigger.start])),
        RELEASE: mention.type == _RELEASE,
    }
    return {*titles(article, mention), *(kind for kind, told in kinds.items() if told)}


def _extended(article: Article, mention: EventFinding) -> bool:
    """Whether a mention is of something agreed that goes on ("an extension", "extending the truce")."""
    before = article.text[mention.sentence.start : mention.trigger.start]
    return bool(set(article.quote(mention.trigger).casefold().split()) & EXTENSIONS or _EXTENDED.search(before))


def _wholesale(article: Article, mention: EventFinding) -> bool:
    """Whether a mention is of an attack as one speaks of that on a whole state ("unprovoked assault")."""
    before = article.text[mention.sentence.start : mention.trigger.start]
    return article.quote(mention.trigger).casefold() in _ASSAULTS and bool(_UNPROVOKED.search(before))


def titles(article: Article, mention: EventFinding) -> Iterable[str]:
    """The names in the quote that hold the trigger; of a gathering, which comes again, with its year or its month."""
    quote, offset = article.quote(mention.quote), mention.quote.start
    for pattern in (_TITLE, _GATHERING):
        for found in pattern.finditer(quote):
            if found.start() < mention.trigger.end - offset and mention.trigger.start - offset < found.end():
                name = found[1].removeprefix("The ").removeprefix("US-")
                when = _rounds(name, mention, article.date) if pattern is _GATHERING else ("",)
                yield from (intern(" ".join(name.casefold().split()) + each) for each in when)


def _rounds(name: str, mention: EventFinding, told: PartialDate | None) -> Iterable[str]:
    """What tells a gathering from those of other years or, where it comes more often, other months.

    Where no time is told it is of this month or the last, and if it is planned of this month or the next. There is none
    for a gathering whose name says no more than its kind.
    """
    *words, kind = name.split()
    day = mention.start or told
    if day is None or all(word.casefold() in _MERELY for word in words):
        return
    if day.month is None or not (kind.casefold() in _ROUNDS or any(word.isupper() for word in words)):
        yield f" {day.year}"
        return
    beside = 0 if mention.start else 1 if mention.factuality is Factuality.PLANNED else -1
    for months in {0, beside}:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        yield f" {year}-{month + 1:02}"


def _words(quote: str) -> Iterable[str]:
    """The words that tell what happened, without names and common words."""
    return (intern(found[0]) for found in _WORD.finditer(quote) if found[0] not in _COMMON)


def _shortened(quote: str) -> str:
    """The beginning of a quote in one line, without what no file can show."""
    line = " ".join("".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", quote)).split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED].rsplit(' ', 1)[0]} …"
