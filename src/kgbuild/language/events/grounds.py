"""Why an event mention tells what it does: words, slots, rules and ways through the parse, for people to read."""

from collections.abc import Iterator

from spacy.tokens import Token

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.scene import Scene
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.paths import path
from kgbuild.language.speech.factuality import judge
from kgbuild.language.time.dates import TimeKind
from kgbuild.model import Factuality, Ground, Source, Span

_ELSEWHERE = "from elsewhere in the article"


def grounds(scene: Scene, draft: Draft) -> Iterator[Ground]:
    """The grounds of a finished draft: trigger, arguments, date, numbers, factuality, sources, other events."""
    yield from _trigger(scene, draft)
    yield from _arguments(scene, draft)
    yield from _date(scene, draft)
    yield from _numbers(scene, draft)
    yield Ground("factuality", _factuality(scene, draft))
    yield from (_source(scene, draft, source) for source in draft.sources)
    yield from _relations(scene, draft)


def _trigger(scene: Scene, draft: Draft) -> Iterator[Ground]:
    """The words of the trigger, and the verbs and nouns that carry an event noun."""
    yield Ground("trigger", draft.match.part, _at(scene, draft.token))
    for word in sorted(set(draft.match.words) - {draft.token}, key=lambda each: each.i):
        yield Ground("trigger", "word beside it", _at(scene, word), path(draft.token, word))
    for words, way in (
        (draft.support.light, "light verb"),
        (draft.support.occurring, "verb of happening"),
        (draft.support.undergoing, "verb of undergoing"),
        (draft.support.outer, "noun around it"),
    ):
        yield from (Ground("trigger", way, _at(scene, word), path(draft.token, word)) for word in words)


def _arguments(scene: Scene, draft: Draft) -> Iterator[Ground]:
    """The slot of the frame, or else the rule, by which each entity has its role."""
    for role, mentions in draft.roles.items():
        for entity, token in mentions:
            slot = draft.slots.get((role, entity))
            rule = draft.rules.get((role, entity), _ELSEWHERE)
            way = f"slot “{slot}”" if slot else rule
            yield Ground(role.rsplit("#", 1)[-1], way, _at(scene, token), path(draft.token, token), entity)


def _date(scene: Scene, draft: Draft) -> Iterator[Ground]:
    """The time expression that dates the event, or the rule that does."""
    date, time = (draft.start, draft.end), draft.time
    if date == (None, None):
        return
    if time is None or (time.kind is not TimeKind.DURATION and date != (time.start, time.end)):
        yield Ground("date", draft.rules.get(date, _ELSEWHERE))
    else:
        head = scene.doc[time.first : time.last].root
        yield Ground("date", time.kind.value, scene.span(time.first, time.last), path(draft.token, head))


def _numbers(scene: Scene, draft: Draft) -> Iterator[Ground]:
    offset = scene.article.body.start
    for each in draft.quantities:
        words = scene.doc.char_span(each.span.start - offset, each.span.end - offset, alignment_mode="expand")
        number = next((word for word in words if word.like_num), words.root) if words is not None else None
        way = path(draft.token, number) if number is not None else ""
        yield Ground("number", f"counts {each.measure}", each.span, way)


def _factuality(scene: Scene, draft: Draft) -> str:
    """The words that make an event planned or denied, or that say in so many words that it took place."""
    judged = judge(draft.token, scene.factuality)
    if draft.factuality is not judged.factuality:
        return "the frame tells it so" if draft.factuality is Factuality.ACTUAL else "promised or threatened"
    return ", ".join(f"“{word}” ({slot})" for word, slot in judged.cues) or "no word says otherwise"


def _source(scene: Scene, draft: Draft, source: Source) -> Ground:
    """The word of saying by which a source vouches for the event."""
    for one in scene.attributions:
        verb = scene.doc[one.verb]
        vouches = draft.token.i in one.scope or draft.token == verb
        if vouches and scene.phrase(one.first, one.last) == source.span:
            head = scene.doc[one.head]
            words = syntax.preposition(head)
            if words and (verb.is_punct or verb.lower_ in words.split()):
                return Ground("source", f"“{words}”", source.span, entity=source.entity)
            return Ground("source", f"“{verb.text}”", source.span, path(verb, head), source.entity)
    return Ground("source", "who says it", source.span, entity=source.entity)


def _relations(scene: Scene, draft: Draft) -> Iterator[Ground]:
    """The mentions of other events that this one has as its cause or whole, and the one that it refers back to."""
    for about, other in (("cause", draft.cause), ("part of", draft.part_of), ("same as", draft.same_as)):
        if other is not None:
            way = f"{other.contract.rsplit('#', 1)[-1]} told beside it" if about != "same as" else "told before"
            yield Ground(about, way, _at(scene, other.token))


def _at(scene: Scene, token: Token) -> Span:
    return scene.span(token.i, token.i + 1)
