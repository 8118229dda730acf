"""Services that misbehave: whatever they do and whenever, no name gets a wrong item, and nothing is raised."""

from collections.abc import Callable

import pytest

from kgbuild.link.online import Asked, Service, Unanswered
from tests.link.online import faults
from tests.link.online.conftest import Opener
from tests.link.online.stub import Call, Fault, Handler, Reply, Stub
from tests.link.online.world import NAMES

pytestmark = pytest.mark.usefixtures("in_memory")
WIKIDATA, RECONCILE = "", "/reconcile"
Where = Callable[[Call], bool]

ANYWHERE: dict[str, Where] = {
    "at the first request": lambda call: call.number == 1,
    "at the third request": lambda call: call.number == 3,
    "at the first data": lambda call: call.kind == "wbgetentities" and call.of_kind == 1,
    "at the data of offices": lambda call: call.kind == "wbgetentities" and call.of_kind == 2,
    "at the data of bodies": lambda call: call.kind == "wbgetentities" and call.of_kind == 3,
    "at all data": lambda call: call.kind == "wbgetentities",
    "at each second request": lambda call: call.number % 2 == 0,
    "always": lambda call: True,
}


def of(kind: str) -> dict[str, Where]:
    """The places of a fault that only one kind of request can have."""
    if kind == "manifest":
        return {"at the manifest": lambda call: call.kind == kind}
    return {
        f"at the first {kind}": lambda call: call.kind == kind and call.of_kind == 1,
        f"at each second {kind}": lambda call: call.kind == kind and call.of_kind % 2 == 0,
        f"at each {kind}": lambda call: call.kind == kind,
    }


# Each case: the service, the fault and where it happens. General faults take turns through the places.
CASES: dict[str, tuple[str, Fault, Where]] = {}
for number, (name, fault) in enumerate((faults.PASSING | faults.LASTING).items()):
    for turn, service in enumerate((WIKIDATA, RECONCILE)):
        place = list(ANYWHERE)[(number + 3 * turn) % len(ANYWHERE)]
        CASES[f"{service or 'wikidata'}: {name} {place}"] = (service, fault, ANYWHERE[place])
for service, kind, listed in (
    (WIKIDATA, "wbsearchentities", faults.SEARCH),
    (WIKIDATA, "wbgetentities", faults.ENTITIES),
    (RECONCILE, "wbgetentities", faults.ENTITIES),
    (RECONCILE, "reconcile", faults.RECONCILE),
    (RECONCILE, "manifest", faults.MANIFEST),
):
    for name, fault in listed.items():
        places = list(of(kind).items())
        for place, where in places[:1] if (service, kind) == (RECONCILE, "wbgetentities") else places:
            CASES[f"{service or 'wikidata'}: {name} {place}"] = (service, fault, where)


def script(fault: Fault, where: Where) -> Callable[[Call], Fault | None]:
    """The fault, wherever it belongs."""
    return lambda call: fault if where(call) else None


def check(service: Service) -> list[str]:
    """Find all names: each gets exactly its true items or none and a reason in a line; the names that got none."""
    answers = service.find([Asked(name) for name in NAMES])
    for answer, truth in zip(answers, NAMES.values(), strict=True):
        if isinstance(answer, Unanswered):
            assert answer.reason.isprintable()
            assert 10 < len(answer.reason) < 500
        else:
            assert answer == truth
    return list(service.unanswered)


def test_there_are_many_faults() -> None:
    """At least a hundred faults are tried."""
    assert len(CASES) >= 300


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.slow if number % 5 else ()) for number, case in enumerate(CASES)]
)
def test_a_fault_makes_no_wrong_link(stub: Stub, opened: Opener, case: str) -> None:
    """Names are linked rightly or not this time, and once the service behaves the same names are all found."""
    service, fault, where = CASES[case]
    stub.reset(script(fault, where))
    check(opened(reconcile=service))
    stub.reset()
    assert not check(opened(reconcile=service))


