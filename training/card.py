"""The tables of the model card: `python training/card.py` writes those of `scores.json` into `README.md`."""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
TERMS = {
    "tag_acc": "fine tags",
    "pos_acc": "universal tags",
    "morph_acc": "morphology",
    "lemma_acc": "lemmas",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentence boundaries F1",
    "ents_p": "precision",
    "ents_r": "recall",
    "ents_f": "F1",
}
_BETWEEN = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- end of scores -->)", re.S)


def table(scores: dict[str, dict[str, float]]) -> str:
    """The scores as one Markdown table a test set, a row for each measure."""
    parts = []
    for title, measures in scores.items():
        rows = [f"| {TERMS.get(name, name)} | {value:,.1f} |" for name, value in measures.items()]
        parts.append("\n".join([f"| {title} | |", "|---|---:|", *rows]))
    return "\n\n".join(parts) + "\n"


def filled(card: str, scores: dict[str, dict[str, float]]) -> str:
    """The card with the tables of `scores` between its marks."""
    return _BETWEEN.sub(lambda _: "\n" + table(scores) + "\n", card)


if __name__ == "__main__":
    path = HERE / "README.md"
    found = json.loads((HERE / "scores.json").read_text("utf-8"))
    path.write_text(filled(path.read_text("utf-8"), found), "utf-8")
