"""What the conversion of training corpora must keep: words, spacing, layers and names, in every setting."""

import json
from pathlib import Path
from random import Random

import card
import pytest
import spacy
from corpora import gum_documents, gum_names, read_conllu, read_names, with_names
from names import names_of_tags, trimmed, without_overlaps
from sentence import Name, Sentence, Word, grouped, iob_tags, named_doc, parsed_doc
from spacy.training import Example
from substitution import Pools, institutions, substituted, usable
from typography import broken, curled, dashed, headline, spacing, varied

TRAINING = Path(__file__).resolve().parents[1] / "training"
MODEL = TRAINING.parent / "models" / "en"
CONLLU = """\
# sent_id = made-up-1
# text = The envoy didn't "agree", he said.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	_
2	envoy	envoy	NOUN	NN	Number=Sing	5	nsubj	_	_
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	Tense=Past	5	aux	_	_
4	n't	not	PART	RB	Polarity=Neg	5	advmod	_	_
4.1	gap	gap	VERB	VB	_	_	_	_	_
5	"	"	PUNCT	``	_	6	punct	_	SpaceAfter=No
6	agree	agree	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
7	"	"	PUNCT	''	_	6	punct	_	SpaceAfter=No
8	,	,	PUNCT	,	_	10	punct	_	_
9	he	he	PRON	PRP	Case=Nom	10	nsubj	_	_
10	said	say	VERB	VBD	Tense=Past	6	parataxis	_	SpaceAfter=No
11	.	.	PUNCT	.	_	6	punct	_	_

# sent_id = made-up-2
1	Talks	talk	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	failed	fail	VERB	VBD	Tense=Past	0	root	_	_
"""
IOB2 = """\
# sent_id = made-up-3
1	The	O	-	-
2	Mali	B-ORG	-	x
3	Bureau	I-ORG	-	x
4	met	O	-	-
5	President	B-PER	-	x
6	Ada	I-PER	-	x
7	Osei	I-PER	-	x
8	.	B-O	-	x
"""
IO = "-DOCSTART- O\n\nParis I-LOC\n, O\nLyon I-LOC\n( O\nFrance I-LOC\n) O\n"


def named(sentence: Sentence) -> list[tuple[str, str]]:
    """The names of a sentence as text and label."""
    return [(" ".join(w.form for w in sentence.words[start:end]), label) for start, end, label in sentence.names or ()]


@pytest.fixture
def parsed() -> list[Sentence]:
    """The sentences of the CoNLL-U sample."""
    return [sentence for sentence, _ in read_conllu(CONLLU)]


@pytest.fixture
def visit() -> Sentence:
    """A sentence with two names, one of two words."""
    forms = ["Ada", "Osei", "saw", '"', "Accra", '"', "."]
    words = tuple(Word(form, space) for form, space in zip(forms, spacing(forms), strict=True))
    return Sentence(words, (Name(0, 2, "PER"), Name(4, 5, "LOC")))


def test_conllu_spells_the_text(parsed: list[Sentence]) -> None:
    """Words and spacing, multiword tokens included, spell the text that the file states."""
    assert parsed[0].text == 'The envoy didn\'t "agree", he said.'


def test_conllu_leaves_out_empty_nodes(parsed: list[Sentence]) -> None:
    """An empty node is no word, and heads still point at the right words."""
    words = parsed[0].words
    assert len(words) == 11
    assert words[words[8].head].form == "said"
    assert (words[5].head, words[5].dep) == (5, "ROOT")


def test_parsed_doc_holds_every_layer(parsed: list[Sentence]) -> None:
    """Tags, morphology, lemmas, heads and sentence starts arrive in the document; heads do not leave their sentence."""
    doc = parsed_doc(spacy.blank("en").vocab, parsed)
    assert [token.is_sent_start for token in doc if token.is_sent_start] == [True, True]
    assert (doc[2].tag_, doc[2].pos_, doc[2].lemma_, str(doc[2].morph)) == ("VBD", "AUX", "do", "Tense=Past")
    assert (doc[11].head.text, doc[11].dep_) == ("failed", "nsubj")


