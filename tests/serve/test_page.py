"""Pages are made of text that stays text."""

import base64
import hashlib
import re

import pytest

from kgbuild.serve.page import document, link, policy, text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " http://a.example/", "//a.example/", ""]
)
def test_only_web_addresses_are_links(address: str) -> None:
    """An address of another scheme than http and https leaves its words without a link."""
    assert link(address, "a & b") == "a &amp; b"


def test_addresses_and_titles_are_escaped() -> None:
    """Quotes and brackets in an address, a title or a language end nothing that they stand in."""
    assert '"><' not in link('https://a.example/"><script>', "x").replace('noreferrer">x<', "")
    page = document("</title><script>", "", '"><script>')
    assert "<script>" not in page
    assert text("'\"<&>") == "&#x27;&quot;&lt;&amp;&gt;"


def test_the_policy_allows_the_style_sheet_alone() -> None:
    """The policy names the hash of the style sheet in the page, and no other source but that of frames."""

    style = re.findall("<style>(.*?)</style>", document("x", ""), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert f"style-src 'sha256-{digest}';" in policy()
    assert policy("*").endswith("frame-ancestors *")
