"""Names found by the whole reading, gazetteer and rules included, against corpora that mark names."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kgbuild import shipped
from kgbuild.language.names.gazetteer import Form, Gazetteer
from kgbuild.model import Article, Findings, Span
from kgbuild.model.terms import ORGANIZATION, PERSON, PLACE, STATE
from kgbuild.score import F1
from kgbuild.store import RDFS, Index, iri, parse_file

if TYPE_CHECKING:
    from sentence import Sentence

    from kgbuild.language.reader import Reader

LABELS = {PERSON: "PER", STATE: "LOC", PLACE: "LOC", ORGANIZATION: "ORG"}
SENTENCES_PER_ARTICLE = 10
Marked = tuple[int, int, str]


def reading_scores(reader: "Reader", sentences: Sequence["Sentence"]) -> dict[str, F1]:
    """How many names have the very span and label of the corpus, over all and by label; ten sentences an article.

    A name is a mention of a person, a state or place, or an organization; who is met as a demonym, by a pronoun or by
    an office is not named there.
    """
    labels = class_labels()
    groups = [
        sentences[start : start + SENTENCES_PER_ARTICLE] for start in range(0, len(sentences), SENTENCES_PER_ARTICLE)
    ]
    articles = [_article(number, group) for number, group in enumerate(groups)]
    hit, predicted, gold = Counter[str](), Counter[str](), Counter[str]()
    for group, article, findings in zip(groups, articles, reader.read_all(articles), strict=True):
        wanted = set(marked_names(group))
        found = set(found_names(article, findings, reader.gazetteer, labels))
        for counts, names in ((hit, wanted & found), (predicted, found), (gold, wanted)):
            counts.update(label for *_, label in names)
            counts.update("all" for _ in names)
    return {label: F1(hit[label], predicted[label], gold[label]) for label in sorted(gold)}


def class_labels() -> dict[str, str]:
    """The label of each class of entities, its own or that of the class above it."""
    index = Index(quad for path in sorted(shipped.folder("ontology").glob("*.ttl")) for quad in parse_file(path))
    labels, pending = dict(LABELS), [*LABELS]
    while pending:
        above = pending.pop()
        below = [node.value for node in index.subjects(RDFS["subClassOf"], iri(above)) if node.value not in labels]
        labels |= dict.fromkeys(below, labels[above])
        pending += below
    return labels


def _article(number: int, sentences: Sequence["Sentence"]) -> Article:
    text = " ".join(sentence.text for sentence in sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(f"sentences-{number}", text, Span(0, len(text)), digest)


def marked_names(sentences: Sequence["Sentence"]) -> Iterator[Marked]:
    """The names of the corpus as start, end and label in the text of the article."""
    offset = 0
    for sentence in sentences:
        starts, at = [], offset
        for word in sentence.words:
            starts.append(at)
            at += len(word.form) + word.space
        for start, end, label in sentence.names or ():
            yield starts[start], starts[end - 1] + len(sentence.words[end - 1].form), label
        offset += len(sentence.text) + 1


def found_names(article: Article, findings: Findings, gazetteer: Gazetteer, labels: dict[str, str]) -> Iterator[Marked]:
    """The names that were read, as the corpora mark them; what is left of one must not be a demonym."""
    for entity in findings.entities:
        for span in entity.mentions if entity.type in labels else ():
            quote = article.quote(span)
            start, end = _marked_part(quote, labels[entity.type])
            forms = {form for _, form in gazetteer.lookup(quote[start:end])}
            if start < end and (not forms or forms - {Form.ADJECTIVE, Form.NATIONAL}):
                yield span.start + start, span.start + end, labels[entity.type]


def _marked_part(quote: str, label: str) -> tuple[int, int]:
    """The part of a name that corpora mark: no article or title before it, no possessive ending behind it, and, where
    it names no person, no noun in lower case behind it ("Anbar province")."""
    words = [(word[0], word.start(), word.end()) for word in re.finditer(r"\S+", quote)]
    from names import TITLES

    while words and (words[0][0].lower() == "the" or (label == "PER" and words[0][0].lower().strip(".") in TITLES)):
        del words[0]
    while len(words) > 1 and words[-1][0].islower() and label != "PER":
        del words[-1]
    if not words:
        return 0, 0
    return words[0][1], words[-1][2] - 2 * words[-1][0].endswith(("'s", "’s"))
