"""What speaks for an item and against it, each as a number from 0 to 1; 0.5 where nothing is known."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import lru_cache

from kgbuild.language.names.offices import Held
from kgbuild.link.index.folding import fold
from kgbuild.link.item import Item
from kgbuild.link.subject import Subject, Told
from kgbuild.model.terms import ENTITY_TYPES, PERSON

_WORD = re.compile(r"\w{4,}")
UNKNOWN = 0.5
_FAMOUS = 300
_YEARS = (1, 1)
_ALIVE = 90
_ALIKE = 0.6
_KINDS = frozenset(ENTITY_TYPES)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one candidate.

    `name`: how well the best of its names fits; `type`: whether its class fits; `office`: whether it held the office
    told, at the date; `state`: whether it belongs to the state or body that the office is held for; `words`: the share
    of the words of its description that the articles have near the name; `coherence`: whether its states are those of
    the article's other entities; `popularity`: pages in other wikis, on a logarithmic scale; `reading`: whether the
    reading of the articles found it to be this one.
    """

    name: float
    type: float
    office: float
    state: float
    words: float
    coherence: float
    popularity: float
    reading: float

    def values(self) -> tuple[float, ...]:
        """The numbers in the order of the fields."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside a subject and an item.

    `items` are the items of other subjects, by IRI, as far as they are known; `states` counts the states of the other
    entities in the same articles; `words` are the words of the articles near the name, folded; `classes_of` gives a
    class and those above it.
    """

    items: Mapping[str, Item]
    states: Mapping[str, int]
    classes_of: Callable[[str], Collection[str]]
    words: frozenset[str] = frozenset()


def name_fit(subject: Subject, item: Item) -> float:
    """1 for the same name, 0.9 for the name of one and another form of the other, 0.7 for two other forms.

    A name that is only much alike stays at 0.6 or less, so that something else must speak for it.
    """
    ours, labels = [folded(name) for name in subject.names], [folded(name) for name in (item.label, *item.aliases)]
    if ours[0] == labels[0]:
        return 1.0
    if ours[0] in labels or labels[0] in ours[1:]:
        return 0.9
    if set(ours[1:]) & set(labels[1:]):
        return 0.7
    alike = max((similarity(ours[0], label) for label in labels), default=0.0)
    return 0.6 * alike**2


def features(subject: Subject, item: Item, context: Context) -> Features:
    """The features of an item for a subject."""
    person = PERSON in subject.classes
    return Features(
        name=name_fit(subject, item),
        type=_type_fit(subject, item, context),
        office=_office_fit(subject, item) if person else UNKNOWN,
        state=_state_fit(subject, item, context),
        words=_word_fit(item, context),
        coherence=_coherence(item, context),
        popularity=_popularity(item),
        reading=UNKNOWN if subject.qid is None else float(subject.qid == item.qid),
    )


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as names are compared, without an article before it."""
    return fold(name).removeprefix("the ")


@lru_cache(maxsize=8192)
def similarity(one: str, other: str) -> float:
    """How alike two folded names are, their words in any order; 0 where that is less than 0.6."""
    in_order = (" ".join(sorted(name.split())) for name in (one, other))
    return max(_alike(one, other), _alike(*in_order))


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _type_fit(subject: Subject, item: Item, context: Context) -> float:
    """1 where one of the two classes is the other or stands above it, 0.8 for one of the same kind, else 0."""
    if not item.types:
        return UNKNOWN
    classes = {above for kind in item.types for above in context.classes_of(kind)}
    if classes.isdisjoint(_KINDS.intersection(subject.classes)):
        return 0.0
    return 1.0 if subject.classes[0] in classes or not set(item.types).isdisjoint(subject.classes) else 0.8


def _office_fit(subject: Subject, item: Item) -> float:
    """1 where an office told was held on the date, 0.8 around it, 0 where all that is known speaks against it."""
    if not subject.offices or not item.offices:
        return _living(subject, item)
    return max(_held(told, held) for told in subject.offices for held in item.offices)


def _held(told: Told, held: Held) -> float:
    if not (told.office.within(held.words) or held.words.within(told.office)):
        return 0.3 if held.on(told.date, _YEARS) else 0.1
    if held.over_by(told.date) if told.office.former else held.on(told.date):
        return 1.0
    return 0.8 if held.on(told.date, _YEARS) else 0.2


def _living(subject: Subject, item: Item) -> float:
    """0 where all offices of a person were over a lifetime before the articles, or began after them."""
    dates = [held.until or held.since for held in item.offices if held.until or held.since]
    if not dates or not subject.dates:
        return UNKNOWN
    latest, day = max(date.year for date in dates if date), max(date.year for date in subject.dates)
    return 0.0 if latest < day - _ALIVE else UNKNOWN


def _state_fit(subject: Subject, item: Item, context: Context) -> float:
    """Whether the item belongs to whom the subject's offices are held for."""
    bodies = [whom for told in subject.offices if told.body and (whom := context.items.get(told.body))]
    if not bodies or not (item.states or item.offices):
        return UNKNOWN
    for whom in bodies:
        named = {folded(name) for name in (whom.label, *whom.aliases)}
        if whom.qid in item.states or any(folded(held.body or "") in named for held in item.offices):
            return 1.0
        if set(whom.states) & set(item.states):
            return 0.8
    return 0.0


def _word_fit(item: Item, context: Context) -> float:
    """The share of the words that describe the item which stand near the name."""
    told = description_words(item)
    return len(told & context.words) / len(told) if told and context.words else UNKNOWN


def description_words(item: Item) -> frozenset[str]:
    """The folded words of an item's description and offices, of four letters and more."""
    return words_of(item.description, *(f"{held.office} {held.body or ''}" for held in item.offices))


def words_of(*texts: str) -> frozenset[str]:
    """The folded words of texts, of four letters and more."""
    return frozenset(word for text in texts for word in _WORD.findall(folded(text)))


def _coherence(item: Item, context: Context) -> float:
    """The share of the articles' states, by mentions, that the item's states have; 0.5 where either has none."""
    states: Collection[str] = {*item.states, item.qid} if item.states else {item.qid} & set(context.states)
    total = sum(context.states.values())
    if not states or not total:
        return UNKNOWN
    shared = sum(context.states.get(state, 0) for state in states)
    return min(1.0, 0.3 + shared / total) if shared else 0.0


def _popularity(item: Item) -> float:
    """Pages in other wikis, 1 from three hundred on."""
    return min(1.0, math.log1p(item.popularity) / math.log1p(_FAMOUS)) if item.popularity else UNKNOWN
