"""Copies are found for what they are, whatever their order; what only fills one form anew is no copy."""

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model import Article, Copy, PartialDate, Span
from kgbuild.resolve.bylines import credited_sources, is_credited
from kgbuild.resolve.copies import Imprint, Printed, copies, imprint
from kgbuild.resolve.signature import SEQUENCE, Signatures, signature, signatures

HEADS, TAILS = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"), ("dan", "fer", "gil", "hom")
WORDS = [f"{head}{tail}" for head in HEADS for tail in TAILS]
DAY = PartialDate(2024, 3, 6)


def prose(seed: int, paragraphs: int = 8, words: int = 50) -> list[str]:
    """Paragraphs of words that follow no pattern; the same seed gives the same."""
    drawn = random.Random(seed)
    return [" ".join(drawn.choices(WORDS, k=words)).capitalize() + "." for _ in range(paragraphs)]


def story(*paragraphs: str) -> str:
    """A text of paragraphs."""
    return "\n\n".join(paragraphs)


def printed(name: str, text: str, date: PartialDate | None = DAY, source: str | None = None) -> Printed:
    """An article of that text."""
    article = Article(name, text, Span(0, len(text)), "", date=date, source=source)
    return Printed(name, imprint(article), date, source)


def originals(found: Iterable[Copy]) -> dict[str, str]:
    """The original of each copy."""
    return {copy.article: copy.original for copy in found}


def others(count: int = 30) -> list[Printed]:
    """Articles that have nothing to do with one another."""
    return [printed(f"other-{number}", story(*prose(1000 + number))) for number in range(count)]


