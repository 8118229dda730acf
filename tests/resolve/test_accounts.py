"""What identity across articles takes of a telling: whose people are, and what lasting events may be called."""

from dataclasses import replace

from kgbuild.model import Entity, Factuality, Mentions, PartialDate, Span, Tenure
from kgbuild.model.terms import KG, PERSON, STATE
from kgbuild.resolve.accounts import accounts, cast
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities
from kgbuild.resolve.events import Period, Told
from kgbuild.resolve.identity import Cast
from kgbuild.resolve.traits import ASSAULT, Traits

PERU, CHILE, LIMA, ANN = range(4)
CLASSES = Hierarchy({})
HOMES = {PERU: "Peru", CHILE: "Chile", LIMA: "Peru"}
DAY = PartialDate(2022, 3, 4)


def _cast(*tenures: Tenure) -> Cast:
    """Two states, a town and a person."""
    kinds = {"Peru": STATE, "Chile": STATE, "Lima": KG + "City", "Ann Ray": PERSON}
    entities = tuple(Entity(n, name, name, kind, (), Mentions([])) for n, (name, kind) in enumerate(kinds.items()))
    return cast(ResolvedEntities(entities, {}, frozenset({PERU, CHILE}), HOMES), CLASSES, tenures)


def _attack(*triggers: str, targets: tuple[int, ...] = (PERU,), day: PartialDate | None = None) -> Told:
    """An attack by Chile as an article of a day tells it."""
    return Told(
        article="a",
        mentions=(0,),
        trigger=Span(0, 6),
        words="attack",
        quote=0,
        kind=KG + "Attack",
        types=(KG + "Attack",),
        agents=(CHILE,),
        targets=targets,
        places=(),
        periods=(Period(day, None),) if day else (),
        factuality=Factuality.ACTUAL,
        wholes=(),
        causes=(),
        setting=(),
        assumed=day is None,
        traits=Traits(triggers=triggers, published=DAY),
    )


def test_a_person_belongs_to_the_state_of_the_offices() -> None:
    """Who holds offices of one state only belongs to it; who holds those of two, to neither."""
    one, other = (Tenure("a", ANN, "minister", state, Span(0, 1)) for state in (PERU, CHILE))
    assert _cast(one, replace(one, article="b"))[ANN].state == "Peru"
    assert _cast(one, other)[ANN].state is None
    assert _cast()[ANN].state is None


def test_an_assault_on_a_state_is_called_an_invasion() -> None:
    """An unprovoked attack on a state has the name of an invasion, one on a town of it has not."""
    told = [_attack("attack", ASSAULT), _attack("invasion"), _attack("attack"), _attack(ASSAULT, targets=(PERU, LIMA))]
    titles = [each.titles for each in accounts(told, _cast())]
    assert titles == [{"invasion of Peru by Chile"}] * 2 + [frozenset()] * 2


def test_what_lasts_is_not_of_the_day_on_which_it_is_told() -> None:
    """An invasion "today" has no day, an attack today has."""
    found = accounts([_attack("invasion", day=DAY), _attack("attack", day=DAY)], _cast())
    assert [each.day is None for each in found] == [True, False]
