"""Several look-ups as one: what the first does not know, the next may."""

from collections.abc import Iterable, Sequence

from kgbuild.link.index.folding import fold
from kgbuild.link.index.layout import number_of
from kgbuild.link.index.nearness import remoteness
from kgbuild.link.item import Completing, Item, Lookup

_RESPACED = 0.75
_FAR = 99.0


class Layered:
    """Joins look-ups, those before covering those behind; an item that several know is one, with the names of all."""

    def __init__(self, layers: Sequence[Lookup]) -> None:
        self._layers = tuple(layers)

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items one of whose names is this one in any layer, by QID."""
        qids = {item.qid for layer in self._layers for item in layer.exact(name)}
        return tuple(sorted(self._known(qids), key=number_of))

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name much like this one in any layer, nearest first, `limit` at most."""
        qids = dict.fromkeys(item.qid for layer in self._layers for item in layer.fuzzy(name, limit))
        words = fold(name).split()
        near = sorted(self._known(qids), key=lambda item: (_remoteness(words, item), -item.popularity))
        return tuple(near[:limit])

    def beginning(self, prefix: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name that begins so in any layer that completes names, `limit` at most."""
        layers = [layer for layer in self._layers if isinstance(layer, Completing)]
        qids = dict.fromkeys(item.qid for layer in layers for item in layer.beginning(prefix, limit))
        return tuple(self._known(list(qids)[:limit]))

    def item(self, qid: str) -> Item | None:
        """What the layers tell of an item in one, None where none knows it."""
        return joined([found for layer in self._layers if (found := layer.item(qid))])

    def _known(self, qids: Iterable[str]) -> list[Item]:
        return [item for qid in qids if (item := self.item(qid))]


def joined(items: Sequence[Item]) -> Item | None:
    """One item of several with the same identifier: the first that tells a thing is right, names and offices add up."""
    if len(items) < 2:
        return next(iter(items), None)
    first = items[0]
    names = dict.fromkeys(name for item in items for name in (item.label, *item.aliases) if name != first.label)
    return Item(
        first.qid,
        first.label,
        tuple(names),
        next((item.description for item in items if item.description), ""),
        next((item.types for item in items if item.types), ()),
        next((item.states for item in items if item.states), ()),
        tuple(dict.fromkeys(held for item in items for held in item.offices)),
        next((item.point for item in items if item.point), None),
        max(item.popularity for item in items),
    )


def _remoteness(words: list[str], item: Item) -> float:
    """How far the nearest of an item's names is from the words asked for."""
    return min(_of_name(words, fold(name).split()) for name in (item.label, *item.aliases))


def _of_name(words: list[str], name: list[str]) -> float:
    if "".join(words) == "".join(name):
        return 0.0 if words == name else _RESPACED
    far = remoteness(words, name)
    return _FAR if far is None else far
