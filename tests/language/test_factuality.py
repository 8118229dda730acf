"""Whether an event happened, is planned or is denied, told by the words around its trigger."""

from pathlib import Path

import pytest
from spacy.language import Language

from kgbuild.errors import OntologyError
from kgbuild.language.speech.cues import Cues
from kgbuild.language.speech.factuality import MEANINGS, factuality
from kgbuild.model import Factuality
from tests.language.parses import parse, word

PARSES = [
    (
        "meet",
        "planned",
        "They they PRP 3 nsubj|will will MD 3 aux|meet meet VB 0 root",
    ),
    (
        "withdraw",
        "denied",
        "They they PRP 4 nsubj|did do VBD 4 aux|not not RB 4 advmod|withdraw withdraw VB 0 root",
    ),
    (
        "withdraw",
        "denied",
        "They they PRP 4 nsubj|did do VBD 4 aux|not not RB 4 neg|withdraw withdraw VB 0 root",
    ),
    (
        "attacked",
        "actual",
        "They they PRP 2 nsubj|attacked attack VBD 0 root",
    ),
    (
        "talks",
        "planned",
        "They they PRP 3 nsubj|will will MD 3 aux|hold hold VB 0 root|talks talk NNS 3 obj",
    ),
    (
        "talks",
        "planned",
        "They they PRP 3 nsubj|will will MD 3 aux|hold hold VB 0 root|talks talk NNS 3 dobj",
    ),
    (
        "talks",
        "actual",
        "They they PRP 2 nsubj|held hold VBD 0 root|talks talk NNS 2 obj",
    ),
    (
        "attack",
        "actual",
        "They they PRP 3 nsubj|will will MD 3 aux|discuss discuss VB 0 root|attack attack NN 3 obj",
    ),
    (
        "ceasefire",
        "planned",
        "It it PRP 2 nsubj|called call VBD 0 root|for for IN 4 case|ceasefire ceasefire NN 2 obl",
    ),
    (
        "ceasefire",
        "planned",
        "It it PRP 2 nsubj|called call VBD 0 root|for for IN 2 prep|ceasefire ceasefire NN 3 pobj",
    ),
    (
        "leave",
        "planned",
        "It it PRP 2 nsubj|urged urge VBD 0 root|them they PRP 2 obj|to to TO 5 mark|leave leave VB 2 xcomp",
    ),
    (
        "leave",
        "planned",
        "It it PRP 2 nsubj|wants want VBZ 0 root|them they PRP 5 nsubj|to to TO 5 aux|leave leave VB 2 ccomp",
    ),
    (
        "leave",
        "actual",
        "They they PRP 3 nsubj:pass|were be VBD 3 aux:pass|forced force VBN 0 root|to to TO 5 mark|"
        "leave leave VB 3 xcomp",
    ),
    (
        "attack",
        "denied",
        "Police police NN 2 nsubj|prevented prevent VBD 0 root|an a DT 4 det|attack attack NN 2 obj",
    ),
    (
        "attack",
        "actual",
        "They they PRP 2 nsubj|failed fail VBD 0 root|to to TO 4 mark|prevent prevent VB 2 xcomp|"
        "attack attack NN 4 obj",
    ),
    (
        "injuries",
        "denied",
        "No no DT 2 det|injuries injury NNS 4 nsubj:pass|were be VBD 4 aux:pass|reported report VBN 0 root",
    ),
    (
        "offensive",
        "planned",
        "The the DT 3 det|planned plan VBN 3 amod|offensive offensive NN 4 nsubj|failed fail VBD 0 root",
    ),
    (
        "invades",
        "planned",
        "If if IN 3 mark|it it PRP 3 nsubj|invades invade VBZ 5 advcl|we we PRP 5 nsubj|act act VBP 0 root",
    ),
    (
        "agreement",
        "actual",
        "They they PRP 2 nsubj|announced announce VBD 0 root|agreement agreement NN 2 obj",
    ),
    (
        "withdrawal",
        "planned",
        "They they PRP 2 nsubj|announced announce VBD 0 root|withdrawal withdrawal NN 2 obj",
    ),
    (
        "fought",
        "actual",
        "They they PRP 2 nsubj|said say VBD 0 root|it it PRP 4 nsubj|fought fight VBD 2 ccomp",
    ),
    (
        "fought",
        "denied",
        "They they PRP 2 nsubj|deny deny VBP 0 root|that that IN 5 mark|it it PRP 5 nsubj|fought fight VBD 2 ccomp",
    ),
    (
        "sign",
        "planned",
        "They they PRP 3 nsubj|will will MD 3 aux|meet meet VB 0 root|and and CC 5 cc|sign sign VB 3 conj",
    ),
    (
        "left",
        "actual",
        "They they PRP 3 nsubj|will will MD 3 aux|meet meet VB 0 root|it it PRP 5 nsubj|left leave VBD 3 conj",
    ),
]


