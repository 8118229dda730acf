"""Each request leaves one line in the log, and nothing of a request can forge another."""

import logging
import re

import pytest
from starlette.responses import Response

from kgbuild.serve import LOG, Metrics, Watch
from tests.serve.asked import ask

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 127\.0\.0\.1 (\S+) (\S+) (\d+) (\d+) B (\d+) ms")


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("/person/x", "/person/x"),
        ("/a\r\n2026-01-01 GET /forged", "/a%0D%0A2026-01-01%20GET%20/forged"),
        ("/\x1b[31mred", "/%1B[31mred"),
        ("/sparql?query=\x07\t", "/sparql?query=%07%09"),
        ("/" + "x" * 10_000, "/" + "x" * 499),
        ("/s\u00fcd", "/s%C3%BCd"),
    ],
)
def test_a_request_is_one_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, target: str, shown: str
) -> None:
    """The line tells method, path, status, size and time; control characters and length of a path do it no harm."""
    # Other tests run the command in this process, which sets the log up; other libraries may switch it off.
    for name, own in {"disabled": False, "handlers": [caplog.handler], "propagate": False}.items():
        monkeypatch.setattr(LOG, name, own)
    metrics = Metrics()
    with caplog.at_level(logging.INFO, logger=LOG.name):
        ask(Watch(Response(b"four", 418), metrics), target)
    (record,) = caplog.records
    match = LINE.fullmatch(record.getMessage())
    assert match is not None
    assert match.groups()[:4] == ("GET", shown, "418", "4")
    assert metrics.running == 0


def test_methods_and_paths_make_few_metrics() -> None:
    """Whatever is asked for, metrics tell the parts of the server and known methods apart, and no more."""
    metrics = Metrics()
    app = Watch(Response(b""), metrics)
    for number in range(50):
        ask(app, f"/made-up-{number}/x", method=f"METHOD{number}")
    ask(app, "/sparql/")
    lines = [line for line in metrics.text({}).splitlines() if line.startswith("kgbuild_http_requests_total")]
    assert lines == [
        'kgbuild_http_requests_total{part="site",method="other",status="200"} 50',
        'kgbuild_http_requests_total{part="sparql",method="GET",status="200"} 1',
    ]
