"""How the same sentence may be set: quotes, dashes, headlines, line breaks; each keeps the annotation of the words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sentence import Sentence, Word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_CLOSERS = frozenset(".,;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'", "''", "...", "’s", "n’t"}
_OPENERS = frozenset("([{$#£€") | {"``", "‘", "“"}
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "over", "the", "to", "with"}
)


def spacing(forms: Sequence[str]) -> list[bool]:
    """Whether a space follows each token of English prose whose spacing is lost; straight quotes alternate."""
    spaces = []
    inside = False
    for form, following in zip(forms, [*forms[1:], ""], strict=True):
        opening = form == '"' and not inside
        inside ^= form == '"'
        closing = following == '"' and inside
        spaces.append(not (form in _OPENERS or opening or following in _CLOSERS or following == "”" or closing))
    return spaces


def curled(words: Sequence[Word]) -> list[str]:
    """The forms with typographic quotes and apostrophes in place of straight ones."""
    forms = []
    inside = False
    for word in words:
        form = word.form
        if form in {'"', "``", "''"}:
            opens = word.tag == "``" or (word.tag != "''" and not inside)
            inside = opens
            form = "“" if opens else "”"
        elif form == "'" and (word.tag == "``" or (not word.tag and not word.space)):
            form = "‘"
        forms.append(form.replace("'", "’"))
    return forms


def dashed(words: Sequence[Word], dash: str) -> list[str]:
    """The forms with `dash` in place of hyphens that stand for one."""
    return [dash if w.form in {"--", "–", "—"} or (w.form == "-" and w.tag in {":", ","}) else w.form for w in words]


def headline(words: Sequence[Word]) -> list[str]:
    """The forms with the capitals of an English headline."""
    return [w.form if i and w.form in _SMALL else w.form[:1].upper() + w.form[1:] for i, w in enumerate(words)]


def broken(sentence: Sentence, at: int, text: str) -> Sentence:
    """The sentence with the line break `text` as a token of its own before position `at` > 0, on the word before it."""
    before, after = sentence.words[:at], sentence.words[at:]
    parsed = sentence.words[0].head >= 0
    gap = Word(text, False, text, "SPACE", "_SP", "", at - 1, "dep") if parsed else Word(text, False)
    words = [
        replace(word, head=word.head + (word.head >= at))
        for word in (*before[:-1], replace(before[-1], space=False), *after)
    ]
    names = sentence.names and tuple(
        name._replace(start=name.start + (name.start >= at), end=name.end + (name.end > at)) for name in sentence.names
    )
    return Sentence((*words[:at], gap, *words[at:]), names)


def varied(sentence: Sentence, random: Random) -> Sentence:
    """The sentence in another setting, drawn by `random`.

    Two in five get curly quotes, a few are headlines or capitals, one in five ends a paragraph, and a few have a
    line break inside.
    """
    if random.random() < 0.4:
        sentence = sentence.with_forms(curled(sentence.words))
    if random.random() < 0.5:
        sentence = sentence.with_forms(dashed(sentence.words, random.choice(("–", "—"))))
    sentence = sentence.with_forms(_cased(sentence.words, random.random()))
    inner = random.randrange(len(sentence.words))
    if random.random() < 0.03 and inner and sentence.words[inner - 1].space:
        sentence = broken(sentence, inner, "\n")
    if random.random() < 0.2:
        sentence = broken(sentence, len(sentence.words), random.choice(("\n\n", "\n\n", "\n")))
    return sentence


def _cased(words: Sequence[Word], draw: float) -> list[str]:
    if draw < 0.03:
        return headline(words)
    if draw < 0.05:
        return [word.form.upper() for word in words]
    if draw < 0.06:
        return [word.form.lower() for word in words]
    return [word.form for word in words]
