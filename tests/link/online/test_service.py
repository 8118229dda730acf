"""Services that behave: names go in, true items come out, politely and only once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import LinkError
from kgbuild.link.item import Item, Lookup
from kgbuild.link.online import Asked, Limits, Options, Service, Unanswered, open_service
from tests.link.online.conftest import LIMITS, LeapingClock, Opener
from tests.link.online.stub import DRAFT, Call, Fault, Handler, Reply, Stub
from tests.link.online.world import CITY, KINDS, MERGED, NAMES, PERSON, STATE, TRUTH

EVERY_SERVICE = pytest.mark.parametrize("reconcile", ["", "/reconcile"])


def found(service: Service, *names: str) -> list[tuple[Item, ...] | Unanswered]:
    """What a service finds for names alone."""
    return service.find([Asked(name) for name in names])


def busy(headers: dict[str, str], status: int = 503) -> Fault:
    """An answer that asks to come again."""
    return lambda handler, reply: Reply(status=status, headers=headers, body=b"later")


@EVERY_SERVICE
def test_names_get_their_true_items(stub: Stub, opened: Opener, reconcile: str) -> None:
    """Each name gets exactly the items that have it, with classes, states, offices, place and pages; one has none."""
    assert found(opened(reconcile=reconcile), *NAMES) == list(NAMES.values())
    assert {call.kind for call in stub.calls} >= {"reconcile" if reconcile else "wbsearchentities", "wbgetentities"}


def test_the_draft_of_the_reconciliation_api(stub: Stub, opened: Opener) -> None:
    """A service that only speaks the 1.0 draft is asked in it."""
    stub.manifest = DRAFT
    assert found(opened(reconcile="/reconcile"), *NAMES) == list(NAMES.values())
    assert {call.kind for call in stub.calls} == {"manifest", "match", "wbgetentities"}


@pytest.mark.parametrize(
    "change",
    [
        lambda results: results[:-1],
        lambda results: [*results, results[0]],
        lambda results: [],
        lambda results: [{} for _ in results],
        lambda results: [{"candidates": [{"id": "Q1"}]} for _ in results],
        lambda results: [{"candidates": [{"id": "1", "name": "Norland"}]} for _ in results],
        lambda results: {str(number): result for number, result in enumerate(results)},
    ],
)
def test_results_of_the_draft_that_do_not_fit(stub: Stub, opened: Opener, change: Callable[[Any], Any]) -> None:
    """Results in the shape of the 1.0 draft that are too few or too many, or of no items, link nothing."""

    def changed(handler: Handler, reply: Reply) -> Reply:
        return Reply({"results": change(reply.document["results"])})

    stub.reset(lambda call: changed if call.kind == "match" else None)
    stub.manifest = DRAFT
    assert all(isinstance(each, Unanswered) for each in found(opened(reconcile="/reconcile"), *NAMES))


def test_a_manifest_is_asked_once_in_a_run(stub: Stub, opened: Opener) -> None:
    """Further names need no further manifest, but another run sees what has become of the service."""
    service = opened(reconcile="/reconcile")
    assert found(service, "Norland") + found(service, "Sudria") == [NAMES["Norland"], NAMES["Sudria"]]
    assert stub.counts["manifest"] == 1
    stub.manifest = DRAFT
    assert found(opened(reconcile="/reconcile"), "Port Ardan") == [NAMES["Port Ardan"]]


def test_nothing_is_asked_before_it_must_be(stub: Stub, opened: Opener) -> None:
    """Opening a service asks nothing, and to find no name asks nothing either."""
    assert opened(reconcile="/reconcile").find([]) == []
    assert found(opened(), "", " \n ") == [(), ()]
    assert not stub.calls


@EVERY_SERVICE
def test_a_second_time_needs_no_network(stub: Stub, opened: Opener, reconcile: str) -> None:
    """Answers are kept: the same names are not asked again, and offline they are answered without a contact."""
    first = found(opened(reconcile=reconcile), *NAMES)
    asked = len(stub.calls)
    assert found(opened(reconcile=reconcile), *NAMES) == first
    offline = opened(reconcile=reconcile, offline=True, contact="")
    assert found(offline, *NAMES) == first
    assert isinstance(found(offline, "Somebody Else")[0], Unanswered)
    assert offline.unanswered == {"Somebody Else": "no answer is kept, and services are not asked"}
    assert len(stub.calls) == asked


@EVERY_SERVICE
def test_what_was_answered_long_ago_is_asked_again_on_demand(stub: Stub, opened: Opener, reconcile: str) -> None:
    """To refresh is to ask everything once again; what is answered takes the place of what was, and only that."""
    truth = found(opened(reconcile=reconcile), *NAMES)
    asked = len(stub.calls)
    stub.reset(lambda call: busy({}, 500))
    assert all(isinstance(each, Unanswered) for each in found(opened(reconcile=reconcile, refresh=True), *NAMES))
    assert found(opened(reconcile=reconcile, offline=True), *NAMES) == truth
    stub.reset()
    refreshed = opened(reconcile=reconcile, refresh=True)
    assert found(refreshed, *NAMES) == truth
    assert found(refreshed, *NAMES) == truth
    assert len(stub.calls) == asked


def test_what_is_kept_is_the_same_every_time(stub: Stub, opened: Opener, tmp_path: Path) -> None:
    """Two runs, names in another order, keep the same files with the same bytes."""
    found(opened("one"), *NAMES)
    found(opened("two"), *reversed(NAMES))
    one, two = (
        {path.relative_to(tmp_path / run): path.read_bytes() for path in (tmp_path / run).rglob("*.*")}
        for run in ("one", "two")
    )
    assert one == two
    assert len(one) > len(NAMES)


@pytest.mark.parametrize("damage", [b"", b"{", b"kgbuild answer 1 00\n[]\n[]", "half", "flip", "other"])
def test_damaged_answers_are_asked_again(stub: Stub, opened: Opener, tmp_path: Path, damage: bytes | str) -> None:
    """A file that is empty, cut, changed in one bit or put in another's place counts as none, and is written anew."""
    truth = found(opened(), *NAMES)
    paths = sorted((tmp_path / "answers").rglob("*.answer"))
    whole = {path: path.read_bytes() for path in paths}
    for number, path in enumerate(paths):
        content = whole[path]
        changed: dict[str, bytes] = {
            "half": content[: len(content) // 2],
            "flip": content[:-3] + bytes([content[-3] ^ 1]) + content[-2:],
            "other": whole[paths[number - 1]],
        }
        path.write_bytes(damage if isinstance(damage, bytes) else changed[damage])
    assert all(isinstance(each, Unanswered) for each in found(opened(offline=True), *NAMES))
    assert found(opened(), *NAMES) == truth
    assert {path: path.read_bytes() for path in paths} == whole


def test_a_disk_that_takes_nothing(stub: Stub, opened: Opener, tmp_path: Path) -> None:
    """Where answers cannot be kept, names are found all the same."""
    (tmp_path / "answers").write_text("in the way")
    assert found(opened(), *NAMES) == list(NAMES.values())


def test_many_names_are_asked_in_batches(stub: Stub, opened: Opener) -> None:
    """Entity data is asked for 50 items at once, and what an answer leaves out is asked again in smaller batches."""
    qids = [f"Q{number}" for number in range(1000, 1120)]
    service = opened()
    service.items([*qids, *TRUTH])
    sizes = sorted(len(call.form["ids"].split("|")) for call in stub.calls if "ids" in call.form)
    assert sizes[-3:] == [27, 50, 50]
    stub.reset()
    stub.largest = 2
    items = opened("another").items([*qids[:9], *TRUTH])
    assert [items[qid] for qid in TRUTH] == list(TRUTH.values())
    assert [items[qid] for qid in qids[:9]] == [None] * 9


def test_an_item_too_large_to_be_told(stub: Stub, opened: Opener) -> None:
    """An item that the API never tells is unanswered, and the others are not."""

    def without_port(handler: Handler, reply: Reply) -> Reply:
        reply.document["entities"].pop("Q301", None)
        return reply

    stub.reset(lambda call: without_port if call.kind == "wbgetentities" else None)
    answers = found(opened(), "Port Ardan", "Norland")
    assert answers == [Unanswered("127.0.0.1 gives no data of Q301"), NAMES["Norland"]]


def test_the_search_goes_on(stub: Stub, opened: Opener) -> None:
    """Where the search gives few items at a time, it is asked for more until there are as many as are wanted."""

    def short(handler: Handler, reply: Reply) -> Reply:
        start = int(stub.calls[-1].form.get("continue", 0))
        reply.document["search"] = reply.document["search"][:1]
        if start == 0:
            reply.document["search-continue"] = 1
        return reply

    stub.reset(lambda call: short if call.kind == "wbsearchentities" else None)
    assert found(opened(limit=100), "Anna Lindgren") == [NAMES["Anna Lindgren"]]


def test_class_and_values_are_told_to_a_reconciliation_service(stub: Stub, opened: Opener) -> None:
    """The class is sent as the classes of Wikidata that mean it, values as QIDs or text, and the class narrows."""
    service = opened(reconcile="/reconcile")
    asked = [
        Asked("Norland", STATE, (("P31", "Q6256"), ("P297", "NL"))),
        Asked("Port Ardan", CITY),
        Asked("Port Ardan", PERSON),
        Asked("Port Ardan", "https://example.org/unknown"),
    ]
    assert service.find(asked) == [NAMES["Norland"], NAMES["Port Ardan"], (), NAMES["Port Ardan"]]
    sent = next(call.form["queries"] for call in stub.calls if call.kind == "reconcile")
    assert '"query":"Norland","type":["Q6256","Q3624078"],"limit":10' in sent
    assert '"properties":[{"pid":"P31","v":{"id":"Q6256"}},{"pid":"P297","v":"NL"}],"type_strict":"any"' in sent
    assert '"query":"Port Ardan","type":"Q515","limit":10}' in sent


def test_items_by_qid(stub: Stub, opened: Opener) -> None:
    """An item that was merged is the one it was merged into, one that does not exist is none, what is no QID is not."""
    found_items = opened().items(["Q950", "Q999", "Q101", "P31", "Q101|Q102"])
    assert found_items == {"Q950": TRUTH[MERGED["Q950"]], "Q999": None, "Q101": TRUTH["Q101"]}


def test_a_service_is_a_lookup(stub: Stub, opened: Opener) -> None:
    """What was found is looked up without asking: exact names forgive case and accents, the most alike come first."""
    service: Lookup = (asked := opened())
    assert service.exact("Anna Lindgren") == service.fuzzy("Anna Lindgren") == ()
    found(asked, "Anna Lindgren", "Ardan", "Oduya")
    number = len(stub.calls)
    assert service.exact("\u00e1nna  LINDGR\u00c9N") == NAMES["Anna Lindgren"]
    assert service.exact("President Oduya") == NAMES["Marcus Oduya"]
    assert service.exact("Ardan") == ()
    assert service.fuzzy("Ardan") == (TRUTH["Q302"],)
    assert service.fuzzy("Anna Lindgren", 1) == (TRUTH["Q101"],)
    assert (service.item("Q103"), service.item("Q301")) == (TRUTH["Q103"], None)
    assert len(stub.calls) == number


def test_it_says_who_it_is_and_keeps_to_the_etiquette(stub: Stub, opened: Opener) -> None:
    """Each request has a User-Agent with version and contact, takes gzip, and those to Wikidata's API send maxlag."""
    found(opened(reconcile="/reconcile"), *NAMES)
    found(opened(contact="https://example.org/about"), "Norland")
    agents = {call.headers["User-Agent"] for call in stub.calls}
    assert {agent.split(" ", 1)[1] for agent in agents} == {
        "(contact: someone@example.org)",
        "(contact: https://example.org/about)",
    }
    assert all(agent.startswith("kgbuild/0.") for agent in agents)
    assert all(call.headers["Accept-Encoding"] == "gzip" for call in stub.calls)
    assert all(call.form["maxlag"] == "5" for call in stub.calls if call.kind.startswith("wb"))


def test_at_most_three_requests_at_a_time(stub: Stub, opened: Opener) -> None:
    """Of many names, three are asked at a time: never more, and no fewer."""

    def slow(handler: Handler, reply: Reply) -> Reply:
        time.sleep(0.02)
        return reply

    stub.reset(lambda call: slow)
    found(opened(), *NAMES, *map(str, range(20)))
    assert stub.most == 3


@pytest.mark.parametrize(
    "contact", ["", "  ", "me", "a@b", "x@example.org\r\nEvil: 1", "ftp://example.org", "a b@c.org", "http://ü.org"]
)
def test_a_contact_is_needed(tmp_path: Path, contact: str) -> None:
    """Without an address that a keeper of a service can write to, no service is opened."""
    with pytest.raises(LinkError) as caught:
        open_service(Options(contact=contact), tmp_path, KINDS)
    assert "kgbuild.toml" in caught.value.message + caught.value.hint
    assert "contact" in caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        *(" ", "example.org", "file:///etc/passwd", "ftp://example.org/", "http://", "http://a:b@example.org/"),
        *(
            "http://x/#y",
            "http://x y/",
            "http://x/\n",
            "https://[::1/",
            "http://x:0/",
            "http://x:99999/",
            "http://exämple.org/",
        ),
    ],
)
def test_only_urls_of_services(tmp_path: Path, url: str) -> None:
    """What is no http or https URL, or holds a password, is refused before anything is asked."""
    for options in (Options("me@example.org", api=url), Options("me@example.org", reconcile=url)):
        with pytest.raises(LinkError, match="not the URL of a service"):
            open_service(options, tmp_path, KINDS)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_obeyed(stub: Stub, opened: Opener, waiting: LeapingClock, status: int, form: str) -> None:
    """Before the next request, whichever it is, the time passes that the service asked for, in seconds or as a date."""
    times: list[float] = []

    def until_it_waits(handler: Handler, reply: Reply) -> Reply:
        end = time.monotonic() + 5
        while not waiting.waits and time.monotonic() < end:
            time.sleep(0.005)
        return reply

    def script(call: Call) -> Fault | None:
        times.append(waiting.clock.monotonic())
        header = "17" if form == "seconds" else formatdate(waiting.clock.wall() + 17.9, usegmt=True)
        return busy({"Retry-After": header}, status) if call.number == 1 else until_it_waits

    stub.reset(script)
    assert found(opened(), *NAMES) == list(NAMES.values())
    assert len([each for each in times[1:] if each - times[0] < 16.5]) <= 2  # those that were under way already
    assert sum(waiting.waits) < 60


