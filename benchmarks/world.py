"""A synthetic graph in the form of a build: a few actors are in very many events, some events in many articles."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kgbuild.shipped import folder
from kgbuild.store import Quad, in_graph, iri, parse, parse_file, with_union

BASE = "https://example.org/id/"
STATEMENTS_PER_EVENT = 62
HEAD = """@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix lex: <https://w3id.org/kgbuild/lexicon#> . @base <https://example.org/id/> .
"""
TYPES = (
    "Meeting",
    "Meeting|Summit",
    "Meeting|PhoneCall",
    "Visit",
    "Agreement",
    "Agreement|Ceasefire",
    "Appeal",
    "Condemnation",
    "Threat",
    "Pledge",
    "Refusal",
    "Endorsement",
    "Statement",
    "Statement",
    "Sanction",
    "Attack",
    "Attack|Airstrike",
    "Attack|Shelling",
    "Battle",
    "Blockade",
    "Deployment",
    "Withdrawal",
    "Seizure",
    "Detention",
    "Detention|Arrest",
    "Casualties",
    "Casualties",
    "Displacement",
    "Aid",
    "Aid|AidConvoy",
    "Deprivation",
    "Destruction",
)
KINDS = {
    "person": "Person",
    "state": "State",
    "organization": "Organization",
    "group": "PopulationGroup",
    "place": "City",
}
MEASURES = {
    "Casualties": ("killed", "wounded"),
    "Displacement": ("displaced",),
    "Aid": ("money_usd",),
    "Detention": ("detained",),
}


class World:
    """Random entities, events and articles; the same seed and size give the same graph."""

    def __init__(self, events: int) -> None:
        self.chance = random.Random(7)
        self.events = events
        self.articles = max(events // 5, 4)
        share = max(events // 25, 4)
        self.sizes = {"person": 2 * share, "state": 200, "organization": share, "group": 50, "place": share}

    def one(self, *kinds: str) -> str:
        """An entity; the first of each kind are far more frequent than the last."""
        kind = self.chance.choice(kinds)
        return f"{kind}/{kind}-{int(self.sizes[kind] * self.chance.random() ** 3)}"

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Turtle by graph name, without the head."""
        yield "entities", "".join(self._entities())
        told: dict[int, list[str]] = {number: [] for number in range(self.articles)}
        for number in range(self.events):
            self._event(number, told)
        for number, parts in told.items():
            yield f"a{number}", self._article(number) + "".join(parts)

    def _entities(self) -> Iterator[str]:
        for kind, size in self.sizes.items():
            for number in range(size):
                contract = ", kg:Place" if kind == "place" else ""
                name = f"{kind.title()} {number}"
                yield f'<{kind}/{kind}-{number}> a kg:{KINDS[kind]}{contract} ; rdfs:label "{name}"@en ; '
                yield f'skos:altLabel "The {name}"@en , "{name[:3]}. {number}"@en .\n'

    def _article(self, number: int) -> str:
        day = date(2020, 1, 1) + timedelta(days=number % 1500)
        title = f'"Article {number}"@en'
        tenures = "".join(
            f'<tenure/a{number}-{each}> a kg:Tenure ; rdfs:label "tenure"@en ; kg:holder <{self.one("person")}> ; '
            f'kg:position "Minister {each}" ; kg:heldFor <{self.one("state", "organization")}> ; '
            f"kg:inArticle <article/a{number}> ; kg:evidence {self._evidence(number, each)}"
            for each in range(2)
        )
        return (
            f"<article/a{number}> a kg:Article ; rdfs:label {title} ; dcterms:title {title} ; "
            f'dcterms:source "Wire" ; dcterms:identifier "a{number}" ; kg:length 5000 ; kg:sha256 "{number:064x}" ; '
            f'schema:url <https://example.org/news/{number}> ; schema:datePublished "{day}"^^xsd:date .\n{tenures}'
            f'<unplaced/a{number}-1> a kg:Unplaced ; kg:reason "unknown"@en ; kg:inArticle <article/a{number}> ; '
            f"kg:evidence {self._evidence(number, 9)}"
        )

    def _evidence(self, article: int, start: int) -> str:
        """The node of a piece of text as an object, the end of that statement, and what the piece is."""
        node = f"<evidence/a{article}-{start}-{start + 9}>"
        quote = f"words {start} of article {article}"
        return (
            f'{node} .\n{node} a kg:Evidence ; kg:quote "{quote}" ; '
            f'kg:start "{start}"^^xsd:nonNegativeInteger ; kg:end "{start + 9}"^^xsd:nonNegativeInteger ; '
            f"kg:inArticle <article/a{article}> .\n"
        )

    def _event(self, number: int, told: dict[int, list[str]]) -> None:
        chance = self.chance
        contract, _, finer = chance.choice(TYPES).partition("|")
        finest = finer or contract
        realized = chance.random() < 0.85
        types = f"kg:{contract} , kg:{finest} , kg:Event" if realized else "kg:UnrealizedEvent"
        described = f'<event/e{number}> a {types} ; kg:eventType kg:{finest} ; rdfs:label "{finest} {number}"@en'
        if chance.random() < 0.8:
            day = str(date(2020, 1, 1) + timedelta(days=chance.randrange(1500)))
            size, kind = chance.choice([(10, "date")] * 8 + [(7, "gYearMonth"), (4, "gYear")])
            described += f' ; kg:startDate "{day[:size]}"^^xsd:{kind}'
        if number and chance.random() < 0.1:
            described += f" ; kg:cause <event/e{chance.randrange(number)}>"
        agents = {self.one("person", "state", "organization") for _ in range(3 if contract == "Meeting" else 1)}
        targets = {self.one("person", "state", "organization", "group", "place") for _ in range(chance.randrange(3))}
        places = {self.one("state", "place")} if chance.random() < 0.6 else set()
        roles = {"agent": agents, "target": targets, "place": places}
        tellers = {
            int(self.articles * chance.random())
            for _ in range(30 if number % 500 == 0 else chance.choice((1, 1, 1, 2)))
        }
        for article in sorted(tellers):
            told[article].append(f"{described} .\n{self._report(number, article, contract, realized, roles)}")

    def _report(self, number: int, article: int, contract: str, realized: bool, roles: dict[str, set[str]]) -> str:
        chance = self.chance
        parts = [f"<event/e{number}> kg:{role} <{who}> .\n" for role, all_of in roles.items() for who in sorted(all_of)]
        start = 100 * (number % 1000) + 20
        for offset, who in enumerate(sorted(set().union(*roles.values()))):
            node = f"<mention/a{article}-{start + offset}-{start + offset + 5}>"
            parts.append(
                f'{node} a kg:Mention ; kg:refersTo <{who}> ; kg:quote "name" ; kg:inArticle <article/a{article}> ; '
                f'kg:start "{start + offset}"^^xsd:nonNegativeInteger ; '
                f'kg:end "{start + offset + 5}"^^xsd:nonNegativeInteger .\n'
            )
        report = f"<report/a{article}-e{number}>"
        told = "actual" if realized else chance.choice(("planned", "denied"))
        parts.append(
            f'{report} a kg:Report ; rdfs:label "report"@en ; kg:about <event/e{number}> ; '
            f"kg:inArticle <article/a{article}> ; "
            f'kg:factuality kg:{told} ; kg:confidence 0.9 ; kg:trigger "word" ; kg:frame lex:word ; '
            f"kg:evidence {self._evidence(article, start)}"
        )
        if chance.random() < 0.3:
            parts.append(f"{report} kg:attributedTo <{self.one('person', 'state', 'organization')}> .\n")
        for place, measure in enumerate(MEASURES.get(contract, ())):
            node, least = f"<quantity/a{article}-{start}-{place}-{measure}>", chance.randrange(1, 1000)
            parts.append(
                f"{report} kg:quantity {node} .\n{node} a kg:Quantity ; kg:measure kg:{measure} ; kg:minimum {least} ; "
                f'kg:maximum {least + chance.randrange(50)} ; kg:unit "person" ; '
                f"kg:evidence {self._evidence(article, start + 50 + place)}"
            )
        return "".join(parts)


def statements(world: World) -> Iterator[Quad]:
    """The synthetic graph with the shipped ontology, each statement in its graph and in the default graph."""
    for name, text in world.graphs():
        yield from with_union(in_graph(parse(HEAD + text, ".ttl", name), iri(f"{BASE}graph/{name}")))
    for path in sorted(folder("ontology").glob("*.ttl")):
        yield from with_union(in_graph(parse_file(path), iri("https://w3id.org/kgbuild/ontology")))
