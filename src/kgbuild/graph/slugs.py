"""The readable part of an IRI, made of a text."""

import hashlib
import unicodedata

MOST_CHARACTERS = 80
MOST_BYTES = 200
_DIGEST = 12


def slug(text: str) -> str:
    """The text in lower case without diacritics, its words joined by `-`; never empty, at most 80 characters.

    Letters of all scripts stay. One without letters or digits gives the first 12 hex digits of its SHA-256; these also
    end the slug of one that had to be cut, so that two long texts with one beginning stay apart.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    spaced = "".join(_kept(character) for character in folded)
    return _cut("-".join(spaced.split()), MOST_CHARACTERS) or _digest(text)


def join(*parts: str) -> str:
    """Several slugs as one, at most 200 bytes of UTF-8, empty ones left out."""
    return _cut("-".join(part for part in parts if part), MOST_BYTES)


def _kept(character: str) -> str:
    """What a slug keeps of a character: itself, nothing (diacritics, invisible ones), or a break between words."""
    if character.isalnum():
        return character
    category = unicodedata.category(character)
    if "\u0300" <= character <= "\u036f" or category == "Cf" or _selects_variant(character):
        return ""
    return character if category in {"Mn", "Mc"} else " "


def _selects_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _cut(whole: str, most: int) -> str:
    """`whole` in composed form where it is short enough, else its beginning and its digest."""
    whole = unicodedata.normalize("NFC", whole)
    if len(whole) <= most and len(whole.encode()) <= MOST_BYTES:
        return whole
    room = most - _DIGEST - 1
    head = whole[:room].encode()[: MOST_BYTES - _DIGEST - 1].decode(errors="ignore")
    return f"{head.rstrip('-')}-{_digest(whole)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGEST]
