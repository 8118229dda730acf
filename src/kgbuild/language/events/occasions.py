"""What a time belongs to, where it is not that of the event it stands beside: a count, a topic, another noun."""

from spacy.tokens import Doc, Token

from kgbuild.language.events import sums
from kgbuild.language.events.draft import Draft
from kgbuild.language.grammar import syntax
from kgbuild.language.time.dates import TimeExpression

_DISTANCES = frozenset({"before", "after", "ahead", "prior", "apart"})
_TOLLS = frozenset({"toll", "tolls", "death", "deaths", "fatalities", "casualties", "injuries", "number", "figure"})
_REPORTS = frozenset({"report", "reports", "figures", "data", "statement", "tweet", "post", "account", "accounts"})
_DISCUSSING = frozenset({"discuss"})
_TALKS = frozenset(
    {"meeting", "dialogue", "summit", "conference", "talks", "session", "forum", "consultations", "call", "calls"}
)
_WORDS = frozenset({"letter", "interview", "speech", "message", "video", "comments", "remarks", "conference", "call"})
_ANSWERS = frozenset({"response", "reaction", "retaliation", "reply", "answer"})


def answered(token: Token) -> bool:
    """Whether something is told as what was answered ("in response to the arrest"), and so was before its clause."""
    before = token.doc[token.sent.start : token.i]
    return any(word.lower_ in _ANSWERS and word.nbor().lower_ == "to" and word in token.ancestors for word in before)


def apart(doc: Doc, time: TimeExpression) -> bool:
    """Whether a duration is the distance to something else and no length ("two weeks before the vote")."""
    return time.last < len(doc) and doc[time.last].lower_ in _DISTANCES


def is_amount(token: Token) -> bool:
    """Whether a word counts the units of time behind it ("more than *two* years ago")."""
    return token.like_num or token.lower_ in {"a", "an"}


def of_saying(time: TimeExpression, token: Token) -> bool:
    """Whether a time stands between a verb of saying and the subject of what is said ("said *on Tuesday* X had …")."""
    at = time.first - 1
    at -= at > 0 and token.doc[at].lower_ == "on"
    above, subject = token.doc[max(at, 0)], syntax.own_subject(token)
    says = above.pos_ == "VERB" and token.dep_ == "ccomp" and token.head == above
    return says and subject is not None and subject.i > time.first


def of_name(time: TimeExpression, token: Token) -> bool:
    """Whether a time is a year in the name of something else ("signed the *2011* Air Transport Agreement")."""
    word = token.doc[time.last - 1]
    above = next(iter(word.ancestors), word)
    bare = word.like_num and time.start is not None and time.start.month is None
    return bare and above.i > word.i and above.is_title and above != token and not syntax.preposition(word)


def of_count(time: TimeExpression, token: Token) -> bool:
    """Whether a time is when a number of victims became higher ("the toll *rose* to 40 on Monday"), not their day."""
    verb = syntax.governor(token)
    counted = token.lower_ in _TOLLS and verb.lower_ in sums.RISING | sums.BRINGS
    moved = counted and (syntax.own_subject(verb) == token or token in syntax.objects(verb))
    return moved and not any(token.left_edge.i <= at <= token.i for at in range(time.first, time.last))


def of_topic(time: TimeExpression, draft: Draft) -> bool:
    """Whether a time tells when that is which an act of speech or a talk is about.

    It stands below a participle ("praised the vote scheduled for May"), or below what is discussed.
    """
    word = draft.token.doc[time.last - 1]
    if not draft.match.is_noun and (_of_noun(word, time) or _of_anniversary(draft, time)):
        return True
    talked = draft.anchor.lemma_.lower() in _DISCUSSING and not draft.match.is_noun
    topics = syntax.objects(draft.anchor) if talked else []
    verbs = {draft.anchor, *draft.support.verbs}
    for above in word.ancestors:
        if above in verbs or above == draft.token:
            return False
        told_of = above.dep_ == "acl" and above.tag_ == "VBN" and above.head.lower_ not in _REPORTS | _WORDS
        if above.lower_ in _TALKS:
            return False
        if above in topics or (told_of and above.i < time.first):
            return above.i > draft.token.i
    return False


def _of_anniversary(draft: Draft, time: TimeExpression) -> bool:
    """Whether a time is the day of an anniversary that is spoken of ("noted the *anniversary* on March 19")."""
    doc, at = draft.token.doc, time.first - 1
    at -= at > 0 and doc[at].lower_ == "on"
    return doc[max(at, 0)].lower_ == "anniversary"


def _of_noun(word: Token, time: TimeExpression) -> bool:
    """Whether a time stands as a modifier before the noun that it belongs to ("the *May 5* attack")."""
    above = next((each for each in word.ancestors if not time.first <= each.i < time.last), word)
    occasion = above.lower_ in _TALKS | _REPORTS | _WORDS or "release" in above.lower_
    return above.i >= time.last and above.pos_ in {"NOUN", "PROPN"} and not syntax.preposition(word) and not occasion


def since_then(doc: Doc, time: TimeExpression) -> bool:
    """Whether a time is what a change is reckoned from ("an increase from the year before")."""
    return (
        time.first > 0 and doc[time.first - 1].lower_ == "from" and doc[time.last - 1].lower_ in {"before", "earlier"}
    )


def of_state(doc: Doc, time: TimeExpression) -> bool:
    """Whether "as of" stands before a time."""
    return [word.lower_ for word in doc[max(0, time.first - 2) : time.first]] == ["as", "of"]


def of_other(draft: Draft, time: TimeExpression) -> bool:
    """Whether a duration measures another noun than the event's own ("a 24-hour search", "years of tax returns")."""
    doc, own = draft.token.doc, {draft.token, *draft.match.words, *draft.support.outer}
    if time.last < len(doc) and doc[time.last].lower_ == "of":
        return not any(word == "of" and noun in own for word, noun in syntax.prepositional(doc[time.last - 1]))
    measured = doc[time.last - 1].head
    return measured.pos_ in {"NOUN", "PROPN"} and measured.i >= time.last and measured not in own
