"""What a source tells of one item, before classes and offices are known by name."""

from dataclasses import dataclass

from msgspec import Struct

_LATIN = ((0x41, 0x24F), (0x1E00, 0x1EFF))
_NEAR_ENGLISH = ("en-gb", "en-ca", "en-us", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "tr")


class Term(Struct, frozen=True, array_like=True):
    """An office as an item tells it: the number of the position, and the dates between which it was held ("": open)."""

    position: int
    since: str = ""
    until: str = ""


class Draft(Struct, array_like=True):
    """An item as a source tells it: `classes` and `states` are numbers of items, `types` IRIs of the ontology."""

    number: int
    label: str = ""
    aliases: list[str] = []
    description: str = ""
    classes: list[int] = []
    types: list[str] = []
    states: list[int] = []
    offices: list[Term] = []
    point: tuple[float, float] | None = None
    popularity: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One entity of a source: its draft, the classes right above it, and the state or body that an office is of.

    What is `listed` is there because somebody wants it, and needs no class.
    """

    draft: Draft
    above: tuple[int, ...] = ()
    body: int | None = None
    listed: bool = False


def choose_label(labels: dict[str, str]) -> str:
    """The English label, else that for all languages, else one in Latin letters; "" where there is none."""
    for language in ("en", "mul"):
        if labels.get(language):
            return labels[language]
    for language in (*_NEAR_ENGLISH, *sorted(labels)):
        if language in labels and _is_latin(labels[language]):
            return labels[language]
    return ""


def other_names(label: str, *names: str) -> list[str]:
    """The names beside the label, each once, in their order."""
    return list(dict.fromkeys(name for name in names if name and name != label))


def _is_latin(text: str) -> bool:
    """Whether all letters are Latin, and there is one."""
    letters = [ord(letter) for letter in text if letter.isalpha()]
    return bool(letters) and all(any(low <= each <= high for low, high in _LATIN) for each in letters)


def merged(drafts: list[Draft]) -> Draft:
    """One draft of all that is told of an item: the first label stands, the others are aliases."""
    first = drafts[0]
    if len(drafts) == 1:
        return first
    label = next((each.label for each in drafts if each.label), "")
    return Draft(
        first.number,
        label,
        other_names(label, *(name for each in drafts for name in (each.label, *each.aliases))),
        next((each.description for each in drafts if each.description), ""),
        list(dict.fromkeys(number for each in drafts for number in each.classes)),
        list(dict.fromkeys(name for each in drafts for name in each.types)),
        list(dict.fromkeys(number for each in drafts for number in each.states)),
        list(dict.fromkeys(term for each in drafts for term in each.offices)),
        next((each.point for each in drafts if each.point), None),
        max(each.popularity for each in drafts),
    )
