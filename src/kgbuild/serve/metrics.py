"""What a server has done so far, as Prometheus reads it (text exposition format 0.0.4)."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping

BUCKETS = (0.005, 0.02, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
MEDIA = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[Mapping[str, str], float]


class Metrics:
    """Counts requests by part, method and status, and how long they took; may be told from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self.running = 0

    def told(self, part: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        with self._lock:
            self._requests[part, method, status] += 1
            self._seconds[part] += seconds  # type: ignore[assignment]
            self._within.update((part, bucket) for bucket in BUCKETS if seconds <= bucket)

    def text(self, others: Mapping[str, tuple[str, str, list[Sample]]]) -> str:
        """All of it as text; `others` are further metrics: type, help and samples by name."""
        lines = [*self._own()]
        for name, (kind, words, samples) in others.items():
            lines += _family(name, kind, words, samples)
        return "".join(f"{line}\n" for line in lines)

    def _own(self) -> Iterator[str]:
        with self._lock:
            requests, seconds, within = dict(self._requests), dict(self._seconds), dict(self._within)
        samples: list[Sample] = [
            ({"part": part, "method": method, "status": str(status)}, count)
            for (part, method, status), count in sorted(requests.items())
        ]
        yield from _family("kgbuild_http_requests_total", "counter", "Requests that were answered.", samples)
        yield from _family(
            "kgbuild_http_requests_in_progress", "gauge", "Requests being answered.", [({}, self.running)]
        )
        name = "kgbuild_http_request_seconds"
        yield f"# HELP {name} How long answers took."
        yield f"# TYPE {name} histogram"
        for part in sorted(seconds):
            count = sum(number for (each, _, _), number in requests.items() if each == part)
            for bucket in BUCKETS:
                yield _sample(f"{name}_bucket", {"part": part, "le": f"{bucket:g}"}, within.get((part, bucket), 0))
            yield _sample(f"{name}_bucket", {"part": part, "le": "+Inf"}, count)
            yield _sample(f"{name}_sum", {"part": part}, round(seconds[part], 6))
            yield _sample(f"{name}_count", {"part": part}, count)


def _family(name: str, kind: str, words: str, samples: list[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield _sample(name, labels, value)


def _sample(name: str, labels: Mapping[str, str], value: float) -> str:
    told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{told}}} {value:g}" if told else f"{name} {value:g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
