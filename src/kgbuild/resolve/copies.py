"""Articles that are copies of one another: one text from several outlets, cut, or with another beginning.

Which articles are compared is found by locality-sensitive hashing, so that the cost grows nearly linearly; whether two
are copies depends on these two alone. Nothing depends on the order of the articles, or on the machine.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kgbuild.model import Article, Copy, PartialDate
from kgbuild.resolve.bylines import credited_sources, is_credited
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.signature import Signatures, signature, signatures

_EDITED = (0.5, 0.8)
_CUT = (0.2, 0.9)
_FEW = 30
_MOST_HEADS = 64


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is kept of a text to find its copies: its signature, and the sources that it credits."""

    signature: bytes
    credited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as it is compared: its imprint, its date and whom it comes from; names are unique."""

    name: str
    imprint: Imprint
    date: PartialDate | None = None
    source: str | None = None


def imprint(article: Article) -> Imprint:
    """The imprint of an article's body, which depends on that body alone."""
    body = article.quote(article.body)
    return Imprint(signature(body), credited_sources(body))


def copies(printed: Iterable[Printed]) -> tuple[Copy, ...]:
    """Each article that is a copy of another, by name, with the original of its group and how much they share.

    The original is the oldest of a group; where several are as old, the one of the source that others credit, then the
    longest, then the first by name. An original is no copy of another.
    """
    articles = sorted(printed, key=lambda each: each.name)
    if len(articles) < 2:
        return ()
    signed = signatures([each.imprint.signature for each in articles])
    groups = Groups(range(len(articles)))
    resemble = cache(lambda one, other: resemblance(signed, one, other) > 0)
    for bucket in signed.buckets():
        for one, other in alike(bucket, resemble):
            groups.join(one, other)
    found = [copy for group in groups.all() if len(group) > 1 for copy in _copies_within(group, articles, signed)]
    return tuple(sorted(found, key=lambda each: each.article))


def resemblance(signed: Signatures, one: int, other: int) -> float:
    """How much of the shorter of two texts stands in the other, from 0 to 1; 0 where they are no copies.

    They are where four fifths of the shorter stand there, and half of all that the two have is common to them, as is so
    with a changed paragraph and with words changed here and there; or nearly all of it, and a fifth, as is so with a
    cut text. Texts that fill one form anew, such as notes of calls, share less. Of few words all have to be the same.
    """
    both, shorter = signed.overlap(one, other)
    if min(signed.sizes[one], signed.sizes[other]) < _FEW:
        return 1.0 if both == 1 and signed.sizes[one] == signed.sizes[other] else 0.0
    return shorter if any(both >= least and shorter >= share for least, share in (_EDITED, _CUT)) else 0.0


def alike(bucket: Iterable[int], resemble: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Pairs in a bucket that resemble each other: each row with the first that it is like of those unlike one another.

    Where more than 64 are unlike one another a bucket holds what many texts have in common, and its later rows are left
    to their other buckets.
    """
    heads: list[int] = []
    for one in bucket:
        like = next((head for head in heads if resemble(head, one)), None)
        if like is not None:
            yield like, one
        elif len(heads) < _MOST_HEADS:
            heads.append(one)


def _copies_within(group: Sequence[int], articles: Sequence[Printed], signed: Signatures) -> Iterator[Copy]:
    """The copies of the original of a group, then those of the original among what is left, and so on."""
    credited = tuple(name for at in group for name in articles[at].imprint.credited)

    def precedence(at: int) -> tuple[date, bool, int, str]:
        each = articles[at]
        day = each.date.last if each.date else date.max
        return day, not (each.source and is_credited(each.source, credited)), -int(signed.sizes[at]), each.name

    left = sorted(group, key=precedence)
    while left:
        original, *others = left
        left = []
        for other in others:
            shared = resemblance(signed, original, other)
            if shared:
                yield Copy(articles[other].name, articles[original].name, shared)
            else:
                left.append(other)
