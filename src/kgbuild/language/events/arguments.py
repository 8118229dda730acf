"""What fills the roles of an event: the slots of its frame, followed through the syntax."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Token

from kgbuild.language.events.frames import Match
from kgbuild.language.events.lexicon import ROLES, SLOTS, Lexicon
from kgbuild.language.events.slots import doers, prepositional, slot_tokens, undergoers
from kgbuild.language.events.support import Support, brokered, mediated, support
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.phrases import Mention, Phrases
from kgbuild.model.terms import AGENT, ENTITY_TYPES, EVENT_PLACE, KG, PLACE, STATE, TARGET

Slots = Mapping[tuple[str, int], str]
_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod:poss", "poss"})
_CLASSES = {
    AGENT: frozenset(ENTITY_TYPES) - {PLACE},
    TARGET: frozenset(ENTITY_TYPES),
    EVENT_PLACE: frozenset({STATE, PLACE}),
}
_AFFECTED = frozenset({"of", "on", "with", "against", "at", "into", "to"})
_LEADING = frozenset({"in", "at", "near", "from"})
_ACTING = ("representative", "speaker", "vehicle", "troop", "weapon")
_PEOPLE = ("ans", "is", "ks", "ots")
_DOING = ("subject", "by")
_PARTIES = ("between", "among", "possessor", "modifier")
_TOPICAL = frozenset({"about", "regarding", "concerning"})
_BETWEEN = 4
_REACH = 4
_LED = 3
_FAR = 25
_RIVALS = ("subject", "by", "from", "possessor", "modifier", "speaker", "attendee")


@dataclass(frozen=True)
class Arguments:
    """Fills roles for the matches of one article."""

    lexicon: Lexicon
    phrases: Phrases
    types: Sequence[str]
    speaker: Callable[[Token], list[Mention]] = field(default=lambda _: [])

    def fill(self, match: Match) -> tuple[dict[str, list[Mention]], Slots]:
        """The entities in each role of the match, in the order that the slots name them, and the slot of each."""
        carried = support(match, self.lexicon)
        found: dict[str, list[Mention]] = {}
        filled: dict[tuple[str, int], str] = {}
        for role in ROLES:
            slots = match.frame.slots[role]
            reading = self.phrases.responsible if "responsible" in slots else self.phrases.all_of
            through: Callable[[Token], list[Mention]] = reading
            through = self.phrases.located if role == EVENT_PLACE else through
            through = self._acting(through) if role == AGENT else through
            by_slot = {
                slot: [
                    mention
                    for mention in self._slot(match, carried, slot, found, through)
                    if self._allowed(mention, role, match, found)
                ]
                for slot in slots
            }
            if role == AGENT and mediated(carried) and any(by_slot.get(slot) for slot in _PARTIES):
                by_slot = {slot: by_slot[slot] for slot in by_slot if slot in _PARTIES}
            elif role == AGENT and brokered(carried):
                by_slot = {slot: by_slot[slot] for slot in by_slot if slot not in _DOING}
            mentions = _chosen(role, by_slot)
            found[role] = list({entity: (entity, token) for entity, token in reversed(mentions)}.values())[::-1]
            for slot, entity in ((slot, entity) for slot, told in by_slot.items() for entity, _ in told):
                filled.setdefault((role, entity), slot)
        found = self._disjoint(found)
        if not found[EVENT_PLACE] and "in" in match.frame.slots[EVENT_PLACE]:
            found[EVENT_PLACE] = self._place_after(match, found) if not match.is_noun else self._behind(match, found)
        return found, filled

    def _place_after(self, match: Match, found: Mapping[str, list[Mention]]) -> list[Mention]:
        """The place named with "in" or "at" behind a verb, before the next one, wherever the parse hangs it."""
        taken = {entity for mentions in found.values() for entity, _ in mentions}
        for token in match.anchor.doc[match.anchor.i + 1 : min(match.anchor.i + _FAR, match.anchor.sent.end)]:
            if token.pos_ in {"VERB", "AUX"}:
                return []
            spots = self.phrases.listed(token) or self.phrases.named(token)
            free = (spot for spot in spots if spot[0] not in taken)
            here = [spot for spot in free if self._allowed(spot, EVENT_PLACE, match, found)]
            if here and _led_by(token, {"in", "at"}):
                return here
        return []

    def _behind(self, match: Match, found: Mapping[str, list[Mention]]) -> list[Mention]:
        """The place named with "in" or "at" behind a participant of an event noun ("between X and Y in Z")."""
        taken = {entity for mentions in found.values() for entity, _ in mentions}
        behind = (
            mention
            for mentions in list(found.values())
            for _, token in mentions
            for preposition, noun in syntax.prepositional(token)
            if preposition in {"in", "at"} and token.i in self.phrases.names
            for mention in self.phrases.located(noun)
        )
        free = (mention for mention in behind if mention[0] not in taken)
        return [mention for mention in free if self._allowed(mention, EVENT_PLACE, match, found)]

    def _slot(
        self,
        match: Match,
        carried: Support,
        slot: str,
        found: Mapping[str, list[Mention]],
        through: Callable[[Token], list[Mention]],
    ) -> list[Mention]:
        """The mentions in one slot of a match."""
        if slot == "target":
            return [mention for mention in found[TARGET] if mention[1].dep_ not in _ATTRIBUTIVE]
        if slot == "speaker":
            return self.speaker(match.token)
        if slot == "modifier":
            words = (each for word in syntax.modifiers(match.token) for each in syntax.conjuncts(word))
            return [mention for word in words for each in (word, *word.lefts) for mention in self.phrases.named(each)]
        if slot == "between":
            return self._between(match, carried)
        tokens = slot_tokens(match, carried, slot)
        if slot == "object" and not match.is_noun:
            tokens = [
                *tokens,
                *(word for word in undergoers(match.anchor) if word in match.words and self._human(word)),
            ]
        if through != self.phrases.located:
            through = self._unplaced(match, through)
        if slot == "subject" and match.part != "adjective":
            verbs = carried.light if match.is_noun else (match.anchor,)
            tokens = [token for verb in verbs for token in self._doers(verb)]
        if through == self.phrases.located and slot not in SLOTS and slot != "of":
            tokens += [noun for word, noun in self._nested(match, carried) if word == slot]
        return [mention for token in tokens for mention in through(token)]

    def _human(self, token: Token) -> bool:
        """Whether a noun means people, or what stands for those whom it belongs to ("expelled the Omani *envoy*")."""
        return any(token.lower_ in self.lexicon.group(name) for name in ("representative", "speaker"))

    def _unplaced(self, match: Match, through: Callable[[Token], list[Mention]]) -> Callable[[Token], list[Mention]]:
        """The same reading of noun phrases without places that people who do not act for them are in or come from."""
        spots = set(match.frame.slots[EVENT_PLACE]) & _LEADING

        def read(token: Token) -> list[Mention]:
            placed = token.i not in self.phrases.names and token.lower_ not in self.lexicon.group("authority")
            return [
                mention
                for mention in through(token)
                if not (placed and mention[1] != token and syntax.preposition(mention[1]) in spots)
            ]

        return read

    def _acting(self, through: Callable[[Token], list[Mention]]) -> Callable[[Token], list[Mention]]:
        """The same reading without names before what does not act for them ("an *Afghan* airliner crashed")."""

        def read(token: Token) -> list[Mention]:
            acts = any(token.lower_ in self.lexicon.group(name) for name in _ACTING) or token.i in self.phrases.heads
            if acts or token.pos_ not in {"NOUN", "ADJ"} or self.lexicon.triggers("noun", token.lower_):
                return through(token)
            return [mention for mention in through(token) if mention[1].i > token.i]

        return read

    def _nested(self, match: Match, carried: Support) -> list[tuple[str, Token]]:
        """The prepositional dependents of what is affected: "hit a base in X", "talks with envoys in Y"."""
        nouns = undergoers(match.anchor) if not match.is_noun else []
        nouns += [noun for word, noun in prepositional(match, carried) if word in _AFFECTED]
        return [pair for noun in nouns if noun.i not in self.phrases.names for pair in syntax.prepositional(noun)]

    def _doers(self, verb: Token) -> list[Token]:
        """Who does what a verb says; of a participle beside a thing ("a message blaming X") who deals with it."""
        found = self._left_of(verb) or doers(verb)
        if verb.dep_ == "acl" and not syntax.passive(verb) and not any(self.phrases.all_of(token) for token in found):
            above = syntax.clause_head(verb.head)
            found = doers(above) if above.i != verb.i else found
        elif (
            verb.dep_ == "acl"
            and verb.tag_ == "VBG"
            and verb.nbor(-1).text == ","
            and verb.head.i not in self.phrases.heads
        ):
            found = doers(syntax.clause_head(verb.head)) or found
        return found

    def _left_of(self, verb: Token) -> list[Token]:
        """The name right before a finite verb to which the parse gives no subject."""
        finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or (verb.tag_ == "VBN" and not syntax.auxiliaries(verb))
        if not finite or syntax.own_subject(verb) is not None or syntax.passive(verb):
            return []
        at = verb.i - 1
        while at > verb.sent.start and verb.doc[at].pos_ in {"AUX", "ADV", "PART"}:
            at -= 1
        token = verb.doc[at]
        led = any(child.dep_ == "case" and token.i - child.i <= _LED for child in token.children)
        return [token] if self.phrases.named(token) and not led else []

    def _between(self, match: Match, carried: Support) -> list[Mention]:
        """The names after "between" or "among", up to the next verb."""
        carriers = {match.token.i, *(verb.i for verb in carried.verbs)}
        for word in match.token.doc[match.token.i + 1 : match.token.sent.end]:
            if word.lower_ not in {"between", "among"}:
                continue
            if carriers & {word.i - 1, *(each.i for each in islice(word.ancestors, _BETWEEN))}:
                mentions: list[Mention] = []
                for token in word.doc[word.i + 1 : word.sent.end]:
                    if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"} or _closes(token, mentions):
                        break
                    mentions += self.phrases.named(token)
                return mentions
        return []

    def _allowed(self, mention: Mention, role: str, match: Match, found: Mapping[str, list[Mention]]) -> bool:
        """Whether a mention may fill a role by its class; who acts is no target, and a demonym no place."""
        entity = mention[0]
        if role == TARGET and entity in {actor for actor, _ in found[AGENT]}:
            return False
        if role == EVENT_PLACE and (mention[1].pos_ == "ADJ" or _is_people(mention[1]) or not self._spot(mention[1])):
            return False
        if role == EVENT_PLACE and (self._talked_of(mention[1], match) or self._of_troops(mention[1])):
            return False
        classes = match.frame.classes[role] or _CLASSES[role]
        return any(self.lexicon.is_a(self.types[entity], name) for name in classes)

    def _talked_of(self, place: Token, match: Match) -> bool:
        """Whether a place lies in what is talked about ("talks on the war in X"), and is not where that is done."""
        topics = _TOPICAL | {"on", "over"} if self.lexicon.is_a(match.frame.type, KG + "Meeting") else _TOPICAL
        talks = syntax.governor(place)
        if talks.pos_ in {"NOUN", "PROPN"} and talks in match.words and syntax.preposition(place) in topics:
            return True
        within = (noun for noun in islice(place.ancestors, _REACH) if noun.i not in self.phrases.names)
        return any(noun.i > match.token.i and syntax.preposition(noun) in topics for noun in within)

    def _of_troops(self, token: Token) -> bool:
        """Whether a name only says whose troops are meant ("*U.S.* troops")."""
        return syntax.is_modifier(token) and token.head.lower_ in self.lexicon.group("troop")

    def _spot(self, token: Token) -> bool:
        """Whether a token names a place or describes one ("the region"), rather than somebody there."""
        return token.i in self.phrases.names or token.lower_ in self.lexicon.group("locality")

    def _disjoint(self, found: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
        """The fillers without places that the text names as an agent."""
        spots = {token.i for _, token in found[AGENT]}
        found[EVENT_PLACE] = [mention for mention in found[EVENT_PLACE] if mention[1].i not in spots]
        return found


def _chosen(role: str, by_slot: Mapping[str, list[Mention]]) -> list[Mention]:
    """The mentions that fill a role: of slots that tell the same the first filled one, of the others all."""
    if role == EVENT_PLACE:
        return [mention for mentions in by_slot.values() for mention in mentions]
    rivals = by_slot if role == TARGET else {slot: by_slot[slot] for slot in _RIVALS if slot in by_slot}
    first = next((slot for slot in by_slot if slot in rivals and by_slot[slot]), None)
    return [m for slot, mentions in by_slot.items() if slot == first or slot not in rivals for m in mentions]


def _is_people(token: Token) -> bool:
    """Whether a name is that of the people of a country ("Israelis", "Americans") and not of the country."""
    return token.tag_ == "NNPS" and token.lower_.endswith(_PEOPLE)


def _closes(token: Token, mentions: Sequence[Mention]) -> bool:
    """Whether a comma stands behind the last name of a list of two or more."""
    last = mentions[-1][1] if mentions else token
    return token.text == "," and syntax.first_conjunct(last) != last


def _led_by(name: Token, words: set[str]) -> bool:
    """Whether a preposition stands before a name, only words of the name and an article between."""
    at = name.i - 1
    while at > name.sent.start and (name.doc[at].is_title or name.doc[at].lower_ == "the"):
        at -= 1
    return at >= name.sent.start and name.doc[at].lower_ in words
