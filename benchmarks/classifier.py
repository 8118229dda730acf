"""Whether a classifier over the frames' events would help: python benchmarks/classifier.py --gold GOLD ARTICLES …

A logistic regression judges each event that the frames found, by its frame, its trigger in the parse and what fills its
roles; it is trained on all articles but one and judges that one. Events that it holds unlikely are dropped. An event is
right where a gold event of its type has a quote that meets its own.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgbuild import shipped
from kgbuild.graph import BRANCHES, local_name
from kgbuild.language.reader import Reader
from kgbuild.model import Article, Factuality
from kgbuild.read import read_articles
from kgbuild.score import read_records
from kgbuild.score.records import EventRecord

Vector = NDArray[np.float64]
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5)
STRENGTH = 1.0  # of the penalty on large weights
STEPS = 25
LEAST = 2  # articles in which a feature must occur


@dataclass(frozen=True)
class Candidate:
    """An event that the frames found, with what is known of it and the gold events that it may be."""

    article: str
    features: frozenset[str]
    gold: tuple[int, ...]


def main() -> None:
    """Print typed F1 by threshold; threshold 0 is the frames alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs=2, action="append", required=True, type=Path, metavar=("GOLD", "ARTICLES"))
    pairs = parser.parse_args().gold
    reader = Reader.load(None, [shipped.folder("ontology")])
    found: list[Candidate] = []
    wanted: Counter[str] = Counter()
    for gold, articles in pairs:
        records = read_records(gold)
        read = [article for article in read_articles([articles]).articles if article.name in records]
        for article in read:
            events = records[article.name].events
            wanted[article.name] = len(events)
            found += candidates(reader, article, events)
    likely = cross_validated(found)
    print(f"{len(found)} events found by the frames, {sum(wanted.values())} in the gold files")
    for threshold in THRESHOLDS:
        kept = [each for each, share in zip(found, likely, strict=True) if share >= threshold]
        print(f"dropped below {threshold:.1f}: {figures(kept, sum(wanted.values()))}")


def candidates(reader: Reader, article: Article, gold: Sequence[EventRecord]) -> Iterable[Candidate]:
    """The event mentions of an article, those left out that refer back to another."""
    findings = reader.read(article)
    doc = reader.pipeline(article.quote(article.body))
    at = {token.idx + article.body.start: token for token in doc}
    for event in findings.events:
        if event.same_as is not None:
            continue
        kind = contract_class(reader, event.type)
        features = {f"type {kind}", f"frame {event.frame}", f"word {article.quote(event.trigger).lower()}"}
        token = at.get(event.trigger.start)
        if token is not None:
            features |= {f"tag {token.tag_}", f"relation {token.dep_}", f"above {token.head.lemma_}"}
        features |= {f"role {local_name(filler.role)}" for filler in event.fillers}
        features |= {f"fillers {min(len(event.fillers), 3)}", f"{event.factuality.value}", f"{kind} {event.factuality}"}
        features |= {f"sources {bool(event.sources)}", f"dated {event.start is not None}"}
        features |= {f"numbers {bool(event.quantities)}", f"planned {event.factuality is Factuality.PLANNED}"}
        quote = " ".join(article.quote(event.quote).split())
        same = (i for i, each in enumerate(gold) if each.type == kind and any(meets(quote, q) for q in each.quotes))
        yield Candidate(article.name, frozenset(features), tuple(same))


def contract_class(reader: Reader, kind: str) -> str:
    """The name of the class of the contract that a class is or stands under."""
    contract = {name for kinds in BRANCHES.values() for name in kinds}
    above = [kind]
    for name in above:
        if name in contract:
            return local_name(name)
        above += reader.lexicon.parents.get(name, frozenset()) - set(above)
    return ""


def meets(one: str, other: str) -> bool:
    """Whether one quote holds the other, or most of its words."""
    other = " ".join(other.split())
    words, others = set(one.lower().split()), set(other.lower().split())
    return one in other or other in one or len(words & others) > 0.6 * min(len(words), len(others))


def cross_validated(found: Sequence[Candidate]) -> Vector:
    """How likely each event is right, by a model that was trained on the other articles."""
    spread = Counter(feature for name in {each.article for each in found} for feature in features_of(found, name))
    names = sorted(feature for feature, count in spread.items() if count >= LEAST)
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names) + 1))
    matrix[:, -1] = 1
    for row, each in enumerate(found):
        matrix[row, [index[feature] for feature in each.features if feature in index]] = 1
    right = np.array([float(bool(each.gold)) for each in found])
    likely = np.zeros(len(found))
    for article in {each.article for each in found}:
        own = np.array([each.article == article for each in found])
        weights = fitted(matrix[~own], right[~own])
        likely[own] = 1 / (1 + np.exp(-matrix[own] @ weights))
    return likely


def features_of(found: Iterable[Candidate], article: str) -> set[str]:
    """All features of an article's events."""
    return {feature for each in found if each.article == article for feature in each.features}


def fitted(matrix: Vector, right: Vector) -> Vector:
    """The weights of a logistic regression, by Newton's method."""
    weights: Vector = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - right) + STRENGTH * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + STRENGTH * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def figures(kept: Sequence[Candidate], wanted: int) -> str:
    """Precision, recall and F1 where each gold event counts once."""
    taken: set[tuple[str, int]] = set()
    for each in kept:
        free = [(each.article, i) for i in each.gold if (each.article, i) not in taken]
        taken.update(free[:1])
    precision, recall = len(taken) / max(len(kept), 1), len(taken) / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({len(kept)} kept)"


if __name__ == "__main__":
    main()
