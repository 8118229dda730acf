"""The text of HTML pages."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model import PartialDate
from kgbuild.read import read_articles
from kgbuild.read.markup import read_page

PAGE = """<!doctype html><html><head><title>Talks &amp; deals</title><style>p {color: red}</style>
<meta property="article:published_time" content="2023-09-17T08:00:00Z"><meta name="publisher" content="A Paper">
<link rel="canonical" href="https://a.example/talks"><script>alert("not text")</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks</h1>
<p>Ministers met in <b>Istanbul</b>
on&nbsp;Tuesday.<br>They agreed.</p><p>“We&#39;ll go on,” he said &lt;today&gt;.</p>
<script>var x = "<p>nor this</p>";</script><aside>Read more</aside></article><footer>© A Paper</footer></body></html>"""


def test_visible_text_in_paragraphs() -> None:
    """Scripts, styles and navigation are no text; paragraphs are parted by a blank line, blanks are joined."""
    assert read_page(PAGE).text == (
        "Talks\n\nMinisters met in Istanbul on Tuesday.\nThey agreed.\n\n“We'll go on,” he said <today>."
    )


def test_metadata() -> None:
    """Title, date, source and address come from the markup."""
    assert read_page(PAGE).values == {
        "title": "Talks & deals",
        "date": "2023-09-17T08:00:00Z",
        "source": "A Paper",
        "url": "https://a.example/talks",
    }


def test_a_time_element_dates_a_page() -> None:
    """Without metadata the first time element gives the date, and the heading the title."""
    page = read_page("<h1>Talks</h1><time datetime='2020-02-03'>3 Feb</time><p>They met.</p>")
    assert page.values == {"title": "Talks", "date": "2020-02-03"}


def test_offsets_refer_to_the_extracted_text(tmp_path: Path) -> None:
    """The article's text is what was extracted, and its body is all of it."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    article = read_articles(tmp_path / "a.html").articles[0]
    assert article.text == read_page(PAGE).text == article.quote(article.body)
    assert article.date == PartialDate(2023, 9, 17)


def test_a_page_without_article_gives_all_its_text() -> None:
    """Where nothing marks the article, all visible text counts; unclosed elements do no harm."""
    assert read_page("<div>One<p>Two<ul><li>Three</ul><style>x").text == "One\n\nTwo\n\nThree"


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<", "</p ", "<div>", "<![CDATA[", "<script>", "&amp"])
def test_hostile_markup_is_read_at_once(piece: str) -> None:
    """A page made of markup that never ends takes no longer than any other."""
    started = time.perf_counter()
    read_page("<p>Text</p>" + piece * 50_000)
    assert time.perf_counter() - started < 3


def test_a_page_that_ends_in_a_reference() -> None:
    """Text at the very end is kept, with its character references."""
    assert read_page("<p>A &amp; B &lt").text == "A & B <"


@given(st.text(alphabet=st.sampled_from("<>/abp \"'=&;!-\n\0script"), max_size=200))
@settings(max_examples=300)
def test_any_markup_is_read(markup: str) -> None:
    """No markup makes the reading fail, and no NUL or white space at the ends is left in the text."""
    text = read_page(markup).text
    assert "\0" not in text
    assert text == text.strip()
