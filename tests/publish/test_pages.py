"""What the pages of entities, events and articles tell."""

import re
from pathlib import Path

import pytest

from tests.publish.made import PREFIXES, Page, article, made, piece, read, shown, site_of


@pytest.fixture(scope="module")
def pages(sample: dict[str, bytes]) -> dict[str, Page]:
    """The pages of the sample."""
    return {path: read(content) for path, content in sample.items() if path.endswith(".html")}


def hrefs(page: Page) -> set[str]:
    """Where the links of a page lead."""
    return {each.attributes.get("href", "") for each in page.named("a")}


def test_a_person_acts_for_somebody_since_somewhen(pages: dict[str, Page]) -> None:
    """The page of a person says which position is held for whom, as told on which day, and opens the words."""
    page = pages["person/igor-khovaev.html"]
    assert re.search(r"Acts for .* Russia .*12 November 2023", page.words)
    assert "../state/russia.html" in hrefs(page)
    assert any(link.startswith("../article/istanbul-talks.html#e-") for link in hrefs(page))


def test_a_person_is_in_events_with_others(pages: dict[str, Page]) -> None:
    """The page of a person lists the events, the role, the place, and those who are in them too, with how often."""
    page = pages["person/igor-khovaev.html"]
    assert re.search(r"17 September 2023 Meeting, Istanbul, 2023-09-17 acts .*Louis Bono.* Istanbul", page.words)
    assert re.search(r"With whom .*Louis Bono Person 1", page.words)


def test_no_line_ends_within_a_date(sample: dict[str, bytes]) -> None:
    """In the links to events each date is in an element that is not broken, and reads as it is."""
    told = sample["events.html"].decode()
    dates = re.findall(r"(.{18})\d{4}-\d\d-\d\d[^<\"]*</(?:a|span)>", told)
    assert len(dates) > 5
    assert set(dates) == {'<span class="day">'}
    assert re.search(r"(?m)^[^{]*\.day \{ white-space: nowrap; \}", sample["assets/site.css"].decode())


def test_a_state_lists_who_acts_for_it(pages: dict[str, Page]) -> None:
    """The page of a state names those who hold positions for it."""
    assert re.search(r"Who acts for Russia .*Igor Khovaev", pages["state/russia.html"].words)


def test_a_person_tells_what_is_said_by_and_of_them(tmp_path: Path) -> None:
    """The page of a speaker has what is said in that name and of whom; the page of the other has who says it."""
    turtle = article(
        "a",
        "Pia said Bo left.",
        piece("evidence", "a", 0, "Pia said Bo left."),
        'id:person\\/pia a kg:Person ; rdfs:label "Pia" . id:person\\/bo a kg:Person ; rdfs:label "Bo" .',
        'id:event\\/e a kg:Withdrawal , kg:Event ; kg:eventType kg:Withdrawal ; rdfs:label "Withdrawal" ; '
        "kg:agent id:person\\/bo .",
        "id:report\\/r a kg:Report ; kg:about id:event\\/e ; kg:inArticle id:article\\/a ; kg:factuality kg:denied ; "
        "kg:attributedTo id:person\\/pia ; kg:evidence id:evidence\\/a-0-17 .",
    )
    here = made(tmp_path, {"a": turtle})
    assert re.search(r"What Pia says .* Withdrawal Bo denied Pia said Bo left\.", shown(here, "person/pia.html").words)
    of_bo = shown(here, "person/bo.html").words
    assert re.search(r"What others say of Bo .* Pia Withdrawal denied Pia said Bo left\.", of_bo)
    assert "What Bo says" not in of_bo


