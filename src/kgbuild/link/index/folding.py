"""Names as they are compared: without case, diacritics, punctuation and apostrophes, in whatever script."""

import re
import unicodedata
from itertools import groupby

_APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈˊˋ′＇՚׳ꞌ"
_ASCII = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | {"'": "", "`": "", "&": " and "}
)
_PLAIN = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "")
    | {"&": " and ", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ə": "a", "ŋ": "n"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
_APART = re.compile(r"(?:^| )\S(?: \S)")


def fold(name: str) -> str:
    """The words of a name divided by single spaces, in small letters, as names are compared; "" where it has none.

    Accents of Latin, Greek and Cyrillic and the vowel points of Arabic and Hebrew go; the vowel signs of Indic and
    Southeast Asian scripts and the voicing marks of kana, which make other words, stay. Single letters that stand side
    by side are one word, so that `U.S.`, `U. S.` and `US` are the same. Folding twice is folding once.
    """
    plain = name.lower().translate(_ASCII) if name.isascii() else _of_any_script(name)
    words = plain.split()
    folded = " ".join(words)
    return _joined(words) if _APART.search(folded) else folded


def _of_any_script(name: str) -> str:
    """Small letters, digits and the marks that make words; everything else is a space."""
    bare = name.translate(_PLAIN)
    for _ in range(2):  # what decomposes may have capitals and letters to be replaced, and these may decompose again
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold()).translate(_PLAIN)
        bare = "".join(filter(_stays, bare))
    bare = unicodedata.normalize("NFC", bare)
    return "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in bare)


def _stays(letter: str) -> bool:
    """Whether this is no accent and no vowel point (their classes of combination in Unicode)."""
    kind = unicodedata.combining(letter)
    return not (10 <= kind <= 36 or kind >= 200)


def _joined(words: list[str]) -> str:
    """The words with neighbouring single letters made one."""
    runs = groupby(words, key=lambda word: len(word) == 1 and word.isalpha())
    return " ".join("".join(run) if single else " ".join(run) for single, run in runs)
