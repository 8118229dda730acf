"""Lists of names: "President A, Foreign Minister B and Ambassador C", "Abha, Saudi Arabia", however they parse."""

from collections.abc import Collection, Mapping

from spacy.tokens import Doc, Token

from kgbuild.language.grammar.phrases import Mention

_JOINING = frozenset({"and", "&", "or", "nor", "well", "both", "as"})
_PASSED = frozenset({"the", "a", "an", "his", "her", "its", "their", "dr", "dr.", "mr", "mr.", "general", "gen."})


class Lists:
    """The lists of names of a document; `kinds` gives the contract class of each entity, `places` those of places."""

    def __init__(
        self,
        doc: Doc,
        heads: Mapping[int, tuple[int, ...]],
        skipped: Collection[int],
        kinds: list[str],
        places: set[str],
    ) -> None:
        self._heads = heads
        self._skipped = skipped
        self._kinds = kinds
        self._places = places
        self._lists: dict[int, list[Mention]] = {}
        at = 0
        while at < len(doc):
            at = self._read(doc, at) if at in heads and at not in skipped else at + 1

    def of(self, token: Token) -> list[Mention]:
        """The names of the list that a token stands in; empty where it stands in none."""
        return self._lists.get(token.i, [])

    def _read(self, doc: Doc, at: int) -> int:
        """Keep the list that begins at a token, where there is one; the token after the name read."""
        first = after = self._name_end(doc, at)
        members = [(at, first)]
        joined = False
        start = self._next_name(doc, after)
        while start is not None and self._alike(at, start):
            joined = joined or any(word.lower_ in _JOINING for word in doc[after:start])
            after = self._name_end(doc, start)
            members.append((start, after))
            start = self._next_name(doc, after)
        spots = self._kinds[self._heads[at][0]] in self._places
        if len(members) > 1 and (joined or (spots and len(members) == 2)):
            mentions = [(entity, doc[end - 1]) for begin, end in members for entity in self._heads[begin]]
            for begin, end in members:
                self._lists |= dict.fromkeys(range(begin, end), mentions)
            return after
        return first

    def _name_end(self, doc: Doc, at: int) -> int:
        """The end of the name that begins at a token."""
        end = at + 1
        while end < len(doc) and self._heads.get(end) == self._heads[at] and end not in self._skipped:
            end += 1
        return end

    def _next_name(self, doc: Doc, at: int) -> int | None:
        """Where the next name of a list begins: after commas, conjunctions and titles; None where the list ends."""
        separated = False
        while at < len(doc) and not doc[at].is_sent_start:
            word = doc[at]
            if at in self._heads and at not in self._skipped:
                return at if separated else None
            if word.text != "," and word.lower_ not in _JOINING | _PASSED and at not in self._skipped:
                return None
            separated = separated or word.text == "," or word.lower_ in _JOINING
            at += 1
        return None

    def _alike(self, one: int, other: int) -> bool:
        """Whether two names may stand in one list: both actors of one class, or a place in another."""
        kinds = {self._kinds[self._heads[at][0]] for at in (one, other)}
        return len(kinds) == 1 or kinds <= self._places
