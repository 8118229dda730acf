"""Saved pages: the article without what stands around it, and what the page says of it."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import ArticleError
from kgbuild.read import read_articles
from kgbuild.read.markup import read_page

STORY = [
    "Ministers of both countries met in Oslo on Tuesday, and agreed to open the border that has been closed since May.",
    "The talks, which had been put off twice, lasted for nine hours, and nobody expected much of them, officials said.",
    "At least 12 people were killed at the border in April, according to the ministry, and hundreds fled to the north.",
    "The two sides will meet again in June, when they want to talk about trade, fishing and the return of prisoners.",
]
LINKS = "".join(
    f"<li><a href='/{number}'>Another story, number {number}, that is not this one</a></li>" for number in range(40)
)
PAGE = """<!doctype html><html><head><title>Border opens | A Paper</title>
<meta property="og:title" content="Border opens"></head>
<body><div class="header menu"><ul>{links}</ul></div><div class="content"><h1>Border opens</h1>
<div class="story-body">{story}</div><div class="related sidebar"><h3>More</h3><ul>{links}</ul></div></div>
<div class="footer">© A Paper, all rights reserved, and more words that nobody reads</div></body></html>"""


def test_what_stands_around_an_article_is_left_out() -> None:
    """On a page full of links the article alone is read, whole and in its paragraphs."""
    page = PAGE.format(links=LINKS, story="".join(f"<p>{paragraph}</p>" for paragraph in STORY))
    assert read_page(page).text == "\n\n".join(STORY)


def test_a_page_that_is_all_article_is_read_whole() -> None:
    """Where there is little around an article nothing is left out, so that heading and notes stay."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    page = read_page(f"<body><h1>Border opens</h1>{paragraphs}<p>By a reporter</p></body>")
    assert page.text == "\n\n".join(["Border opens", *STORY, "By a reporter"])


@pytest.mark.slow
def test_a_page_of_endless_markup_is_read_at_once() -> None:
    """A page of a million tags takes little longer than they take to pass over."""
    started = time.process_time()
    assert STORY[0] in read_page("".join(f"<p>{paragraph}</p>" for paragraph in STORY * 3) + "<p>" * 500_000).text
    assert time.process_time() - started < 5


def test_a_short_page_is_read_whole() -> None:
    """Of a page with few words nothing is left out."""
    assert read_page(f"<ul>{LINKS[:300]}</ul><p>They met.</p>").text.endswith("They met.")


def test_schema_org_tells_what_the_markup_does_not() -> None:
    """JSON-LD gives title, dates, source, address and licence; what the markup says comes first."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "url": "https://a.example/page"},
            {
                "@type": ["ReportageNewsArticle"],
                "headline": "Border  opens",
                "datePublished": "2022-04-05T10:00:00+02:00",
                "dateModified": "2022-04-06",
                "publisher": [{"@type": "Organization", "name": "A Paper"}],
                "mainEntityOfPage": {"@id": "https://a.example/border"},
                "license": "https://creativecommons.org/licenses/by/4.0/",
            },
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert read_page(f"{script}<p>They met.</p>").values == {
        "title": "Border opens",
        "date": "2022-04-05T10:00:00+02:00",
        "modified": "2022-04-06",
        "source": "A Paper",
        "url": "https://a.example/border",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    page = read_page(f'{script}<meta property="og:site_name" content="The Paper"><p>They met.</p>')
    assert page.values["source"] == "The Paper"
    assert page.text == "They met."


@pytest.mark.parametrize(
    "script", ["", "{", "[[[[", "null", '{"@type": 5}', '{"@type": "NewsArticle", "headline": 7}', "[" * 9999]
)
def test_json_ld_that_is_none(script: str) -> None:
    """What no program can read tells nothing, and does no harm."""
    page = read_page(
        f'<head><title>T</title><script type="application/ld+json">{script}</script></head><p>They met.</p>'
    )
    assert (page.values, page.text) == ({"title": "T"}, "They met.")


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("<meta charset='windows-1252'>", "utf-8"),
    ],
)
def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path, head: str, codec: str) -> None:
    """A declared encoding is taken, unless the page is UTF-8 all the same."""
    (tmp_path / "a.html").write_bytes(f"{head}<p>Café “Oslo”.</p>".encode(codec))
    assert read_articles(tmp_path).articles[0].text == "Café “Oslo”."


def test_a_page_that_declares_no_encoding_is_utf_8(tmp_path: Path) -> None:
    """Nothing is guessed."""
    (tmp_path / "a.html").write_bytes("<p>Café</p>".encode("cp1252"))
    with pytest.raises(ArticleError, match=r"a\.html is not UTF-8"):
        read_articles(tmp_path)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<a href=x>",
                "</a>",
                "<ul><li>",
                "<br>",
                "<table><tr><td>",
                "\0",
                "&amp;",
                *STORY,
            ]
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_any_long_page_is_read(pieces: list[str]) -> None:
    """Whatever a long page is made of, its text is part of the page, and reading it twice gives the same."""
    markup = "".join(pieces) + f"<p>{STORY[0]}</p>" * 5
    text = read_page(markup).text
    assert STORY[0] in text
    assert text == read_page(markup).text
