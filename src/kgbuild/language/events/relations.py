"""How the event mentions of an article bear on one another: told together, cause, whose deed, the scene they share."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from kgbuild.language.events.draft import Draft, did
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.requirements import DEEDS, FORCE, HARM, SPEECH, STATEMENT
from kgbuild.language.events.scene import Scene
from kgbuild.language.events.slots import slot_tokens
from kgbuild.language.events.support import mediated
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.phrases import Mention
from kgbuild.model import Factuality
from kgbuild.model.terms import AGENT, EVENT_PLACE, HUMANITARIAN, KG, MILITARY, PLACE, POPULATION_GROUP, STATE, TARGET

_SCENIC = frozenset(KG + name for name in (*MILITARY, *HUMANITARIAN))
_ABOUT = frozenset({KG + "Pledge", KG + "Threat", STATEMENT})
_SUFFERED = frozenset(KG + name for name in ("Casualties", "Destruction"))
_AT = frozenset({"in", "at", "near", "off", "on"})
_TOLD_AGAIN = FORCE | {KG + "Casualties", KG + "Meeting", KG + "Agreement"}
_DURING = frozenset({"when", "as", "after"})
_CLAIMING = frozenset({"claim", "take", "accept", "admit"})
_TALKING = frozenset({"discuss", "review", "preview"})
_WITHIN = frozenset({"in", "with", "by", "during", "at"})
_NEAR = 3
_CLOSE = 8


def one_each(drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """The drafts, those told together ("signed an agreement", "heinous and unacceptable") made one of the finer."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        here = (group for group in groups if group[0].sentence == draft.sentence)
        alike = (group for group in here if group[0].contract == draft.contract)
        group = next((each for each in alike if any(_told_together(one, draft) for one in each)), None)
        if group is None:
            groups.append([draft])
        elif group[0].match.frame.refers and not draft.match.frame.refers:
            group.insert(0, draft)
            _absorb(draft, group[1], lexicon)
        else:
            group.append(draft)
            _absorb(group[0], draft, lexicon)
    return [group[0] for group in groups]


def _told_together(one: Draft, other: Draft) -> bool:
    """Whether two triggers of one class are of one happening: verb and noun, nouns, coordinated, of one speaker."""
    if one.anchor == other.anchor or (one.contract == STATEMENT and _speakers(one) == _speakers(other)):
        return True
    if any(
        part.dep_ == "compound" and part.head == whole for part, whole in pairwise((one.token, other.token, one.token))
    ):
        return True
    if other.anchor.dep_ == "acl" and other.anchor.head in one.match.words:
        return True
    if one.contract == KG + "Casualties" and _counted_together(one, other):
        return True
    if one.contract in _TOLD_AGAIN and (_again(one, other) or _again(other, one)):
        return True
    for noun, verb in ((one, other), (other, one)):
        if noun.match.is_noun and not verb.match.is_noun:
            if syntax.subject(verb.anchor) == noun.token and not syntax.passive(verb.anchor):
                return True
            trailing = noun.match.trailing or verb.match.trailing
            return _verb_and_noun(verb.anchor, noun.token, one.fillers & other.fillers) or (
                bool(trailing)
                and (syntax.governor(noun.token), syntax.preposition(noun.token)) == (verb.anchor, trailing)
            )
    if syntax.preposition(other.token) in _WITHIN:
        above = syntax.governor(other.token)
        return one.anchor in (above, syntax.governor(above))
    if other.anchor.dep_ != "conj" or other.anchor.head != one.anchor or other.match.is_noun:
        return False
    if one.factuality is not other.factuality or _says_otherwise(one, other):
        return False
    return not (_complete(one.anchor) and _complete(other.anchor)) and not other.quantities


def _again(one: Draft, other: Draft) -> bool:
    """Whether another trigger tells the deed of one again, by a participle, in apposition or as predicate.

    "Attacked a bus, *opening fire*"; "a rocket *fired* from X hit Y"; "the bombing, one of the deadliest *attacks*".
    """
    if one.factuality is not other.factuality or _differ(one, other):
        return False
    verb, noun = other.verb, other.token
    led = syntax.marker(verb)
    beside = verb.dep_ in {"advcl", "xcomp", "dep"} and verb.head in {one.verb, one.anchor}
    if verb.tag_ == "VBG" and beside and syntax.own_subject(verb) is None:
        return led is None or led.lower_ == "by"
    if other.anchor.dep_ == "acl" and other.anchor.tag_ == "VBN" and one.contract in FORCE:
        return other.anchor.head == syntax.own_subject(one.verb)
    if one.match.is_noun and other.match.is_noun:
        above = syntax.governor(noun) if syntax.preposition(noun) == "of" else noun
        named = above.dep_ == "appos" and above.head == one.token
        return named or (syntax.own_subject(noun) == one.token and syntax.copula(noun) is not None)
    return False


