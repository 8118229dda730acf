"""The files of a graph: what they say, that they are the same for the same input, and that nothing unrelated moves."""

from dataclasses import replace

import pytest

from kgbuild.errors import ArticleError, GraphError, OntologyError
from kgbuild.graph import populate
from kgbuild.model import Article, Copy, Entity, Filler, PartialDate, QuantityFinding, Resolution, Source, Span
from kgbuild.model.terms import AGENT, PERSON
from kgbuild.model.terms import KG as KG_IRI
from kgbuild.shipped import folder
from kgbuild.store import (
    DCTERMS,
    KG,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    BlankNode,
    GraphFile,
    Index,
    Literal,
    NamedNode,
    lexical,
    parse_file,
    quads_of,
)
from tests.graph.sample import BASE, MINTER, MY, TEXTS, article, at, classes, draft


def files(seed: int | None = None, leave_out: str | None = None) -> dict[str, GraphFile]:
    """The files of the sample by name."""
    return {file.name: file for file in populate(*draft().build(seed, leave_out), classes(), MINTER)}


def index(*names: str) -> Index:
    """The statements of some files of the sample, of all where none is named."""
    made = files()
    return Index(quads_of(made[name] for name in names or made))


def node(path: str) -> NamedNode:
    """The node `<base><path>`."""
    return NamedNode(BASE + path)


MEETING = node("event/2024-05-05-meeting-oslo")
REPORT = node("report/talks-2024-05-05-meeting-oslo")


def test_there_is_a_file_for_each_article_and_one_for_entities() -> None:
    """Each file fills the named graph of its article, `entities.ttl` its own."""
    assert {name: file.graph for name, file in files().items()} == {
        "entities.ttl": BASE + "graph/entities",
        "follow-up.ttl": BASE + "article/follow-up",
        "other.ttl": BASE + "article/other",
        "talks.ttl": BASE + "article/talks",
    }


@pytest.mark.parametrize("seed", range(6))
def test_order_does_not_show(seed: int) -> None:
    """Articles, entities, events and reports in another order give the same bytes."""
    assert files(seed) == files()


def test_unrelated_articles_change_no_file() -> None:
    """Without an article that tells other events, the files of the others are the same to the byte."""
    sample = draft()
    sample.reports.pop()  # the meeting that shares day, class and place with one of the others
    with_it, without = (
        {file.name: file for file in populate(*sample.build(leave_out=name), classes(), MINTER)}
        for name in (None, "other")
    )
    assert with_it.keys() - without.keys() == {"other.ttl"}
    assert all(with_it[name] == without[name] for name in ("talks.ttl", "follow-up.ttl", "entities.ttl"))


def test_no_blank_nodes_and_flat_iris() -> None:
    """Every node has an IRI with just a kind and a slug below the base."""
    for quad in quads_of(files().values()):
        assert not isinstance(quad.subject, BlankNode)
        assert lexical(quad.subject).startswith(BASE)
        assert lexical(quad.subject).removeprefix(BASE).count("/") == 1


def test_each_quote_reads_back() -> None:
    """The article's text from start to end is the quote, counted in code points, also after an emoji."""
    everything = index()
    pieces = everything.instances(KG["Evidence"]) + everything.instances(KG["Mention"])
    assert len(pieces) > 20
    for piece in pieces:
        article_node = everything.node(piece, KG["inArticle"])
        name = everything.text(article_node, DCTERMS["identifier"])
        start, end = (int(everything.text(piece, KG[each]) or -1) for each in ("start", "end"))
        assert TEXTS[str(name)][start:end] == everything.text(piece, KG["quote"])


def test_an_article_carries_its_head() -> None:
    """Title, date, digest and length are there; what is no IRI is not given as a URL."""
    page = index("talks.ttl")
    talks = node("article/talks")
    assert page.objects(talks, DCTERMS["title"]) == (Literal("Talks", language="en"),)
    assert page.objects(talks, SCHEMA["datePublished"]) == (Literal("2024-05-06", datatype=XSD["date"]),)
    assert page.text(talks, KG["length"]) == str(len(TEXTS["talks"]))
    assert page.objects(talks, SCHEMA["url"]) == ()


def test_licence_and_url_are_iris_where_they_can_be() -> None:
    """A web address becomes an IRI, other words of a licence stay words."""
    free = replace(article("talks"), license="CC BY 2.5", url="https://example.org/a", source="The Wire")
    linked = replace(article("other"), license="https://example.org/licence")
    made = tuple(populate([free, linked], Resolution(), classes(), MINTER))
    page = Index(quads_of(made))
    assert page.objects(node("article/talks"), DCTERMS["license"]) == (Literal("CC BY 2.5"),)
    assert page.objects(node("article/other"), DCTERMS["license"]) == (NamedNode("https://example.org/licence"),)
    assert page.node(node("article/talks"), SCHEMA["url"]) == NamedNode("https://example.org/a")
    assert page.text(node("article/talks"), DCTERMS["source"]) == "The Wire"


