"""The lexicon: which words signal which event class, and which grammatical slots fill its roles; data, not code.

A frame is an individual of kg:Frame in a Turtle file. It evokes one class and names its words by part of speech, verbs
and nouns as lemmas. Roles have slots: a preposition, or one of SLOTS. A frame without slots for a role takes them from
the frames of its class that have no words, else from those of the classes above, else by default.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kgbuild.errors import OntologyError
from kgbuild.language.grammar.inflection import noun_forms, verb_forms
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET
from kgbuild.store import KG, RDF, RDFS, Index, NamedNode, Quad, parse_file

ROLES = (AGENT, TARGET, EVENT_PLACE)
PARTS = ("verb", "noun", "adjective")
REQUIREMENTS: Mapping[str, str] = {
    "agent": "an agent",
    "target": "a target",
    "addressee": "somebody whom it is said to",
    "place": "a place",
    "participant": "an agent or target",
    "argument": "a participant, place, date or number",
    "parties": "two agents",
    "clause": "a clause that tells what",
    "infinitive": "an infinitive that tells what",
    "phrase": "a noun, no clause, that tells what",
    "predicate": "the rank of a predicate",
    "number": "a number",
    "speech": "somebody whose words they are",
    "self": "an agent who says so",
    "guest": "somebody who is received",
    "finite": "a finite verb",
    "unnatural": "another death than one of age or illness",
    "arms": "more than that workers stop work or that something is run into",
    "hostile": "more than an accident",
}
_SLOTS = {AGENT: KG["agentSlot"], TARGET: KG["targetSlot"], EVENT_PLACE: KG["placeSlot"]}
_CLASSES = {AGENT: KG["agentClass"], TARGET: KG["targetClass"], EVENT_PLACE: KG["placeClass"]}
_DEFAULT: Mapping[str, tuple[str, ...]] = {
    AGENT: ("subject", "by", "possessor", "modifier"),
    TARGET: ("object", "of", "on", "against"),
    EVENT_PLACE: ("in", "at", "near"),
}
SLOTS: Mapping[str, str] = {
    "subject": "who does it: the subject of a verb, the agent of a passive, the subject of a light verb",
    "object": "whom it is done to: the object, the subject of a passive, what follows a trigger's last preposition",
    "indirect": "the indirect object",
    "possessor": "the possessor of an event noun",
    "modifier": "a name before an event noun",
    "topic": "the subject of the clause that completes the trigger",
    "speaker": "who is reported to say it",
    "attendee": "who does what is told to be done at the event: the subject of the verb that it stands beside",
    "responsible": "a mark: the other slots look through deeds to whoever stands behind them",
    "target": "what fills the target, for places",
    "none": "nothing; inherits nothing",
}
_ORDER = (
    *("subject", "object", "indirect", "by", "with", "between", "among", "on", "upon", "against", "of", "to", "at"),
    *("into", "toward", "towards", "from", "for", "over", "about", "in", "possessor", "modifier", "topic", "speaker"),
    "attendee",
)
_PREPOSITIONS = frozenset(
    ["of", "for", "on", "to", "with", "in", "at", "by", "from", "against", "into", "over", "between", "upon", "about"]
)
_KNOWN = {
    KG[name]
    for name in ("evokes", "verb", "noun", "adjective", "rank", "requires", "context", "without", "counts", "refers")
}
_KNOWN |= {*_SLOTS.values(), *_CLASSES.values()}
_HINT = "see ontology/lexicon/vocabulary.ttl for what a frame may say"


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of some words: the class that it evokes and what fills the roles of the event.

    `slots` and `classes` are by role IRI. `requires` names what must be there for the frame to hold; `context` are
    words (in all their forms) of which one must depend on the trigger, `without` words that must not. `counts` is the
    measure of numbers without one of their own. What `refers` only adds to an event told before.
    """

    iri: str
    type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    requires: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    counts: str | None = None
    rank: int = 0
    refers: bool = False

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The trigger words by part of speech."""
        return {"verb": self.verbs, "noun": self.nouns, "adjective": self.adjectives}


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words of a trigger, `words[head]` being the one that the parse hangs the others on."""

    words: tuple[str, ...]
    head: int
    frame: Frame


