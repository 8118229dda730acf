"""Events on the workers: what each article tells, by the entities of all, and which tellings are close."""

from dataclasses import dataclass

from kgbuild.pipeline.cluster.reading import Context, kept
from kgbuild.pipeline.cluster.site import classes
from kgbuild.resolve.identified import Own, Whole, own
from kgbuild.resolve.identity.closeness import Portion, close_in
from kgbuild.resolve.identity.linkage import Close


@dataclass(frozen=True, slots=True)
class Cast:
    """A partition, by its name, with the entity of each finding by article, and which of these are states."""

    partition: str
    ids: dict[str, tuple[int, ...]]
    states: tuple[int, ...]


def tell(context: Context, cast: Cast) -> dict[str, Own]:
    """What each article of a partition has of its own."""
    _, hierarchy = classes(context.site.project)
    states = frozenset(cast.states)
    return {
        each.article.name: own(Whole(each.article, each.findings, hierarchy), cast.ids[each.article.name], states)
        for each in kept(context.site, cast.partition)
        if each.findings is not None
    }


def close(_: Context, portion: Portion) -> list[Close]:
    """The pairs of tellings in some blocks that are close."""
    return list(close_in(portion).values())
