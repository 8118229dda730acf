"""Tellings made by hand, and random worlds of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from kgbuild.model.terms import KG
from kgbuild.resolve.identity import Account, Party, Rank

US, IRAN, IRAQ = 0, 1, 2
BAGHDAD, ERBIL, ANBAR, AIRPORT = 3, 4, 5, 6
SOLEIMANI, ZARIF, POMPEO = 7, 8, 9
ARMY, MILITIA = 10, 11
CAST = {
    US: Party("United States", Rank.STATE, "United States"),
    IRAN: Party("Iran", Rank.STATE, "Iran"),
    IRAQ: Party("Iraq", Rank.STATE, "Iraq"),
    BAGHDAD: Party("Baghdad", Rank.TOWN, "Iraq"),
    ERBIL: Party("Erbil", Rank.TOWN, "Iraq"),
    ANBAR: Party("Anbar", Rank.REGION, "Iraq"),
    AIRPORT: Party("Baghdad International Airport", Rank.SPOT),
    SOLEIMANI: Party("Qasem Soleimani", Rank.PERSON, "Iran"),
    ZARIF: Party("Javad Zarif", Rank.PERSON, "Iran"),
    POMPEO: Party("Mike Pompeo", Rank.PERSON, "United States"),
    ARMY: Party("United States Army", Rank.BODY, "United States"),
    MILITIA: Party("Kataib Hezbollah", Rank.BODY),
}
FAMILIES = {KG + "Attack": "force", KG + "Battle": "force"}


def day(text: str) -> int:
    """A day as an ordinal."""
    return date.fromisoformat(text).toordinal()


def account(
    article: str,
    kind: str = "Attack",
    when: str | None = None,
    published: str | None = None,
    *,
    agents: tuple[int, ...] = (),
    targets: tuple[int, ...] = (),
    places: tuple[int, ...] = (),
    **more: object,
) -> Account:
    """A telling; `when` is a day, a month ("2020-01") or two days ("2020-01-03/2020-01-05")."""
    first, last, exact = _time(when)
    return Account(
        name=f"{article}#0-5",
        article=article,
        kind=KG + kind,
        types=frozenset({KG + kind}),
        agents=frozenset(agents),
        targets=frozenset(targets),
        places=frozenset(places),
        first=first,
        last=last,
        exact=exact,
        published=day(published) if published else None,
        **more,  # type: ignore[arg-type]
    )


def _time(when: str | None) -> tuple[int | None, int | None, bool]:
    if when is None:
        return None, None, False
    start, _, end = when.partition("/")
    if len(start) == len("2020-01"):
        return day(f"{start}-01"), day(f"{start}-28"), False
    return day(start), day(end or start), True


def worlds(most: int = 12) -> st.SearchStrategy[list[Account]]:
    """Up to `most` tellings of a few articles, days, people and places; some vary what another tells."""
    return st.builds(_world, st.integers(0, 2**32), st.integers(0, most))


def _world(seed: int, size: int) -> list[Account]:
    rnd = Random(seed)
    made: list[Account] = []
    for number in range(size):
        told = _random(rnd)
        if made and rnd.random() < 0.6:
            parts = rnd.sample(["kind", "first", "published", "agents", "targets", "places", "words"], rnd.randrange(3))
            parts += ["last", "exact"] if "first" in parts else []
            told = replace(rnd.choice(made), **{part: getattr(told, part) for part in parts})
        article = rnd.choice("abcdef")
        made.append(replace(told, article=article, name=f"{article}#{number}-{number + 1}"))
    return made


def _random(rnd: Random) -> Account:
    def some(ids: Sequence[int], most: int) -> tuple[int, ...]:
        return tuple(rnd.sample(ids, rnd.randrange(most)))

    return account(
        "",
        rnd.choice(["Attack", "Battle", "Meeting", "Casualties", "Appeal"]),
        rnd.choice([None, "2020-01-03", "2020-01-04", "2020-01", "2020-01-03/2020-01-05", "2020-02-01"]),
        rnd.choice([None, "2020-01-04", "2020-01-20", "2020-02-02", "2020-06-01"]),
        agents=some(sorted(CAST), 4),
        targets=some(sorted(CAST), 4),
        places=some([IRAQ, BAGHDAD, ERBIL, ANBAR, AIRPORT], 3),
        planned=rnd.random() < 0.2,
        titles=frozenset({"operation dawn"} if rnd.random() < 0.1 else ()),
        words=tuple(rnd.sample(["strike", "killed", "convoy", "talks"], rnd.randrange(4))),
        numbers=rnd.choice([(), (("killed", 12, 12),), (("killed", 31, 31),)]),
    )


def many(count: int, seed: int = 7) -> tuple[list[Account], dict[int, Party]]:
    """A large world: so many tellings over as many articles, in proportion to them towns, people, states and days."""
    rnd = Random(seed)
    towns, persons, states = count // 8, count // 6, 40
    cast = {n: Party(f"state {n}", Rank.STATE, f"state {n}") for n in range(states)}
    cast |= {1000 + n: Party(f"town {n}", Rank.TOWN, f"state {n % states}") for n in range(towns)}
    cast |= {1_000_000 + n: Party(f"person {n}", Rank.PERSON, f"state {n % states}") for n in range(persons)}
    made = []
    for number in range(count):
        told = rnd.randrange(days := count // 4)
        start = date.fromordinal(730_000 + told).isoformat()
        made.append(
            account(
                f"article-{number:07}",
                rnd.choice(["Attack", "Meeting", "Visit", "Casualties", "Aid"]),
                start if rnd.random() < 0.6 else None,
                date.fromordinal(730_001 + told + rnd.randrange(3)).isoformat(),
                agents=(rnd.randrange(states), 1_000_000 + rnd.randrange(persons)),
                targets=(rnd.randrange(states),),
                places=(1000 + rnd.randrange(towns),) if days and rnd.random() < 0.7 else (rnd.randrange(states),),
            )
        )
    return made, cast