@pytest.mark.parametrize(("low", "high", "words"), [(9, 12, "9 to 12"), (1200, 1200, "1,200")])
def test_numbers_stand_side_by_side(tmp_path: Path, low: int, high: int, words: str) -> None:
    """Two numbers of one measure are shown with their articles and speakers; where they differ that is said."""
    toll = [
        f"id:report\\/r{n} a kg:Report ; kg:about id:event\\/e ; kg:inArticle id:article\\/a ; kg:factuality kg:actual "
        f"; kg:attributedTo id:person\\/p ; kg:quantity id:quantity\\/q{n} . id:quantity\\/q{n} a kg:Quantity "
        f"; kg:measure kg:killed ; kg:minimum {least} ; kg:maximum {most} "
        f"; kg:evidence id:evidence\\/a-{start}-{start + 6} ."
        for n, least, most, start in ((1, 1200, 1200, 0), (2, low, high, 7))
    ]
    turtle = article(
        "a",
        "1200 d 9 to 12",
        *toll,
        piece("evidence", "a", 0, "1200 d"),
        piece("evidence", "a", 7, "9 to 1"),
        'id:person\\/p a kg:Person ; rdfs:label "Pia" .',
        'id:event\\/e a kg:Casualties , kg:Event ; kg:eventType kg:Casualties ; rdfs:label "Casualties" .',
    )
    page = shown(made(tmp_path, {"a": turtle}), "event/e.html")
    assert re.search(rf"1,200 Pia a .*{words} Pia a", page.words)
    assert ("the reports differ" in page.words) == (low != 1200)
    assert {"../article/a.html#e-0-6", "../article/a.html#e-7-13"} <= hrefs(page)


def test_what_did_not_happen_is_said_so(pages: dict[str, Page]) -> None:
    """The page of an event that is only planned or denied begins with that, and lists mark it."""
    unrealized = [page for page in pages.values() if "No article reports that this happened" in page.words]
    assert unrealized
    assert "planned or called for" in pages["events.html"].words


def test_a_quote_opens_its_sentence_in_the_article(pages: dict[str, Page]) -> None:
    """Each quote on the page of an event leads to the place in the article that holds just these words."""
    page = pages["event/2023-09-17-meeting-istanbul.html"]
    quotes = [each for each in page.elements if each.name == "a" and "#e-" in each.attributes.get("href", "")]
    assert quotes
    for each in quotes:
        path, _, anchor = each.attributes["href"].partition("#")
        assert anchor in pages[path.removeprefix("../")].ids


TEXT = "title: Talks\nlicense: CC0\n\nAda Veil met\nBo in Oslo. They talked, they said.\n\nSecond paragraph on Oslo."


def told(text: str) -> str:
    """An article with nested and crossing evidence, a mention, an event and something unplaced."""
    start = text.index("Ada")
    spans = {
        "all": ("evidence", start, text[start : text.index("Oslo.") + 5], ""),
        "cross": ("evidence", text.index("Oslo. They"), "Oslo. They talked", ""),
        "name": ("mention", start, "Ada Veil", "; kg:refersTo id:person\\/ada "),
        "oslo": ("mention", text.index("Oslo."), "Oslo", "; kg:refersTo id:place\\/oslo "),
        "again": ("mention", text.rindex("Oslo"), "Oslo", "; kg:refersTo id:place\\/oslo "),
    }
    whole = f"id:evidence\\/a-{start}-{start + len(spans['all'][2])}"
    cross = f"id:evidence\\/a-{spans['cross'][1]}-{spans['cross'][1] + len(spans['cross'][2])}"
    return article(
        "a",
        text,
        *(piece(kind, "a", at, quote, more) for kind, at, quote, more in spans.values()),
        'id:person\\/ada a kg:Person ; rdfs:label "Ada Veil" . id:place\\/oslo a kg:Place ; rdfs:label "Oslo" .',
        'id:event\\/e a kg:Meeting , kg:Event ; kg:eventType kg:Meeting ; rdfs:label "Meeting, Oslo" ; '
        "kg:agent id:person\\/ada .",
        "id:report\\/a-e a kg:Report ; kg:about id:event\\/e ; kg:inArticle id:article\\/a ; kg:factuality kg:actual ; "
        f'kg:trigger "met" ; kg:evidence {whole} , {cross} .',
        'id:unplaced\\/u a kg:Unplaced ; kg:inArticle id:article\\/a ; kg:reason "nobody knows" ; '
        f"kg:evidence {cross} .",
        'id:article\\/a dcterms:license "CC-BY-ND" ; dcterms:source "Wire" ; schema:url <https://example.org/a> .',
    )


