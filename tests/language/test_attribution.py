"""Who says what: source phrases and the words that they vouch for."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.language.speech.attribution import sources_of, speech_sources
from kgbuild.language.speech.quotation import quotations
from tests.language.parses import parse, word


def sources(doc: Doc, text: str) -> list[str]:
    """The source phrases of a word of a document, the innermost first."""
    found = sources_of(speech_sources(doc), word(doc, text))
    return [doc[one.first : one.last].text for one in found]


SAID = """
    The the DT 2 det
    army army NN 3 nsubj
    said say VBD 0 root
    that that IN 6 mark
    rebels rebel NNS 6 nsubj
    attacked attack VBD 3 ccomp
    it it PRP 6 {object}
"""


@pytest.mark.parametrize("label", ["obj", "dobj"])
def test_reported_speech(label: str) -> None:
    """The subject of a verb of saying vouches for the clause below it, and not for the verb itself."""
    doc = parse(SAID.format(object=label))
    assert sources(doc, "attacked") == ["The army"]
    assert sources(doc, "said") == []


ACCORDING = {
    "ud": """
        According accord VBG 3 case
        to to IN 1 fixed
        Reuters Reuters NNP 6 obl
        , , , 6 punct
        rebels rebel NNS 6 nsubj
        fled flee VBD 0 root
    """,
    "clearnlp": """
        According accord VBG 6 prep
        to to IN 1 prep
        Reuters Reuters NNP 2 pobj
        , , , 6 punct
        rebels rebel NNS 6 nsubj
        fled flee VBD 0 root
    """,
}


@pytest.mark.parametrize("scheme", ACCORDING)
def test_according_to(scheme: str) -> None:
    """ "According to X" makes X the source of its clause."""
    doc = parse(ACCORDING[scheme])
    assert sources(doc, "fled") == ["Reuters"]
    assert sources(doc, "Reuters") == []


def test_two_who_say_it() -> None:
    """Sources that are joined are both sources."""
    doc = parse(
        """
        Kyiv Kyiv NNP 4 nsubj
        and and CC 3 cc
        Rome Rome NNP 1 conj
        say say VBP 0 root
        it it PRP 6 nsubj
        fell fall VBD 4 ccomp
        """
    )
    assert sources(doc, "fell") == ["Kyiv", "Rome"]


def test_a_source_that_cites_another() -> None:
    """Who is cited is a source too."""
    doc = parse(
        """
        Reuters Reuters NNP 6 nsubj
        , , , 6 punct
        citing cite VBG 6 advcl
        officials official NNS 3 obj
        , , , 6 punct
        said say VBD 0 root
        it it PRP 8 nsubj
        fell fall VBD 6 ccomp
        """
    )
    assert set(sources(doc, "fell")) == {"Reuters", "officials"}


def test_a_statement_speaks_for_its_author() -> None:
    """What a statement says its author says."""
    doc = parse(
        """
        A a DT 2 det
        statement statement NN 5 nsubj
        from from IN 4 case
        Rome Rome NNP 2 nmod
        said say VBD 0 root
        it it PRP 7 nsubj
        fell fall VBD 5 ccomp
        """
    )
    assert sources(doc, "fell") == ["Rome"]


def test_reports_without_an_author() -> None:
    """Nameless reports are themselves the source."""
    doc = parse(
        """
        There there EX 2 expl
        are be VBP 0 root
        credible credible JJ 4 amod
        reports report NNS 2 nsubj
        that that IN 7 mark
        troops troop NNS 7 nsubj
        fled flee VBD 4 acl
        """
    )
    assert sources(doc, "fled") == ["credible reports"]


def test_an_insertion_between_commas() -> None:
    """ "X said" between commas or at the end vouches for the rest of its sentence."""
    doc = parse(
        """
        Two two CD 3 nsubj:pass
        were be VBD 3 aux:pass
        killed kill VBN 0 root
        , , , 3 punct
        police police NN 6 nsubj
        said say VBD 3 conj
        . . . 3 punct
        """
    )
    assert sources(doc, "killed") == ["police"]
    assert sources(doc, "police") == []


def test_without_a_parse_nobody_says_anything() -> None:
    """A document that was not parsed has no attributions."""
    assert speech_sources(parse(SAID.format(object="obj"))[0:0].as_doc()) == []


def test_quotations() -> None:
    """Quotation marks of either kind delimit; one left open ends with its paragraph; phrases are no sentences."""
    doc = parse(
        """
        “ “ `` 2 punct
        We we PRP 3 nsubj
        won win VBD 0 root
        it it PRP 3 obj
        today today NN 3 obl
        ” ” '' 3 punct
        , , , 3 punct
        the the DT 9 det
        " " `` 3 punct
        end end NN 3 obj
        """
    )
    assert [(one.first, one.last, one.sentence) for one in quotations(doc)] == [(1, 5, True), (9, 10, False)]


SENTENCES = [
    ("“The explosion was very powerful. The whole building has collapsed,” he said.", "collapsed", "he"),
    ('"Six shells hit the area", said KCNA.', "hit", "KCNA"),
    ("“We will fight,” Zelenskyy said. “We will win the war.”", "win", "Zelenskyy"),
    ("An anonymous U.S. official explained that the two sides met.", "met", "An anonymous U.S. official"),
    ("According to Syrian state media, government forces entered the town.", "entered", "Syrian state media"),
    ("The SDF said hundreds of fighters escaped from a camp.", "escaped", "The SDF"),
    ("Police said on Monday that two people were killed.", "killed", "Police"),
]


def test_in_whole_sentences(pipeline: Language) -> None:
    """In at least six of seven plain sentences the source is the one that a reader would name."""
    right = [sources(pipeline(text), told)[:1] == [source] for text, told, source in SENTENCES]
    assert sum(right) >= len(SENTENCES) - 1


def test_a_statement_of_fact_has_no_source(pipeline: Language) -> None:
    """What an article says in its own voice is attributed to nobody."""
    assert speech_sources(pipeline("Azerbaijan attacked Nagorno-Karabakh on September 19 and troops entered it.")) == []
