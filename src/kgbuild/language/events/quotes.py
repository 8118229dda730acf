"""What of a sentence carries an event: the words that are quoted as its evidence."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from kgbuild.language.events.draft import Draft
from kgbuild.language.grammar import syntax

_WHOLE = 0.8
_TRIMMED = frozenset({",", ";", ":", "-", "–", "—", ".", "and", "but", "while", "that", "which", "who"})


def quote_range(draft: Draft) -> tuple[int, int]:
    """The half-open token range that is quoted: the clause of the trigger with its fillers, or the whole sentence."""
    sentence = draft.token.sent
    start, end = _extent(_core(draft))
    if (end - start) >= _WHOLE * (sentence.end - sentence.start):
        return _bounds(sentence[0], sentence[-1])
    doc = draft.token.doc
    while start < draft.token.i and (doc[start].lower_ in _TRIMMED or doc[start].is_space):
        start += 1
    while end - 1 > draft.token.i and (doc[end - 1].text in _TRIMMED or doc[end - 1].is_space):
        end -= 1
    return start, end


def _core(draft: Draft) -> list[Token]:
    """The words that a quote must hold: the clause, the trigger, the carriers and the fillers of this sentence."""
    clause = syntax.clause_head(draft.verb)
    own = [*clause.subtree] if clause.dep_ not in {"ROOT", "root"} else [*_main_clause(clause)]
    sentence = draft.token.sent
    fillers = [token for mentions in draft.roles.values() for _, token in mentions if token.i in _places(sentence)]
    return [draft.token, *draft.match.words, *draft.support.verbs, *own, *fillers]


def _places(sentence: Span) -> range:
    return range(sentence.start, sentence.end)


def _main_clause(root: Token) -> Iterable[Token]:
    """The words of a main clause without the main clauses coordinated with it."""
    apart = [child for child in root.children if child.dep_ in {"conj", "parataxis"} and child.pos_ in {"VERB", "AUX"}]
    left_out = {token.i for clause in apart for token in clause.subtree}
    return (token for token in root.subtree if token.i not in left_out)


def _extent(tokens: Iterable[Token]) -> tuple[int, int]:
    places = [token.i for token in tokens]
    return min(places), max(places) + 1


def _bounds(first: Token, last: Token) -> tuple[int, int]:
    """The range from one token to another without white space at its ends."""
    start, end = first.i, last.i + 1
    while start < end - 1 and first.doc[start].is_space:
        start += 1
    while end - 1 > start and first.doc[end - 1].is_space:
        end -= 1
    return start, end
