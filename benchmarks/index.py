"""How fast an index of names is made of a dump and asked, and how large it is: python benchmarks/index.py [--smoke].

The dump is made up (benchmarks/wikidata.py). Times are of the processor, but for those told to be of the clock.
"""

import argparse
import bz2
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import wikidata

from kgbuild.link.index import build_index, gazetteer_lookup, open_index
from kgbuild.link.index.writing import write_index
from kgbuild.link.item import Item, Lookup
from kgbuild.shipped import folder

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spent(action: Callable[[], object]) -> float:
    """The processor seconds of an action."""
    began = time.process_time()
    action()
    return time.process_time() - began


def typed(name: str, chance: random.Random) -> str:
    """A name with one letter changed, left out, put in or swapped with the next."""
    at = chance.randrange(len(name) - 1)
    letter = chance.choice(LETTERS)
    tails = (letter + name[at + 1 :], name[at + 1 :], letter + name[at:], name[at + 1] + name[at] + name[at + 2 :])
    return name[:at] + chance.choice(tails)


def microseconds(ask: Callable[[str], object], names: Sequence[str]) -> tuple[float, float]:
    """The median and the 95th percentile of the processor time that asking for names takes."""
    times = sorted(spent(lambda name=name: ask(name)) * 1e6 for name in names)  # type: ignore[misc]
    return statistics.median(times), times[int(len(times) * 0.95)]


def measure_dump(scratch: Path, megabytes: int) -> None:
    """Print how fast dumps are read, against a loop that only parses the JSON, and the memory at two sizes."""
    print(f"{'dump':34}{'MB':>8}{'MB/s':>8}{'ratio':>8}   MB of memory")
    for size in (megabytes // 4, megabytes):
        path = scratch / f"dump-{size}.json"
        with path.open("wb") as file:
            file.writelines(wikidata.dump(size << 20))
        length = path.stat().st_size / 1e6
        loads = parse_alone(path)
        print(f"{'json.loads alone':34}{length:8.0f}{loads:8.0f}{1:8.2f}")
        for packing in ("", ".gz", ".bz2") if size == megabytes else ("",):
            packed = pack(path, packing)
            seconds, most = in_a_process(packed)
            speed = length / seconds
            told = f"index of {packed.suffixes[0]}{packing}"
            print(f"{told:34}{length:8.0f}{speed:8.0f}{speed / loads:8.2f}{most:12.0f}")


def parse_alone(path: Path) -> float:
    """How many MB a second a loop over the first lines of a dump makes that only parses them."""
    with path.open("rb") as file:
        lines = [line.rstrip(b",\n") for line in islice(file, 1, 2000) if line.startswith(b"{")]
    return sum(map(len, lines)) / 1e6 / spent(lambda: [json.loads(line) for line in lines])


def pack(path: Path, packing: str) -> Path:
    """The file packed, with pieces of 900 kB each a stream of its own where bzip2 packs it."""
    if not packing:
        return path
    packed = path.with_name(path.name + packing)
    content = path.read_bytes()
    if packing == ".gz":
        packed.write_bytes(gzip.compress(content, 4))
    else:
        packed.write_bytes(
            b"".join(bz2.compress(content[at : at + 900_000], 9) for at in range(0, len(content), 900_000))
        )
    return packed


def in_a_process(source: Path) -> tuple[float, float]:
    """The processor seconds and the greatest memory (MB) of building an index of a source in a process of its own."""
    command = [sys.executable, __file__, "--build", str(source)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, greatest = map(float, done.stdout.split())
    return seconds, greatest


def build_alone(source: Path) -> None:
    """Build an index and print the processor seconds and the greatest memory (MB) that it took."""
    target = source.with_name(source.name + ".names")
    seconds = spent(lambda: build_index(source, target, [folder("ontology")]))
    print(seconds, memory())


def memory() -> float:
    """The greatest memory (MB) of this process; where the system has no better, that of its parent may count too."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_names(scratch: Path, count: int) -> None:
    """Print the size of an index of items with about two names each, and how long it takes to ask."""
    made: list[Item] = []

    def kept() -> Sequence[Item]:
        made.extend(wikidata.items(count))
        return made

    kept()
    target = scratch / "names"
    seconds = spent(lambda: write_index(target, made, {}))
    index = open_index(target)
    names = int(index.about["names"])
    size = target.stat().st_size
    print(
        f"\n{names:,} names of {count:,} items: {size / 1e6:.0f} MB, {size / names:.0f} bytes a name, {seconds:.0f} s"
    )
    chance = random.Random(7)
    asked = [chance.choice((item.label, *item.aliases)) for item in chance.sample(made, min(2000, count))]
    wrong = [typed(name, chance) for name in asked[:300]]
    opened = spent(lambda: index.fuzzy("open"))
    print(f"first fuzzy look-up: {opened * 1000:.0f} ms")
    report(index, asked, wrong)
    sought = {name: item.qid for item in made for name in (item.label, *item.aliases)}
    found = sum(
        sought[name] in {item.qid for item in index.fuzzy(other, 100)}
        for name, other in zip(asked, wrong, strict=False)
    )
    print(f"of {len(wrong)} names with a slip, {found} are found")
    compare(list(sought), wrong[:5])


def report(lookup: Lookup, names: Sequence[str], wrong: Sequence[str]) -> None:
    """Print how long exact and fuzzy look-ups take."""
    for kind, ask, asked in (("exact", lookup.exact, names), ("fuzzy", lookup.fuzzy, wrong)):
        for name in asked[:20]:
            ask(name)
        median, high = microseconds(ask, asked)
        print(f"{kind} look-up: {median:,.0f} µs, 95 in 100 below {high:,.0f} µs")


def compare(names: list[str], wrong: Sequence[str]) -> None:
    """Print how long rapidfuzz takes to compare a name with all others, where it is installed."""
    try:
        from rapidfuzz import process  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        print("rapidfuzz is not installed, so it is not compared")
        return
    median, _ = microseconds(lambda name: process.extract(name, names, limit=10), wrong)
    print(f"rapidfuzz over all names: {median:,.0f} µs")


def measure_gazetteer(scratch: Path) -> None:
    """Print how long the shipped gazetteer takes."""
    lookup = gazetteer_lookup([folder("ontology")], scratch)
    first = spent(lambda: lookup.exact("Sergey Lavrov"))
    built = spent(lambda: lookup.fuzzy("Sergei Lavrov"))
    print(f"\nshipped gazetteer: first exact look-up {first * 1000:.0f} ms, first fuzzy one {built * 1000:.0f} ms")
    report(lookup, ["Sergey Lavrov", "Geneva", "NATO"] * 100, ["Sergei Lavrov", "Ginevra", "Antony Blinkin"] * 30)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--megabytes", type=int, default=400, help="size of the larger dump")
    parser.add_argument("--items", type=int, default=480_000, help="items of the index that is asked")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build_alone(options.build)
        return
    with tempfile.TemporaryDirectory() as scratch:
        measure_dump(Path(scratch), 8 if options.smoke else options.megabytes)
        measure_names(Path(scratch), 2_000 if options.smoke else options.items)
        measure_gazetteer(Path(scratch) / "cache")


if __name__ == "__main__":
    main()