BASE = prose(1)
CHANGES = {
    "same": BASE,
    "other case and line ends": [each.upper().replace(" ", "\n") for each in BASE],
    "cut end": BASE[:4],
    "cut to a third": BASE[:3],
    "cut beginning": BASE[3:],
    "other first paragraph": [*prose(2, 1), *BASE[1:]],
    "credit and call for readers": ["KYIV (AP) —", *BASE, "AFP contributed to this report. Read more on our page."],
    "paragraphs left out": [each for number, each in enumerate(BASE) if number % 3],
    "a word changed in each forty": [re.sub(r"^(\w+ \w+ )\w+", r"\1said", each) for each in BASE],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_copy_is_found(change: str) -> None:
    """A text that is cut, or has another paragraph or a few other words, is a copy of the older one, and no other."""
    found = copies(
        [*others(), printed("wire", story(*BASE), PartialDate(2024, 3, 5)), printed("b", story(*CHANGES[change]))]
    )
    assert originals(found) == {"b": "wire"}
    assert 0.8 <= found[0].resemblance <= 1


FORM = (
    "The Secretary spoke today with {name}. They discussed {matter}, and the need for work of both states on {end}."
    " The Secretary thanked {name} for the support of {matter} and said that the two would meet again in {end} soon."
)


def test_one_form_filled_anew_is_no_copy() -> None:
    """Notes of calls and greetings from one form are no copies: what is told is in the words that differ."""
    notes = [
        printed(
            "one", FORM.format(name="Foreign Minister Ana Silva of Brazil", matter="the harbour at Santos", end="May")
        ),
        printed("two", FORM.format(name="President Ilham Aliyev", matter="the release of prisoners", end="Brussels")),
        printed("three", FORM.format(name="Prime Minister Pashinyan", matter="the border with Turkey", end="Geneva")),
    ]
    assert copies(notes) == ()


def test_one_opening_makes_no_copies() -> None:
    """What many statements open and end with makes them no copies where their bodies differ."""
    opening = "The following text was released by the Governments of the United States of America, Japan and Korea. "
    ending = " For further information, please contact the press office of the Department by telephone or by mail."
    said = [
        printed(f"s{seed}", f"Begin text: {opening}{story(*prose(seed, 2))}{ending} End text.") for seed in range(20)
    ]
    assert copies(said) == ()
    twice = printed("again", f"Begin text: {opening}{story(*prose(7, 2))}{ending} End text.")
    assert originals(copies([*said, twice])) == {"s7": "again"}


def test_few_words_have_to_be_the_same() -> None:
    """Of texts of some thirty words only the very same are copies, and texts without words are none."""
    short = "Ministers met in Istanbul on Tuesday and agreed to meet again in Ankara in the spring of the next year."
    assert originals(copies([printed("a", short), printed("b", short.upper())])) == {"b": "a"}
    assert copies([printed("a", short), printed("b", short.replace("Tuesday", "Monday"))]) == ()
    assert copies([printed("a", "😀 😀"), printed("b", "🕊")]) == ()
    assert copies([]) == copies([printed("a", short)]) == ()


def test_the_original_is_the_oldest() -> None:
    """The oldest is the original, even where it is the shortest; one without a date or with a year only is younger."""
    texts = [
        printed("a", story(*BASE), PartialDate(2024, 3, 7)),
        printed("b", story(*BASE), None),
        printed("c", story(*BASE[:5]), PartialDate(2024, 3, 6)),
        printed("d", story(*BASE), PartialDate(2024)),
    ]
    assert originals(copies(texts)) == {"a": "c", "b": "c", "d": "c"}


def test_the_original_is_that_of_the_credited_source() -> None:
    """Of several of one day that of the credited source is the original, else the longest, else the first by name."""
    credited = story("KYIV, Ukraine (AP) — Talks.", *BASE)
    texts = [printed("a", credited, source="The Gazette"), printed("z", story(*BASE[:7]), source="Associated Press")]
    assert originals(copies(texts)) == {"a": "z"}
    texts = [printed("a", story(*BASE[:7]), source="The Gazette"), printed("z", story(*BASE), source="The Post")]
    assert originals(copies(texts)) == {"a": "z"}
    assert originals(copies([printed("y", story(*BASE)), printed("x", story(*BASE))])) == {"y": "x"}


def test_copies_do_not_chain() -> None:
    """Each copy resembles its original itself: what only resembles another copy is not drawn in."""
    texts = [
        printed("first", story(*BASE[:6]), PartialDate(2024, 3, 1)),
        printed("middle", story(*BASE[2:], *prose(3, 2)), PartialDate(2024, 3, 2)),
        printed("last", story(*BASE[6:], *prose(3, 2)), PartialDate(2024, 3, 3)),
        printed("last-again", story(*BASE[6:], *prose(3, 2)), PartialDate(2024, 3, 4)),
    ]
    found = originals(copies(texts))
    assert found["last-again"] in {"last", "middle"}
    assert not set(found.values()) & set(found)
    alone = {each.name: originals(copies([texts[0], each])) for each in texts[1:]}
    assert {name for name, original in found.items() if original == "first"} <= {
        name for name, one in alone.items() if one
    }


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 12))
def test_the_order_makes_no_difference(order: random.Random, unrelated: int) -> None:
    """Whatever the order, and whatever unrelated articles there are, the copies are the same."""
    texts = [printed(change, story(*paragraphs), source=change) for change, paragraphs in CHANGES.items()]
    shuffled = [*texts, *others(unrelated)]
    order.shuffle(shuffled)
    assert copies(shuffled) == copies(texts) != ()


def test_the_signature_is_the_same_everywhere() -> None:
    """The signature of a text is fixed, whatever machine, process or hash seed makes it, and takes less than 1 KB."""
    made = signature(
        "Ministers met in Istanbul on Tuesday, and they agreed to “meet again” in Αθήνα. 会谈在伊斯坦布尔举行。" * 3
    )
    assert len(made) == 964
    assert hashlib.sha256(made).hexdigest() == "29e960adbf16c23994395e3f740f34285df15e8d0682e3d3c678cddd93c1aacc"
    assert signature("") == signature("!?")