@pytest.mark.parametrize("header", ["3600", "99999999999999999999", formatdate(4e9, usegmt=True)])
def test_a_service_that_asks_to_wait_too_long(stub: Stub, opened: Opener, waiting: LeapingClock, header: str) -> None:
    """Where there is no time to wait as long as asked, the service is let alone and nobody waits."""
    stub.reset(lambda call: busy({"Retry-After": header}, 429))
    answers = found(opened(), *NAMES)
    assert all(isinstance(each, Unanswered) and "asks to wait" in each.reason for each in answers)
    assert len(stub.calls) <= 3
    assert not waiting.waits


@pytest.mark.parametrize("header", ["", "soon", "-5", "1.5", "0", "Thu, 99 Nov 2026 00:00:00 GMT", formatdate(0)])
def test_without_a_time_to_wait_it_waits_longer_each_time(
    stub: Stub, opened: Opener, waiting: LeapingClock, header: str
) -> None:
    """Where the service does not say how long to wait, it is asked again after 1, 2 … seconds, three times in all."""
    stub.reset(lambda call: busy({"Retry-After": header}))
    (answer,) = found(opened(), "Norland")
    assert answer == Unanswered("127.0.0.1 answers 503 Service Unavailable (3 tries)")
    assert [round(each) for each in waiting.waits] == [1, 2]