@pytest.mark.parametrize("service", [WIKIDATA, RECONCILE])
@pytest.mark.parametrize("name", faults.PASSING)
def test_a_fault_that_passes_costs_nothing(stub: Stub, opened: Opener, service: str, name: str) -> None:
    """A fault that may pass and comes once for a request leaves no name without its items."""
    api_alone = name in {"maxlag", "rate limit"}
    of_api = script(faults.PASSING[name], lambda call: call.kind.startswith("wb") or not api_alone)
    stub.reset(lambda call: of_api(call) if call.same == 1 and call.number in {1, 3, 7} else None)
    assert not check(opened(reconcile=service))


@pytest.mark.parametrize("name", faults.PASSING | faults.LASTING)
def test_a_fault_while_trying_again(stub: Stub, opened: Opener, name: str) -> None:
    """A fault that meets the second try of a request, after a 503, makes no wrong link either."""

    def late(handler: Handler, reply: Reply) -> Reply:
        return Reply(status=503, body=b"")

    every = faults.PASSING | faults.LASTING
    stub.reset(lambda call: {1: late, 2: every[name]}.get(call.same) if call.form.get("search") == "Norland" else None)
    unanswered = check(opened())
    assert set(unanswered) <= set(NAMES)
    assert not {"Norland"} & set(unanswered) or name in faults.LASTING


@pytest.mark.parametrize("name", faults.LASTING)
def test_a_fault_that_lasts_is_told(stub: Stub, opened: Opener, name: str) -> None:
    """A service that always has this fault links nothing, is not pressed, and each name has a reason."""
    stub.reset(script(faults.LASTING[name], lambda call: True))
    service = opened()
    assert check(service) == sorted(NAMES)
    assert all("127.0.0.1" in reason for reason in service.unanswered.values())
    assert len(stub.calls) < 50
    if name in {"403", "null", "number", "array", "other document", "page"}:
        assert all(call.same == 1 for call in stub.calls)


@pytest.mark.parametrize(
    ("service", "kind", "name"),
    [
        *((WIKIDATA, "wbsearchentities", name) for name in faults.SEARCH),
        *((WIKIDATA, "wbgetentities", name) for name in faults.ENTITIES),
        *((RECONCILE, "reconcile", name) for name in faults.RECONCILE if name != "a key left out"),
        *((RECONCILE, "manifest", name) for name in faults.MANIFEST),
    ],
)
def test_a_fault_of_a_protocol_is_told(stub: Stub, opened: Opener, service: str, kind: str, name: str) -> None:
    """Names that have items are not linked where each answer of a kind has this fault."""
    tables = {"wbsearchentities": faults.SEARCH, "wbgetentities": faults.ENTITIES, "reconcile": faults.RECONCILE}
    fault = tables.get(kind, faults.MANIFEST)[name]
    stub.reset(script(fault, lambda call: call.kind == kind))
    asked = opened(reconcile=service)
    unanswered = set(check(asked))
    named = {"Port Ardan"} if name == "another name's answer" else set()
    assert unanswered >= {each for each, truth in NAMES.items() if truth} - named
    stub.reset()
    assert opened(reconcile=service).items(["Q77"]) == {
        "Q77": None
    }  # nothing was kept of an item that nobody asked for


@pytest.mark.parametrize("number", [2, 3])
def test_offices_that_are_not_known(stub: Stub, opened: Opener, number: int) -> None:
    """A person whose offices, or whom they are held for, cannot be told is not half told."""
    gone = faults.LASTING["404"]
    stub.reset(script(gone, lambda call: call.kind == "wbgetentities" and call.of_kind == number))
    answers = opened().find([Asked("Anna Lindgren"), Asked("Marcus Oduya"), Asked("Ardanville")])
    assert answers[:2] == [Unanswered("127.0.0.1 answers 404 Not Found")] * 2
    assert isinstance(answers[2], tuple)


@pytest.mark.parametrize("following", [0, -5, 10**12])
def test_a_search_without_end(stub: Stub, opened: Opener, following: int) -> None:
    """A search that always has another page is asked for a few, and each item it finds counts once."""

    def more(handler: Handler, reply: Reply) -> Reply:
        reply.document["search-continue"] = following
        return reply

    stub.reset(lambda call: more if call.kind == "wbsearchentities" else None)
    assert not check(opened())
    assert stub.counts["wbsearchentities"] <= 5 * len(NAMES)
