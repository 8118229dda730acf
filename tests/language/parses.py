"""Hand-made parses of one sentence in Universal Dependencies and in ClearNLP labels."""

from functools import cache

import spacy
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

TAG_POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "IN": "ADP", "DT": "DET", "TO": "PART", "RB": "ADV"}
TAG_POS |= {"JJ": "ADJ", "CC": "CCONJ", "PRP": "PRON", "WP": "PRON", "WDT": "PRON", "POS": "PART", "PRP$": "PRON"}


def parse(table: str) -> Doc:
    """A document of one sentence; each line gives word, lemma, tag, head (from 1; 0 is the root) and label."""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[3]) - 1 if row[3] != "0" else at for at, row in enumerate(rows)]
    tags = [row[2] for row in rows]
    pos = [TAG_POS.get(tag, "VERB" if tag.startswith("V") else "X") for tag in tags]
    return Doc(
        _vocab(),
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        tags=tags,
        pos=[("AUX" if row[4].startswith(("aux", "cop")) else p) for row, p in zip(rows, pos, strict=True)],
        heads=heads,
        deps=["ROOT" if row[3] == "0" else row[4] for row in rows],
    )


@cache
def _vocab() -> Vocab:
    """The words of English, the same for all documents."""
    return spacy.blank("en").vocab


def word(doc: Doc, text: str) -> Token:
    """The first token with this text."""
    return next(token for token in doc if token.text == text)


def texts(tokens: list[Token]) -> list[str]:
    """The words of some tokens."""
    return [token.text for token in tokens]
