"""Word lists beside the ontology: what a word in a grammatical slot says of the words that depend on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgbuild import shipped
from kgbuild.errors import OntologyError
from kgbuild.language.grammar.inflection import noun_forms, verb_forms


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word means in a slot, and the lemmas in that slot for which it does not hold."""

    meaning: str
    unless: frozenset[str] = frozenset()


class Cues:
    """The rows of a word list, found by any form of the word and its slot; a later row replaces an earlier one."""

    def __init__(self, rows: Mapping[tuple[str, str], Cue]) -> None:
        self._rows: dict[tuple[str, str], Cue] = {}
        for (word, slot), cue in rows.items():
            for form in verb_forms(word) | noun_forms(word):
                self._rows.setdefault((form, slot), cue)
        self._rows |= rows
        self._words = frozenset(word for word, _ in self._rows)

    @classmethod
    def load(cls, name: str, meanings: Iterable[str], folders: Sequence[Path] = ()) -> "Cues":
        """The shipped list `name` with those of a project's folders added; OntologyError for a row it cannot read.

        A list is a TSV file with the header `word`, `slot`, `<name>`, `unless`; `unless` holds lemmas between commas.
        """
        rows: dict[tuple[str, str], Cue] = {}
        known = frozenset(meanings)
        for folder in dict.fromkeys((shipped.folder("ontology") / "lexicon", *folders)):
            path = folder / f"{name}.tsv"
            if path.is_file():
                rows |= _read(path, name, known)
        return cls(rows)

    def lists(self, word: str) -> bool:
        """Whether the list tells anything of a word (in lower case), in whatever slot."""
        return word in self._words

    def find(self, word: str, slot: str, filler: str = "") -> str | None:
        """What `word` says of the word `filler` in its slot (both in lower case); None where the list does not tell."""
        cue = self._rows.get((word, slot))
        return None if cue is None or filler in cue.unless else cue.meaning


def _read(path: Path, name: str, known: frozenset[str]) -> dict[tuple[str, str], Cue]:
    rows: dict[tuple[str, str], Cue] = {}
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = ["word", "slot", name, "unless"]
    if not lines or lines[0].split("\t") != header:
        raise OntologyError(f"{path}: not a list of cues", f"its first line must be {' '.join(header)}, between tabs")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) not in (3, 4) or not all(fields[:3]) or fields[2] not in known:
            raise OntologyError(
                f"{path}, line {number}: not a cue: {line!r}",
                f"write a word, a slot and one of {', '.join(sorted(known))} between tabs",
            )
        spared = [lemma.strip() for lemma in fields[3].split(",")] if len(fields) == 4 else []
        rows[fields[0], fields[1]] = Cue(fields[2], frozenset(form for lemma in spared for form in noun_forms(lemma)))
    return rows


@cache
def shipped_cues(name: str, *meanings: str) -> Cues:
    """The shipped list alone, read once per process."""
    return Cues.load(name, meanings)
