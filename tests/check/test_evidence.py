"""Evidence is read again in the text of its article."""

import hashlib

import pytest

from kgbuild.check.evidence import reread
from kgbuild.model import Article, Span
from kgbuild.store import Index, parse
from tests.checked import articles, good

PREFIXES = """
@base <https://example.org/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
"""


def rules(text: str, start: str, end: str, quote: str) -> list[str]:
    """The rules that one piece of evidence breaks, given the text that it should stand in."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article("a", text, Span(0, len(text)), digest)
    graph = f"""
    <article/a> a kg:Article ; dcterms:identifier "a" ; kg:sha256 "{digest}" ; kg:length {len(text)} .
    <evidence/a> a kg:Evidence ; kg:inArticle <article/a> ; kg:start {start} ; kg:end {end} ; kg:quote {quote} ."""
    index = Index(parse(PREFIXES + graph, ".ttl", "test"))
    return [each.rule_name for each in reread(index.statements(), index, {"a": article})]


def test_good_graph_rereads() -> None:
    """Nothing is found where every quote stands where it should."""
    assert list(reread(Index(good()).statements(), Index(good()), articles())) == []


@pytest.mark.parametrize(
    ("text", "start", "end", "quote"),
    [
        ("🕊 peace", 2, 7, '"peace"'),
        ("e\u0301 peace", 3, 8, '"peace"'),
        ("one\r\ntwo", 3, 8, '"\\r\\ntwo"'),
        ("\ufeffpeace", 1, 6, '"peace"'),
        ("\u202epeace\u200b", 0, 7, '"\u202epeace\u200b"'),
    ],
)
def test_offsets_are_code_points(text: str, start: int, end: int, quote: str) -> None:
    """Offsets count code points: emoji, combining marks, line breaks and invisible characters one each."""
    assert rules(text, str(start), str(end), quote) == []
    assert rules(text, str(start + 1), str(end), quote) == ["EvidenceRereads"]


def test_look_alikes_are_told_apart() -> None:
    """A quote that only looks the same is another: composed or not, with another space or dash."""
    assert rules("caf\u00e9", "0", "4", '"cafe\u0301"') == ["EvidenceRereads"]
    assert rules("a b", "0", "3", '"a\u00a0b"') == ["EvidenceRereads"]
    assert rules("a-b", "0", "3", '"a\u2010b"') == ["EvidenceRereads"]


@pytest.mark.parametrize(("start", "end"), [("-5", "7"), ('"x"', "7"), ("0", '"9e9"'), ("1" * 40, "7")])
def test_offsets_that_are_none_are_left_to_the_shapes(start: str, end: str) -> None:
    """What is no offset is no place to read at; the shapes find it."""
    assert rules("peace", start, end, '"peace"') == []


def test_part_of_the_piece_is_not_the_piece() -> None:
    """A quote that is not all that stands between its offsets does not pass, wherever they lie."""
    assert rules("peace", "0", "5", '"peac"') == ["EvidenceRereads"]
    assert rules("peace", "7", "9", '"pe"') == ["EvidenceRereads"]
