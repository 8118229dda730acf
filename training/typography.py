"""How the same sentence may be set: curly quotes, dashes, headlines; each keeps the words and their annotation."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sentence import Sentence, Word

_CLOSERS = frozenset(".,;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'", "''", "...", "’s", "n’t"}
_OPENERS = frozenset("([{$#£€") | {"``", "‘", "“"}
_SMALL = frozenset("a an and as at but by for from in of on or the to with over".split())


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


def varied(sentence: Sentence, random: Random) -> Sentence:
    """The sentence in another setting, drawn by `random`: two in five with curly quotes, a few as headlines or capitals."""
    if random.random() < 0.4:
        sentence = sentence.with_forms(curled(sentence.words))
    if random.random() < 0.5:
        sentence = sentence.with_forms(dashed(sentence.words, random.choice(("–", "—"))))
    draw = random.random()
    if draw < 0.03:
        return sentence.with_forms(headline(sentence.words))
    if draw < 0.05:
        return sentence.with_forms([word.form.upper() for word in sentence.words])
    if draw < 0.06:
        return sentence.with_forms([word.form.lower() for word in sentence.words])
    return sentence
