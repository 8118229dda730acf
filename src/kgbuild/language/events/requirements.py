"""Whether an event is told well enough: what its frame requires, and what a statement or a planned event needs."""

from collections.abc import Callable, Collection, Iterable

from spacy.tokens import Token

from kgbuild.language.events.accidents import accidental, run_into
from kgbuild.language.events.deaths import natural
from kgbuild.language.events.draft import Draft
from kgbuild.language.events.scene import Scene
from kgbuild.language.grammar import syntax
from kgbuild.model import Factuality
from kgbuild.model.terms import AGENT, EVENT_PLACE, KG, TARGET

STATEMENT = KG + "Statement"
SPEECH = frozenset(
    KG + name for name in ("Appeal", "Condemnation", "Threat", "Pledge", "Refusal", "Endorsement", "Statement")
)
FORCE = frozenset(KG + name for name in ("Attack", "Battle"))
_ATTRIBUTIVE = frozenset({"amod", "acl:relcl", "relcl"})
DEEDS = frozenset(KG + name for name in ("Withdrawal", "Deployment", "Visit", "Aid"))
_TALKS = frozenset({KG + "Meeting", KG + "Agreement"})
_JOURNEYS = frozenset({KG + "Visit", KG + "Meeting"})
_QUANTIFIERS = frozenset({"all", "some", "many", "most", "others", "several", "both"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_KINDS = frozenset({"compound", "amod", "nmod:desc"})
HARM = frozenset(KG + name for name in ("Casualties", "Destruction", "Displacement"))


def missing(draft: Draft, drafts: Collection[Draft], scene: Scene) -> str:
    """What the text does not tell of an event though its frame needs it, in words; "" where all is told."""
    needs = sorted(draft.match.frame.requires, key=lambda need: (need == "argument", need))
    need = next((need for need in needs if not _met(need, draft, drafts, scene)), "")
    if need:
        return need
    if draft.contract == STATEMENT and draft.match.frame.rank < 0 and _told(draft, drafts, scene):
        return "an assertion of its own"
    if draft.contract in HARM and not draft.quantities and _mourned(draft.token, scene):
        return "more than condolences"
    if draft.contract == KG + "Casualties" and draft.factuality is Factuality.PLANNED and not draft.quantities:
        return "more than a possibility"
    if draft.contract == KG + "Agreement" and draft.match.is_noun and _by_name(draft):
        return "more than the name of a treaty"
    silent = draft.factuality is Factuality.DENIED or not draft.sources
    if draft.contract == STATEMENT and silent and not draft.roles[AGENT]:
        return "a speaker"
    return ""


def _met(need: str, draft: Draft, drafts: Iterable[Draft], scene: Scene) -> bool:
    """Whether a text tells one thing that a frame requires."""
    if need == "argument":
        only_kind = draft.match.is_noun and draft.token.dep_ in _KINDS
        return bool(draft.fillers if only_kind else not draft.empty) or _caused(draft, drafts)
    if need == "clause":
        return bool(syntax.complement_clauses(draft.anchor)) or bool(scene.spoken(draft.token))
    if need == "infinitive":
        clauses = [*syntax.complement_clauses(draft.anchor), *syntax.noun_clauses(draft.anchor)]
        return any(_is_infinitive(clause) for clause in clauses)
    if need == "addressee":
        clauses = syntax.complement_clauses(draft.anchor)
        nouns = [*syntax.objects(draft.anchor), *syntax.indirect_objects(draft.anchor)]
        return bool(nouns) or any(syntax.own_subject(clause) is not None for clause in clauses)
    if need == "phrase":
        return not any(not _is_infinitive(clause) for clause in syntax.complement_clauses(draft.anchor))
    if need == "speech":
        ours = set(scene.reading.issuers)
        own = scene.own_voice(draft.token) and bool(draft.ids(AGENT) & ours or not ours | draft.ids(AGENT))
        return own or bool(scene.sources(draft.token))
    if need == "self":
        sources = {source.entity for source in scene.sources(draft.token) if source.entity is not None}
        return bool(scene.with_states(draft.ids(AGENT)) & scene.with_states(sources))
    if need == "unnatural":
        return not natural(draft, list(drafts), scene)
    told: dict[str, Callable[[], object]] = {
        "guest": lambda: any(slot in {"object", "by"} for (role, _), slot in draft.slots.items() if role == AGENT),
        "arms": lambda: not (_of_workers(draft, scene) or run_into(draft, scene)),
        "hostile": lambda: not accidental(draft, scene),
        "predicate": lambda: syntax.first_conjunct(draft.token).dep_ not in _ATTRIBUTIVE,
        "agent": lambda: draft.roles[AGENT],
        "target": lambda: draft.roles[TARGET],
        "place": lambda: draft.roles[EVENT_PLACE],
        "participant": lambda: draft.participants,
        "parties": lambda: draft.roles[AGENT][1:],
        "finite": lambda: any(word.tag_ in _FINITE for word in (draft.anchor, *syntax.auxiliaries(draft.anchor))),
        "number": lambda: draft.quantities,
    }
    return bool(told[need]())


def _of_workers(draft: Draft, scene: Scene) -> bool:
    """Whether a strike is one of workers: who is on strike, or of whose strike is told, or what it is for."""
    noun = draft.token
    if not draft.match.is_noun:
        return False
    if syntax.preposition(noun) == "on" and not any(child.dep_ in {"det", "nmod:poss"} for child in noun.children):
        return True
    carriers = (noun, *draft.support.verbs)
    around = [syntax.subject(verb) for verb in draft.support.light] + [syntax.possessor(noun), *syntax.modifiers(noun)]
    around += [other for each in carriers for word, other in syntax.prepositional(each) if word in {"by", "of", "over"}]
    return any(word is not None and word.lower_ in scene.lexicon.group("worker") for word in around)


def happens(draft: Draft) -> bool:
    """Whether an event of which no more is told is presented as one that happens, not as a kind or a quality."""
    if draft.factuality is Factuality.DENIED or draft.token.dep_ in _KINDS or _asked(draft.verb):
        return False
    if draft.match.part == "adjective" and syntax.copula(draft.token) is None and draft.token.tag_ == "JJ":
        return False
    if draft.contract in _TALKS and draft.match.is_noun and _is_virtue(draft):
        return False
    affected = [*syntax.objects(draft.anchor), syntax.subject(draft.anchor)]
    told = [noun for noun in affected if noun is not None]
    return draft.match.is_noun or any(noun.pos_ in {"NOUN", "PROPN"} or noun.lower_ in _QUANTIFIERS for noun in told)


def _is_virtue(draft: Draft) -> bool:
    """Whether talks or a deal are named as a good thing only, by a bare noun ("involves *dialogue* and patience")."""
    told = any(child.dep_ not in {"cc", "conj", "punct", "amod", "case"} for child in draft.token.children)
    return draft.token.tag_ == "NN" and not told and not draft.support.occurring


def _asked(verb: Token) -> bool:
    """Whether a clause only asks or supposes what it tells ("if there were casualties")."""
    marker = syntax.marker(syntax.clause_head(verb))
    return marker is not None and marker.lower_ in {"if", "whether", "unless"}


def by_somebody(draft: Draft, drafts: Collection[Draft], scene: Scene) -> bool:
    """Whether an act lacks but the names of who does it: a finite verb of people or of a body ("lawmakers urged")."""
    verb = draft.anchor
    doer = syntax.agent_phrase(verb) if syntax.passive(verb) else syntax.own_subject(verb)
    finite = any(word.tag_ in _FINITE for word in (verb, *syntax.auxiliaries(verb)))
    if draft.match.part != "verb" or draft.match.is_auxiliary or not finite or doer is None:
        return False
    others = draft.match.frame.requires - {"agent", "participant"}
    return doer.lower_ in scene.lexicon.group("speaker") and all(_met(need, draft, drafts, scene) for need in others)


def _by_name(draft: Draft) -> bool:
    """Whether a treaty is only called by its name ("the 1951 Refugee *Convention*"), and nobody makes or joins it."""
    named = draft.token.is_title and draft.token.pos_ == "PROPN" and draft.token.i > draft.sentence + 1
    before = draft.token.nbor(-1) if draft.token.i else draft.token
    joined = before.is_title or any(word == "on" for word, _ in syntax.prepositional(draft.token))
    return named and joined and not draft.support.verbs


def _mourned(token: Token, scene: Scene) -> bool:
    """Whether harm is told only of those to whom condolences go."""
    words = scene.lexicon.group("condolence")
    return any(
        word.lower_ in words
        for above in (token, *token.ancestors)
        for word in (above, *syntax.objects(above), syntax.own_subject(above) or above)
    )


def _is_infinitive(clause: Token) -> bool:
    if any(word.tag_ == "MD" for word in syntax.auxiliaries(clause)):
        return False
    return clause.tag_ == "VB" or any(child.lower_ == "to" and child.tag_ == "TO" for child in clause.children)


def _caused(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether harm is told beside the attack that did it."""
    return draft.contract in HARM and any(each.contract in FORCE and each.sentence == draft.sentence for each in drafts)


def _told(draft: Draft, drafts: Iterable[Draft], scene: Scene) -> bool:
    """Whether what is said is itself told as an event."""
    said = {token for clause in syntax.complement_clauses(draft.token) for token in _predicates(clause)}
    if not said:
        speaker = syntax.subject(draft.token)
        phrase = {token.i for token in speaker.subtree} if speaker is not None else set()
        spoken_by = scene.speaker_tokens(draft.token) or phrase
        said = {token for token in draft.token.sent if token.i not in spoken_by}
    subjects = {syntax.own_subject(token) for token in said}
    return any(
        {other.token, other.anchor, other.verb} & said or (other.quantities and other.token in subjects)
        for other in drafts
        if other.sentence == draft.sentence and other is not draft
    )


def _predicates(clause: Token) -> Iterable[Token]:
    """The predicates of a clause, of those coordinated with it, of their infinitives, and its noun's participles."""
    for each in syntax.conjuncts(clause):
        yield each
        if each.pos_ == "NOUN":
            yield from (child for child in each.children if child.pos_ == "VERB" and child.dep_ in {"amod", "acl"})
        for below in syntax.complement_clauses(each):
            yield from _predicates(below)


def _announced(draft: Draft, other: Draft) -> bool:
    """Whether an act is the very thing that somebody pledges ("announced a withdrawal")."""
    return other.contract == KG + "Pledge" and draft.contract in DEEDS and draft.token in other.match.words


def stands_alone(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether an event that is not actual and that another event is about is to be told for itself.

    It is where it has a participant, place or number of its own, or is what a journey is for; an act of speech is not.
    """
    if draft.factuality is Factuality.ACTUAL:
        return True
    above = {token.i for token in draft.verb.ancestors} | {draft.verb.i}
    beside = (other for other in drafts if other.sentence == draft.sentence and other is not draft)
    others = [other for other in beside if other.token.i in above or other.anchor.i in above]
    others = [other for other in others if not {draft.contract, other.contract} <= _JOURNEYS]
    if not others or any(_announced(draft, other) for other in others):
        return True
    own = {token.i for token in draft.token.subtree} | {token.i for token in draft.match.words}
    told = bool(draft.quantities) or any(token.i in own for group in draft.roles.values() for _, token in group)
    return told and draft.contract not in SPEECH
