"""The Markdown of a comparison can be posted as it is."""

import os
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kgbuild.diff import Change, Detail, Snapshot, Thing, Verdict, changes
from kgbuild.diff.aspects import Kind, Name
from kgbuild.diff.markdown import LONGEST, escaped, to_markdown
from kgbuild.diff.report import Report
from kgbuild.model import Factuality, PartialDate
from kgbuild.store import SCHEMA, SKOS, WD, NamedNode, Quad
from tests.diff.samples import Alteration, before, built, chain, comparison, events, moved, reports, without
from tests.graph.sample import BASE

GOLDEN = Path(__file__).parent / "golden.md"
EVENT = "https://example.org/id/event/attack"
HOSTILE = [
    "a|b",
    "</details>",
    "<script>",
    "[x](http://y)",
    "**b**",
    "`c`",
    "@ana",
    "#12",
    "http://z",
    "a\nb",
    "\u202e",
]


def rendered(markdown: str) -> str:
    """The HTML that the text becomes, with tables as on GitHub."""
    html: str = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    return html


def changed(label: str, *details: Detail, iri: str = EVENT) -> Change:
    """An event of a label of which a number changed, or these details."""
    number = Detail(Name.NUMBER, (Thing("20"),), (Thing("31"),), "killed")
    return Change(Verdict.CHANGED, Kind.EVENT, (Thing(label, iri),), (Thing(label, iri),), details or (number,))


def alteration() -> Alteration:
    """A change of the sample that merges and renames events, changes one, and loses an attribution."""
    return chain(
        moved("other", "Meeting of others", "Meeting, Oslo"),
        events("Casualties", lambda e: replace(e, end=PartialDate(2024, 6))),
        events("Appeal", lambda e: replace(e, type=e.type.replace("Appeal", "Threat"))),
        reports("Casualties", "talks", lambda r: replace(r, sources=())),
        reports("Casualties", "talks", lambda r: replace(r, quantities=(replace(r.quantities[0], maximum=2500),))),
        reports("Second meeting", "follow-up", lambda r: replace(r, factuality=Factuality.PLANNED)),
    )


def golden() -> str:
    """The Markdown of that change, with a link and an address."""
    facts = [
        Quad(NamedNode(BASE + "state/norway"), SKOS["exactMatch"], WD["Q20"]),
        Quad(NamedNode(BASE + "article/talks"), SCHEMA["url"], NamedNode("https://example.org/talks")),
    ]
    found = changes(built(without("other", "Embargo")), [*built(alteration()), *facts])
    report = Report(Snapshot("main", {}, "0123456789abcdef0123"), Snapshot("working graph", {}), found)
    return to_markdown(report)


def test_golden() -> None:
    """A comparison reads as the golden file does; KGBUILD_UPDATE_DOCS=1 writes that anew."""
    if os.environ.get("KGBUILD_UPDATE_DOCS"):
        GOLDEN.write_text(golden(), encoding="utf-8")
    assert golden() == GOLDEN.read_text(encoding="utf-8")


def test_every_row_of_a_table_is_one() -> None:
    """As HTML, the golden text has its headings, and tables whose rows have as many cells as their heads."""
    html = rendered(golden())
    assert re.findall(r"<h\d>(.*?)</h\d>", html) == ["What changed in the graph", "Articles", "Events", "Entities"]
    assert len(rows(html)) > 5


def rows(html: str) -> list[list[int]]:
    """For each table how many cells each row has, which is the same for all of its rows."""
    found = [
        [len(re.findall(r"<t[hd]\b", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)]
        for table in re.findall(r"<table>.*?</table>", html, re.DOTALL)
    ]
    for table in found:
        assert len(table) > 1
        assert len(set(table)) == 1
    return found


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_is_markup(label: str) -> None:
    """A label with pipes, tags, links, line ends or calls stands in titles, tables and lists as the text it is."""
    thing = Thing(label, EVENT, f"https://example.org/{label}")
    detail = Detail(Name.PLACES, (thing,), (Thing("b", "c"),), article=thing)
    added = replace(changed(label), verdict=Verdict.ADDED, olds=())
    text = to_markdown(comparison([changed(label, detail), added]))
    html = rendered(text)
    shown = " ".join(label.split()).replace("\u202e", "\\u202e")
    assert unescape(re.sub(r"<[^>]*>", "", html)).count(shown) >= 4
    assert set(re.findall(r"<([a-z]\w*)", html)) <= {
        *("h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"),
        *("strong", "b", "code", "details", "summary", "a"),
    }
    assert html.count("<details>") == html.count("</details>") == 1
    assert len(rows(html)) == 2
    assert not re.search(r"@\w|#\d", re.sub(r"\]\(.*?\)|&#\d+;", "", text))


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """What is escaped reads as the text, in one line, in a cell of a table and in HTML."""
    line = " ".join(text.split())
    shown = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in line)
    for before_it, after_it in (
        ("| a |\n| --- |\n| x", "x |\n"),
        ("<details><summary>x", "x</summary>\n\n</details>\n"),
    ):
        html = rendered(before_it + escaped(text) + after_it)
        found = re.sub(r"<!-- -->", "", html)
        assert f"x{shown}x" in unescape(found)


def test_the_text_is_never_longer_than_a_comment_may_be() -> None:
    """However much has changed, the text is short enough, says of each kind how much more there is, and is whole."""
    many = [
        replace(changed(f"{kind} {number} " + "&" * 300, iri=f"{EVENT}{number}"), kind=kind)
        for kind in Kind
        for number in range(900)
    ]
    text = to_markdown(comparison(many))
    assert len(text) <= LONGEST
    assert len(text) > LONGEST / 2
    assert text.count("<details>") == text.count("</details>")
    shares = [int(number.replace(",", "")) for number in re.findall(r"^… and ([\d,]+) more", text, re.MULTILINE)]
    assert len(shares) == 3
    assert sum(shares) + text.count("<details>") + text.count("\n- ") == len(many)


def test_one_entry_that_is_too_long_goes_without_its_details() -> None:
    """A thing with more details than there is room for is told in a line; of very many values, only some are told."""
    values = tuple(Thing(f"{'|' * 100}{number}", f"{EVENT}{number}") for number in range(400))
    details = tuple(Detail(Name.NUMBER, values, (), f"measure {number}") for number in range(60))
    text = to_markdown(comparison([changed("Attack", *details)]))
    assert "- **changed** Attack\n" in text
    short = to_markdown(comparison([changed("Attack", details[0])]))
    assert "… and 388 more" in short


def test_most_bounds_each_kind() -> None:
    """With `most`, so many things of each kind are told, and how many more there are."""
    many = [changed(f"Attack {number}", iri=f"{EVENT}{number}") for number in range(125)]
    text = to_markdown(comparison(many), most=5)
    assert text.count("<details>") == 5
    assert text.endswith("\n… and 120 more\n")


def test_nothing_is_told_as_nothing() -> None:
    """Where nothing changed, the text says so under its heading, and can be posted too."""
    assert to_markdown(comparison(changes(before(), before()))).endswith("\nNothing.\n")


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("https://example.org/a b", False),
        ("https://example.org/a)", False),
        ("data:text/html,x", False),
    ],
)
def test_only_addresses_of_the_web_are_led_to(url: str, leads: bool) -> None:
    """A link leads to http and https alone, and cannot end its own brackets."""
    detail = Detail(Name.PLACES, (Thing("a", EVENT, url),), ())
    assert (f'<a href="{url}">' in rendered(to_markdown(comparison([changed("Attack", detail)])))) is leads
