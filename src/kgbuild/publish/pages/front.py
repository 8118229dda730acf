"""The front page: what is in the data, and ways into it."""

from collections import Counter
from collections.abc import Iterable

from kgbuild.publish.pages import facts
from kgbuild.publish.pages.event import branch
from kgbuild.publish.pages.lists import KIND_WORDS
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.publish.wording import period
from kgbuild.store import KG, NamedNode

_LATEST = 12
_MOST = 12
_ROLES = (KG["agent"], KG["target"])


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one page."""
    return ("index.html",)


def content(site: Site, path: str) -> bytes:
    """What is in the data, the latest events, who is in most of them."""
    happened = [event for event in site.latest if site.happened(event)]
    dated = [event for event in happened if site.date(event)]
    dates = sorted(site.date(event) for event in dated)
    return render(
        site,
        path,
        "front.html",
        site.title,
        times=period(dates[0], dates[-1]) if dates else "",
        happened=len(happened),
        kinds=_kinds(site),
        branches=_branches(site),
        latest=[facts.happening(site, event) for event in (dated or happened)[:_LATEST]],
        actors=_actors(site),
        questions=[each for each in site.queries.values() if each.title],
    )


def _kinds(site: Site) -> list[tuple[str, int]]:
    """How many entities of each kind there are."""
    counts = Counter((site.routes.stem(node) or "").partition("/")[0] for node in site.entities)
    return [(words, counts[kind]) for kind, words in KIND_WORDS.items() if counts[kind]]


def _branches(site: Site) -> list[tuple[NamedNode, int]]:
    """How many events there are of each branch."""
    counts = Counter(found for event in site.events if (found := branch(site, site.kind(event))))
    return sorted(counts.items(), key=lambda each: each[0].value)


def _actors(site: Site) -> list[tuple[NamedNode, int]]:
    """Who acts or is acted on in most events."""
    counts = Counter(
        node for event in site.events for node in {each for role in _ROLES for each in site.graph.nodes(event, role)}
    )
    return sorted(counts.items(), key=lambda each: (-each[1], each[0].value))[:_MOST]
