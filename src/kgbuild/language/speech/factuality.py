"""Whether an event happened, may or should happen, or did not: told by the words around its trigger.

The trigger's own words are asked first (auxiliaries, negation, modifiers), then what stands above it, word by word,
as long as a word passes on what is said of it ("will *hold* talks"). The words are data:
`ontology/lexicon/factuality.tsv`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.negation import negation as negation_of
from kgbuild.language.speech.cues import Cues, shipped_cues
from kgbuild.model import Factuality

MEANINGS = ("actual", "planned", "denied", "inherited")
_INHERITED = "inherited"
_CONTENT = "that"
_DEPTH = 12
_KEPT = "kgbuild.factuality"
_SUBJECT = frozenset({"nsubj", "nsubj:outer", "csubj"})
_PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
_OBJECT = frozenset({"obj", "dobj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PREDICATES = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only"})
_DOERS = frozenset(
    {"country", "nation", "state", "government", "group", "person", "man", "woman", "president", "leader"}
)
_DOERS |= {"minister", "diplomat", "official", "member", "journalist", "army", "organization", "one", "ambassador"}
_CONDITIONAL = frozenset({"would", "could", "might"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a text presents an event, and the words that say so, each with the slot that it says it of."""

    factuality: Factuality
    cues: tuple[tuple[str, str], ...] = ()


def factuality_cues(folders: Sequence[Path] = ()) -> Cues:
    """Which words say that something is planned or denied: the shipped list, with those of some folders added."""
    return Cues.load("factuality", MEANINGS, folders) if folders else shipped_cues("factuality", *MEANINGS)


def factuality(trigger: Token, cues: Cues | None = None) -> Factuality:
    """How the text presents the event that a verb or noun tells, its own words and those above it weighed."""
    return judge(trigger, cues or factuality_cues()).factuality


def judge(trigger: Token, cues: Cues) -> Judgement:
    """How the text presents the event that a verb or noun tells, and by which words; by none where it just happens."""
    return _judge(trigger, cues, _DEPTH)


def _judge(token: Token, cues: Cues, depth: int, told: Token | None = None) -> Judgement:
    """How the text presents what a token tells; `told` is the clause below a noun of reporting ("claims that …")."""
    own = _own(token, cues)
    if own is not None or depth == 0:
        return own or Judgement(Factuality.ACTUAL)
    first = syntax.first_conjunct(token)
    if first != token and _shares(token, first):
        return _judge(first, cues, depth - 1)
    slot, above = _slot(first)
    if above is None:
        return Judgement(Factuality.ACTUAL)
    meaning = _meaning(slot, above, told or first, cues)
    if meaning == _INHERITED:
        return _judge(above, cues, depth - 1, first if slot == _CONTENT else None)
    if meaning == Factuality.DENIED:
        judged = _judge(above, cues, depth - 1)
        return Judgement(_prevented(judged.factuality), ((above.text, slot), *judged.cues))
    negation = negation_of(above) if meaning == Factuality.PLANNED else None
    if negation is not None:
        return Judgement(Factuality.DENIED, ((above.text, slot), (negation.text, "negation")))
    silent = meaning == Factuality.ACTUAL and slot != "infinitive"
    return Judgement(Factuality(meaning), () if silent else ((above.text, slot),))


def _prevented(preventing: Factuality) -> Factuality:
    """What holds of an event whose prevention or denial is itself actual, planned or denied."""
    return {Factuality.ACTUAL: Factuality.DENIED, Factuality.DENIED: Factuality.ACTUAL}.get(
        preventing, Factuality.PLANNED
    )


def _own(token: Token, cues: Cues) -> Judgement | None:
    """What the token's own words say of it, found out once for a list of cues."""
    kept: dict[int, Judgement | None] = token.doc.user_data.setdefault(_KEPT, {}).setdefault(cues, {})
    at = token.i
    if at not in kept:
        kept[at] = _of_itself(token, cues)
    return kept[at]


def _of_itself(token: Token, cues: Cues) -> Judgement | None:
    """What the token's own auxiliaries, negation, subordinating word and modifiers say; None where they are silent."""
    negation = negation_of(token)
    if negation is not None:
        return Judgement(Factuality.DENIED, ((negation.text, "negation"),))
    auxiliaries = syntax.auxiliaries(token)
    words = [(aux.lower_, "auxiliary") for aux in auxiliaries]
    marker = syntax.marker(token)
    if _is_to(token, auxiliaries):
        return Judgement(Factuality.PLANNED, (("to", "infinitive"),))
    if marker is not None and marker.lower_ != "to":
        words.append((marker.lower_, "marker"))
    if _is_inverted(token):
        words.append(("if", "marker"))
    words += [(modifier.lower_, "modifier") for modifier in (*_modifiers(token), *_predicates(token))]
    words += [(child.lower_, "determiner") for child in token.children if child.dep_ == "det"]
    preposition = syntax.preposition(token)
    if preposition:
        words.append((preposition, "preposition"))
    found = ((cues.find(word, slot, token.lower_), (word, slot)) for word, slot in words)
    said = [Judgement(Factuality(meaning), (cue,)) for meaning, cue in found if meaning not in (None, _INHERITED)]
    return next((each for each in said if each.factuality is Factuality.DENIED), next(iter(said), None))


