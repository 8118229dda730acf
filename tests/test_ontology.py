"""The shipped ontology is sound, documented, and keeps the contract; each rule that says so can fail."""

import gzip
import re
from pathlib import Path

import pytest

from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SKOS, Literal, NamedNode, Quad, Store, lexical, parse_file
from tests.conftest import CHECKOUT

ONTOLOGY = CHECKOUT / "ontology"
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
BROKEN = Path(__file__).parent / "data" / "ontology"

BRANCHES = {
    "DiplomaticEvent": (
        "Meeting Visit Agreement Appeal Condemnation Threat Pledge Refusal Endorsement Statement Sanction"
    ),
    "MilitaryOperation": "Attack Battle Blockade Deployment Withdrawal Surrender Seizure Detention",
    "HumanitarianEvent": "Casualties Displacement Aid Deprivation Destruction",
}
FINER = {
    "Meeting": "Summit PhoneCall",
    "Agreement": "Ceasefire Treaty PrisonerExchange",
    "Sanction": "Expulsion",
    "Attack": "Airstrike DroneStrike MissileStrike Shelling Bombing Offensive Invasion Raid Ambush Assassination",
    "Blockade": "Siege",
    "Deployment": "Mobilization MilitaryExercise",
    "Detention": "Arrest Abduction Release",
    "Displacement": "Evacuation",
    "Aid": "AidConvoy",
    "Deprivation": "Famine",
}
MEASURES = "killed wounded missing casualties displaced detained affected money_usd vehicles troops tonnes"
CRITICAL_PITFALLS = "p03 p05 p06 p14 p15 p16 p19 p27 p28 p29 p31 p37 p39 p40"
REPORT_ERRORS = (
    "deprecated_boolean_datatype deprecated_class_reference deprecated_property_reference duplicate_definition "
    "duplicate_label illegal_use_of_built_in_vocabulary label_formatting label_whitespace missing_label "
    "missing_ontology_description missing_ontology_license missing_ontology_title misused_obsolete_label "
    "misused_replaced_by multiple_definitions multiple_equivalent_class_definitions multiple_labels"
)
UNCODED = {"Statement", "Casualties", "Displacement", "Deprivation"}


@pytest.fixture(scope="module")
def ontology() -> Store:
    """All statements of the shipped ontology and lexicon."""
    store = Store()
    for path in sorted(ONTOLOGY.rglob("*.ttl")):
        store.extend(parse_file(path))
    return store


def found(rule: Path, store: Store) -> set[str]:
    """The terms that a rule objects to."""
    return {lexical(row["term"]) for row in store.query(rule.read_text(encoding="utf-8"))}  # type: ignore[union-attr]