def test_maxlag_is_obeyed(stub: Stub, opened: Opener, waiting: LeapingClock) -> None:
    """While the databases lag, nothing is asked for as long as the API says; then all is found."""

    def script(call: Call) -> Fault | None:
        stub.lag = 0 if waiting.waits else 7.5
        return None

    stub.reset(script)
    assert found(opened(), "Norland") == [NAMES["Norland"]]
    assert [round(each) for each in waiting.waits] == [5]
    stub.reset(lambda call: setattr(stub, "lag", 9))
    assert found(opened(), "Sudria") == [
        Unanswered("127.0.0.1 says maxlag: Waiting for a database server: 9 seconds lagged. (3 tries)")
    ]


def test_a_service_that_fails_is_let_alone(stub: Stub, opened: Opener) -> None:
    """After a few failures in a row the service is not asked again, and each name says why it is not linked."""
    stub.reset(lambda call: busy({}, 500))
    service = opened()
    found(service, *map(str, range(100)))
    assert len(stub.calls) <= LIMITS.tries * (LIMITS.failures + 3)
    assert len(service.unanswered) == 100
    assert "127.0.0.1 failed 4 times in a row and is not asked again" in service.unanswered.values()


def drip(start: str) -> Fault:
    """An answer that begins so and comes byte by byte, for half a minute."""

    def fault(handler: Handler, reply: Reply) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n{start}".encode()
        for each in head + b" " * 3000:
            handler.wfile.write(bytes([each]))
            if handler.server.stub.closing.wait(0.01):
                break

    return fault