def _differ(one: Draft, other: Draft) -> bool:
    """Whether two triggers tell another victim, number or day."""
    counted = {each.measure for each in one.quantities} & {each.measure for each in other.quantities}
    apart = any(one.ids(role) and other.ids(role) and not one.ids(role) & other.ids(role) for role in (AGENT, TARGET))
    return bool(counted) or apart or (one.start is not None and other.start is not None and one.start != other.start)


def _counted_together(one: Draft, other: Draft) -> bool:
    """Whether coordinated clauses count the dead and the wounded of one happening ("11 were killed and 40 wounded")."""
    between = one.token.doc[one.token.i + 1 : other.token.i]
    joined = any(word.lower_ in {"and", "while"} for word in between) and len(between) <= _CLOSE
    apart = {each.measure for each in one.quantities} & {each.measure for each in other.quantities}
    measured = bool(one.quantities and other.quantities) and not apart
    if not joined or not measured or one.factuality is not other.factuality:
        return False
    if any(word.pos_ == "VERB" and word != other.anchor for word in between):
        return False
    return not any(one.ids(role) and other.ids(role) and one.ids(role) != other.ids(role) for role in one.roles)


def _speakers(draft: Draft) -> set[int] | set[str]:
    """Who makes a statement: its agents, or the words of sources without a name."""
    return draft.ids(AGENT) or {source.words for source in draft.sources}


def _says_otherwise(one: Draft, other: Draft) -> bool:
    """Whether a coordinated verb has a subject of its own and thereby another agent ("X said … and Y said …")."""
    return syntax.own_subject(other.anchor) is not None and not one.ids(AGENT) & other.ids(AGENT)


def _verb_and_noun(verb: Token, noun: Token, shared: set[int]) -> bool:
    """Whether a verb and a noun of one class tell one happening."""
    if verb.dep_ in {"acl", "acl:relcl", "relcl", "advcl:relcl"} and noun.i < verb.i:
        pronoun = syntax.own_subject(verb)
        unclear = pronoun is not None and syntax.is_relative_pronoun(pronoun) and verb.i - noun.i <= _CLOSE
        return verb.head == noun or (unclear and not (shared and verb.head.pos_ == "PROPN"))
    if verb.lemma_.lower() in _TALKING and noun in syntax.objects(verb):
        return False
    return syntax.governor(noun) == verb and syntax.preposition(noun) in {"", *_WITHIN}


def _complete(verb: Token) -> bool:
    """Whether a coordinated predicate has objects or a subject of its own."""
    return bool(syntax.objects(verb)) or (verb.dep_ == "conj" and syntax.own_subject(verb) is not None)


def _absorb(kept: Draft, other: Draft, lexicon: Lexicon) -> None:
    """Add to a draft what another mention of the same happening tells: a finer class too ("signed a ceasefire")."""
    frame = other.match.frame
    if frame.type != kept.match.frame.type and lexicon.is_a(frame.type, kept.match.frame.type):
        words = tuple(dict.fromkeys((*kept.match.words, *other.match.words)))
        kept.match = replace(kept.match, frame=frame, words=words)
    for role, mentions in other.roles.items():
        if role == AGENT and kept.roles[AGENT] and mediated(other.support):
            continue
        known = kept.ids(role) | (kept.participants if role != EVENT_PLACE else set())
        kept.roles[role] += [mention for mention in mentions if mention[0] not in known]
    if kept.start is None:
        kept.start, kept.end = other.start, other.end
    spans = {each.span for each in kept.quantities}
    kept.quantities += [each for each in other.quantities if each.span not in spans]


def answer_for_claims(drafts: Sequence[Draft]) -> None:
    """Let an attack of which nobody is told who did it be done by who claims responsibility for it."""
    for claim in drafts:
        words = {word.lower_ for word in claim.match.words}
        claimed = "responsibility" in words and claim.token.lemma_.lower() in _CLAIMING
        if claim.contract != STATEMENT or not claimed or claim.factuality is not Factuality.ACTUAL:
            continue
        attacks = [each for each in drafts if each.contract == KG + "Attack"]
        beside = [each for each in attacks if each.sentence == claim.sentence and each.token.i > claim.token.i]
        before = [each for each in attacks if each.token.i < claim.token.i]
        for attack in beside[:1] or before[-1:]:
            for told in (attack, attack.first()):
                told.roles[AGENT] = told.roles[AGENT] or list(claim.roles[AGENT])


