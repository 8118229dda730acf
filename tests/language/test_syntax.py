"""Grammatical relations are the same whichever label scheme a parse uses."""

import pytest
from spacy.tokens import Doc

from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.negation import negated

from .parses import parse, texts, word

UD_PASSIVE = """
The the DT 2 det
port port NN 5 nsubj:pass
was be VBD 5 aux:pass
not not RB 5 advmod
attacked attack VBN 0 root
by by IN 7 case
rebels rebel NNS 5 obl:agent
in in IN 9 case
Hodeidah Hodeidah NNP 5 obl
"""
CLEAR_PASSIVE = """
The the DT 2 det
port port NN 5 nsubjpass
was be VBD 5 auxpass
not not RB 5 neg
attacked attack VBN 0 ROOT
by by IN 5 agent
rebels rebel NNS 6 pobj
in in IN 5 prep
Hodeidah Hodeidah NNP 8 pobj
"""
UD_CONTROL = """
Paris Paris NNP 2 nsubj
urged urge VBD 0 root
Kyiv Kyiv NNP 2 obj
and and CC 5 cc
Minsk Minsk NNP 3 conj
to to TO 7 mark
talk talk VB 2 xcomp
"""
CLEAR_CONTROL = """
Paris Paris NNP 2 nsubj
urged urge VBD 0 ROOT
Kyiv Kyiv NNP 2 dobj
and and CC 3 cc
Minsk Minsk NNP 3 conj
to to TO 7 aux
talk talk VB 2 xcomp
"""
UD_RELATIVE = """
Troops troop NNS 7 nsubj
who who WP 3 nsubj
entered enter VBD 1 acl:relcl
Russia Russia NNP 6 nmod:poss
's 's POS 4 case
enclave enclave NN 3 obj
left leave VBD 0 root
"""
CLEAR_RELATIVE = UD_RELATIVE.replace("acl:relcl", "relcl").replace("nmod:poss", "poss")
UD_COPULA = """
Spain Spain NNP 4 nsubj
is be VBZ 4 cop
deeply deeply RB 4 advmod
concerned concerned JJ 0 root
about about IN 6 case
Mali Mali NNP 4 obl
"""
CLEAR_COPULA = """
Spain Spain NNP 2 nsubj
is be VBZ 0 ROOT
deeply deeply RB 4 advmod
concerned concerned JJ 2 acomp
about about IN 4 prep
Mali Mali NNP 5 pobj
"""
UD_REDUCED = """
A a DT 2 det
strike strike NN 7 nsubj
carried carry VBN 2 acl
out out RP 3 compound:prt
by by IN 6 case
Mali Mali NNP 3 obl:agent
failed fail VBD 0 root
"""
CLEAR_REDUCED = """
A a DT 2 det
strike strike NN 7 nsubj
carried carry VBN 2 acl
out out RP 3 prt
by by IN 3 agent
Mali Mali NNP 5 pobj
failed fail VBD 0 ROOT
"""


@pytest.fixture(params=["ud", "clear"])
def scheme(request: pytest.FixtureRequest) -> int:
    """0 for Universal Dependencies, 1 for ClearNLP."""
    return ["ud", "clear"].index(request.param)


def both(scheme: int, *tables: str) -> Doc:
    """The parse in the scheme under test."""
    return parse(tables[scheme])


def test_passive_clause(scheme: int) -> None:
    """A passive has its agent in the by-phrase, its patient as subject, and its place as a prepositional."""
    attacked = word(both(scheme, UD_PASSIVE, CLEAR_PASSIVE), "attacked")
    assert syntax.passive(attacked)
    assert negated(attacked)
    assert str(syntax.subject(attacked)) == "port"
    assert str(syntax.agent_phrase(attacked)) == "rebels"
    assert [(p, str(n)) for p, n in syntax.prepositional(attacked)] == [("by", "rebels"), ("in", "Hodeidah")]
    assert texts(syntax.auxiliaries(attacked)) == ["was"]


def test_governor_skips_the_preposition(scheme: int) -> None:
    """The governor of a prepositional noun is the verb, with the preposition named apart."""
    place = word(both(scheme, UD_PASSIVE, CLEAR_PASSIVE), "Hodeidah")
    assert str(syntax.governor(place)) == "attacked"
    assert syntax.preposition(place) == "in"


def test_object_control(scheme: int) -> None:
    """The understood subject of a controlled infinitive is the object of the verb above."""
    doc = both(scheme, UD_CONTROL, CLEAR_CONTROL)
    controller = syntax.subject(word(doc, "talk"))
    assert controller is not None
    assert texts(syntax.conjuncts(controller)) == ["Kyiv", "Minsk"]
    assert texts(syntax.complement_clauses(word(doc, "urged"))) == ["talk"]
    assert not syntax.passive(word(doc, "urged"))


def test_relative_clause(scheme: int) -> None:
    """The subject of a relative clause is the noun that it modifies; a possessor is found."""
    doc = both(scheme, UD_RELATIVE, CLEAR_RELATIVE)
    assert str(syntax.subject(word(doc, "entered"))) == "Troops"
    assert texts(syntax.relative_clauses(word(doc, "Troops"))) == ["entered"]
    assert str(syntax.possessor(word(doc, "enclave"))) == "Russia"
    assert str(syntax.clause_head(word(doc, "Russia"))) == "entered"