@pytest.mark.parametrize(("trigger", "expected", "table"), PARSES)
def test_over_both_label_schemes(trigger: str, expected: str, table: str) -> None:
    """Auxiliaries, negation, modifiers and what stands above a trigger decide, whichever labels a parser gives."""
    doc = parse(table.replace("|", "\n"))
    assert factuality([token for token in doc if token.text == trigger][-1]) == expected


SENTENCES = [
    ("The ministers will *meet* on Friday.", "planned"),
    ("Russia *attacked* Kyiv on Monday.", "actual"),
    ("The troops did not *withdraw*.", "denied"),
    ("No *injuries* were reported.", "denied"),
    ("No *negotiations* took place.", "denied"),
    ("We urge an immediate *ceasefire* in Tigray.", "planned"),
    ("They called on Turkey to *withdraw* its troops.", "planned"),
    ("Iran threatened to *attack* Israel.", "planned"),
    ("The army flew to Kabul to *evacuate* citizens.", "planned"),
    ("The ministers agreed to a future *meeting* on Crete.", "planned"),
    ("Karabakh leaders were compelled to *surrender*.", "actual"),
    ("Government forces began *deploying* on Monday.", "actual"),
    ("Iran denied *attacking* the ship.", "denied"),
    ("The rebels failed to *capture* the city.", "denied"),
    ("Turkey said it would *attack* the camp.", "planned"),
    ("The president is to *visit* Paris.", "planned"),
    ("The US condemned the *attack* in Kabul.", "actual"),
    ("U.S. diplomats will be *returning* to Ukraine this week.", "planned"),
    ("Troops continued to *shell* the town.", "actual"),
    ("They tried to *seize* the airport.", "planned"),
    ("Peru was the first country to *recognize* Chad.", "actual"),
    ("The families had to *flee* the town.", "actual"),
    ("The president, who *visited* Paris, left.", "actual"),
]


def test_in_whole_sentences(pipeline: Language) -> None:
    """At least nine of ten plain sentences are judged as a reader would judge them."""
    right = 0
    for marked, expected in SENTENCES:
        before, trigger, _ = marked.split("*")
        doc = pipeline(marked.replace("*", ""))
        token = next(token for token in doc if token.idx == len(before))
        assert token.text == trigger
        right += factuality(token) == expected
    assert right >= 0.9 * len(SENTENCES)


def test_a_project_adds_words(tmp_path: Path) -> None:
    """A word list beside a project's ontology adds to the shipped one, in every form of its words."""
    doc = parse("They they PRP 2 nsubj\ndreaded dread VBD 0 root\nwar war NN 2 obj")
    assert factuality(word(doc, "war")) is Factuality.ACTUAL
    (tmp_path / "factuality.tsv").write_text(
        "word\tslot\tfactuality\tunless\ndread\tobject\tplanned\n", encoding="utf-8"
    )
    cues = Cues.load("factuality", MEANINGS, [tmp_path])
    assert factuality(word(doc, "war"), cues) is Factuality.PLANNED


@pytest.mark.parametrize("content", ["", "word\tslot\n", "word\tslot\tfactuality\tunless\na\tobject\tperhaps\n"])
def test_a_word_list_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    """A list with another head, or a meaning that there is not, is refused by its file."""
    (tmp_path / "factuality.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"factuality\.tsv"):
        Cues.load("factuality", MEANINGS, [tmp_path])


def test_each_word_of_the_shipped_lists_stands_once() -> None:
    """No two rows of a shipped list give one word in one slot two meanings."""
    from kgbuild import shipped

    for name in ("factuality", "attribution"):
        rows = (shipped.folder("ontology") / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        keys = [tuple(row.split("\t")[:2]) for row in rows]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("text", ["A *deal* with Iran was within reach.", "A new *attack* on Kabul is likely."])
def test_what_is_said_to_be_possible(pipeline: Language, text: str) -> None:
    """An event noun that is said to be likely or within reach is of what may come."""
    doc = pipeline(text.replace("*", ""))
    word = text.split("*")[1]
    assert factuality(next(token for token in doc if token.text == word)) is Factuality.PLANNED
