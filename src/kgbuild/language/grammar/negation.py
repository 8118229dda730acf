"""What negates a predicate or a noun: a particle, a determiner, a subject."""

from spacy.tokens import Token

from kgbuild.language.grammar import syntax

NEGATION = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NEGATIVE_DETERMINER = frozenset({"no", "neither"})
_NEGATIVE_PRONOUN = frozenset({"none", "nobody", "nothing", "no-one"})
_NOT_ALONE = frozenset({"only", "just", "merely", "simply"})


def negated(token: Token) -> bool:
    """Whether a predicate or noun is negated."""
    return negation(token) is not None


def negation(token: Token) -> Token | None:
    """The particle, the negative determiner or the negative subject that negates a predicate or noun."""
    around = [*token.children, *(token.head.children if token.dep_ in syntax.PREDICATIVE else ())]
    own = syntax.own_subject(token)
    if own is not None:
        around += [child for child in own.children if child.i < own.i]
    if own is not None and own.lower_ in _NEGATIVE_PRONOUN:
        around.append(own)
    return next((each for each in around if each is own or _is_negation(each)), None)


def _is_negation(token: Token) -> bool:
    """Whether a dependent negates its head."""
    if token.dep_ == "det":
        return token.lower_ in _NEGATIVE_DETERMINER
    negative = token.dep_ == "neg" or (token.lower_ in NEGATION and token.dep_ in {"advmod", "cc:preconj", "preconj"})
    return negative and not (token.i + 1 < len(token.doc) and token.nbor().lower_ in _NOT_ALONE)
