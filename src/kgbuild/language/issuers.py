"""Whose own words an article is: the states or bodies that "we" stands for outside quotations."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from kgbuild.language.capitals import Capitals
from kgbuild.language.coreference import Cluster
from kgbuild.language.gazetteer import Form, Gazetteer
from kgbuild.model import Article
from kgbuild.model.terms import STATE

_JOINT = re.compile(r"\bjoint (statement|declaration|communiqu[eé])\b", re.IGNORECASE)
_OPENING = 80


def find_issuers(article: Article, capitals: Capitals, clusters: Sequence[Cluster]) -> tuple[int, ...]:
    """The clusters that issue the article; empty for a text that reports about others.

    The signatories of a joint statement go first, then the publisher by host or source, then a state that opens a text
    which goes on with "we".
    """
    opening = capitals.doc.text.lstrip().split("\n\n")[0]
    if _JOINT.search(opening[:200]):
        signatories = _states_before(clusters, len(capitals.doc[:_OPENING].text.split("\n\n")[0]), capitals)
        if len(signatories) > 1:
            return signatories
    publisher = _publisher(article, capitals.gazetteer)
    if publisher is not None:
        named = next(
            (i for i, cluster in enumerate(clusters) if cluster.entry is not None and cluster.entry.name == publisher),
            None,
        )
        return () if named is None else (named,)
    return _opening_state(capitals, clusters)


def _states_before(clusters: Sequence[Cluster], end: int, capitals: Capitals) -> tuple[int, ...]:
    """The states named in the first `end` code points."""
    first = [
        (min(name.start for name in cluster.names), i) for i, cluster in enumerate(clusters) if cluster.type == STATE
    ]
    return tuple(i for start, i in sorted(first) if capitals.doc[start].idx < end)


def _publisher(article: Article, gazetteer: Gazetteer) -> str | None:
    """The name of the state or body whose site or office published the article."""
    publishers = gazetteer.listed("publishers")
    host = _host(article.url or "")
    for ending in sorted(publishers, key=len, reverse=True):
        if host == ending.lstrip(".") or host.endswith("." + ending.lstrip(".")):
            return publishers[ending]
    for match in gazetteer.find(article.source or ""):
        for entry, form in match.readings:
            if entry.type == STATE and form is Form.NAME:
                return entry.name
            owner = next((state for state in _states_of(entry.name, gazetteer)), None)
            if owner is not None:
                return owner
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
    text = re.sub(r"[“\"][^”\"]*[”\"]", "", capitals.doc.text)
    if not re.search(r"(^|[.!?]\s+)We\b", text):
        return ()
    for sentence in capitals.doc.sents:
        subjects = {token.i for token in sentence if token.dep_ in {"nsubj", "nsubj:pass", "nsubjpass"}}
        for i, cluster in enumerate(clusters):
            if cluster.type == STATE and any(subjects & set(range(name.start, name.end)) for name in cluster.names):
                return (i,)
        break
    return ()