def set_causes(drafts: Sequence[Draft]) -> None:
    """Set the cause of harm told beside an attack, and let each share what is said only of the other."""
    for draft in drafts:
        near = [each for each in drafts if each.contract in FORCE and each.sentence == draft.sentence]
        if draft.contract not in HARM or not near:
            continue
        draft.cause = min(near, key=lambda each: (not did(each, draft), abs(each.token.i - draft.token.i)))
        cause = draft.cause.first()
        for role in (AGENT, EVENT_PLACE):
            done = cause.contract == KG + "Attack" and "none" not in draft.match.frame.slots[AGENT]
            if not draft.roles[role] and (role != AGENT or done):
                draft.roles[role] = draft.cause.roles[role] or list(cause.roles[role])
        if draft.start is None:
            told = draft.cause if draft.cause.start is not None else cause
            draft.start, draft.end = told.start, told.end
        if did(draft.cause, draft):
            _share_back(draft, draft.cause)


def _share_back(harm: Draft, cause: Draft) -> None:
    """Let an attack happen where and when the harm does that it is said to do ("shelling killed two in X")."""
    cause.roles[EVENT_PLACE] = cause.roles[EVENT_PLACE] or list(harm.roles[EVENT_PLACE])
    if cause.start is None and cause.first() is cause:
        cause.start, cause.end = harm.start, harm.end


def answer_for_deeds(drafts: Sequence[Draft], scene: Scene) -> None:
    """Give what is condemned, praised or refused its target: whoever does the deed that it is about."""
    by_token = {draft.token.i: draft for draft in drafts}
    for draft in drafts:
        slots = draft.match.frame.slots[TARGET]
        if draft.roles[TARGET] or draft.contract not in SPEECH:
            continue
        if "responsible" not in slots:
            draft.roles[TARGET] = _addressees(draft, scene) or _concerned(draft, scene)
            continue
        nouns = [noun for slot in slots for noun in slot_tokens(draft.match, draft.support, slot)]
        deeds = [by_token[each.i] for noun in nouns for each in syntax.conjuncts(noun) if each.i in by_token]
        allowed = draft.match.frame.classes[TARGET]
        for deed in deeds:
            doers = deed.roles[AGENT] or deed.first().roles[AGENT]
            draft.roles[TARGET] += [
                mention
                for mention in doers
                if mention[0] not in draft.fillers
                and any(scene.lexicon.is_a(scene.types[mention[0]], name) for name in allowed)
            ]


def do_what_is_pledged(drafts: Sequence[Draft]) -> None:
    """Let a deed be done by whoever announces it ("announced a withdrawal")."""
    pledges = [draft for draft in drafts if draft.contract == KG + "Pledge"]
    for draft in drafts:
        pledge = next((each for each in pledges if draft.token in each.match.words), None)
        if pledge is not None and draft.contract in DEEDS and not draft.roles[AGENT]:
            draft.roles[AGENT] = [mention for mention in pledge.roles[AGENT] if mention[0] not in draft.fillers]


def _addressees(draft: Draft, scene: Scene) -> list[Mention]:
    """Whom an act is told to that is told in a clause of saying ("informed X that Y intends …")."""
    verb = draft.anchor.head
    if draft.anchor.dep_ != "ccomp" or draft.contract == STATEMENT:
        return []
    nouns = [*syntax.objects(verb), *syntax.indirect_objects(verb)]
    return [mention for noun in nouns for mention in scene.phrases.all_of(noun) if mention[0] not in draft.fillers]


def _concerned(draft: Draft, scene: Scene) -> list[Mention]:
    """The first state or people that a pledge or statement is about, other than who makes it."""
    if draft.contract not in _ABOUT:
        return []
    excluded = draft.ids(AGENT) | set(scene.reading.issuers) | {source.entity for source in draft.sources}
    told = [*syntax.complement_clauses(draft.anchor)]
    if draft.contract != STATEMENT:
        told += (
            [draft.anchor]
            if draft.match.is_auxiliary or draft.match.part == "adjective"
            else [word for word in draft.match.words if word.pos_ == "NOUN"]
        )
    for above in told:
        for token in above.subtree:
            for mention in scene.phrases.named(token):
                if mention[0] not in excluded and scene.kind(scene.types[mention[0]]) in {STATE, POPULATION_GROUP}:
                    return [mention]
    return []


