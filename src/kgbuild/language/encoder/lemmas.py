"""Lemmas as edits of the end of a word, so that a lemma is a class (Straka 2018)."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Edit(NamedTuple):
    """How a lemma comes from its word: set the case, cut so many letters off the end, put an ending there."""

    case: str
    cut: int
    ending: str

    @classmethod
    def read(cls, text: str) -> "Edit":
        """The edit that `str` wrote: "l2|y"."""
        head, _, ending = text.partition("|")
        return cls(head[:1], int(head[1:]), ending)

    def __str__(self) -> str:
        return f"{self.case}{self.cut}|{self.ending}"

    def __call__(self, word: str) -> str:
        """The lemma of `word`."""
        form = _CASES[self.case](word)
        return form[: len(form) - self.cut] + self.ending if self.cut <= len(form) else form


_CASES: Mapping[str, Callable[[str], str]] = {"k": lambda word: word, "l": str.lower, "t": str.capitalize}


def edit(word: str, lemma: str) -> Edit:
    """The edit with the fewest cut letters that turns `word` into `lemma`."""

    def with_case(case: str) -> Edit:
        form = _CASES[case](word)
        shared = next(
            (i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(map(len, (form, lemma)))
        )
        return Edit(case, len(form) - shared, lemma[shared:])

    order = "ltk" if lemma.islower() else "tkl"
    return min(map(with_case, order), key=lambda found: (found.cut, order.index(found.case)))