def test_run_time_tokens_align_with_the_corpus(parsed: list[Sentence]) -> None:
    """The run-time tokenizer, given the text in curly quotes, finds the annotation of every token."""
    nlp = spacy.blank("en")
    curly = parsed[0].with_forms(curled(parsed[0].words))
    reference = parsed_doc(nlp.vocab, [curly])
    example = Example(nlp.make_doc(reference.text), reference)
    assert None not in example.get_aligned("TAG", as_string=True)


def test_iob2_reads_names_and_ignores_stray_tags() -> None:
    """Names lose articles and titles, and a tag that begins nothing marks nothing."""
    (sentence,) = read_names(IOB2, 2, "\t")
    assert named(sentence) == [("Mali Bureau", "ORG"), ("Ada Osei", "PER")]


def test_io_tags_give_one_name_a_run() -> None:
    """Without B tags, a run of one label is one name; document marks are no sentences; spacing is restored."""
    (sentence,) = read_names(IO, 1)
    assert named(sentence) == [("Paris", "LOC"), ("Lyon", "LOC"), ("France", "LOC")]
    assert sentence.text == "Paris, Lyon (France)"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["B-politician", "I-politician", "B-politician"], [(0, 2, "PER"), (2, 3, "PER")]),
        (["B-politicalparty", "B-country"], [(0, 1, "ORG"), (1, 2, "LOC")]),
        (["B-election", "I-election", "I-misc"], []),
        (["I-ORG", "O", "I-ORG"], [(0, 1, "ORG"), (2, 3, "ORG")]),
    ],
)
def test_labels_map_to_one_convention(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    """Labels of all corpora become PER, LOC and ORG; elections, events and demonyms become nothing."""
    assert list(names_of_tags(tags)) == expected


def test_trimming_drops_what_is_no_name() -> None:
    """A title alone is no name, and a possessive ending does not belong to one."""
    forms = ["Prime", "Minister", "of", "the", "Union", "'s"]
    assert trimmed(forms, [Name(0, 2, "PER"), Name(3, 6, "ORG")]) == (Name(4, 5, "ORG"),)


def test_overlaps_leave_the_longest() -> None:
    """Of names within each other the longest stays."""
    found = without_overlaps([Name(3, 4, "LOC"), Name(0, 4, "ORG"), Name(6, 7, "PER")])
    assert found == (Name(0, 4, "ORG"), Name(6, 7, "PER"))


def test_gum_mentions_become_names() -> None:
    """A mention headed by a proper noun gives the proper nouns around it; plural persons and common nouns give none."""
    rows = [
        ("officials", "NNS", 0, "Entity=(1-person-new-x-cf1-1-sgl"),
        ("of", "IN", 3, "_"),
        ("the", "DT", 3, "Entity=(2-organization-new-x-cf2-2-coref"),
        ("Bank", "NNP", 0, "_"),
        ("of", "IN", 5, "_"),
        ("Ghana", "NNP", 3, "Entity=(3-place-new-x-cf3-1-sgl)2)1)"),
        ("met", "VBD", 6, "_"),
        ("Finns", "NNPS", 6, "Entity=(4-person-new-x-cf4-1-sgl)"),
    ]
    words = [Word(form, tag=tag, head=head) for form, tag, head, _ in rows]
    assert gum_names(words, [row[3] for row in rows]) == (Name(3, 6, "ORG"),)


def test_gum_keeps_to_licensed_genres(tmp_path: Path) -> None:
    """Only documents of the split and of a licensed genre are read."""
    listed = "## dev\n\n  * GUM_news_other\n\n## train\n\n  * GUM_news_one\n  * GUM_speech_one\n"
    (tmp_path / "gum").mkdir()
    (tmp_path / "GUM_splits.md").write_text(listed, "utf-8")
    for name in ("news_one", "speech_one", "news_other"):
        (tmp_path / "gum" / f"GUM_{name}.conllu").write_text(CONLLU, "utf-8")
    assert [len(document) for document in gum_documents(tmp_path, "train")] == [2]


def test_names_of_another_file_join_by_words(parsed: list[Sentence]) -> None:
    """A sentence without a counterpart in the file of names is left out, never taken as one without names."""
    other = [Sentence((Word("Talks"), Word("failed")), (Name(0, 1, "ORG"),))]
    (joined,) = with_names(parsed, other)
    assert joined.names == (Name(0, 1, "ORG"),)


def test_spacing_of_prose() -> None:
    """Punctuation and clitics lean left, brackets and opening quotes lean right."""
    forms = ["He", "said", '"', "do", "n't", '"', "(", "twice", ")", "."]
    text = Sentence(tuple(Word(f, s) for f, s in zip(forms, spacing(forms), strict=True))).text
    assert text == 'He said "don\'t" (twice).'


def test_curling_keeps_length_and_words(parsed: list[Sentence]) -> None:
    """Quotes turn by their side, apostrophes curl, and nothing else changes."""
    forms = curled(parsed[0].words)
    assert (forms[3], forms[4], forms[6]) == ("n’t", "“", "”")
    assert [form for form in forms if form.isalpha()] == [w.form for w in parsed[0].words if w.form.isalpha()]


def test_dashes_spare_hyphens() -> None:
    """A hyphen inside a compound stays; one that stands for a dash is replaced."""
    words = [
        Word("north", tag="JJ"),
        Word("-", tag="HYPH"),
        Word("east", tag="JJ"),
        Word("-", tag=":"),
        Word("--", tag=":"),
    ]
    assert dashed(words, "—") == ["north", "-", "east", "—", "—"]


def test_headlines_keep_small_words() -> None:
    """A headline has capitals but on small words within it."""
    assert headline([Word("talks"), Word("of"), Word("peace")]) == ["Talks", "of", "Peace"]


@pytest.mark.parametrize("at", [1, 3, 11])
def test_line_breaks_keep_the_tree(parsed: list[Sentence], at: int) -> None:
    """A line break adds one token; every other word keeps its head and label."""
    before = parsed[0].words
    after = broken(parsed[0], at, "\n\n").words
    kept = [word for word in after if word.tag != "_SP"]
    assert [(w.form, after[w.head].form, w.dep) for w in kept] == [(w.form, before[w.head].form, w.dep) for w in before]
    assert not after[at - 1].space


def test_line_breaks_keep_names(visit: Sentence) -> None:
    """A line break before, inside or after a name moves or stretches it, never loses it."""
    assert named(broken(visit, 1, "\n")) == [("Ada \n Osei", "PER"), ("Accra", "LOC")]
    assert named(broken(visit, 2, "\n")) == named(visit)
    assert named(broken(visit, 5, "\n")) == named(visit)


def test_variation_depends_on_the_seed_alone(visit: Sentence) -> None:
    """The same seed gives the same setting, and over many draws settings differ while names stay as many."""
    draws = [varied(visit, Random(seed)) for seed in range(60)]
    assert draws == [varied(visit, Random(seed)) for seed in range(60)]
    assert len({draw.text for draw in draws}) > 5
    assert {len(draw.names or ()) for draw in draws} == {2}


def test_substitution_moves_the_names(visit: Sentence) -> None:
    """Every name is redrawn at rate 1, none at 0; spans follow the new lengths and labels stay."""
    pools = {"PER": [(Word("Binta"), Word("Diallo"))], "LOC": [(Word("Port", True), Word("Sudan", True))], "ORG": []}
    assert substituted(visit, pools, Random(1), 0.0) == visit
    new = substituted(visit, pools, Random(1), 1.0)
    assert named(new) == [("Binta Diallo", "PER"), ("Port Sudan", "LOC")]
    assert new.text == 'Binta Diallo saw "Port Sudan".'


def test_new_names_come_with_offices_and_abbreviations() -> None:
    """Over many draws a person gets an office, which is no name, and an organisation an abbreviation, which is one."""
    sentence = Sentence(
        (Word("Osei"), Word("left"), Word("Unity", False), Word(".")), (Name(0, 1, "PER"), Name(2, 3, "ORG"))
    )
    pools: Pools = {"PER": [(Word("Diallo"),)], "ORG": [(Word("Volta"), Word("River"), Word("Bank"))]}
    draws = [substituted(sentence, pools, Random(seed), 1.0) for seed in range(60)]
    assert {tuple(named(draw)) for draw in draws} == {
        (("Diallo", "PER"), ("Volta River Bank", "ORG")),
        (("Diallo", "PER"), ("Volta River Bank", "ORG"), ("VRB", "ORG")),
    }
    texts = {draw.text for draw in draws}
    assert any(text.endswith("left Volta River Bank (VRB).") for text in texts)
    assert any(not text.startswith("Diallo") for text in texts)


def test_a_surname_is_replaced_by_a_surname() -> None:
    """A person named by one word becomes the last word of the drawn name."""
    sentence = Sentence((Word("Osei"), Word("left")), (Name(0, 1, "PER"),))
    new = substituted(sentence, {"PER": [(Word("Binta"), Word("Diallo"))]}, Random(1), 1.0)
    assert named(new) == [("Diallo", "PER")]


@pytest.mark.parametrize(
    ("name", "expected"), [("Süd Bank", True), ("rCOS", False), ("K2 (Berg)", False), ("Ao", False)]
)
def test_usable_names_read_like_prose(name: str, expected: bool) -> None:
    """Names with signs, figures or without a capital are not drawn."""
    assert usable(name) is expected
    assert all(usable(institution) or "'" in institution for institution in institutions())


def test_names_reach_the_document(visit: Sentence) -> None:
    """A document made of named sentences has their names as its entities, across sentences."""
    doc = named_doc(spacy.blank("en").vocab, [visit, visit])
    assert [(e.text, e.label_) for e in doc.ents] == [("Ada Osei", "PER"), ("Accra", "LOC")] * 2


def test_tags_and_groups() -> None:
    """Tags cover each token once, and groups hold every sentence once."""
    assert iob_tags(4, [Name(1, 3, "ORG")]) == ["O", "B-ORG", "I-ORG", "O"]
    sentences = [Sentence((Word(str(number)),)) for number in range(7)]
    assert [len(group) for group in grouped(sentences, 3)] == [3, 3, 1]


def test_the_card_shows_the_measured_scores() -> None:
    """The tables of the model card are those of the scores file."""
    text = (TRAINING / "README.md").read_text("utf-8")
    scores = json.loads((TRAINING / "scores.json").read_text("utf-8"))
    assert card.filled(text, scores) == text
    assert "| LAS |" in text


def test_a_card_without_scores_is_filled() -> None:
    """Tables replace what stands between the marks, and a second filling changes nothing."""
    empty = "# Card\n<!-- scores -->\nold\n<!-- end of scores -->\n"
    once = card.filled(empty, {"A set": {"dep_las": 81.25}})
    assert "| LAS | 81.2 |" in once
    assert "old" not in once
    assert card.filled(once, {"A set": {"dep_las": 81.25}}) == once


def test_the_shipped_pipeline_is_small_and_licensed() -> None:
    """The weights stay under 30 MB and lie beside their licence and the names of their sources."""
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 30_000_000
    assert "CC-BY-SA-4.0" in (MODEL / "LICENSE").read_text("utf-8")
    notice = (MODEL / "NOTICE").read_text("utf-8")
    sources = ("MiniLM", "EWT", "GUM", "Universal NER", "WikiGold", "CrossNER", "Wikidata")
    assert all(source in notice for source in sources)


def test_spacy_loads_the_shipped_pipeline() -> None:
    """spaCy loads the weights by their folder; they split paragraphs and abbreviations, and give every layer."""
    nlp = spacy.load(MODEL)
    doc = nlp("The U.S.-led force was attacked by rebels.\n\nMinisters met in Paris.")
    assert [token.text for token in doc][1:4] == ["U.S.", "-", "led"]
    assert len(list(doc.sents)) == 2
    attacked = next(token for token in doc if token.text == "attacked")
    assert (attacked.dep_, attacked.tag_, attacked.pos_, attacked.lemma_) == ("ROOT", "VBN", "VERB", "attack")
    assert {child.dep_ for child in attacked.children} >= {"nsubj:pass", "aux:pass", "obl:agent"}
    assert [(entity.text, entity.label_) for entity in doc.ents][-1] == ("Paris", "LOC")