def _is_to(token: Token, auxiliaries: list[Token]) -> bool:
    """Whether a verb stands in "is to visit": an infinitive below a form of "be"."""
    finite = [*auxiliaries, *syntax.children(token, {"cop"})]
    to = any(child.lower_ == "to" and child.dep_ in {"mark", "aux"} for child in token.children)
    return to and token.tag_ == "VB" and any(word.tag_ in _FINITE and word.lemma_ == "be" for word in finite)


def _is_inverted(token: Token) -> bool:
    """Whether a verb stands in a condition told by the order of words: "Had X met Y, … would"."""
    if token.pos_ not in _PREDICATES:
        return False
    sentence = token.sent
    asked = any(word.text == "?" for word in sentence[-2:])
    if asked or not any(word.lower_ in _CONDITIONAL for word in sentence):
        return False
    for word in reversed(token.doc[sentence.start : token.i]):
        if word.lower_ in {"had", "were"}:
            opens = word.i == sentence.start or word.nbor(-1).pos_ not in {*_NOMINAL, "ADV"}
            return opens and any(each.pos_ in _NOMINAL for each in token.doc[word.i + 1 : token.i])
        if word.is_punct or word.pos_ == "VERB":
            return False
    return False


def _modifiers(token: Token) -> list[Token]:
    """The adjectives, participles and adverbs of a token, those behind a noun included ("talks planned for May")."""
    before = syntax.modifiers(token) if token.pos_ not in _PREDICATES else []
    behind = [clause for clause in syntax.noun_clauses(token) if clause.tag_ == "VBN"]
    adverbs = [child for child in token.children if child.dep_ == "advmod"]
    return [*before, *behind, *adverbs]


def _predicates(token: Token) -> list[Token]:
    """What a noun is said to be ("a deal is *possible*", "a truce is within *reach*")."""
    above = syntax.governor(token)
    said = token.pos_ not in _PREDICATES and above.pos_ not in _PREDICATES and syntax.copula(above) is not None
    return [above] if said and syntax.own_subject(above) == token else []


def _shares(token: Token, first: Token) -> bool:
    """Whether a coordinated word stands under the same auxiliaries and slot as the first of its coordination."""
    if token.pos_ not in _PREDICATES:
        return True
    alike = token.tag_ == first.tag_ or {token.tag_, first.tag_} == {"VB", "VBP"}
    return syntax.own_subject(token) is None and not syntax.auxiliaries(token) and alike


def _slot(token: Token) -> tuple[str, Token | None]:
    """The slot that a token fills and the word above it that has the slot; no word where nothing above bears on it."""
    above = syntax.governor(token)
    if above == token:
        return "", None
    label = token.dep_
    if label == "appos":
        return "appos", above
    if label in _OBJECT or label in _PASSIVE_SUBJECT:
        return "object", above
    if label in _SUBJECT:
        return ("object" if syntax.passive(above) else "subject"), above
    if token.tag_ == "VB" and token.i and token.nbor(-1).lower_ == "to":
        return "infinitive", above
    preposition = syntax.preposition(token)
    if preposition:
        return preposition, above
    return _clause_slot(token, above)


def _clause_slot(token: Token, above: Token) -> tuple[str, Token | None]:
    """The slot of a clause below the word that it completes or modifies."""
    marker = syntax.marker(token)
    if marker is not None and marker.lower_ == "that" and above.tag_.startswith("NN"):
        return _CONTENT, above
    if token.dep_ not in {"ccomp", "xcomp", "acl", "advcl", "pcomp", "csubj", "obl", "nmod", "parataxis", "relcl"}:
        return "", None
    auxiliaries = syntax.auxiliaries(token)
    to = (marker is not None and marker.lower_ == "to") or any(aux.lower_ == "to" for aux in auxiliaries)
    if to:
        perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
        return ("", None) if perfect else ("infinitive", above)
    if marker is not None and token.tag_ == "VBG":
        return marker.lower_, above
    if token.dep_ in {"ccomp", "xcomp"}:
        finite = token.tag_ in _FINITE or any(aux.tag_ in _FINITE for aux in auxiliaries)
        return _complement_slot(token, finite), above
    return "", None


def _complement_slot(token: Token, finite: bool) -> str:
    if token.tag_ == "VBG" and not finite:
        return "gerund"
    if token.tag_ == "VB" and not finite and syntax.own_subject(token) is None:
        return "bare"
    return "clause"


def _meaning(slot: str, above: Token, filler: Token, cues: Cues) -> str:
    """What the word above says of what fills its slot: the list's word, or else what the slot means by itself."""
    if slot == "appos":
        return _INHERITED
    particle = syntax.particle(above)
    slots = [f"{particle.lower_} {slot}", slot] if particle is not None else [slot]
    slots += ["clause"] if slot == _CONTENT else []
    for name in slots:
        for word in (above.lower_, above.lemma_.lower()):
            found = cues.find(word, name, filler.lower_)
            if found is not None:
                return found
    if (
        slot == "infinitive"
        and above.lemma_.lower() in _DOERS
        and any(child.lower_ in _RANKS for child in above.children)
    ):
        return Factuality.ACTUAL
    return Factuality.PLANNED if slot == "infinitive" else Factuality.ACTUAL
