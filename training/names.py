"""One convention for names, PER, LOC and ORG, out of the conventions of several corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sentence import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LABELS = {
    "PER": "PER",
    "person": "PER",
    "politician": "PER",
    "LOC": "LOC",
    "place": "LOC",
    "country": "LOC",
    "location": "LOC",
    "ORG": "ORG",
    "organization": "ORG",
    "organisation": "ORG",
    "politicalparty": "ORG",
}
# fmt: off
TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "dame", "president", "vice", "prime", "minister", "premier",
    "chancellor", "secretary", "king", "queen", "prince", "princess", "pope", "senator", "sen", "rep", "representative",
    "congressman", "congresswoman", "governor", "gov", "mayor", "ambassador", "general", "gen", "lieutenant", "lt",
    "colonel", "col", "major", "maj", "captain", "capt", "sergeant", "sgt", "admiral", "adm", "judge", "justice",
    "professor", "prof", "chairman", "chairwoman", "chief", "deputy", "foreign", "defense", "defence", "speaker",
    "sheikh", "shaikh", "ayatollah", "imam", "rabbi", "father", "bishop", "archbishop", "cardinal", "emperor",
    "empress", "duke", "duchess", "earl", "count", "baron",
})
# fmt: on


def names_of_tags(tags: Sequence[str]) -> tuple[Name, ...]:
    """The names that IO, IOB or IOB2 tags mark, in our labels; tags of no label of ours mark nothing."""
    names: list[Name] = []
    previous = ""
    for position, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        label = LABELS.get(kind, "")
        if label and (prefix == "B" or kind != previous):
            names.append(Name(position, position + 1, label))
        elif label:
            names[-1] = names[-1]._replace(end=position + 1)
        previous = kind if label else ""
    return tuple(names)


def trimmed(forms: Sequence[str], names: Iterable[Name]) -> tuple[Name, ...]:
    """The names without a leading article, without titles before persons, without a closing possessive."""
    kept = []
    for start, end, label in names:
        while start < end and (
            forms[start].lower() in {"the", "-"} or (label == "PER" and forms[start].lower().strip(".") in TITLES)
        ):
            start += 1
        while start < end and forms[end - 1] in {"'s", "’s", "'", "’", "-"}:
            end -= 1
        if start < end:
            kept.append(Name(start, end, label))
    return tuple(kept)


def without_overlaps(names: Iterable[Name]) -> tuple[Name, ...]:
    """The longest names, none of which overlaps another, in order of the text."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return tuple(sorted(kept))
