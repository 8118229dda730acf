"""An event mention in the making: what the stages of reading add to a match before it becomes a finding."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from kgbuild.language.events.arguments import Slots
from kgbuild.language.events.frames import Match
from kgbuild.language.events.support import Support
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.once import once
from kgbuild.language.grammar.phrases import Mention
from kgbuild.language.time.dates import TimeExpression
from kgbuild.model import Factuality, PartialDate, QuantityFinding, Source
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET

_REACH = 15
_BY = frozenset({"in", "by", "from", "during"})
_MEASURING = frozenset({"include", "total", "exceed", "reach", "amount", "number", "stand", "rise", "climb"})


@dataclass(slots=True)
class Draft:
    """A match with its arguments.

    `contract` is the class of the contract that its type stands under, `sentence` the first token of its sentence;
    `dated` is true where its own words tell its time.
    `slots` names the slot of a role that an entity fills, `rules` the rule that put it there where no slot did, or that
    gave the date. `time` is the time expression that dates it.
    """

    match: Match
    contract: str
    support: Support
    roles: dict[str, list[Mention]]
    sentence: int
    slots: Slots = field(default_factory=dict)
    start: PartialDate | None = None
    end: PartialDate | None = None
    dated: bool = False
    factuality: Factuality = Factuality.ACTUAL
    sources: tuple[Source, ...] = ()
    quantities: list[QuantityFinding] = field(default_factory=list)
    same_as: "Draft | None" = None
    cause: "Draft | None" = None
    part_of: "Draft | None" = None
    time: TimeExpression | None = None
    rules: dict[object, str] = field(default_factory=dict)

    @property
    def token(self) -> Token:
        """The token that heads the trigger."""
        return self.match.token

    @property
    def anchor(self) -> Token:
        """The token whose grammatical relations the event has."""
        return self.match.anchor

    @property
    def verb(self) -> Token:
        """The verb that tells the event: the trigger itself, or the one that carries an event noun."""
        return self.support.verbs[0] if self.support.verbs else self.anchor

    def ids(self, role: str) -> set[int]:
        """The entities in a role."""
        return {entity for entity, _ in self.roles[role]}

    @property
    def participants(self) -> set[int]:
        """Agents and targets."""
        return self.ids(AGENT) | self.ids(TARGET)

    @property
    def fillers(self) -> set[int]:
        """The entities in any role."""
        return self.participants | self.ids(EVENT_PLACE)

    @property
    def empty(self) -> bool:
        """Whether nothing is told of the event but that it happens."""
        return not (self.fillers or self.quantities or self.start or self.end)

    def note(self, rule: str) -> None:
        """Keep that what the draft tells, and no slot or earlier rule has given, comes from a rule."""
        for role, mentions in self.roles.items():
            for entity, _ in mentions:
                if (role, entity) not in self.slots:
                    self.rules.setdefault((role, entity), rule)
        if self.start is not None or self.end is not None:
            self.rules.setdefault((self.start, self.end), rule)

    def first(self) -> "Draft":
        """The first mention of the event that this one refers back to; itself where it refers to none."""
        draft = self
        while draft.same_as is not None:
            draft = draft.same_as
        return draft


def did(force: Draft, harm: Draft) -> bool:
    """Whether the grammar says that an attack did some harm ("shelling killed two", "killed in an attack")."""
    nouns = {force.token, *force.support.outer}
    if syntax.subject(harm.anchor) in nouns and not syntax.passive(harm.anchor):
        return True
    carriers = (harm.anchor, *harm.support.verbs)
    return any(noun in nouns and word in _BY for carrier in carriers for word, noun in syntax.prepositional(carrier))


def domain(token: Token) -> set[int]:
    """The tokens of the smallest clause or phrase of a trigger: its subtree without the clauses embedded in it."""
    return set(_domain(token))


@once
def _domain(token: Token) -> frozenset[int]:
    found = {token.i}
    pending = list(token.children)
    while pending:
        child = pending.pop()
        if child.i in found or (syntax.is_clause(child) and not _reduced(child)):
            continue
        found.add(child.i)
        pending += child.children
    return frozenset(found)


def _reduced(clause: Token) -> bool:
    """Whether a clause is a mere participle beside its noun ("12 people killed")."""
    return clause.dep_ == "acl" and not any(child.dep_ == "obj" for child in clause.children) and clause.tag_ == "VBN"


def scope(draft: Draft) -> set[int]:
    """The tokens that say when and how many: the domains of the trigger, its carriers and what it affects."""
    found = domain(draft.anchor)
    for verb in draft.support.verbs:
        found |= domain(verb)
    if draft.match.is_noun:
        behind = draft.token.doc[draft.token.i + 1 : min(draft.token.i + _REACH, draft.token.sent.end)]
        measuring = [token for token in behind if token.lemma_.lower() in _MEASURING and token.pos_ == "VERB"][:1]
        return found.union(*(domain(verb) for verb in measuring))
    if draft.anchor.dep_ in {"acl", "acl:relcl", "relcl", "amod"}:
        patient = syntax.subject(draft.anchor)
        if patient is not None:
            found |= {token.i for each in syntax.conjuncts(patient) for token in _phrase(each)}
    copula = syntax.copula(draft.anchor)
    if copula is not None and copula.i not in found:
        found |= domain(copula)
    return found


def _phrase(token: Token) -> list[Token]:
    """A noun with what stands before it and its "of" phrase."""
    return [
        token,
        *(child for child in token.subtree if child.i < token.i or child.dep_ in {"nmod", "case", "nummod", "pobj"}),
    ]
