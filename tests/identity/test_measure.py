"""Tests of the measure of event identity, on examples counted by hand."""

from dataclasses import replace
from datetime import date

import pytest
from bcubed import Agreement, b_cubed, false_merges, pairwise
from identity import Figures, World, by_signs, of_build, world_of
from marked import Mention, Telling, aligned, days, errors, told_by_several

from kgbuild.model import Span
from kgbuild.resolve import Hierarchy, resolve
from tests.resolve.findings import PARENTS, entity, event, findings

RIGHT = dict.fromkeys("abcde", 1) | dict.fromkeys("fg", 2) | dict.fromkeys("hijkl", 3)


def mention(trigger: int, event: str, day: str = "", article: str = "a", kind: str = "Attack") -> Mention:
    """A marked mention with a trigger of five letters."""
    return Mention(article, Span(trigger, trigger + 5), kind, event, "dev", day)


def telling(trigger: int, event: int, article: str = "a", kind: str = "Attack") -> Telling:
    """A telling with a trigger of five letters."""
    return Telling(article, Span(trigger, trigger + 5), kind, event)


@pytest.mark.parametrize(
    ("groups", "precision"),
    [(("abcde", "fghijkl"), (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12), (("abcdehijkl", "fg"), (10 * 5 / 10 + 2) / 12)],
)
def test_b_cubed_tells_small_groups_merged_from_large_ones(groups: tuple[str, ...], precision: float) -> None:
    """B³ is 0.76 where a large group takes in a small one and 0.58 where it takes in a large one, as in its paper."""
    found = {each: number for number, group in enumerate(groups) for each in group}
    score = b_cubed(found, RIGHT)
    assert (score.precision, score.recall) == pytest.approx((precision, 1.0))


def test_b_cubed_of_what_is_torn_apart() -> None:
    """A group of three told as one of two and one alone keeps its precision, and has a recall of 5/9."""
    found, right = {"a": 1, "b": 1, "c": 2}, dict.fromkeys("abc", 0)
    score = b_cubed(found, right)
    assert (score.precision, score.recall) == pytest.approx((1.0, (2 / 3 + 2 / 3 + 1 / 3) / 3))
    assert score.f1 == pytest.approx(2 * (5 / 9) / (1 + 5 / 9))


def test_b_cubed_over_some_mentions_counts_the_others_in_their_groups() -> None:
    """What a group holds beside the mentions averaged over lowers their precision."""
    found, right = dict.fromkeys("abc", 0), {"a": 1, "b": 1, "c": 2}
    assert b_cubed(found, right, {"a", "b"}) == Agreement(2 / 3, 1.0)


def test_pairs_are_counted_once_each() -> None:
    """Of three pairs put together one is right, and of two that belong together one is found."""
    found, right = {"a": 1, "b": 1, "c": 1, "d": 2}, {"a": 1, "b": 1, "c": 2, "d": 2}
    assert pairwise(found, right) == Agreement(1 / 3, 1 / 2)


def test_nothing_put_together_is_not_wrong() -> None:
    """Without pairs the precision of pairs is 1, and the recall 0 where there are some to find."""
    assert pairwise({"a": 1, "b": 2}, {"a": 1, "b": 1}) == Agreement(1.0, 0.0)
    assert Agreement(0.0, 0.0).f1 == 0.0


def test_merges_of_different_days_are_named_once_for_each_two_events() -> None:
    """Of a group of three events the two are named that are on different days; a month holds its days."""
    one, same = mention(0, "strike", "2020-01-03"), mention(10, "strike", "2020-01-03")
    later, month = mention(20, "burial", "2020-01-07"), mention(30, "vote", "2020-01")
    found = dict.fromkeys((one, same, later, month), 0)
    right = {each: each.event for each in found}
    wrong = false_merges(found, right, Mention.on_another_day)
    assert [{each.event for each in pair} for pair in wrong] == [{"strike", "burial"}]


def test_what_lasts_is_on_each_of_its_days() -> None:
    """START/END covers both days and those between; an open end all that follow; without a date nothing is known."""
    assert days("2022-03-04/2022-03") == (date(2022, 3, 4), date(2022, 3, 31))
    assert days("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    war, before = mention(0, "war", "2022-02-24/.."), mention(0, "call", "2022-02-23")
    assert war.on_another_day(before)
    assert not war.on_another_day(mention(0, "strike", "2022-07-23"))
    assert not war.on_another_day(mention(0, "talks"))


def test_the_same_words_are_found_before_the_same_sentence() -> None:
    """A mention takes the telling of its words, and leaves the other of its sentence to the mention that is nearest."""
    first, second, elsewhere = mention(0, "x"), mention(40, "y"), mention(90, "z")
    tellings = [telling(2, 1), telling(60, 2)]
    found = aligned([first, second, elsewhere], tellings, {"a": [Span(0, 80), Span(80, 120)]})
    assert found == {first: tellings[0], second: tellings[1]}


def test_the_same_sentence_is_not_enough() -> None:
    """A mention is not found near by in an event that another is by its words, nor in one of another day."""
    sentence, found, lost = {"a": [Span(0, 80)]}, mention(0, "x"), mention(40, "y", "2020-01-03")
    tellings = [telling(0, 1), telling(60, 1)]
    assert aligned([found, lost], tellings, sentence) == {found: tellings[0]}
    late, same = (replace(telling(60, 2), day=day) for day in ("2020-01-04", "2020-01"))
    assert not aligned([lost], [late], sentence)
    assert aligned([lost], [same], sentence) == {lost: same}


def test_another_class_is_found_only_in_the_same_words_and_branch() -> None:
    """Words told as another class are the mention where the branch is the same; near words of another class are not."""
    sentence = {"a": [Span(0, 80)]}
    marked = mention(0, "x")
    assert aligned([marked], [telling(0, 1, kind="Battle")], sentence)
    assert not aligned([marked], [telling(0, 1, kind="Casualties")], sentence)
    assert not aligned([marked], [telling(20, 1, kind="Battle")], sentence)
    assert not aligned([marked], [telling(0, 1, article="b")], sentence)


def test_the_right_class_of_words_told_twice_is_taken() -> None:
    """Where the same words tell a deed and its harm, each mention takes the telling of its class."""
    deed, harm = mention(0, "deed"), mention(0, "harm", kind="Casualties")
    tellings = [telling(0, 1, kind="Casualties"), telling(0, 2)]
    assert aligned([deed, harm], tellings, {}) == {deed: tellings[1], harm: tellings[0]}


def test_events_told_by_several_are_those_of_two_articles() -> None:
    """Two mentions in one article do not make an event told by several."""
    twice = [mention(0, "x"), mention(10, "x")]
    both = [mention(0, "y"), mention(0, "y", article="b")]
    assert told_by_several(twice + both) == set(both)


def test_the_errors_of_a_build_are_listed() -> None:
    """A mention that is not found, an event that is split and two that are merged each have their line."""
    one, two, other, lost = mention(0, "x"), mention(10, "x"), mention(20, "y"), mention(30, "z")
    found = {one: telling(0, 1), two: telling(10, 2), other: telling(20, 1)}
    assert [line.split(":")[0] for line in errors([one, two, other, lost], found)] == ["not found", "split", "merged"]


def test_figures_that_merge_other_days_are_not_good() -> None:
    """Figures are good with B³ of 0.80 over all and over events of several articles, and no merge of other days."""
    one, two = mention(0, "x", "2020-01-01"), mention(0, "x", "2020-01-01", article="b")
    other = mention(50, "y", "2020-01-02")
    assert of_build({one: telling(0, 1), two: telling(0, 1, "b"), other: telling(50, 2)}).good
    assert not of_build({one: telling(0, 1), two: telling(0, 2, "b"), other: telling(50, 3)}).good
    merged = Figures.of(dict.fromkeys((one, two, other), 1))
    assert merged.all.f1 > 0.7
    assert not merged.good
    assert len(merged.on_other_days) == 1


def test_the_baseline_merges_by_class_day_and_place() -> None:
    """Attacks on one town on one day are one in the baseline; another day, class or town, or no day, makes another."""
    towns = [entity(0, "city", "Erbil"), entity(1, "city", "Abha")]
    read = dict(
        findings(name, towns, event(0, kind, day, places=(place,)))
        for name, kind, day, place in (
            ("a", "Attack", "2022-03-13", 0),
            ("b", "Airstrike", "2022-03-13", 0),
            ("c", "Attack", "2022-03-14", 0),
            ("d", "Battle", "2022-03-13", 0),
            ("e", "Attack", "2022-03-13", 1),
            ("f", "Attack", "2022-03", 0),
        )
    )
    told = {each.article: each for each in read.values()}
    world: World = world_of(resolve(read.items(), PARENTS), told, Hierarchy(PARENTS))
    assert {each.kind for each in world.tellings} == {"Attack", "Battle"}
    groups: dict[int, str] = {}
    for (article, _), group in by_signs(world).items():
        groups[group] = groups.get(group, "") + article
    assert sorted(groups.values()) == ["ab", "c", "d", "e", "f"]
