"""Tellings in copies of one text: what one sentence tells is one event, in whichever copy it stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kgbuild.resolve.identity.account import Account


def reprinted(accounts: Sequence[Account], originals: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The pairs of tellings of one class by one sentence in copies of one text, by number.

    `originals` gives by name the article that another is a copy of; `accounts` are ordered by article and text. Where a
    sentence tells several events of one class, it tells them in the same order in each copy.
    """
    copied = {*originals, *originals.values()}
    told: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str | int, ...], int] = {}
    for number, each in enumerate(accounts):
        if each.article in copied and each.what:
            here = (each.article, each.kind, each.what)
            told[here] += 1
            origin = originals.get(each.article, each.article)
            other = first.setdefault((origin, each.kind, each.what, told[here]), number)
            if other != number:
                yield other, number