def test_an_article_is_shown_with_its_marks(folder: Path) -> None:
    """The body stands in paragraphs, names lead to entities and words of events to events, pieces have anchors."""
    page = shown(made(folder, {"a": told(TEXT)}, {"a": TEXT}), "article/a.html")
    assert "Ada Veil met Bo in Oslo. They talked, they said. Second paragraph on Oslo." in page.words
    assert "title: Talks" not in page.text
    links = {
        each.attributes["href"]: each.attributes.get("class") for each in page.named("a") if "class" in each.attributes
    }
    assert links["../person/ada.html"] == "person"
    assert links["../event/e.html"] == "event DiplomaticEvent"
    start = TEXT.index("Oslo. They")
    assert {f"e-{TEXT.index('Ada')}-{start + 5}", f"e-{start}-{start + 17}", f"e-{start}-{start + 4}"} <= set(page.ids)
    assert re.search(r"Found, but not placed .*Oslo. They talked nobody knows", page.words)


@pytest.mark.parametrize("name", ["wire", "CC-BY-ND", "a"])
def test_an_article_that_may_not_be_shown_is_quoted(folder: Path, name: str) -> None:
    """One whose source, licence or name is in `quote_only` has its quotes, their anchors, and a link to the whole."""
    here = made(folder, {"a": told(TEXT)}, {"a": TEXT}, f'[publish]\nquote_only = ["{name}"]\n')
    page = shown(here, "article/a.html")
    assert "may not be shown whole" in page.words
    assert "Ada Veil met Bo in Oslo. They talked" in page.words
    assert "they said" not in page.words
    assert "Second paragraph" not in page.words
    assert "https://example.org/a" in hrefs(page)
    assert f"e-{TEXT.rindex('Oslo')}-{TEXT.rindex('Oslo') + 4}" in page.ids


def test_an_article_without_its_text_is_quoted(folder: Path) -> None:
    """One whose text is not there, or is another than that of the graph, has its quotes alone."""
    for texts in ({}, {"a": TEXT + " changed"}):
        page = shown(made(folder, {"a": told(TEXT)}, texts), "article/a.html")
        assert "The text of this article is not at hand" in page.words
        assert "Second paragraph" not in page.words


def test_an_entity_in_very_many_events_has_further_pages(folder: Path) -> None:
    """Beyond 500 events the page has the latest, and all are on pages of their own, each event once."""
    events = [
        f'id:event\\/e{n} a kg:Event , kg:Meeting ; kg:eventType kg:Meeting ; rdfs:label "Event {n}" ; '
        "kg:agent id:state\\/s ."
        for n in range(1001)
    ]
    turtle = "\n".join([PREFIXES, 'id:state\\/s a kg:State ; rdfs:label "S" .', *events])
    whole = site_of(made(folder, {"a": turtle}))
    parts = [path for path in whole.paths() if path.startswith("state/s/")]
    assert parts == ["state/s/events-1.html", "state/s/events-2.html", "state/s/events-3.html"]
    listed = [link for path in parts for link in read(whole.page(path)).links() if "/event/" in link]
    assert len(listed) == len(set(listed)) == 1001
    assert "The latest 500 of 1,001 events" in read(whole.page("state/s.html")).words
    assert [path for path in whole.paths() if path.startswith("events")] == [
        "events.html",
        "events-2.html",
        "events-3.html",
    ]
    assert read(whole.page("events-3.html")).words.count("Event ") == 2  # the head of the table and one row


def test_copies_are_one_source(pages: dict[str, Page]) -> None:
    """An event's page counts articles and independent sources; a copy's page leads to the original, and back."""
    event = pages["event/2023-09-17-meeting-istanbul.html"].words
    assert "3 articles, 2 independent sources: an article and its copies are one, and so are" in event
    assert "1 article, 1 independent source." in pages["event/2023-09-18-aid-stepanakert.html"].words
    copy = pages["article/reprint.html"]
    assert "Copy of 100,417 people left, Armenia says (resemblance 0.97)" in copy.words
    assert "../article/exodus.html" in hrefs(copy)
    assert "Copies Exodus: what is known" in pages["article/exodus.html"].words


def test_a_superseded_article_says_so(pages: dict[str, Page]) -> None:
    """The page of an earlier version leads to the later one, whose page dates the change and leads back."""
    earlier = pages["article/measures-first.html"]
    assert "This version was superseded." in earlier.words
    assert "../article/measures.html" in hrefs(earlier)
    later = pages["article/measures.html"]
    assert "Changed 6 December 2023" in later.words
    assert "Earlier version EU names officials" in later.words
    assert "superseded" not in later.words