def test_an_entity_has_its_class_and_those_above_it() -> None:
    """A city is a kg:City, a kg:Settlement and a kg:Place, under a flat IRI of its kind, with one label."""
    entities = index("entities.ttl")
    oslo = node("place/oslo")
    assert set(entities.nodes(oslo, RDF["type"])) == {KG["City"], KG["Settlement"], KG["Place"]}
    assert entities.objects(oslo, RDFS["label"]) == (Literal("Oslo", language="en"),)
    assert {node.value.removeprefix(BASE).split("/")[0] for node in entities.instances(KG["State"])} == {"state"}


def test_entities_that_share_an_iri_are_one_node_with_one_label() -> None:
    """Two spellings with one slug become one entity: the label of the one named more, the other form beside it."""
    twice = Resolution(
        entities=(Entity(0, "Peña", "Peña", PERSON, (), ()), Entity(1, "Pena", "Pena", PERSON, ("P.",), ()))
    )
    made = Index(quads_of(populate([], twice, classes(), MINTER)))
    assert made.texts(node("person/pena"), RDFS["label"]) == ("Pena",)
    assert made.texts(node("person/pena"), SKOS["altLabel"]) == ("P.", "Peña")


def test_one_event_of_two_articles_is_one_node_with_two_reports() -> None:
    """Both files describe the event; each says only of its participants what its article tells."""
    talks, later = index("talks.ttl"), index("follow-up.ttl")
    for page in (talks, later):
        assert set(page.nodes(MEETING, RDF["type"])) == {KG["Meeting"], KG["DiplomaticEvent"], KG["Event"]}
        assert page.nodes(MEETING, KG["eventType"]) == (KG["Meeting"],)
        assert page.texts(MEETING, KG["startDate"]) == ("2024-05-05",)
    assert talks.nodes(MEETING, KG["agent"]) == (
        node("organization/nato"),
        node("person/ana-silva"),
        node("state/brazil"),
    )
    assert later.nodes(MEETING, KG["agent"]) == (node("organization/nato"), node("state/brazil"))
    assert len(index().subjects(KG["about"], MEETING)) == 2


def test_a_role_of_ones_own_is_kept_beside_that_of_the_contract() -> None:
    """A sub-property of kg:agent is written, and kg:agent with it."""
    assert index("talks.ttl").nodes(MEETING, NamedNode(MY + "broker")) == (node("state/brazil"),)


def test_what_has_not_happened_is_no_instance_of_its_class() -> None:
    """A planned or denied event has its class as kg:eventType only."""
    everything = index()
    for path, kind in (("other-sanction-norway", MY + "Embargo"), ("follow-up-meeting-norway", KG_IRI + "Meeting")):
        event = node("event/" + path)
        assert everything.nodes(event, RDF["type"]) == (KG["UnrealizedEvent"],)
        assert everything.nodes(event, KG["eventType"]) == (NamedNode(kind),)
    assert node("event/follow-up-meeting-norway") not in everything.instances(KG["Meeting"])


def test_a_class_of_ones_own_has_its_contract_class_when_it_happened() -> None:
    """An embargo that happened is a my:Embargo, a kg:Sanction and what is above; an election only what it is."""
    articles, resolution = draft().build()
    events = tuple(
        replace(event, realized=True, type=MY + "Election" if event.label == "Appeal" else event.type)
        for event in resolution.events
    )
    made = Index(quads_of(populate(articles, replace(resolution, events=events), classes(), MINTER)))
    types = {frozenset(each.value for each in made.nodes(one, RDF["type"])) for one in made.instances(KG["Event"])}
    assert frozenset({MY + "Embargo", *(KG_IRI + name for name in ("Sanction", "DiplomaticEvent", "Event"))}) in types
    assert frozenset({MY + "Election", KG_IRI + "Event"}) in types


def test_a_report_says_how_and_by_whom() -> None:
    """Factuality, confidence, trigger, frame, evidence and the unnamed source stand on the report."""
    page = index("talks.ttl")
    assert page.nodes(REPORT, KG["factuality"]) == (KG["actual"],)
    assert page.objects(REPORT, KG["confidence"]) == (Literal("0.85", datatype=XSD["decimal"]),)
    assert page.texts(REPORT, KG["trigger"]) == ("met",)
    assert len(page.nodes(REPORT, KG["evidence"])) == 1
    hurt = node("report/talks-2024-05-casualties-oslo")
    assert page.nodes(hurt, KG["attributedTo"]) == (node("source/talks-a-diplomat"),)
    assert page.texts(node("source/talks-a-diplomat"), RDFS["label"]) == ("A diplomat",)
    assert index("follow-up.ttl").nodes(node("report/follow-up-talks-2024-05-casualties-oslo"), KG["attributedTo"]) == (
        node("organization/nato"),
    )


