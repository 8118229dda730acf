"""What the numbers of an event count: people by what befell them, troops, vehicles, money, tonnes."""

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from kgbuild.language.draft import Draft, scope
from kgbuild.language.numbers import NumberExpression
from kgbuild.model import QuantityFinding, Span

_TROOPS = frozenset(
    [
        "troop",
        "troops",
        "soldier",
        "force",
        "paratrooper",
        "marine",
        "peacekeeper",
        "reservist",
        "serviceman",
        "personnel",
    ]
)
_VEHICLES = frozenset(
    ["aircraft", "boat", "convoy", "drone", "fighter jet", "frigate", "helicopter", "jet", "plane", "ship", "tank",
     "truck", "vehicle", "vessel", "warplane", "warship", "car", "bus", "howitzer", "lorry"]
)  # fmt: skip
_UNCOUNTED = frozenset(
    ["article", "attack", "barrel", "building", "case", "country", "day", "district", "dose", "family", "home", "hospital", "hour",
     "house", "household", "incident", "killing", "meter", "metre", "mile", "minute", "missile", "month", "point", "province",
     "resolution", "rocket", "round", "school", "shell", "state", "strike", "time", "town", "village", "week", "year",
     "hectare", "acre", "bomb", "gunman", "side", "place", "province", "shot", "bullet", "nation", "apartment", "member"]
)  # fmt: skip
_MONEY_TYPES = ("Aid", "Pledge", "Agreement", "Sanction", "Destruction", "Deployment")
_HARMED = frozenset({"wound", "injure", "hurt", "maim", "injured", "wounded", "injuring", "wounding"})


def count(draft: Draft, numbers: Sequence[NumberExpression], doc: Doc, span: Callable[[int, int], Span]) -> None:
    """Add the quantities that a draft's words give; `span` turns a token range into a span of the text."""
    place = scope(draft)
    for number in numbers:
        if number.first not in place and number.noun not in place and number.noun != draft.token.i:
            continue
        noun = doc[number.noun] if number.noun is not None else None
        measure = _measure(draft, number, noun)
        if measure is None or (number.minimum is None and number.maximum is None):
            continue
        unit = number.unit or ("person" if measure not in {"money_usd", "tonnes", "vehicles"} else None)
        found = QuantityFinding(measure, number.minimum, number.maximum, span(number.first, number.last), unit)
        if found not in draft.quantities:
            draft.quantities.append(found)


def _measure(draft: Draft, number: NumberExpression, noun: Token | None) -> str | None:
    """What a number counts in the light of its unit, its noun and the event; None where it counts nothing of the event."""
    kind = draft.contract.rsplit("#", 1)[-1]
    if number.unit is not None:
        if number.unit == "USD":
            return "money_usd" if kind in _MONEY_TYPES else None
        return "tonnes" if number.unit == "t" else None
    name = noun.lemma_.lower() if noun is not None else ""
    if kind in {"Deployment", "Withdrawal"}:
        return "troops" if name in _TROOPS else "vehicles" if name in _VEHICLES else None
    if name in _UNCOUNTED or name in _VEHICLES:
        return None
    counts = draft.match.frame.counts
    if counts is None:
        return "affected" if kind in {"Aid", "Deprivation"} and name in _PEOPLE else None
    measure = counts.rsplit("#", 1)[-1]
    return "casualties" if measure == "killed" and _or_wounded(draft.token) else measure


_PEOPLE = frozenset(
    [
        "people",
        "person",
        "civilian",
        "individual",
        "inhabitant",
        "resident",
        "child",
        "refugee",
        "family",
        "woman",
        "man",
        "ethiopians",
        "citizen",
    ]
)


def _or_wounded(token: Token) -> bool:
    """Whether the killed are told together with the wounded ("killed or injured")."""
    near = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]
    return len(near) == 2 and near[0].lower_ == "or" and near[1].lower_ in _HARMED