def expected(path: Path) -> set[str]:
    """The terms that the head of a broken example says a rule must find in it."""
    text = path.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^@prefix (\w+): <(.*)> \.$", text, re.MULTILINE))
    names = text.split("\n", 1)[0].removeprefix("# finds: ").split()
    split = [name.partition(":") for name in names]
    return {prefixes.get(prefix, prefix + colon) + local for prefix, colon, local in split}


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_the_ontology_breaks_no_rule(rule: Path, ontology: Store) -> None:
    """No rule finds a term of the shipped ontology."""
    assert found(rule, ontology) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_each_rule_finds_what_breaks_it(rule: Path) -> None:
    """On the broken example of its name a rule finds exactly the terms that break it, and no sound one beside them."""
    example = BROKEN / f"{rule.stem}.ttl"
    store = Store()
    store.extend(parse_file(example))
    assert expected(example)
    assert found(rule, store) == expected(example)


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_each_rule_documents_itself(rule: Path) -> None:
    """The head of a rule gives its title, the reason for it, its severity and the catalogue that it follows."""
    head = [line for line in rule.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    fields = dict(line[2:].split(": ", 1) for line in head if not line.startswith("#  "))
    assert fields.keys() == {"title", "why", "severity", "after"}
    assert fields["severity"] in {"critical", "important", "minor", "error", "warning"}


def test_the_critical_pitfalls_and_report_errors_are_covered() -> None:
    """Every critical pitfall that a program can see, and every report error that is of general use, has a rule."""
    pitfalls = {rule.stem.split("-")[1] for rule in RULES if rule.stem.startswith("oops-")}
    assert pitfalls >= set(CRITICAL_PITFALLS.split())
    named = " ".join(rule.read_text(encoding="utf-8") for rule in RULES)
    for error in REPORT_ERRORS.split():
        assert error in named


def above(store: Store, name: str) -> set[str]:
    """The names of the classes above a class of the ontology, itself included."""
    pending, seen = [KG[name]], {KG[name]}
    while pending:
        for quad in store.quads_for_pattern(pending.pop(), RDFS["subClassOf"], None):
            if isinstance(quad.object, NamedNode) and quad.object not in seen:
                seen.add(quad.object)
                pending.append(quad.object)
    return {node.value.removeprefix(KG.iri) for node in seen}


def values(store: Store, name: str, predicate: NamedNode) -> list[Literal]:
    """The literals of a term of the ontology for one predicate."""
    return [q.object for q in store.quads_for_pattern(KG[name], predicate, None) if isinstance(q.object, Literal)]


@pytest.mark.parametrize(("branch", "names"), BRANCHES.items())
def test_the_event_classes_of_the_contract(branch: str, names: str, ontology: Store) -> None:
    """The 24 classes of events lie below their branch, and their branch below kg:Event."""
    for name in names.split():
        assert above(ontology, name) >= {branch, "Event"}, name
        assert not above(ontology, name) & (BRANCHES.keys() - {branch}), name


@pytest.mark.parametrize(("parent", "names"), FINER.items())
def test_the_finer_event_classes(parent: str, names: str, ontology: Store) -> None:
    """The finer classes lie below the class of the contract that they narrow."""
    for name in names.split():
        assert parent in above(ontology, name), name


def test_gazetteer_and_lexicon_name_classes_that_there_are(ontology: Store) -> None:
    """Each class in the gazetteer is one of entities, and each class that a frame evokes one of events."""
    table = gzip.decompress((ONTOLOGY / "gazetteer" / "names.tsv.gz").read_bytes()).decode()
    head, *rows = (line.split("\t") for line in table.splitlines())
    for name in sorted({row[head.index("class")] for row in rows}):
        assert "Entity" in above(ontology, name), name
    for quad in ontology.quads_for_pattern(None, KG["evokes"], None):
        assert "Event" in above(ontology, lexical_of(quad).removeprefix(KG.iri)), quad


def test_event_data_codes(ontology: Store) -> None:
    """Each event class below a branch carries a PLOVER code, but for the kinds that PLOVER does not have."""
    for name in (name for names in BRANCHES.values() for name in names.split()):
        codes = [value for value in values(ontology, name, SKOS["notation"]) if value.datatype == KG["ploverCode"]]
        assert bool(codes) == (name not in UNCODED), name
        for code in codes:
            assert re.fullmatch(r"[A-Z]+(-[a-z-]+)?", code.value)
    assert Literal("Air/drone strike", datatype=KG["acledCode"]) in values(ontology, "Airstrike", SKOS["notation"])


def test_each_kind_of_number_has_its_plain_word(ontology: Store) -> None:
    """The measures are those of the contract, each with its word as notation."""
    declared = {q.subject for q in ontology.quads_for_pattern(None, RDF["type"], KG["Measure"])}
    assert declared == {KG[name] for name in MEASURES.split()}
    for name in MEASURES.split():
        assert values(ontology, name, SKOS["notation"]) == [Literal(name)]


def test_alignment_goes_upwards_only(ontology: Store) -> None:
    """Terms of others are declared and stand above terms of this ontology, and in no other place of an axiom."""
    upward = {RDFS["subClassOf"], RDFS["subPropertyOf"]}
    own = (KG.iri, "https://w3id.org/kgbuild/")
    builtin = (OWL.iri, RDF.iri, RDFS.iri, "http://www.w3.org/2001/XMLSchema#")
    kinds = {OWL["Class"], OWL["ObjectProperty"], OWL["DatatypeProperty"]}
    others = {
        quad.subject
        for kind in kinds
        for quad in ontology.quads_for_pattern(None, RDF["type"], kind)
        if isinstance(quad.subject, NamedNode) and not quad.subject.value.startswith(own + builtin)
    }
    assert others
    for other in others:
        for quad in ontology.quads_for_pattern(None, None, other):
            assert quad.predicate in upward, quad
        for quad in ontology.quads_for_pattern(other, None, None):
            assert quad.predicate == RDF["type"], quad


def test_nothing_is_imported_or_equated(ontology: Store) -> None:
    """The ontology stands alone: no imports, no owl:sameAs, and Wikidata only by skos:closeMatch on http IRIs."""
    for predicate in (OWL["imports"], OWL["sameAs"]):
        assert not list(ontology.quads_for_pattern(None, predicate, None))
    wikidata = [quad for quad in ontology if "wikidata.org" in lexical_of(quad)]
    assert wikidata
    for quad in wikidata:
        assert quad.predicate == SKOS["closeMatch"]
        assert re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", lexical_of(quad))


def lexical_of(quad: Quad) -> str:
    """The text of a statement's object, empty for a blank node."""
    return quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""


def test_versions_agree(ontology: Store) -> None:
    """Version IRI, version info and citation name the same version."""
    node = NamedNode("https://w3id.org/kgbuild/ontology")
    told = {quad.predicate: lexical_of(quad) for quad in ontology.quads_for_pattern(node, None, None)}
    version = told[OWL["versionInfo"]]
    assert told[OWL["versionIRI"]] == f"{node.value}/{version}"
    assert f"version {version}" in told[DCTERMS["bibliographicCitation"]]
    assert told[DCTERMS["created"]] <= told[DCTERMS["modified"]]