@pytest.mark.parametrize(
    ("start", "limits"),
    [("X: ", Limits(total=0.4)), ("\r\n", Limits(total=0.4)), ("\r\n", Limits(total=20, seconds=0.3, tries=1))],
)
def test_all_ends_in_the_time_given(stub: Stub, opened: Opener, start: str, limits: Limits) -> None:
    """A server that sends its answer byte by byte, headers or body, holds nobody longer than the total time."""
    stub.reset(lambda call: drip(start))
    began = time.monotonic()
    answers = found(opened(limits=limits), "Norland", "Sudria")
    assert time.monotonic() - began < 10
    assert all(isinstance(each, Unanswered) and "time" in each.reason for each in answers)


def test_a_thread_that_hangs_keeps_nobody(stub: Stub, tmp_path: Path) -> None:
    """A program that has asked a server which never comes to an end does so soon after the time given."""
    stub.reset(lambda call: drip("X: "))
    code = (
        "import sys; from pathlib import Path; from kgbuild.link.online import *\n"
        "options = Options('me@example.org', sys.argv[1], limits=Limits(total=1))\n"
        "print(open_service(options, Path(sys.argv[2]), {}).find([Asked('Norland')]))"
    )
    began = time.monotonic()
    command = [sys.executable, "-c", code, stub.api, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "Unanswered" in done.stdout
    assert time.monotonic() - began < 25


def test_entity_data_too_large_at_once(stub: Stub, opened: Opener) -> None:
    """Where the data of several items are more than an answer may hold, fewer are asked for at once."""

    def padded(handler: Handler, reply: Reply) -> Reply:
        for each in reply.document["entities"].values():
            each["filler"] = "x" * (LIMITS.size // 3)
        return reply

    stub.reset(lambda call: padded if call.kind == "wbgetentities" else None)
    assert found(opened(), *NAMES) == list(NAMES.values())


def test_items_of_other_names_are_left_aside(stub: Stub, opened: Opener) -> None:
    """Of what a service proposes, only items count that have a name like the one asked for."""

    def more(handler: Handler, reply: Reply) -> Reply:
        for answer in reply.document.values():
            answer["result"] += [{"id": qid, "name": "?", "score": 1} for qid in TRUTH]
        return reply

    stub.reset(lambda call: more if call.kind == "reconcile" else None)
    answers = found(opened(reconcile="/reconcile"), "Norland", "Port Ardan", "Nobody Known", "Sudriya")
    assert answers == [NAMES["Norland"], NAMES["Port Ardan"], (), NAMES["Sudria"]]


def test_redirects_within_the_host_are_followed(stub: Stub, opened: Opener) -> None:
    """A redirect to another path of the same host is followed, for a POST only where it stays one."""

    def moved(handler: Handler, reply: Reply) -> Reply | None:
        if "moved" in handler.path:
            return reply
        mark = "&" if "?" in handler.path else "?"
        return Reply(status=307, headers={"Location": f"{handler.path}{mark}moved=1"})

    stub.reset(lambda call: moved)
    assert found(opened(reconcile="/reconcile"), *NAMES) == list(NAMES.values())


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_that_loses_what_was_sent_is_not_followed(stub: Stub, opened: Opener, status: int) -> None:
    """A POST that would become a GET elsewhere is not sent there, even within the host."""
    moved = Reply(status=status, headers={"Location": "/reconcile?moved=1"}, body=b"")
    stub.reset(
        lambda call: lambda handler, reply: reply if "moved" in handler.path or call.kind != "reconcile" else moved
    )
    (answer,) = found(opened(reconcile="/reconcile"), "Norland")
    assert answer == Unanswered("127.0.0.1 has moved to /reconcile?moved=1; name that URL, if you trust it")


def test_the_proxy_of_the_environment(stub: Stub, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that the environment names is used, but for the hosts it excepts and for the loopback."""
    monkeypatch.setenv("http_proxy", stub.url.replace("http://", "http://user:secret@"))
    monkeypatch.delenv("no_proxy", raising=False)
    seen: list[str] = []

    def see(handler: Handler, reply: Reply) -> Reply:
        seen.append(handler.headers.get("Proxy-Authorization", "none"))
        return reply

    stub.reset(lambda call: see)
    assert found(opened(api="http://wiki.invalid/w/api.php"), "Norland") == [NAMES["Norland"]]
    assert found(opened(), "Sudria") == [NAMES["Sudria"]]
    assert seen[0] == "Basic dXNlcjpzZWNyZXQ="
    assert seen[-1] == "none"
    monkeypatch.setenv("no_proxy", "wiki.invalid")
    (answer,) = found(opened("another", api="http://wiki.invalid/w/api.php"), "Port Ardan")
    assert isinstance(answer, Unanswered)


def test_importing_opens_no_connection() -> None:
    """The package can be imported where there are no sockets at all."""
    code = "import socket, ssl; socket.socket = socket.getaddrinfo = None; import kgbuild.link.online"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)