def test_numbers_of_two_articles_stay_two() -> None:
    """Each report of the casualties has its own quantity with its own bounds."""
    everything = index()
    bounds = {
        (everything.text(each, KG["minimum"]), everything.text(each, KG["maximum"]), everything.text(each, KG["unit"]))
        for each in everything.instances(KG["Quantity"])
    }
    assert bounds == {("12", "15", "person"), (None, "20", "person")}


def test_two_values_at_one_span_are_two_quantities() -> None:
    """Quantities of one measure at one place with other values do not share a node."""
    articles, resolution = draft().build()
    span = at("talks", "12 to 15 people")
    values = tuple(QuantityFinding("wounded", low, None, span) for low in (12, 15))
    reports = tuple(
        replace(each, quantities=values if each.quantities and each.article == "talks" else ())
        for each in resolution.reports
    )
    made = Index(quads_of(populate(articles, replace(resolution, reports=reports), classes(), MINTER)))
    found = made.instances(KG["Quantity"])
    assert [made.texts(each, KG["minimum"]) for each in found] == [("12",), ("15",)]
    assert found[1].value == found[0].value + "-2"


def test_one_number_of_two_events_is_two_quantities() -> None:
    """A quantity belongs to one report: where two events of an article share a number, each has a node of its own."""
    articles, resolution = draft().build()
    value = QuantityFinding("wounded", 12, 15, at("talks", "12 to 15 people"))
    reports = tuple(
        replace(each, quantities=(value,) if each.article == "talks" else ()) for each in resolution.reports
    )
    made = Index(quads_of(populate(articles, replace(resolution, reports=reports), classes(), MINTER)))
    found = made.instances(KG["Quantity"])
    assert len(found) == len({each.event for each in reports if each.article == "talks"}) == 3
    assert all(len(made.subjects(KG["quantity"], each)) == 1 for each in found)


def test_links_between_events_stand_where_both_are_told() -> None:
    """kg:partOf is written in the files of articles that report both events."""
    casualties = node("event/talks-2024-05-casualties-oslo")
    for name, expected in (("talks.ttl", (MEETING,)), ("follow-up.ttl", (MEETING,))):
        assert index(name).nodes(casualties, KG["partOf"]) == expected


def test_a_tenure_names_person_office_and_state() -> None:
    """A tenure has holder, position in the words of the article, whom it is held for and evidence."""
    page = index("talks.ttl")
    tenure = node("tenure/talks-ana-silva-envoy")
    assert page.nodes(tenure, KG["holder"]) == (node("person/ana-silva"),)
    assert page.texts(tenure, KG["position"]) == ("Envoy",)
    assert page.nodes(tenure, KG["heldFor"]) == (node("state/brazil"),)
    assert page.text(page.node(tenure, KG["evidence"]), KG["quote"]) == "Envoy Ana Silva"


def test_what_cannot_be_placed_keeps_its_reason() -> None:
    """What the reading left over is there, and so is an organization that was given as a place."""
    page = index("talks.ttl")
    reasons = {page.text(each, KG["reason"]) for each in page.instances(KG["Unplaced"])}
    assert reasons == {"No place is named.", "NATO is given as a place and is neither a state nor a place."}
    assert page.nodes(MEETING, KG["place"]) == (node("place/oslo"),)


def test_a_source_without_a_name_has_one_label() -> None:
    """However an article writes a source, it is one node with one label, in lower case where it is written so too."""
    articles, resolution = draft().build()
    span = at("talks", "Oslo")
    forms = tuple(Source(words, span) for words in ("A Diplomat", "a diplomat", "A diplomat"))
    reports = tuple(replace(each, sources=forms) for each in resolution.reports if each.article == "talks")
    page = Index(quads_of(populate(articles, replace(resolution, reports=reports), classes(), MINTER)))
    assert page.instances(KG["UnnamedSource"]) == (node("source/talks-a-diplomat"),)
    assert page.texts(node("source/talks-a-diplomat"), RDFS["label"]) == ("a diplomat",)


def test_a_place_neither_acts_nor_speaks() -> None:
    """A place that is given as an agent is kept with the reason; as a source it is a source without a name."""
    articles, resolution = draft().build()
    (oslo,) = (each.id for each in resolution.entities if each.name == "Oslo")
    span = at("talks", "Oslo")
    reports = tuple(
        replace(each, fillers=(Filler(AGENT, oslo, span),), sources=(Source("Oslo", span, oslo),))
        for each in resolution.reports
        if each.article == "talks"
    )
    page = Index(quads_of(populate(articles, replace(resolution, reports=reports), classes(), MINTER)))
    assert list(page.pairs(KG["agent"])) == []
    assert {each for _, each in page.pairs(KG["attributedTo"])} == {node("source/talks-oslo")}
    reasons = {page.text(each, KG["reason"]) for each in page.instances(KG["Unplaced"])}
    assert "Oslo is given as an agent, and a place does not act." in reasons


