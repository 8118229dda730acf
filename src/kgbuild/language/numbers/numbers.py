"""Numbers of a text with their bounds, the currency and the noun that they count.

The bounds follow the words: "more than 100" has a minimum only, "up to 100" a maximum only, "about 100" is 100, and
"dozens", "hundreds", "tens of thousands" … are the ranges that the words allow.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kgbuild.language.grammar.numerals import words as words_of
from kgbuild.language.grammar.syntax import first_conjunct, prepositional
from kgbuild.language.numbers.counts import counts
from kgbuild.language.time.dates import TimeExpression, find_dates

__all__ = ["NumberExpression", "find_numbers"]

_PERSONS = frozenset(
    {
        *("person", "civilian", "man", "woman", "child", "boy", "girl", "baby", "soldier", "policeman", "policewoman"),
        *(
            "officer",
            "official",
            "engineer",
            "reporter",
            "nurse",
            "aide",
            "politician",
            "lawmaker",
            "businessman",
            "priest",
            "activist",
            "lawyer",
            "judge",
            "diplomat",
            "cameraman",
            "photographer",
            "sailor",
            "marine",
            "trooper",
            "gunman",
            "attacker",
            "bomber",
            "commander",
            "employee",
            "tourist",
            "mother",
            "father",
            "cleric",
            "guard",
            "fighter",
            "militant",
            "insurgent",
            "rebel",
            "journalist",
            "worker",
            "driver",
            "resident",
        ),
        *("bystander", "protester", "prisoner", "hostage", "passenger", "teenager", "pilot", "peacekeeper", "doctor"),
        *("national", "citizen", "migrant", "refugee", "contractor", "villager", "farmer", "teacher", "student"),
    }
)
_COUNTS = frozenset({"nummod", "quantmod"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj"})
_COUNTABLE = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "PRON"})


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """A number over the tokens `[first, last)`, the words that bound it included ("more than 100,000").

    `minimum` and `maximum` are inclusive, None is unbounded. `head` is the token of the numeral that the sentence is
    built on; `noun` the token of what is counted, None where the number stands alone ("killed twelve") or there is no
    parse. `unit` is an ISO 4217 code for money and "t" for tonnes.
    """

    first: int
    last: int
    minimum: int | None
    maximum: int | None
    head: int
    noun: int | None = None
    unit: str | None = None


def find_numbers(doc: Doc, times: Sequence[TimeExpression] | None = None) -> list[NumberExpression]:
    """The counts and sums of a document in order; numbers in `times`, its time expressions, are none of them."""
    times = find_dates(doc, None) if times is None else times
    taken = {at for time in times for at in range(time.first, time.last)}
    starts = [token.idx for token in doc]
    parsed = doc.has_annotation("DEP")
    found: list[NumberExpression] = []
    for count in counts(words_of(doc.text)):
        offsets = (count.start, count.core_start, count.core_end - 1, count.end - 1)
        first, core_first, core_last, last = (bisect_right(starts, offset) - 1 for offset in offsets)
        if taken.intersection(range(core_first, core_last + 1)):
            continue
        head = core_last
        if parsed:
            head = _root(doc, first if count.unit else core_first, last + 1 if count.unit else core_last + 1).i
            if count.bare and (_names(doc[head], core_first, last + 1) or _is_age(doc, core_first, last + 1)):
                continue
        noun = _counted(doc, doc[head], last + 1, taken) if parsed else None
        found.append(NumberExpression(first, last + 1, count.minimum, count.maximum, head, noun, count.unit))
    if parsed:
        found += _single_persons(doc, {at for number in found for at in range(number.first, number.last)})
    return sorted(found, key=lambda number: (number.first, number.last))


def _root(doc: Doc, first: int, last: int) -> Token:
    """The token of a range whose head lies outside it."""
    return next(
        (token for token in doc[first:last] if not first <= token.head.i < last or token.head == token), doc[first]
    )


def _names(head: Token, first: int, last: int) -> bool:
    """Whether a number stands behind the noun that it numbers ("Article 5", "posts 542 and 543") and counts nothing."""
    one = first_conjunct(head) if first_conjunct(head).pos_ == head.pos_ else head
    place = first if one == head else one.i
    before = head.doc[place - 1] if place else None
    if before is None or before.pos_ not in {"NOUN", "PROPN"}:
        return _is_year(head) and (last == len(head.doc) or head.doc[last].pos_ != "NOUN")
    return before in (one.head, *one.lefts) or (one.dep_ not in _ARGUMENTS and _behind(head.doc, last, ()) is None)


def _is_age(doc: Doc, first: int, last: int) -> bool:
    """Whether a number stands between commas behind a name and tells how old its bearer is ("Ana Lopez, 39, was …")."""
    parted = first > 1 and doc[first - 1].text == "," and last < len(doc) and doc[last].text in {",", "."}
    return parted and last == first + 1 and doc[first].text.isdecimal() and doc[first - 2].pos_ == "PROPN"


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdecimal() and "1900" <= token.text < "2100"


def _counted(doc: Doc, head: Token, last: int, taken: Container[int]) -> int | None:
    """The token of what a number counts: the noun above it, the noun behind "of", or the words right behind it."""
    above = head.head
    if head.dep_ in _COUNTS and above.i > head.i and above.pos_ in _COUNTABLE:
        above = above.head if above.dep_ == "compound" and above.head.i > above.i else above
        return above.i if above.i >= last and above.lower_ != "more" else None
    if last < len(doc) and doc[last].lower_ == "of":
        return _of(head, last)
    return _behind(doc, last, taken)


def _of(head: Token, last: int) -> int | None:
    """The noun behind the "of" of a number, also below one of its own words ("tens of thousands *of refugees*")."""
    nouns = (noun for word, noun in prepositional(head) if word == "of")
    noun = next(nouns, None)
    while noun is not None and noun.i < last:
        noun = next((below for word, below in prepositional(noun) if word == "of"), None)
    return None if noun is None else noun.i


def _behind(doc: Doc, last: int, taken: Container[int]) -> int | None:
    """The last noun of the words that follow directly, or else the one participle or adjective ("81 wounded")."""
    at, noun = last, None
    while at < len(doc) and at not in taken and doc[at].pos_ in {"ADJ", "NOUN", "PROPN"} and doc[at].lower_ != "more":
        noun = at if doc[at].pos_ != "ADJ" else noun
        at += 1
    if (
        noun is None
        and last < len(doc)
        and last not in taken
        and doc[last].tag_ in {"VBN", "JJ"}
        and doc[last].lower_ != "more"
    ):
        return last
    return noun


def _single_persons(doc: Doc, taken: Container[int]) -> Iterator[NumberExpression]:
    """The persons told of one by one ("a soldier", "another civilian")."""
    for token in doc:
        one = token.lower_ in {"a", "an", "another"} and token.dep_ == "det" and token.i not in taken
        if (
            one
            and token.head.lemma_.lower() in _PERSONS
            and not any(child.dep_ in _COUNTS for child in token.head.children)
        ):
            yield NumberExpression(token.i, token.i + 1, 1, 1, token.i, token.head.i)
