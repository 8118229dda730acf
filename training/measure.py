"""What a pipeline scores on text it has not seen, and how fast it runs."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import read_conllu, read_names, with_names
from sentence import Sentence, Word, grouped, named_doc, parsed_doc
from spacy.pipeline.dep_parser import parser_score
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.pipeline.morphologizer import morphologizer_score
from spacy.pipeline.tagger import tagger_score
from spacy.scorer import get_ner_prf
from spacy.training import Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

SENTENCES_PER_DOC = 10
ENOUGH = 20
SYNTAX = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
NAMES = ("ents_p", "ents_r", "ents_f")


def measure(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Scores in percent on each test set: EWT test, the news half of PUD, and the names over both."""
    parsed, named = parsed_sets(data), named_sets(data)
    return {
        **{title: syntax_scores(nlp, sentences) for title, sentences in parsed.items()},
        **{f"{title}, relations": relation_scores(nlp, parsed[title]) for title in ("PUD news", "EWT test")},
        **{title: name_scores(nlp, sentences) for title, sentences in named.items()},
    }


def parsed_sets(data: Path) -> dict[str, list[Sentence]]:
    """The parsed test sentences by the title of their set: EWT test, and the news half of PUD."""
    ewt = list(_paragraphs(data / "ud" / "en_ewt-ud-test.conllu"))
    pud = _parsed(data / "ud" / "en_pud-ud-test.conllu")
    return {"EWT test": ewt, "PUD news": [sentence for name, sentence in pud if name.startswith("n")]}


def named_sets(data: Path) -> dict[str, list[Sentence]]:
    """The test sentences with names, by the title of their set: Universal NER over EWT test and over PUD."""
    return {
        f"UNER {title}": _named(data / folder / file, _parsed(data / "ud" / f"{Path(file).stem}.conllu"))
        for title, folder, file in (
            ("EWT test", "uner_ewt", "en_ewt-ud-test.iob2"),
            ("PUD", "uner_pud", "en_pud-ud-test.iob2"),
        )
    }


def syntax_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Accuracies of tags, morphology and lemmas, attachment scores, and F1 of sentence boundaries; in percent.

    Attachment leaves punctuation out, as is spaCy's custom. Paragraphs stand apart where the corpus marks them.
    """
    scores = _syntax(nlp, sentences)
    return {key: 100 * float(scores[key]) for key in SYNTAX}


def relation_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1, head and label, of each relation that stands at least `ENOUGH` times in the gold sentences; in percent."""
    counts = Counter(word.dep.lower() for sentence in sentences for word in sentence.words)
    relations = _syntax(nlp, sentences)["dep_las_per_type"]
    return {label: 100 * float(part["f"]) for label, part in sorted(relations.items()) if counts[label] >= ENOUGH}


def name_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Precision, recall and F1 of names, and F1 of each label; in percent."""
    scores = get_ner_prf(_read(nlp, [named_doc(nlp.vocab, group) for group in grouped(sentences, SENTENCES_PER_DOC)]))
    overall = {key: 100 * float(scores[key]) for key in NAMES}
    return overall | {label: 100 * float(part["f"]) for label, part in sorted(scores["ents_per_type"].items())}


def news(data: Path) -> list[str]:
    """The sentences of PUD's news as texts of ten each."""
    found = grouped(parsed_sets(data)["PUD news"], SENTENCES_PER_DOC)
    return ["".join(f"{sentence.text} " for sentence in group) for group in found]


def words_per_second(nlp: Language, texts: Iterable[str]) -> float:
    """Tokens the whole pipeline handles in a second, one text after the other."""
    start = time.perf_counter()
    count = sum(len(doc) for doc in nlp.pipe(texts))
    return count / (time.perf_counter() - start)


def _syntax(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, Any]:
    examples = _read(nlp, [parsed_doc(nlp.vocab, group) for group in grouped(sentences, SENTENCES_PER_DOC)])
    scorers = (tagger_score, morphologizer_score, lemmatizer_score)
    found: dict[str, Any] = {name: value for scorer in scorers for name, value in scorer(examples).items()}
    found |= parser_score(examples, ignore_labels=("punct", "dep"))
    return found


def _read(nlp: Language, references: Iterable[Doc]) -> list[Example]:
    """What the pipeline makes of the text of each reference, beside it."""
    return [Example(nlp(reference.text), reference) for reference in references]


def _parsed(path: Path) -> list[tuple[str, Sentence]]:
    text = path.read_text("utf-8")
    identifiers = [line.split(" = ")[1] for line in text.splitlines() if line.startswith("# sent_id")]
    return list(zip(identifiers, (sentence for sentence, _ in read_conllu(text)), strict=True))


def _paragraphs(path: Path) -> Iterator[Sentence]:
    """The sentences of a file, a gap of no annotation behind the last of each paragraph that the file marks."""
    following = [block[: block.find("\n1\t")] for block in path.read_text("utf-8").split("\n\n")[1:]]
    for (_, sentence), comments in zip(_parsed(path), following, strict=False):
        if "# newpar" in comments:
            *words, last = sentence.words
            gap = Word("\n\n", False, feats="_", head=len(words), dep="dep")
            yield Sentence((*words, replace(last, space=False), gap))
        else:
            yield sentence


def _named(path: Path, parsed: Iterable[tuple[str, Sentence]]) -> list[Sentence]:
    return list(with_names((sentence for _, sentence in parsed), read_names(path.read_text("utf-8"), 2, "\t")))