def share_scene(drafts: Sequence[Draft], scene: Scene) -> None:
    """Let an event of war that names no place take that of the one told just before in its paragraph.

    Harm takes that of the last one told before, or of the hazard that struck, where no harm of its kind names a place.
    """
    _place_harm(drafts, scene)
    before: Draft | None = None
    placed = {draft.contract for draft in drafts if draft.roles[EVENT_PLACE]}
    for draft in drafts:
        if draft.contract not in _SCENIC:
            continue
        if draft.roles[EVENT_PLACE]:
            before = draft
        elif before is not None and _near(before, draft, scene) and "none" not in draft.match.frame.slots[EVENT_PLACE]:
            draft.roles[EVENT_PLACE] = list(before.roles[EVENT_PLACE])
            _oppose(draft, before)
        elif draft.contract in _SUFFERED - placed and draft.same_as is None:
            draft.roles[EVENT_PLACE] = list(before.roles[EVENT_PLACE]) if before is not None else _struck(scene)


def _place_harm(drafts: Sequence[Draft], scene: Scene) -> None:
    """Add to harm the places that are told of what did it, else the last that its sentence tells behind it."""
    for draft in drafts:
        if draft.contract not in _SUFFERED or draft.match.is_noun:
            continue
        known = draft.fillers
        draft.roles[EVENT_PLACE] += [mention for mention in _beside(draft, scene) if mention[0] not in known]
        if not draft.roles[EVENT_PLACE] and draft.same_as is None and not draft.sources:
            draft.roles[EVENT_PLACE] = [mention for mention in _closing(draft, scene) if mention[0] not in known]


def _closing(draft: Draft, scene: Scene) -> list[Mention]:
    """The place with which a sentence ends behind an event, wherever the parse hangs it."""
    rest = draft.token.doc[draft.token.i + 1 : draft.token.sent.end]
    led = [token for token in rest if scene.phrases.named(token) and syntax.preposition(token) in _AT]
    spots = [mention for token in led[-1:] for mention in scene.phrases.listed(token) or scene.phrases.named(token)]
    after = led[-1].doc[led[-1].right_edge.i + 1 : draft.token.sent.end] if led else ()
    ends = not any(token.is_alpha for token in after)
    return [each for each in spots if ends and scene.kind(scene.types[each[0]]) in {STATE, PLACE}]


def _beside(draft: Draft, scene: Scene) -> list[Mention]:
    """Where harm is done that the clause beside it tells ("died *when a boat sank off X*"), or what did it.

    "A fire *in X* killed two" is in X where what did it is nobody who acts.
    """
    clauses = [child for child in draft.anchor.children if child.dep_ == "advcl" and child.i > draft.anchor.i]
    during = [clause for clause in clauses if any(word.lower_ in _DURING for word in clause.children)]
    spots = [noun for clause in during for word, noun in syntax.prepositional(clause) if word in _AT]
    doer = None if syntax.passive(draft.anchor) else syntax.own_subject(draft.anchor)
    if doer is not None and doer.pos_ == "NOUN" and doer.i not in scene.reading.heads and not draft.roles[EVENT_PLACE]:
        led = (token for token in doer.subtree if scene.phrases.named(token) and syntax.preposition(token) in _AT)
        spots += led
    found = {mention[0]: mention for noun in spots for mention in scene.phrases.located(noun)}
    return [each for each in found.values() if scene.kind(scene.types[each[0]]) in {STATE, PLACE}]


def _struck(scene: Scene) -> list[Mention]:
    """Where a hazard of nature or an accident strikes that an article tells of: the first place told in its clause."""
    words = scene.lexicon.group("hazard")
    for token in scene.doc:
        if token.lower_ in words:
            clause = syntax.clause_head(token)
            told_of = dict.fromkeys((token, clause, syntax.own_subject(clause) or token))
            spots = [noun for each in told_of for word, noun in syntax.prepositional(each) if word in _AT]
            spots += [noun for noun in syntax.objects(clause) if syntax.own_subject(clause) == token]
            told = {mention[0]: mention for noun in spots for mention in scene.phrases.located(noun)}
            found = [each for each in told.values() if scene.kind(scene.types[each[0]]) in {STATE, PLACE}]
            if found:
                return found
    return []


def _oppose(draft: Draft, before: Draft) -> None:
    """Who fights, or is surrendered to, where that is told only of the attack before."""
    attack = before.first()
    if draft.contract == KG + "Surrender" and not draft.roles[TARGET]:
        draft.roles[TARGET] = [mention for mention in attack.roles[AGENT] if mention[0] not in draft.fillers]
    if draft.contract == KG + "Battle" and not draft.participants and attack.contract == KG + "Attack":
        draft.roles[AGENT] = list(attack.roles[AGENT])


def _near(before: Draft, draft: Draft, scene: Scene) -> bool:
    """Whether two events are told in one paragraph, a few sentences apart."""
    if scene.paragraphs[before.token.i] != scene.paragraphs[draft.token.i]:
        return False
    between = scene.doc[before.token.i : draft.token.i + 1]
    return sum(token.is_sent_start is True for token in between) <= _NEAR