def test_every_term_is_declared_in_the_ontology() -> None:
    """Each property and class of the kg namespace that a graph uses is declared in the shipped ontology."""
    declared = {quad.subject for file in folder("ontology").glob("*.ttl") for quad in parse_file(file)}
    used = {term for quad in quads_of(files().values()) for term in (quad.predicate, quad.object)}
    named = {term for term in used if isinstance(term, NamedNode) and term in KG}
    assert len(named) > 30
    assert named - declared == set()


def test_articles_with_one_slug_are_refused() -> None:
    """Two names that give one IRI, or the name of the file of entities, are refused with a hint."""
    for names in (("a b", "a-b"), ("entities",)):
        with pytest.raises(ArticleError) as caught:
            populate([article(name, "text") for name in names], Resolution(), classes(), MINTER)
        assert caught.value.hint


def test_classes_out_of_place_are_refused() -> None:
    """An entity whose class stands below none of the five is refused by name."""
    stray = Resolution(entities=(Entity(0, "x", "x", MY + "Stray", (), ()),))
    with pytest.raises(OntologyError, match="Stray"):
        populate([], stray, classes(), MINTER)


def test_a_measure_that_is_no_name_is_refused() -> None:
    """A measure cannot smuggle anything into an IRI."""
    articles, resolution = draft().build()
    hostile = QuantityFinding("x> . <http://evil", 1, None, Span(0, 1))
    reports = tuple(replace(each, quantities=(hostile,)) for each in resolution.reports)
    with pytest.raises(GraphError, match="no measure"):
        tuple(populate(articles, replace(resolution, reports=reports), classes(), MINTER))


@pytest.mark.parametrize(
    "text",
    [
        '> . <http://evil> <http://evil> "x" .',
        '"""@en ; a <http://evil> .\n@prefix kg: <http://evil/> .',
        "\u202eevil\u202c \u200bzero\ufeff",
        "😀👩‍👩‍👧 \\u003e \\",
        "\x01\x7f\r\n\t",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever an article, a title or a name holds, only statements about it are made, and the words come back."""
    entity = Entity(0, text, text, PERSON, (), ())
    hostile = Article(
        "x", text, Span(0, len(text)), "0" * 64, title=text, date=PartialDate(2024), source=text, url=text, license=text
    )
    made = tuple(populate([hostile], Resolution(entities=(entity,)), classes(), MINTER))
    page = Index(quads_of(made))
    assert page.texts(node("article/x"), DCTERMS["title"]) == (text,)
    assert {lexical(quad.subject).split("/")[4] for quad in quads_of(made)} == {"article", "person"}
    assert not any("evil" in quad.predicate.value for quad in quads_of(made))


def test_the_sample_reads_as_turtle() -> None:
    """The file of entities has a prefix for each kind it names and one block for each entity."""
    text = files()["entities.ttl"].content.decode()
    assert text.startswith("@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n@prefix organization: ")
    assert '\n\nplace:oslo a kg:City , kg:Place , kg:Settlement ;\n\trdfs:label "Oslo"@en .\n\n' in text


def test_copies_and_versions_are_written_in_their_own_files() -> None:
    """A copy names its original and how much it shares; a later version names the earlier one and when it changed."""
    articles, resolution = draft().build()
    copied = replace(resolution, copies=(Copy("other", "talks", 0.8349),))
    later = [replace(each, revises="talks") if each.name == "follow-up" else each for each in articles]
    made = {file.name: Index(quads_of([file])) for file in populate(later, copied, classes(), MINTER)}
    other, talks, follow_up = (node(f"article/{name}") for name in ("other", "talks", "follow-up"))
    assert made["other.ttl"].nodes(other, KG["copyOf"]) == (talks,)
    assert made["other.ttl"].text(other, KG["resemblance"]) == "0.83"
    assert made["follow-up.ttl"].nodes(follow_up, KG["revisionOf"]) == (talks,)
    assert made["follow-up.ttl"].text(follow_up, SCHEMA["dateModified"]) == "2024-05-20"
    assert not made["talks.ttl"].texts(talks, SCHEMA["dateModified"])
    changed = [replace(each, modified=PartialDate(2024, 6)) for each in later]
    again = {file.name: Index(quads_of([file])) for file in populate(changed, copied, classes(), MINTER)}
    assert again["follow-up.ttl"].text(follow_up, SCHEMA["dateModified"]) == "2024-06"
