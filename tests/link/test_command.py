"""`kgbuild link` and what its decisions do in a build, as a user sees it."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click
import pytest

from kgbuild.cli import run
from kgbuild.link.online import Limits, Options
from kgbuild.store import OWL, SKOS, WD, Index, NamedNode, parse_file
from tests.link.online.stub import Stub, serving

ARTICLE = """\
date: 2024-03-08

Norland's foreign minister Ines Vasquero met President Marcus Oduya of Sudria in Port Ardan on Thursday.
Sudria condemned the attack on Port Ardan. Ines Vasquero returned to Norland on Friday.
"""
NAMES = """\
name	class	aliases	within	qid	offices
Norland	State	Kingdom of Norland		Q901
Sudria	State			Q902
Port Ardan	City		Norland	Q301
Marcus Oduya	Person		Sudria	Q103	2015.. President
"""
BASE = "https://example.org/project/id/"
NORLAND, SUDRIA, ARDAN = (BASE + name for name in ("state/norland", "state/sudria", "place/port-ardan"))
INES, MARCUS = (BASE + name for name in ("person/ines-vasquero", "person/marcus-oduya"))
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article, built."""
    folder = tmp_path_factory.mktemp("linked") / "project"
    assert run(["new", str(folder)]) == 0
    (folder / "articles" / "example.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "ontology" / "gazetteer").mkdir()
    (folder / "ontology" / "gazetteer" / "own.tsv").write_text(NAMES, encoding="utf-8")
    assert run(["-C", str(folder), "build"]) == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project."""
    return Path(shutil.copytree(built, tmp_path / "project"))


@pytest.fixture
def cli(project: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command in the project: exit status, stdout, stderr."""

    def call(*args: str | Path) -> tuple[int, str, str]:
        status = run(["-C", str(project), *map(str, args)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return call


@pytest.fixture(scope="module")
def server() -> Iterator[Stub]:
    """Wikidata's protocols on the loopback."""
    with serving() as stub:
        yield stub


def links(project: Path, iri: str) -> dict[str, list[str]]:
    """The items that an entity of the built graph is linked to, by property."""
    index = Index(parse_file(project / "graphs" / "entities.ttl"))
    properties = {"exact": SKOS["exactMatch"], "close": SKOS["closeMatch"], "same": OWL["sameAs"]}
    found = {
        name: [node.value for node in index.nodes(NamedNode(iri), property_)] for name, property_ in properties.items()
    }
    return {name: [iri.removeprefix(WD.iri) for iri in iris] for name, iris in found.items() if iris}


def decide(project: Path, *decisions: tuple[str, ...]) -> None:
    """Write decisions as a person would, in a table of a few columns: entity, predicate, item, and perhaps `Not`."""
    rows = ((entity, predicate, "".join(modifier), item) for entity, predicate, item, *modifier in decisions)
    (project / "links.sssom.tsv").write_text(
        "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\n"
        + "".join(f"entity:{chr(9).join(row)}\tsemapv:ManualMappingCuration\n" for row in rows),
        encoding="utf-8",
    )


def configure(project: Path, text: str) -> None:
    """Add lines to kgbuild.toml."""
    with (project / "kgbuild.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_build_proposes(built: Path) -> None:
    """Without any decision the likely items are close matches, never exact ones, and an unknown person has none."""
    assert links(built, NORLAND) == {"close": ["Q901"]}
    assert links(built, MARCUS) == {"close": ["Q103"]}
    assert links(built, INES) == {}


def test_decisions_rule(project: Path, cli: Cli) -> None:
    """A build follows each kind of decision, and leaves the file as it is."""
    accepted, another = ("skos:exactMatch", "wd:Q901"), ("skos:exactMatch", "wd:Q7")
    rejected, no_item = ("skos:exactMatch", "wd:Q301", "Not"), ("skos:exactMatch", "sssom:NoTermFound")
    decided = (NORLAND, accepted), (SUDRIA, another), (ARDAN, rejected), (MARCUS, no_item)
    decide(project, *((iri.removeprefix(BASE), *decision) for iri, decision in decided))
    before = (project / "links.sssom.tsv").read_bytes()
    assert cli("build")[0] == 0
    found = [links(project, iri) for iri in (NORLAND, SUDRIA, ARDAN, MARCUS, INES)]
    assert found == [{"exact": ["Q901"]}, {"exact": ["Q7"]}, {}, {}, {}]
    assert (project / "links.sssom.tsv").read_bytes() == before


def test_a_proposal_without_a_score_is_no_link(project: Path, cli: Cli) -> None:
    """What a table proposes without a score is not proposed by a build, and nothing is said of other entities."""
    decide(project, ("state/norland", "skos:closeMatch", "wd:Q901"))
    assert cli("build")[0] == 0
    assert links(project, NORLAND) == {}
    assert links(project, MARCUS) == {"close": ["Q103"]}


def test_identity_and_threshold(project: Path, cli: Cli) -> None:
    """kgbuild.toml chooses owl:sameAs for what is accepted, and may keep all proposals out."""
    configure(project, 'identity = "owl:sameAs"\n\n[wikidata]\nthreshold = 1.1\n')
    decide(project, ("state/norland", "skos:exactMatch", "wd:Q901"))
    assert cli("build")[0] == 0
    assert links(project, NORLAND) == {"same": ["Q901"]}
    assert links(project, MARCUS) == {}


def test_json_has_the_link(project: Path, cli: Cli) -> None:
    """The JSON export gives the accepted item, else the proposed one, else null."""
    decide(project, ("state/norland", "skos:exactMatch", "wd:Q7"))
    cli("build")
    assert cli("export", "json", "-o", project / "out")[0] == 0
    record = json.loads((project / "out" / "example.json").read_text(encoding="utf-8"))
    assert {each["name"]: each["wikidata"] for each in record["entities"]} == {
        "Norland": "Q7",
        "Sudria": "Q902",
        "Port Ardan": "Q301",
        "Marcus Oduya": "Q103",
        "Ines Vasquero": None,
    }


def test_bad_links_lose_nothing(project: Path, cli: Cli) -> None:
    """A file of links that cannot be used is an error with its line, and the built graph stands."""
    before = (project / "graphs" / "entities.ttl").read_bytes()
    decide(project, ("state/norland", "skos:exactMatch", "Norland"))
    status, _, err = cli("build")
    assert status == 2
    assert "links.sssom.tsv, line 2" in err
    assert "hint:" in err
    assert (project / "graphs" / "entities.ttl").read_bytes() == before


def test_show_candidates(cli: Cli) -> None:
    """Each entity is shown with its candidates, scores and what decides; one without any is left out."""
    status, out, _ = cli("link")
    assert status == 0
    assert "Norland  state" in out
    assert "Q901" in out
    assert "name 1.00" in out
    assert "Ines" not in out


def test_one_entity(cli: Cli) -> None:
    """An entity is named by a name or an IRI; a name that no article has is an error."""
    assert "Q103" in cli("link", "Marcus Oduya")[1]
    (record,) = json.loads(cli("link", "--json", NORLAND)[1])
    assert (record["entity"], record["match"], record["accepted"]) == (NORLAND, "Q901", None)
    assert record["candidates"][0]["features"]["name"] == 1
    status, _, err = cli("link", "Nobody")
    assert status == 2
    assert "no article names 'Nobody'" in err


def test_propose(project: Path, cli: Cli) -> None:
    """Proposals stand in the file for people to decide, beside what they have decided; decisions stay to the letter."""
    decide(project, ("state/norland", "skos:exactMatch", "wd:Q7"))
    assert cli("link", "--propose")[0] == 0
    text = (project / "links.sssom.tsv").read_text(encoding="utf-8")
    assert "entity:state/norland\t\tskos:exactMatch\t\twd:Q7\t" in text
    assert text.count("skos:closeMatch") == 3
    cli("link", "--propose")
    assert (project / "links.sssom.tsv").read_text(encoding="utf-8") == text


def test_stale_decisions(project: Path, cli: Cli) -> None:
    """A decision on an entity that is in no article any more is kept, and said."""
    decide(project, ("state/elsewhere", "skos:exactMatch", "wd:Q7"))
    _, _, err = cli("link", "--propose")
    assert "state/elsewhere" in err
    assert "entity:state/elsewhere" in (project / "links.sssom.tsv").read_text(encoding="utf-8")


def test_review(project: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """One key decides on each entity; undo takes the last one back, and stopping keeps what was decided."""
    keys = iter(["1", "n", "u", "x", "r", "s", "q"])
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    status, _, err = cli("link", "--review", "--author", "Ann")
    assert status == 0
    assert "1 of 4" in err
    assert "“" in err
    rows = (project / "links.sssom.tsv").read_text(encoding="utf-8").splitlines()
    decided = [row.split("\t") for row in rows if "\tAnn\t" in row]
    assert [(row[2], row[3]) for row in decided] == [("skos:exactMatch", ""), ("skos:exactMatch", "Not")]
    assert next(keys, None) is None


def test_index(project: Path, cli: Cli) -> None:
    """An index is built from a table, used once kgbuild.toml names it, and finds what the shipped names lack."""
    table = project / "people.csv"
    table.write_text("label,qid,class,description\nInes Vasquero,Q555,Person,Norlandish minister\n", encoding="utf-8")
    status, out, err = cli("link", "--index", table)
    assert status == 0
    assert "1 items under 1 names" in out
    assert 'index = "wikidata.names"' in err
    configure(project, '\n[wikidata]\nindex = "wikidata.names"\n')
    assert cli("build")[0] == 0
    assert links(project, INES) == {"close": ["Q555"]}


def test_missing_index(project: Path, cli: Cli) -> None:
    """An index that kgbuild.toml names and that is not there is an error."""
    configure(project, '\n[wikidata]\nindex = "none.names"\n')
    status, _, err = cli("build")
    assert status == 2
    assert "none.names" in err


@pytest.mark.slow
def test_online(project: Path, cli: Cli, server: Stub) -> None:
    """Candidates of a service are shown only when it is asked for; proposed ones then reach a build without network."""
    server.reset()
    configure(project, f'\n[wikidata]\napi = "{server.api}"\ncontact = "someone@example.org"\n')
    (project / "ontology" / "gazetteer" / "own.tsv").unlink()
    cli("link", "--propose")
    assert not server.calls
    assert cli("link", "--online", "--propose")[0] == 0
    assert server.calls
    server.reset()
    assert cli("build")[0] == 0
    assert not server.calls
    assert links(project, MARCUS) == {"close": ["Q103"]}


def test_online_needs_a_contact(project: Path, cli: Cli, server: Stub) -> None:
    """A service is not asked without a contact that it can be told."""
    server.reset()
    configure(project, f'\n[wikidata]\napi = "{server.api}"\n')
    status, _, err = cli("link", "--online")
    assert status == 2
    assert "contact" in err
    assert not server.calls


@pytest.mark.slow
def test_service_out_of_order(project: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that cannot be reached loses nothing: the names are not linked this time, and that is said."""
    impatient = partial(Options, limits=Limits(tries=1))
    monkeypatch.setattr("kgbuild.pipeline.candidates.Options", impatient)
    configure(project, '\n[wikidata]\napi = "http://127.0.0.1:9/w/api.php"\ncontact = "someone@example.org"\n')
    status, out, err = cli("link", "--online")
    assert status == 0
    assert "is not linked this time" in err
    assert "Q901" in out


def test_enrichment(project: Path, cli: Cli) -> None:
    """Where kgbuild.toml asks for it, what the index knows of accepted items is built, checked, and can be asked."""
    configure(project, "\n[wikidata]\nenrich = true\n")
    decide(project, ("person/marcus-oduya", "skos:exactMatch", "wd:Q103"))
    status, _, err = cli("build")
    assert (status, "warning" in err) == (0, False)
    quads = parse_file(project / "graphs" / "wikidata.ttl")
    assert {quad.subject for quad in quads} >= {WD["Q103"], WD["Q902"]}
    assert WD["Q901"] not in {quad.subject for quad in quads}
    query = project / "office.rq"
    query.write_text(
        "PREFIX org: <http://www.w3.org/ns/org#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?office WHERE { GRAPH ?g { ?m org:member ?item ; rdfs:label ?office } ?p skos:exactMatch ?item }\n",
        encoding="utf-8",
    )
    assert "President" in cli("query", query)[1]
    text = (project / "kgbuild.toml").read_text(encoding="utf-8").replace("enrich = true", "enrich = false")
    (project / "kgbuild.toml").write_text(text, encoding="utf-8")
    assert cli("build")[0] == 0
    assert not (project / "graphs" / "wikidata.ttl").exists()