def exact(one: str, other: str) -> tuple[float, float]:
    """What two texts really share: of both together, and of the smaller one."""
    sets = []
    for text in (one, other):
        words = re.findall(r"[^\W_]+", text.casefold())
        sets.append({tuple(words[at : at + SEQUENCE]) for at in range(len(words) - SEQUENCE + 1)})
    common = len(sets[0] & sets[1])
    return common / len(sets[0] | sets[1]), common / min(map(len, sets))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 8), st.integers(0, 6))
def test_the_estimate_is_near(seed: int, kept: int, added: int) -> None:
    """What a signature estimates lies within five standard errors of what two texts really share."""
    base = prose(seed)
    one, other = story(*base), story(*base[:kept], *prose(seed + 1, added))
    estimated = signatures([signature(one), signature(other)]).overlap(0, 1)
    for told, real in zip(estimated, exact(one, other), strict=True):
        assert told == pytest.approx(real, abs=0.2)
    assert estimated[0] == pytest.approx(exact(one, other)[0], abs=5 * 0.023)


def test_the_cost_grows_nearly_linearly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand copies of one text among a thousand others take a few comparisons each, not one with each other."""
    compared = 0
    overlap = Signatures.overlap

    def counted(self: Signatures, one: int, other: int) -> tuple[float, float]:
        nonlocal compared
        compared += 1
        return overlap(self, one, other)

    monkeypatch.setattr(Signatures, "overlap", counted)
    same = Imprint(signature(story(*BASE)), ())
    texts = [Printed(f"copy-{number:04}", same) for number in range(1000)]
    found = copies([*texts, *others(100)])
    assert len(found) == 999
    assert compared < 3 * len(texts)


CREDITS = {
    "KYIV, Ukraine (AP) — Russian forces withdrew.": "Associated Press",
    "GENEVA (Reuters) - The talks began.": "Reuters",
    "Reuters — Officials said on Monday.": "reuters",
    "By Jane Doe, Associated Press\n\nTalks began.": "AP",
    "By AFP\n\nTalks began.": "Agence France-Presse",
    "Talks began.\n\nThe Associated Press contributed to this report.": "AP",
    "Talks began. With files from the Canadian Press.": "The Canadian Press",
    "Talks began.\n\nSource: Anadolu Agency": "AA",
    "This article was first published by The Conversation.": "The Conversation",
    "Talks began.\n\n© 2023 Deutsche Welle": "Deutsche Welle",
    "Talks began in Geneva (dpa)": "DPA",
}


@pytest.mark.parametrize(("text", "source"), CREDITS.items())
def test_credits_are_read(text: str, source: str) -> None:
    """The agency of a dateline, a by-line or a closing line is credited, by its name or its initials."""
    assert is_credited(source, credited_sources(text))
    assert not is_credited("The Gazette", credited_sources(text))


def test_names_within_the_text_are_no_credits() -> None:
    """A source that is spoken of is not credited."""
    text = story("Talks began.", "The minister told AP and Reuters that they would last.", *BASE)
    assert not is_credited("AP", credited_sources(text))
    assert credited_sources("") == ()


@pytest.mark.slow
def test_real_releases(shared: Path) -> None:
    """Of 2,010 releases all that are the same are found, and none that share less than seven tenths of the shorter."""
    lines = (shared / "data" / "news" / "state-releases.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {f"{number:04}": json.loads(line)["text"] for number, line in enumerate(lines)}
    found = originals(copies(printed(name, text) for name, text in texts.items()))
    groups: dict[str, list[str]] = {}
    for name, text in texts.items():
        groups.setdefault(" ".join(re.findall(r"[^\W_]+", text.casefold())), []).append(name)
    same: Sequence[tuple[str, str]] = [pair for group in groups.values() for pair in combinations(group, 2)]
    assert len(same) >= 8
    assert all(found.get(one, one) == found.get(other, other) for one, other in same)
    assert len(found) > len(same)
    assert all(exact(texts[copy], texts[original])[1] >= 0.7 for copy, original in found.items())
