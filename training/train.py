"""Train the English pipeline: `python training/train.py --data DIR --out DIR`.

The folder of the data holds the corpora as the model card names them. The finished pipeline is written to `en` in the
folder of the output, its scores to `scores.json`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
import srsly  # type: ignore[import-untyped]
from convert import convert
from measure import measure, news, words_per_second
from spacy.cli.train import train
from spacy.strings import get_string_id
from spacy.util import compile_infix_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

HERE = Path(__file__).parent
HALVES = ("syntax", "names")
SEED = 7
ABBREVIATED = r"(?<=[A-Za-z]\.)[-–—](?=[A-Za-z])"  # "U.S.-led", which spaCy's English rules leave whole
META = {
    "name": "kgbuild",
    "version": "1.0.0",
    "description": "Tags, morphology, lemmas, Universal Dependencies and names (PER, LOC, ORG) of English news",
    "author": "The kgbuild authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "sources": [
        {
            "name": "UD English EWT",
            "license": "CC BY-SA 4.0",
            "url": "https://universaldependencies.org/treebanks/en_ewt/",
        },
        {"name": "GUM (six genres)", "license": "CC BY 4.0, CC BY-SA 3.0", "url": "https://gucorpling.org/gum/"},
        {"name": "Universal NER, English EWT", "license": "CC BY-SA 4.0", "url": "https://www.universalner.org/"},
        {"name": "WikiGold", "license": "CC BY 4.0", "url": "https://aclanthology.org/W09-3302/"},
        {"name": "CrossNER, politics", "license": "MIT, CC BY-SA 3.0", "url": "https://github.com/zliucr/CrossNER"},
        {"name": "Wikidata, Who's On First", "license": "CC0, CC BY 4.0", "url": "https://www.wikidata.org/"},
    ],
}


def main() -> None:
    """Convert the corpora, train both halves, join them and measure the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()
    data, out = arguments.data, arguments.out
    convert(data, out, SEED)
    for half in HALVES:
        paths = {f"paths.{split}": str(out / f"{half}-{split}.spacy") for split in ("train", "dev")}
        train(HERE / f"{half}.cfg", out / half, overrides=paths)
    finish(out, data)


def finish(out: Path, data: Path) -> None:
    """Join the best model of each half in `out` to one pipeline, write it, and measure what was written."""
    syntax, names = (out / half / "model-best" for half in HALVES)
    write(joined(syntax, names), out / "en")
    start = time.perf_counter()
    nlp = spacy.load(out / "en")
    seconds = time.perf_counter() - start
    scores = measure(nlp, data)
    scores["Speed"] = {"seconds to load": seconds, "words per second": words_per_second(nlp, news(data))}
    (out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


def joined(syntax: Path, names: Path) -> Language:
    """One pipeline of both halves, each with its own token vectors, without what only training needs."""
    nlp, other = spacy.load(syntax), spacy.load(names)
    other.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=other)
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), ABBREVIATED])
    nlp.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]
    plain = spacy.blank("en").config
    for section in ("paths", "corpora", "training", "initialize"):
        nlp.config[section] = plain[section]
    nlp.meta.update(META)
    nlp.meta.pop("performance", None)
    return nlp


def write(nlp: Language, folder: Path) -> None:
    """Write the pipeline without the words of the corpora: features are hashed, only labels and edits are spelled."""
    nlp.to_disk(folder)
    path = folder / "vocab" / "strings.json"
    kept = sorted(needed(nlp, json.loads(path.read_text("utf-8"))))
    path.write_text(json.dumps(kept, ensure_ascii=False) + "\n", "utf-8")


def needed(nlp: Language, strings: Iterable[str]) -> set[str]:
    """Those of the strings that the pipeline must be able to spell: spaCy's own, labels, and the edits of lemmas."""
    spelled = set(spacy.blank("en").vocab.strings)
    spelled.update(str(label) for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ()))
    trees = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]  # type: ignore[attr-defined]
    edits = {tree.get(side) for tree in trees for side in ("orig", "subst")}
    return {text for text in strings if text in spelled or get_string_id(text) in edits}


if __name__ == "__main__":
    main()
