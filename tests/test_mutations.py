"""A good graph, broken in many ways: the check finds each, by the rule that is meant to find it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kgbuild.check import Finding, check
from kgbuild.check.finding import RULES
from kgbuild.store import (
    DCTERMS,
    KG,
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    WD,
    WGS,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    Term,
    iri,
    literal,
    words,
)
from tests.checked import articles, good, ontology, shapes

BASE = "https://w3id.org/kgbuild/id/"
Change = Callable[[list[Quad]], list[Quad]]

ARTICLE, NOTE = "article/harbour-talks", "article/short-note"
EVIDENCE, OTHER_EVIDENCE = "evidence/harbour-talks-146-226", "evidence/short-note-18-83"
MENTION = "mention/harbour-talks-163-172"
MEETING, SHELLING = "event/2024-03-04-meeting-geneva", "event/harbour-talks-2024-02-attack-zarnik"
CASUALTIES, AID = "event/harbour-talks-2024-02-casualties-zarnik", "event/harbour-talks-2024-04-aid-portugal"
REPORT, AID_REPORT = "report/harbour-talks-2024-03-04-meeting-geneva", "report/harbour-talks-2024-04-aid-portugal"
TOLL_REPORT = "report/harbour-talks-2024-02-casualties-zarnik"
QUANTITY = "quantity/harbour-talks-228-239-killed"
TENURE, SOURCE = "tenure/harbour-talks-ana-costa-foreign-minister", "source/harbour-talks-a-norwegian-official"
UNPLACED = "unplaced/harbour-talks-427-438"
PERSON, STATE, CITY, GROUP = "person/ana-costa", "state/portugal", "place/geneva", "group/zarni"


def node(name: str) -> NamedNode:
    """The IRI of a node of the good graph."""
    return iri(BASE + name)


def drop(name: str, path: NamedNode) -> Change:
    """Without what the node has for a property."""
    return lambda data: [each for each in data if (each.subject, each.predicate) != (node(name), path)]


def add(name: str, path: NamedNode, *values: Term) -> Change:
    """With further values."""
    return lambda data: [*data, *(Quad(node(name), path, value) for value in values)]


def put(name: str, path: NamedNode, *values: Term) -> Change:
    """With other values in place of those that there are."""
    return lambda data: add(name, path, *values)(drop(name, path)(data))


def rename(name: str, other: NamedNode | BlankNode) -> Change:
    """With another name for a node, wherever it stands."""

    def renamed(term: Term) -> Term:
        return other if term == node(name) else term

    return lambda data: [
        Quad(other if each.subject == node(name) else each.subject, each.predicate, renamed(each.object))
        for each in data
    ]


def remove(name: str) -> Change:
    """Without what is said of a node; what points at it still does."""
    return lambda data: [each for each in data if each.subject != node(name)]


def both(*changes: Change) -> Change:
    """One change after the other."""

    def changed(data: list[Quad]) -> list[Quad]:
        for change in changes:
            data = change(data)
        return data

    return changed


def at(latitude: str, longitude: str) -> Change:
    """With a point for the city."""
    return both(add(CITY, WGS["lat"], typed(latitude, "decimal")), add(CITY, WGS["long"], typed(longitude, "decimal")))


def count(value: int) -> Literal:
    """An offset or a length."""
    return literal(str(value), XSD["nonNegativeInteger"])


def typed(value: str, name: str) -> Literal:
    """A literal of an XSD datatype, well formed or not."""
    return Literal(value, datatype=XSD[name])


MUTATIONS: dict[str, tuple[Change, str]] = {
    # a property is not of that class
    "person with a start date": (add(PERSON, KG["startDate"], typed("2024-03-04", "date")), "consistent"),
    "event with a quote": (add(MEETING, KG["quote"], Literal("talks")), "consistent"),
    "report with an agent": (add(REPORT, KG["agent"], node(STATE)), "consistent"),
    "person with a measure": (add(PERSON, KG["measure"], KG["killed"]), "consistent"),
    # a property is gone
    "article without identifier": (drop(ARTICLE, DCTERMS["identifier"]), "ArticleIdentifier"),
    "article without label": (drop(NOTE, RDFS["label"]), "ArticleLabel"),
    "article without hash": (drop(ARTICLE, KG["sha256"]), "ArticleSha256"),
    "article without length": (drop(ARTICLE, KG["length"]), "ArticleLength"),
    "evidence without quote": (drop(EVIDENCE, KG["quote"]), "EvidenceQuote"),
    "evidence without start": (drop(EVIDENCE, KG["start"]), "EvidenceStart"),
    "evidence without end": (drop(EVIDENCE, KG["end"]), "EvidenceEnd"),
    "evidence without article": (drop(EVIDENCE, KG["inArticle"]), "EvidenceArticle"),
    "mention of nobody": (drop(MENTION, KG["refersTo"]), "MentionRefersTo"),
    "event without label": (drop(MEETING, RDFS["label"]), "EventLabel"),
    "event without event type": (drop(MEETING, KG["eventType"]), "EventTypeOnce"),
    "event without report": (remove(AID_REPORT), "EventIsReported"),
    "report of nothing": (drop(REPORT, KG["about"]), "ReportAbout"),
    "report without article": (drop(REPORT, KG["inArticle"]), "ReportArticle"),
    "report without factuality": (drop(REPORT, KG["factuality"]), "ReportFactuality"),
    "report without evidence": (drop(REPORT, KG["evidence"]), "ReportEvidence"),
    "report without confidence": (drop(REPORT, KG["confidence"]), "ReportConfidence"),
    "report without trigger": (drop(REPORT, KG["trigger"]), "ReportTrigger"),
    "report without frame": (drop(REPORT, KG["frame"]), "ReportFrame"),
    "quantity without bounds": (
        both(drop(QUANTITY, KG["minimum"]), drop(QUANTITY, KG["maximum"])),
        "QuantityBounds",
    ),
    "quantity without measure": (drop(QUANTITY, KG["measure"]), "QuantityMeasure"),
    "quantity without evidence": (drop(QUANTITY, KG["evidence"]), "QuantityEvidence"),
    "quantity without report": (drop(TOLL_REPORT, KG["quantity"]), "QuantityReport"),
    "tenure without person": (drop(TENURE, KG["holder"]), "TenureHolder"),
    "tenure without position": (drop(TENURE, KG["position"]), "TenurePosition"),
    "tenure without evidence": (drop(TENURE, KG["evidence"]), "TenureEvidence"),
    "entity without label": (drop(PERSON, RDFS["label"]), "EntityLabel"),
    "source without words": (drop(SOURCE, RDFS["label"]), "UnnamedSourceLabel"),
    "unplaced without reason": (drop(UNPLACED, KG["reason"]), "UnplacedReason"),
    # a second value
    "two hashes": (add(ARTICLE, KG["sha256"], literal("0" * 64)), "ArticleSha256"),
    "two quotes": (add(EVIDENCE, KG["quote"], literal("Ana Costa")), "EvidenceQuote"),
    "two starts": (add(EVIDENCE, KG["start"], count(7)), "EvidenceStart"),
    "two referents": (add(MENTION, KG["refersTo"], node(STATE)), "MentionRefersTo"),
    "two event types": (add(MEETING, KG["eventType"], KG["Visit"]), "EventTypeOnce"),
    "two start dates": (add(MEETING, KG["startDate"], typed("2024-03-03", "date")), "EventStartDate"),
    "two end dates": (add(MEETING, KG["endDate"], typed("2024", "gYear")), "EventEndDate"),
    "two factualities": (add(REPORT, KG["factuality"], KG["denied"]), "ReportFactuality"),
    "two events in one report": (add(REPORT, KG["about"], node(SHELLING)), "ReportAbout"),
    "two holders": (add(TENURE, KG["holder"], node(STATE)), "TenureHolder"),
    "two labels of one language": (add(PERSON, RDFS["label"], words("Anna Costa")), "EntityLabel"),
    "two Wikidata items": (add(STATE, SKOS["exactMatch"], WD["Q46"]), "EntityWikidataItem"),
    "two entities of one item": (add(PERSON, SKOS["exactMatch"], WD["Q45"]), "EntityIsOne"),
    "a number in two reports": (add(REPORT, KG["quantity"], node(QUANTITY)), "QuantityReport"),
    # a wrong datatype, or a value out of range
    "date in words": (put(MEETING, KG["startDate"], literal("4 March 2024")), "EventStartDate"),
    "date with a time": (put(MEETING, KG["startDate"], typed("2024-03-04T00:00:00Z", "dateTime")), "EventStartDate"),
    "month 13": (put(MEETING, KG["startDate"], typed("2023-13-45", "date")), "LiteralIsWellFormed"),
    "31 February": (put(MEETING, KG["startDate"], typed("2024-02-31", "date")), "LiteralIsWellFormed"),
    "31 February in the head": (put(ARTICLE, SCHEMA["datePublished"], typed("2024-02-31", "date")), "ArticleDate"),
    "year of three digits": (put(SHELLING, KG["endDate"], typed("202", "gYear")), "LiteralIsWellFormed"),
    "start as decimal": (put(EVIDENCE, KG["start"], typed("146.0", "decimal")), "EvidenceStart"),
    "start below zero": (put(EVIDENCE, KG["start"], typed("-1", "integer")), "EvidenceStart"),
    "length in words": (put(ARTICLE, KG["length"], literal("long")), "ArticleLength"),
    "language tag on a quote": (put(EVIDENCE, KG["quote"], words("a", "en")), "EvidenceQuote"),
    "no language tag on a label": (put(PERSON, RDFS["label"], literal("Ana Costa")), "EntityLabel"),
    "empty label": (put(PERSON, RDFS["label"], words("")), "EntityLabel"),
    "hash in capitals": (put(ARTICLE, KG["sha256"], literal("A" * 64)), "ArticleSha256"),
    "confidence above one": (put(REPORT, KG["confidence"], typed("1.01", "decimal")), "ReportConfidence"),
    "confidence below zero": (put(REPORT, KG["confidence"], typed("-0.1", "decimal")), "ReportConfidence"),
    "confidence as double": (put(REPORT, KG["confidence"], typed("0.9", "double")), "ReportConfidence"),
    "confidence that is no number": (put(REPORT, KG["confidence"], typed("high", "decimal")), "LiteralIsWellFormed"),
    "half a person": (put(QUANTITY, KG["minimum"], typed("40.5", "decimal")), "QuantityMinimum"),
    "fewer than none": (put(QUANTITY, KG["minimum"], typed("-40", "integer")), "QuantityMinimum"),
    "URL in quotation marks": (put(ARTICLE, SCHEMA["url"], literal("https://gazette.example/")), "ArticleUrl"),
    "other label that is the label": (add(PERSON, SKOS["altLabel"], words("Ana Costa")), "EntityAltLabel"),
    "date with a time zone": (put(MEETING, KG["startDate"], typed("2024-03-04Z", "date")), "EventStartDate"),
    "end date with a time zone": (put(MEETING, KG["endDate"], typed("2024-03-04+01:00", "date")), "EventEndDate"),
    "publication with a time zone": (
        put(ARTICLE, SCHEMA["datePublished"], typed("2024-03-05Z", "date")),
        "ArticleDate",
    ),
    "URL of a file": (put(ARTICLE, SCHEMA["url"], iri("file:///etc/passwd")), "ArticleUrl"),
    "URL of a script": (put(ARTICLE, SCHEMA["url"], iri("javascript:alert(1)")), "ArticleUrl"),
    "label that turns its direction": (put(STATE, RDFS["label"], words("Por\u202elagut")), "LabelWithoutBidiControls"),
    "isolate in a label": (put(ARTICLE, RDFS["label"], words("\u2066Talks\u2069")), "LabelWithoutBidiControls"),
    "latitude off the globe": (at("99.5", "6.15"), "Latitude"),
    "longitude off the globe": (at("46.2", "-180.1"), "Longitude"),
    "latitude as words": (both(at("46.2", "6.15"), put(CITY, WGS["lat"], literal("46.2"))), "Latitude"),
    "longitude alone": (add(CITY, WGS["long"], typed("6.15", "decimal")), "Latitude"),
    "latitude alone": (add(CITY, WGS["lat"], typed("46.2", "decimal")), "Longitude"),
    "two latitudes": (both(at("46.2", "6.15"), add(CITY, WGS["lat"], typed("46.3", "decimal"))), "Latitude"),
    "people in dollars": (put(QUANTITY, KG["unit"], literal("USD")), "QuantityOfPeople"),
    "people in euros": (put(QUANTITY, KG["unit"], literal("€")), "QuantityOfPeople"),
    # said of the wrong node
    "person that starts": (add(PERSON, KG["startDate"], typed("2024", "gYear")), "OfEvents"),
    "person with an offset": (add(PERSON, KG["end"], count(3)), "OfEvidence"),
    "event with words": (add(MEETING, KG["quote"], literal("met")), "OfEvidence"),
    "event with a number": (add(MEETING, KG["quantity"], node(QUANTITY)), "OfReports"),
    "report that somebody does": (add(REPORT, KG["agent"], node(STATE)), "OfEvents"),
    "article with a factuality": (add(ARTICLE, KG["factuality"], KG["actual"]), "OfReports"),
    "evidence that refers": (add(EVIDENCE, KG["refersTo"], node(STATE)), "OfMentions"),
    "evidence with a length": (add(EVIDENCE, KG["length"], count(80)), "OfArticles"),
    "person with a position": (add(PERSON, KG["position"], literal("Foreign Minister")), "OfTenures"),
    "report with a minimum": (add(REPORT, KG["minimum"], typed("40", "integer")), "OfQuantities"),
    "event with a reason": (add(MEETING, KG["reason"], words("None fits.")), "OfUnplaced"),
    "something unknown that starts": (add("thing/x", KG["startDate"], typed("2024", "gYear")), "OfEvents"),
    # a wrong class
    "agent that is a place": (put(MEETING, KG["agent"], node(CITY)), "EventAgent"),
    "place that is a person": (put(MEETING, KG["place"], node(PERSON)), "EventPlace"),
    "target that is an event": (put(SHELLING, KG["target"], node(MEETING)), "EventTarget"),
    "holder that is a state": (put(TENURE, KG["holder"], node(STATE)), "TenureHolder"),
    "part of a place": (put(CASUALTIES, KG["partOf"], node(CITY)), "EventPartOf"),
    "cause that is a report": (put(CASUALTIES, KG["cause"], node(REPORT)), "EventCause"),
    "report about an article": (put(REPORT, KG["about"], node(NOTE)), "ReportAbout"),
    "attributed to an article": (add(REPORT, KG["attributedTo"], node(ARTICLE)), "ReportAttribution"),
    "quantity that is evidence": (put(TOLL_REPORT, KG["quantity"], node(EVIDENCE)), "ReportQuantity"),
    "measure of another kind": (put(QUANTITY, KG["measure"], KG["actual"]), "QuantityMeasure"),
    "person and place": (add(PERSON, RDF["type"], KG["Place"]), "EntityKind"),
    "finer class alone": (put(CITY, RDF["type"], KG["City"]), "EntityKind"),
    "class of nobody": (put(PERSON, RDF["type"], KG["Persn"]), "ClassDeclared"),
    "property of nobody": (add(PERSON, KG["bornIn"], node(CITY)), "PropertyDeclared"),
    "node without class": (drop(PERSON, RDF["type"]), "NodeIsDescribed"),
    "event type that is a place": (put(AID, KG["eventType"], KG["City"]), "EventTypeKnown"),
    "event type that is too wide": (put(AID, KG["eventType"], KG["HumanitarianEvent"]), "EventTypeKnown"),
    "participant that is a place": (add(MEETING, KG["participant"], node(CITY)), "EventParticipant"),
    "participant that is a target elsewhere": (
        add(MEETING, KG["participant"], node("place/zarnik")),
        "EventParticipant",
    ),
    "person as agent and target": (add(MEETING, KG["target"], node(PERSON)), "EventAgentIsNotTarget"),
    # happened or not
    "part of what is only planned": (put(CASUALTIES, KG["partOf"], node(AID)), "EventPartHappened"),
    "actual class on a planned event": (add(AID, RDF["type"], KG["Aid"]), "UnrealizedEventTypes"),
    "plain event on a planned event": (add(AID, RDF["type"], KG["Event"]), "UnrealizedEventTypes"),
    "planned event told as actual": (put(AID_REPORT, KG["factuality"], KG["actual"]), "UnrealizedEventReports"),
    "happened by a plan only": (
        put("report/harbour-talks-2024-02-attack-zarnik", KG["factuality"], KG["planned"]),
        "EventHappened",
    ),
    "happened by a denial only": (put(TOLL_REPORT, KG["factuality"], KG["denied"]), "EventHappened"),
    "class against the event type": (add(MEETING, RDF["type"], KG["Attack"]), "EventTypesAgree"),
    "event type not among the classes": (put(MEETING, KG["eventType"], KG["Visit"]), "EventTypesAgree"),
    "contract class missing": (put(SHELLING, RDF["type"], KG["Shelling"], KG["Event"]), "EventIsTyped"),
    "plain event class missing": (put(MEETING, RDF["type"], KG["Meeting"]), "EventIsTyped"),
    # dates and bounds
    "reversed dates": (put(MEETING, KG["endDate"], typed("2024-03-03", "date")), "EventDatesInOrder"),
    "reversed dates of two precisions": (
        put(SHELLING, KG["endDate"], typed("2024-01", "gYearMonth")),
        "EventDatesInOrder",
    ),
    "reversed years": (put(SHELLING, KG["endDate"], typed("2023", "gYear")), "EventDatesInOrder"),
    "end without a start": (drop(MEETING, KG["startDate"]), "EventEndHasStart"),
    "told before it began": (
        both(put(SHELLING, KG["startDate"], typed("2024-03-06", "date")), drop(SHELLING, KG["endDate"])),
        "EventIsNotAheadOfReports",
    ),
    "told the month before it began": (
        put(CASUALTIES, KG["startDate"], typed("2024-04", "gYearMonth")),
        "EventIsNotAheadOfReports",
    ),
    "minimum above maximum": (put(QUANTITY, KG["minimum"], typed("61", "integer")), "QuantityOrder"),
    "part of itself": (add(CASUALTIES, KG["partOf"], node(CASUALTIES)), "EventIsNoPartOfItself"),
    "cause of its cause": (add(SHELLING, KG["cause"], node(CASUALTIES)), "EventIsNoPartOfItself"),
    # evidence
    "offsets one off": (
        both(put(EVIDENCE, KG["start"], count(147)), put(EVIDENCE, KG["end"], count(227))),
        "EvidenceRereads",
    ),
    "start one off": (put(EVIDENCE, KG["start"], count(145)), "EvidenceLength"),
    "end one off": (put(EVIDENCE, KG["end"], count(227)), "EvidenceRereads"),
    "quote altered": (put(MENTION, KG["quote"], literal("Ana Kosta")), "EvidenceRereads"),
    "quote in another case": (put(MENTION, KG["quote"], literal("ana costa")), "EvidenceRereads"),
    "quote normalized": (put(EVIDENCE, KG["quote"], literal("Foreign Minister")), "EvidenceLength"),
    "offsets in bytes": (
        both(put(MENTION, KG["start"], count(166)), put(MENTION, KG["end"], count(175))),
        "EvidenceRereads",
    ),
    "empty evidence": (
        both(put(MENTION, KG["end"], count(163)), put(MENTION, KG["quote"], literal(""))),
        "EvidenceOrder",
    ),
    "end before start": (put(MENTION, KG["end"], count(100)), "EvidenceOrder"),
    "end beyond the article": (put(OTHER_EVIDENCE, KG["end"], count(85)), "EvidenceWithin"),
    "evidence moved to another article": (put(MENTION, KG["inArticle"], node(NOTE)), "EvidenceRereads"),
    "evidence of another article": (put(REPORT, KG["evidence"], node(OTHER_EVIDENCE)), "ReportEvidenceArticle"),
    "number from another article": (put(QUANTITY, KG["evidence"], node(OTHER_EVIDENCE)), "ReportEvidenceArticle"),
    "evidence of nothing": (drop(UNPLACED, KG["evidence"]), "EvidenceIsUsed"),
    "hash altered": (put(ARTICLE, KG["sha256"], literal("0" * 64)), "ArticleIsUnchanged"),
    "length altered": (put(ARTICLE, KG["length"], count(441)), "ArticleLengthIsRight"),
    "two articles with one text": (
        lambda data: [
            *data,
            *(Quad(node("article/copy"), each.predicate, each.object) for each in data if each.subject == node(NOTE)),
        ],
        "ArticleIsNew",
    ),
    "two pieces of evidence on one span": (
        lambda data: [
            *data,
            *(
                Quad(node("evidence/copy"), each.predicate, each.object)
                for each in data
                if each.subject == node(EVIDENCE)
            ),
        ],
        "EvidenceIsOne",
    ),
    "trigger that is not quoted": (put(REPORT, KG["trigger"], literal("envoy met")), "ReportTriggerStands"),
    "one trigger that is not quoted": (add(REPORT, KG["trigger"], literal("talked")), "ReportTriggerStands"),
    "position that is not quoted": (put(TENURE, KG["position"], literal("Prime Minister")), "TenurePositionStands"),
    # names
    "name with an escape": (rename(STATE, iri(BASE + "state/portugal%20")), "NodeNameIsPlain"),
    "name with a capital": (rename(STATE, node("state/Portugal")), "NodeNameIsPlain"),
    "name with a Greek capital": (rename(STATE, node("state/Πορτογαλία")), "NodeNameIsPlain"),
    "kind with a capital": (rename(EVIDENCE, node("Evidence/harbour-talks-146-226")), "NodeNameIsPlain"),
    "dangling event": (remove(MEETING), "ReportAbout"),
    "dangling entity": (remove(GROUP), "NodeIsDescribed"),
    "dangling participant": (add(MEETING, KG["participant"], node("person/nobody")), "NodeIsDescribed"),
    "dangling evidence": (remove(EVIDENCE), "ReportEvidence"),
    "person among the places": (rename(PERSON, node("place/ana-costa")), "PersonIri"),
    "event with a nested name": (rename(MEETING, node("event/2024/meeting")), "EventIri"),
    "report with a fragment": (rename(REPORT, iri(BASE + "article/harbour-talks#report")), "ReportIri"),
    "quantity without a name": (rename(QUANTITY, BlankNode("q")), "NodeIsNamed"),
    "event without a name": (rename(MEETING, BlankNode("e")), "NodeIsNamed"),
    "value without a name": (add(PERSON, RDFS["seeAlso"], BlankNode("x")), "NodeIsNamed"),
    "Wikidata over https": (
        put(STATE, SKOS["exactMatch"], iri("https://www.wikidata.org/entity/Q45")),
        "WikidataLink",
    ),
    "Wikidata page": (put(STATE, SKOS["exactMatch"], iri("http://www.wikidata.org/wiki/Q45")), "WikidataLink"),
    "Wikidata as words": (
        put(STATE, SKOS["exactMatch"], literal("http://www.wikidata.org/entity/Q45")),
        "WikidataLink",
    ),
    "same as Wikidata over https": (
        add(PERSON, OWL["sameAs"], iri("https://www.wikidata.org/wiki/Q1")),
        "WikidataLink",
    ),
    "close to Wikidata over https": (
        add(STATE, SKOS["closeMatch"], iri("https://www.wikidata.org/entity/Q45")),
        "WikidataLink",
    ),
    "property of Wikidata": (put(STATE, SKOS["exactMatch"], WD["P17"]), "WikidataLink"),
    "item of Wikidata with a leading zero": (put(STATE, SKOS["exactMatch"], WD["Q045"]), "WikidataLink"),
    "schema.org over http": (
        add(ARTICLE, iri("http://schema.org/datePublished"), typed("2024-03-05", "date")),
        "SchemaOrgIsHttps",
    ),
    "class of schema.org over http": (
        add(PERSON, RDF["type"], iri("http://schema.org/Person")),
        "SchemaOrgIsHttps",
    ),
}


def findings(data: list[Quad]) -> list[Finding]:
    """What the check finds in a graph, with the articles of the good one."""
    return check(data, ontology(), shapes(), articles())


def test_good_graph_has_no_findings() -> None:
    """The check finds nothing in the unbroken graph."""
    assert findings(list(good())) == []


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if number % 4 == 0 else pytest.mark.slow) for number, name in enumerate(MUTATIONS)],
)
def test_mutation_is_found(name: str) -> None:
    """The broken graph differs from the good one, and the rule that forbids it is among what the check finds."""
    change, rule = MUTATIONS[name]
    data = change(list(good()))
    assert set(data) != set(good())
    assert RULES + rule in {each.rule for each in findings(data)}


SOUND: dict[str, Change] = {
    "point": at("46.204", "6.143"),
    "point on the edge": at("-90", "180.0"),
    "state as agent and target": add(MEETING, KG["target"], node("state/norway")),
    "participant that acts": add(MEETING, KG["participant"], node(PERSON)),
    "participant that is a target": add(SHELLING, KG["participant"], node("place/zarnik")),
    "source in two ways of writing": add(SOURCE, RDFS["label"], words("A Norwegian official")),
    "trigger across a line": put(REPORT, KG["trigger"], literal("met\n  envoys")),
    "position across a line": put(TENURE, KG["position"], literal("Foreign\nMinister")),
    "began in the month of the report": put(CASUALTIES, KG["startDate"], typed("2024-03", "gYearMonth")),
    "told after it began by one article of two": both(
        put(MEETING, KG["startDate"], typed("2024-03-06", "date")), drop(MEETING, KG["endDate"])
    ),
    "later than an article without a date": both(
        drop(ARTICLE, SCHEMA["datePublished"]), put(CASUALTIES, KG["startDate"], typed("2025", "gYear"))
    ),
    "plan for later": put(AID, KG["startDate"], typed("2030", "gYear")),
    "part of a plan that is planned": both(
        put(CASUALTIES, RDF["type"], KG["UnrealizedEvent"]),
        put(CASUALTIES, KG["partOf"], node(AID)),
        put(TOLL_REPORT, KG["factuality"], KG["planned"]),
    ),
    "number of people without a unit": drop(QUANTITY, KG["unit"]),
    "money": both(put(QUANTITY, KG["measure"], KG["money_usd"]), put(QUANTITY, KG["unit"], literal("EUR"))),
    "close match elsewhere": add(STATE, SKOS["closeMatch"], iri("https://sws.geonames.org/2264397/")),
    "letters of other scripts in a name": rename(STATE, node("state/πορτογαλία")),
    "all classes above": add(SHELLING, RDF["type"], KG["MilitaryOperation"]),
    "second voice of an article": lambda data: [
        *data,
        *(
            Quad(node(f"{TOLL_REPORT}-denied"), each.predicate, each.object)
            for each in put(TOLL_REPORT, KG["factuality"], KG["denied"])(data)
            if each.subject == node(TOLL_REPORT) and each.predicate != KG["quantity"]
        ),
    ],
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_graph_has_no_findings(name: str) -> None:
    """What may well be said is not objected to."""
    data = SOUND[name](list(good()))
    assert set(data) != set(good())
    assert findings(data) == []


def change_of_base(statement: Quad, base: str) -> Quad:
    """The same statement of nodes that begin with another base."""

    def moved(term: object) -> NamedNode | Literal:
        assert isinstance(term, NamedNode | Literal)
        own = isinstance(term, NamedNode) and term.value.startswith(BASE)
        return iri(base + term.value.removeprefix(BASE)) if own else term

    subject = moved(statement.subject)
    assert isinstance(subject, NamedNode)
    return Quad(subject, statement.predicate, moved(statement.object))


@pytest.mark.parametrize("base", ["https://data.example/KG%20one#", "https://data.example/A/b/"])
def test_any_base_is_sound(base: str) -> None:
    """The IRIs of a project may begin in any way; only kind and name are asked for their form."""

    data = [change_of_base(each, base) for each in good()]
    assert findings(data) == []


def test_missing_article_is_found() -> None:
    """Evidence of an article whose text is gone is not taken on trust."""
    known = articles()
    del known["short-note"]
    found = check(good(), ontology(), shapes(), known)
    assert [(each.rule, each.node, each.article) for each in found] == [
        (RULES + "ArticleIsAtHand", BASE + NOTE, "short-note")
    ]


def test_changed_article_is_found() -> None:
    """A text that was changed after the build no longer has its hash, its length, and the quotes behind the change."""
    known = articles()
    text = known["short-note"].text
    known["short-note"] = replace(known["short-note"], text="\n" + text, sha256="f" * 64)
    rules = {each.rule_name for each in check(good(), ontology(), shapes(), known)}
    assert rules == {"ArticleIsUnchanged", "ArticleLengthIsRight", "EvidenceRereads"}


def test_many_rules_are_tried() -> None:
    """The mutations break at least 60 different shapes."""
    named = {each.subject.value.removeprefix(RULES) for each in shapes() if isinstance(each.subject, NamedNode)}
    rules = {rule for _, rule in MUTATIONS.values()}
    assert len(rules & named) >= 60
