"""Whose own words an article is: the states or bodies that "we" stands for outside quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from kgbuild.language.grammar import syntax
from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.language.names.gazetteer import Form, Gazetteer
from kgbuild.model import Article
from kgbuild.model.terms import PERSON, STATE

_JOINT = re.compile(
    r"\bjoint (statement|declaration|communiqu[eé])\b|\bstatement (was )?(released|issued)\b[^.]*\bby\b", re.IGNORECASE
)
_HERALD = re.compile(r"(this is|(the )?following|below|joint)\b", re.IGNORECASE)
_TURN = re.compile(r"^[A-Z][A-Z .’'-]{3,}:", re.MULTILINE)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_OPENING, _BYLINE = 4, 120


@dataclass(frozen=True, slots=True)
class Issuer:
    """The clusters whose words an article is: states (or bodies that are none), the publishing body, who signs it.

    `published` is true where a state or body published it itself, though it may not name itself.
    """

    states: tuple[int, ...] = ()
    body: int | None = None
    signatory: tuple[int, ...] = ()
    published: bool = False


def find_issuer(article: Article, capitals: Capitals, clusters: Sequence[Cluster]) -> Issuer:
    """The issuer of the article; empty for a text that reports about others.

    The signatories of a joint statement go first, then the publisher by host or source, then a state that opens a text
    which goes on with "we".
    """
    publisher = _publisher(article, capitals.gazetteer)
    body = _body(clusters, publisher, capitals) if publisher is not None else None
    signatory = _signatory(clusters, capitals) if publisher is not None else ()
    signatories = _signatories(clusters, capitals, release=publisher is not None)
    if len(signatories) > 1:
        return Issuer(signatories, body, signatory, publisher is not None)
    if publisher is None:
        return Issuer(_opening_state(capitals, clusters))
    state = _named(clusters, next(iter(_states_of(publisher, capitals.gazetteer)), publisher))
    return Issuer((state,) if state is not None else (), body, signatory, published=True)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The offsets of the paragraphs that open a text."""
    return [match.span() for match in islice(_PARAGRAPH.finditer(text), _OPENING)]


def _signatories(clusters: Sequence[Cluster], capitals: Capitals, release: bool) -> tuple[int, ...]:
    """The states that an opening paragraph names as those whose joint words follow ("joint statement", "We, the …")."""
    for start, end in _paragraphs(capitals.text):
        opening = capitals.text[start:end]
        joint = _JOINT.search(opening) and (release or _HERALD.match(opening))
        if joint or opening.startswith("We, "):
            return _states_between(clusters, start, end)
    return ()


def _signatory(clusters: Sequence[Cluster], capitals: Capitals) -> tuple[int, ...]:
    """The person whose name and office alone are the first paragraph; nobody where several speak in turn."""
    if _TURN.search(capitals.text):
        return ()
    for start, end in _paragraphs(capitals.text)[:1]:
        named = [i for i, cluster in enumerate(clusters) if cluster.type == PERSON and cluster.names[0].first == start]
        sentence = capitals.text[start:end].rstrip().endswith((".", ":"))
        return () if sentence or end - start > _BYLINE else tuple(named)
    return ()


def _body(clusters: Sequence[Cluster], publisher: str, capitals: Capitals) -> int | None:
    """The cluster of the publishing body; one named by its bare noun only ("the Department") gets the body's entry."""
    named = _named(clusters, publisher)
    alone = capitals.listed("bodies-alone")
    for i, cluster in enumerate(clusters) if named is None else ():
        text = cluster.names[0].text
        if cluster.entry is None and text in alone and text in publisher.split():
            cluster.entry = capitals.gazetteer.lookup(publisher)[0][0]
            return i
    return named


def _named(clusters: Sequence[Cluster], name: str) -> int | None:
    """The cluster whose gazetteer name this is."""
    return next(
        (i for i, cluster in enumerate(clusters) if cluster.entry is not None and cluster.entry.name == name), None
    )


def _states_between(clusters: Sequence[Cluster], start: int, end: int) -> tuple[int, ...]:
    """The states named between two offsets, in the order of their first mentions."""
    found = {
        i: min(name.first for name in cluster.names if start <= name.first < end)
        for i, cluster in enumerate(clusters)
        if cluster.type == STATE and any(start <= name.first < end for name in cluster.names)
    }
    return tuple(sorted(found, key=found.__getitem__))


def _publisher(article: Article, gazetteer: Gazetteer) -> str | None:
    """The name of the state or body whose site or office published the article."""
    publishers = gazetteer.listed("publishers")
    host = _host(article.url or "")
    for ending in sorted(publishers, key=len, reverse=True):
        if host == ending.lstrip(".") or host.endswith("." + ending.lstrip(".")):
            return publishers[ending]
    for match in gazetteer.find(article.source or ""):
        for entry, form in match.readings:
            if form is Form.NAME and (entry.type == STATE or _states_of(entry.name, gazetteer)):
                return entry.name
    return None


def _states_of(name: str, gazetteer: Gazetteer) -> list[str]:
    """The state whose name a body's name begins with ("United States Department of State")."""
    words = name.split()
    starts = (" ".join(words[:size]) for size in range(len(words) - 1, 0, -1))
    return [
        entry.name
        for start in starts
        for entry, form in gazetteer.lookup(start)
        if entry.type == STATE and form is Form.NAME
    ]


def _host(url: str) -> str:
    """The host of a URL, in lower case; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _opening_state(capitals: Capitals, clusters: Sequence[Cluster]) -> tuple[int, ...]:
    """The state that is the first subject of a text in which "we" speaks outside quotation marks."""
    text = re.sub(r"[“\"][^”\"]*[”\"]", "", capitals.text)
    if not re.search(r"(^|[.!?]\s+)We\b", text):
        return ()
    for sentence in capitals.doc.sents:
        subjects = {token.i for token in sentence if syntax.is_subject(token)}
        for i, cluster in enumerate(clusters):
            if cluster.type == STATE and any(subjects & set(range(name.start, name.end)) for name in cluster.names):
                return (i,)
        break
    return ()