def test_copular_predicate(scheme: int) -> None:
    """A predicative adjective has the subject and the copula of its clause."""
    concerned = word(both(scheme, UD_COPULA, CLEAR_COPULA), "concerned")
    assert str(syntax.subject(concerned)) == "Spain"
    assert str(syntax.copula(concerned)) == "is"
    assert [(p, str(n)) for p, n in syntax.prepositional(concerned)] == [("about", "Mali")]


def test_reduced_relative(scheme: int) -> None:
    """A participle after a noun is passive, has the noun as patient, and keeps its particle and agent."""
    doc = both(scheme, UD_REDUCED, CLEAR_REDUCED)
    carried = word(doc, "carried")
    assert syntax.passive(carried)
    assert str(syntax.subject(carried)) == "strike"
    assert str(syntax.particle(carried)) == "out"
    assert str(syntax.agent_phrase(carried)) == "Mali"
    assert not syntax.passive(word(doc, "failed"))


def test_negation_by_determiner() -> None:
    """A clause whose subject has a negative determiner is negated, another is not."""
    table = """
    No no DT 2 det
    talks talk NNS 3 nsubj
    took take VBD 0 root
    place place NN 3 obj
    """
    assert negated(word(parse(table), "took"))
    assert negated(word(parse(table), "talks"))
    assert not negated(word(parse(table.replace("No no", "The the")), "took"))


def test_coordinated_verbs_share_their_subject() -> None:
    """A coordinated verb without subject takes that of the first; a coordinated participle stays passive."""
    doc = parse("""
    Depots depot NNS 3 nsubj:pass
    were be VBD 3 aux:pass
    hit hit VBN 0 root
    and and CC 5 cc
    destroyed destroy VBN 3 conj
    """)
    destroyed = word(doc, "destroyed")
    assert str(syntax.subject(destroyed)) == "Depots"
    assert syntax.passive(destroyed)


def test_compound_prepositions_are_joined() -> None:
    """A preposition of several words is one: its fixed parts belong to it."""
    doc = parse("""
    They they PRP 2 nsubj
    fled flee VBD 0 root
    because because IN 5 case
    of of IN 3 fixed
    shelling shelling NN 2 obl
    """)
    assert [(p, str(n)) for p, n in syntax.prepositional(word(doc, "fled"))] == [("because of", "shelling")]


def test_a_parse_without_labels_has_no_relations() -> None:
    """Nothing is invented where the parser says nothing."""
    doc = parse("Hello hello UH 0 root")
    token = doc[0]
    assert syntax.subject(token) is None
    assert not syntax.objects(token)
    assert not syntax.prepositional(token)
    assert not syntax.passive(token)


def test_not_only_is_no_negation() -> None:
    """ "Not only" affirms, a plain "not" denies."""
    table = """
    They they PRP 4 nsubj
    not not RB 4 advmod
    only only RB 4 advmod
    fled flee VBD 0 root
    """
    assert not negated(word(parse(table), "fled"))
    assert negated(word(parse(table.replace("only only", "ever ever")), "fled"))


def test_the_plan_of_somebody_is_theirs() -> None:
    """The understood subject of an infinitive below a noun is the possessor of the noun."""
    doc = parse("""
    We we PRP 2 nsubj
    regret regret VBP 0 root
    Mali Mali NNP 5 nmod:poss
    's 's POS 3 case
    plan plan NN 2 obj
    to to TO 7 mark
    leave leave VB 5 acl
    """)
    assert str(syntax.subject(word(doc, "leave"))) == "Mali"


def test_a_perfect_below_its_object_is_active() -> None:
    """A participle behind "have" that the parse takes for an attribute has its subject and its object."""
    doc = parse("""
    Attacks attack NNS 2 nsubj
    have have VBP 0 root
    harmed harm VBN 4 amod
    civilians civilian NNS 2 obj
    """)
    harmed = word(doc, "harmed")
    assert not syntax.passive(harmed)
    assert str(syntax.subject(harmed)) == "Attacks"
    assert texts(syntax.objects(harmed)) == ["civilians"]


def test_a_participle_with_an_object_is_a_main_verb() -> None:
    """ "Mali called Chad", parsed as a noun with a participle, has a subject and is not passive."""
    doc = parse("""
    Mali Mali NNP 0 root
    called call VBN 1 acl
    Chad Chad NNP 2 obj
    """)
    called = word(doc, "called")
    assert not syntax.passive(called)
    assert str(syntax.subject(called)) == "Mali"


def test_a_name_after_to_is_no_verb() -> None:
    """A name that the parse takes for an infinitive is a prepositional complement."""
    doc = parse("""
    They they PRP 2 nsubj
    returned return VBD 0 root
    to to IN 4 mark
    Mali Mali VB 2 xcomp
    """)
    assert [(p, str(n)) for p, n in syntax.prepositional(word(doc, "returned"))] == [("to", "Mali")]


def test_governor_of_a_root_is_itself() -> None:
    """Climbing ends at the root of a sentence."""
    doc = parse("Fighting fighting NN 0 root")
    assert syntax.governor(doc[0]) == doc[0]
    assert syntax.clause_head(doc[0]) == doc[0]