@dataclass(frozen=True)
class Lexicon:
    """All frames, and the class hierarchy that they stand in."""

    frames: tuple[Frame, ...]
    parents: Mapping[str, frozenset[str]]
    light: frozenset[str] = frozenset()
    occurrence: frozenset[str] = frozenset()
    undergoing: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "Lexicon":
        """The frames and classes of every Turtle file in some ontology folders and below them.

        Raises OntologyError, with file and frame, for a frame that cannot be used.
        """
        files = sorted(path for folder in folders for path in folder.rglob("*.ttl"))
        quads: list[Quad] = []
        origin: dict[str, Path] = {}
        for path in files:
            for quad in parse_file(path, OntologyError):
                quads.append(quad)
                if quad.predicate == RDF["type"] and isinstance(quad.subject, NamedNode):
                    origin.setdefault(quad.subject.value, path)
        index = Index(quads)
        parents = _hierarchy(index)
        own = [_frame(index, node, origin[node.value]) for node in index.instances(KG["Frame"])]
        _check(own, parents, origin)
        light, occurrence, undergoing = (
            frozenset(word for node in index.instances(KG[name]) for word in index.texts(node, KG["verb"]))
            for name in ("LightVerb", "OccurrenceVerb", "UndergoingVerb")
        )
        by_class: dict[str, list[Frame]] = {}
        for frame in own:
            by_class.setdefault(frame.type, []).append(frame)
        return cls(
            tuple(_completed(frame, by_class, parents) for frame in own),
            parents,
            light,
            occurrence,
            undergoing,
            _groups(index),
        )

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether a class is another or stands below it."""
        return ancestor in self.ancestors(name)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A class and those above it, nearest first."""
        found = self._above.get(name)
        if found is None:
            found = self._above[name] = _ancestors(name, self.parents)
        return found

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {}

    def group(self, name: str) -> frozenset[str]:
        """All forms of the nouns in the word group `name`; empty where there is no such group."""
        return self.groups.get(name, frozenset())

    def triggers(self, part: str, form: str) -> tuple[Trigger, ...]:
        """The triggers of a part of speech whose head may be written so, the most specific first."""
        return self._triggers.get((part, form), ())

    def happens(self, form: str) -> tuple[tuple[str, ...], ...]:
        """The words of the verbs of happening whose first may be written so."""
        return self._happenings.get(form, ())

    def undergoings(self, form: str) -> tuple[tuple[str, ...], ...]:
        """The words of the undergoing verbs whose first may be written so."""
        return self._undergoings.get(form, ())

    def lights(self, form: str) -> tuple[tuple[str, ...], ...]:
        """The words of the light verbs whose first may be written so."""
        return self._lights.get(form, ())

    @cached_property
    def _lights(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        return _by_form(self.light)

    @cached_property
    def _undergoings(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        return _by_form(self.undergoing)

    @cached_property
    def _happenings(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        return _by_form(self.occurrence)

    @cached_property
    def _triggers(self) -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
        found: dict[tuple[str, str], list[Trigger]] = {}
        for frame in self.frames:
            for part, entries in frame.words.items():
                for entry in entries:
                    words = tuple(entry.replace("-", " ").split())
                    head = _head(words, part)
                    for form in _forms(words[head], part):
                        found.setdefault((part, form), []).append(Trigger(words, head, frame))
        return {key: tuple(sorted(value, key=_precedence)) for key, value in found.items()}


def _groups(index: Index) -> dict[str, frozenset[str]]:
    """The nouns of each word group, in all forms, by the local name of the group."""
    nodes = index.instances(KG["WordGroup"])
    return {re.split("[#/]", node.value)[-1]: _all_forms(index.texts(node, KG["noun"])) for node in nodes}


def _by_form(entries: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Verbs of one or more words by the written forms of the first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for entry in sorted(entries):
        words = tuple(entry.replace("-", " ").split())
        for form in verb_forms(words[0]):
            found[form] = (*found.get(form, ()), words)
    return found


def _precedence(trigger: Trigger) -> tuple[int, int, str]:
    """The order in which triggers of one word are tried."""
    specific = len(trigger.words) * 10 + 5 * bool(trigger.frame.context) + trigger.frame.rank
    return -specific, -trigger.frame.rank, trigger.frame.iri


def _head(words: tuple[str, ...], part: str) -> int:
    """The position of the word that governs the others: a verb's first, a noun's last before a preposition."""
    if part == "verb":
        return 0
    at = next((at for at, word in enumerate(words) if word in _PREPOSITIONS and at), len(words))
    return at - 1


def _forms(word: str, part: str) -> frozenset[str]:
    """How the head of a trigger may be written."""
    return verb_forms(word) if part == "verb" else noun_forms(word) if part == "noun" else frozenset({word})


def _all_forms(words: Iterable[str]) -> frozenset[str]:
    """Context words in all forms they may have as noun or verb."""
    return frozenset(
        form for word in words for form in ({word} if not word.isalpha() else noun_forms(word) | verb_forms(word))
    )


def _hierarchy(index: Index) -> dict[str, frozenset[str]]:
    """The named classes right above each class."""
    found: dict[str, set[str]] = {}
    for below, above in index.pairs(RDFS["subClassOf"]):
        if isinstance(below, NamedNode) and isinstance(above, NamedNode):
            found.setdefault(below.value, set()).add(above.value)
    return {name: frozenset(above) for name, above in found.items()}


def _ancestors(name: str, parents: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    found = [name]
    for each in found:
        found += sorted(parents.get(each, frozenset()) - set(found))
    return tuple(found)


def _frame(index: Index, node: NamedNode, path: Path) -> Frame:
    """The frame that a node describes; OntologyError where it says something unknown or unusable."""
    for predicate, _ in index.about(node):
        if predicate in KG and predicate not in _KNOWN:
            raise _error(path, node.value, f"unknown property {predicate.value}")
    evoked = index.nodes(node, KG["evokes"])
    if len(evoked) != 1:
        raise _error(path, node.value, f"a frame evokes one class, not {len(evoked)}")
    ranks = index.texts(node, KG["rank"])
    if len(ranks) > 1 or not all(rank.lstrip("-").isdigit() for rank in ranks):
        raise _error(path, node.value, f"kg:rank is one whole number, not {', '.join(ranks)}")
    counts = index.nodes(node, KG["counts"])
    words = {part: index.texts(node, KG[part]) for part in PARTS}
    for text in (text for entries in words.values() for text in entries):
        if not text.split() or text != text.lower():
            raise _error(path, node.value, f"trigger words are lemmas in lower case, not {text!r}")
    return Frame(
        iri=node.value,
        type=evoked[0].value,
        verbs=words["verb"],
        nouns=words["noun"],
        adjectives=words["adjective"],
        slots={role: _ordered(index.texts(node, name)) for role, name in _SLOTS.items() if index.texts(node, name)},
        classes={role: frozenset(iri.value for iri in index.nodes(node, name)) for role, name in _CLASSES.items()},
        requires=frozenset(index.texts(node, KG["requires"])),
        context=_all_forms(index.texts(node, KG["context"])),
        without=_all_forms(index.texts(node, KG["without"])),
        counts=counts[0].value if counts else None,
        rank=int(ranks[0]) if ranks else 0,
        refers="true" in index.texts(node, KG["refers"]),
    )


def _ordered(slots: Iterable[str]) -> tuple[str, ...]:
    """Slots in the order in which they are asked: the core relations first, then prepositions by how much they tell."""
    return tuple(sorted(slots, key=lambda slot: (_ORDER.index(slot) if slot in _ORDER else len(_ORDER), slot)))


def _check(frames: Iterable[Frame], parents: Mapping[str, frozenset[str]], origin: Mapping[str, Path]) -> None:
    """Raise OntologyError for a frame whose class is no event or whose requirements have no meaning."""
    for frame in frames:
        path = origin[frame.iri]
        if KG["Event"].value not in _ancestors(frame.type, parents):
            raise _error(path, frame.iri, f"{frame.type} is not below kg:Event")
        unknown = sorted(frame.requires - REQUIREMENTS.keys())
        if unknown:
            raise _error(path, frame.iri, f"kg:requires {unknown[0]!r} is none of {', '.join(sorted(REQUIREMENTS))}")


def _error(path: Path, frame: str, message: str) -> OntologyError:
    return OntologyError(f"{path}: frame {frame}: {message}", _HINT)


def _completed(frame: Frame, by_class: Mapping[str, list[Frame]], parents: Mapping[str, frozenset[str]]) -> Frame:
    """The frame with inherited slots and class constraints where it gives none."""
    layers = list(_layers(frame, by_class, parents))
    slots: dict[str, tuple[str, ...]] = {}
    classes: dict[str, frozenset[str]] = {}
    for role in ROLES:
        inherited = (
            tuple(dict.fromkeys(slot for each in layer for slot in each.slots.get(role, ()))) for layer in layers
        )
        slots[role] = frame.slots.get(role) or next(filter(None, map(_ordered, inherited)), _DEFAULT[role])
        constraints = (frozenset[str]().union(*(each.classes.get(role, ()) for each in layer)) for layer in layers)
        classes[role] = frame.classes.get(role) or next(filter(None, constraints), frozenset())
    return replace(frame, slots=slots, classes=classes)


def _layers(
    frame: Frame, by_class: Mapping[str, list[Frame]], parents: Mapping[str, frozenset[str]]
) -> Iterator[list[Frame]]:
    """The frames to inherit from, nearest class first; on each class those without words before the others."""
    for name in _ancestors(frame.type, parents):
        of_class = [each for each in by_class.get(name, ()) if each is not frame]
        yield [each for each in of_class if not any(each.words.values())]
        if name != frame.type:
            yield [each for each in of_class if any(each.words.values())]
