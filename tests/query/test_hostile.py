"""Queries that would hang, crash or leave the machine: each ends in a QueryError in time, and its process with it."""

import os
import time
from pathlib import Path

import pytest

from kgbuild.errors import QueryError
from kgbuild.query import GraphFiles, Limits, ask, read_text
from tests.query.asked import DATA

SECONDS = 1.0
SLACK = 10.0  # a loaded machine starts a process late; without a limit these queries run for minutes
LIMITS = Limits(seconds=SECONDS, memory=512, answer=16, rows=50_000)
GIVEN_UP = (
    "took longer than 1 second|needs more than 512 MiB|answer is larger than 16 MiB|more than 50,000 (rows|triples)"
)
DEEP = 10_000
MANY = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))
SERVICE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"

ENDLESS = {
    "cross product counted": f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}",
    "cross product sorted": f"SELECT * {{ {MANY} }} ORDER BY ?o7",
    "cross product distinct": f"SELECT DISTINCT ?o0 ?o3 ?o7 {{ {MANY} }}",
    "cross product asked for nothing": f"ASK {{ {MANY} . FILTER(?o0 = ?never) }}",
    "rows without end": f"SELECT * {{ {MANY} }}",
    "graph without end": f"CONSTRUCT {{ ?s0 ?p1 ?o2 . ?s3 ?p4 ?o5 }} WHERE {{ {MANY} }}",
    "huge VALUES": "SELECT (COUNT(*) AS ?n) {"
    + "".join(f" VALUES ?v{n} {{ {'1 2 ' * 500} }}" for n in range(6))
    + " }",
    "GROUP_CONCAT": f"SELECT (GROUP_CONCAT(CONCAT(STR(?s0), STR(?s1), STR(?s2))) AS ?all) {{ {MANY} }}",
    "nested paths": "SELECT (COUNT(*) AS ?n) { "
    + " . ".join(f"?a{n} ((((!<a:a>|^(!<a:a>))*)*)*)* ?a{n + 1}" for n in range(5))
    + " }",
    "strings that double": "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789' AS ?a0)"
    + "".join(f" BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(30))
    + " BIND(?a30 AS ?z) }",
    "strings that are replaced": "SELECT (STRLEN(?z) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?a0)"
    + "".join(f" BIND(REPLACE(?a{n}, 'a', 'aaaaaaaaaaaaaaaa') AS ?a{n + 1})" for n in range(7))
    + " BIND(?a7 AS ?z) }",
    "regex bomb": f"SELECT (COUNT(*) AS ?n) {{ {MANY} BIND(CONCAT(STR(?o7), '{'a' * 5000}') AS ?a) "
    "FILTER(!REGEX(?a, '^(a*)*(a|a)*(a?){500}b$')) }",
    "filters that exist": f"SELECT * {{ ?a ?b ?c FILTER NOT EXISTS {{ {MANY} FILTER(?o0 = ?never || ?c = ?never) }} }}",
    "minus": f"SELECT * {{ {MANY} MINUS {{ ?s0 ?x ?y . ?z ?w ?v }} }} ORDER BY ?o5",
    "unions": f"SELECT (COUNT(*) AS ?n) {{ {' UNION '.join([f'{{ {MANY} }}'] * 20)} }}",
    "long path": f"SELECT * {{ ?s {'/'.join(['(<a:a>|!<a:a>)'] * 2000)} ?o }}",
    "chain of operators": "SELECT * { FILTER(1" + "+1" * 30_000 + " > 0) }",
    "chain of OPTIONAL": "SELECT * {" + "OPTIONAL{?s ?p ?o}" * 6_000 + "}",
    "chain of BIND": "SELECT * {" + "".join(f"BIND(1 AS ?x{n})" for n in range(6_000)) + "}",
}
REFUSED = {
    "deep parentheses": "SELECT * { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "deep groups": "SELECT * " + "{" * DEEP + "?s ?p ?o" + "}" * DEEP,
    "deep UNION": "SELECT * { " + "{ ?s ?p ?o } UNION { " * DEEP + "}" * DEEP + " }",
    "deep OPTIONAL": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * DEEP + "}" * DEEP + " }",
    "deep subselects": "SELECT * { " + "{ SELECT * { " * 4000 + "?s ?p ?o" + "} }" * 4000 + " }",
    "deep paths": "SELECT * { ?s " + "(" * DEEP + "<a:a>" + ")*" * DEEP + " ?o }",
    "deep lists": "SELECT * { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + " }",
    "deep blank nodes": "SELECT * { ?s ?p " + "[ <a:a> " * DEEP + "1" + "]" * DEEP + " }",
    "deep quoted triples": "SELECT * { ?s ?p " + "<< ?s ?p " * DEEP + "1" + " >>" * DEEP + " }",
    "many negations": "SELECT * { FILTER(" + "!" * DEEP + "true) }",
    "many signs": "SELECT * { FILTER(" + "- " * DEEP + "1 = 1) }",
    "many inversions": "SELECT * { ?s " + "^" * DEEP + "<a:a> ?o }",
    "SERVICE": f"SELECT * {{ {SERVICE} }}",
    "service in small letters": f"SELECT * {{ {SERVICE.replace('SERVICE', 'sErViCe')} }}",
    "SERVICE SILENT": f"SELECT * {{ {SERVICE.replace('SERVICE', 'SERVICE SILENT')} }}",
    "SERVICE after a comment": f"SELECT * {{ # a comment\n {SERVICE.replace('SERVICE', 'SERVICE# }')} }}".replace(
        "# }", "# }\n"
    ),
    "SERVICE in a subselect": f"SELECT * {{ {{ SELECT * {{ {SERVICE} }} }} }}",
    "SERVICE in a filter": f"SELECT * {{ ?s ?p ?o FILTER(EXISTS {{ {SERVICE} }}) }}",
    "SERVICE with a variable": "SELECT * { VALUES ?g { <http://127.0.0.1:9/> } SERVICE ?g { ?s ?p ?o } }",
    "SERVICE after an operator": "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } FILTER(2>1) }",
    "SERVICE by escapes": f"SELECT * {{ {SERVICE.replace('V', chr(92) + 'u0056')} }}",
    "SERVICE by long escapes": f"SELECT * {{ {SERVICE.replace('V', chr(92) + 'U00000056')} }}",
    "SERVICE after an escaped quote": 'SELECT * { FILTER("\\u0022 != "' + f') {SERVICE} FILTER(" != "") }}',
    "LOAD": "LOAD <http://127.0.0.1:9/>",
    "load silent": "load silent <file:///etc/passwd> into graph <a:a>",
    "INSERT DATA": "INSERT DATA { <a:a> <a:a> <a:a> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "INSERT after a query": "SELECT * { ?s ?p ?o } ; INSERT DATA { <a:a> <a:a> <a:a> }",
    "WITH DELETE": "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP SILENT GRAPH <a:a>",
    "CREATE": "CREATE GRAPH <a:a>",
    "COPY": "COPY DEFAULT TO <a:a>",
    "MOVE": "MOVE <a:a> TO <a:b>",
    "ADD": "ADD <a:a> TO <a:b>",
    "byte order mark": "\ufeffSELECT * { ?s ?p ?o }",
    "NUL": "SELECT * { ?s ?p ?o }\x00",
    "lone surrogate": "SELECT * { ?s ?p '\ud800' }",
    "ten megabytes": "SELECT * { ?s ?p ?o } #" + "x" * 10_000_000,
    "nothing": "",
    "no query": "# a comment only",
}


def children() -> set[str]:
    """The processes that this one has started and not seen end."""
    me = str(os.getpid())
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[1] == me:
            found.add(status.parent.name)
    return found


def test_there_are_thirty() -> None:
    """At least 30 hostile queries are tried."""
    assert len(ENDLESS) + len(REFUSED) >= 30


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes by /proc")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if number % 5 else ()) for number, name in enumerate(ENDLESS)]
)
def test_ends_in_time(name: str) -> None:
    """A query that is too slow, too large or too deep for the engine ends in a QueryError, and its process with it."""
    before = children()
    began = time.monotonic()
    with pytest.raises(QueryError, match=GIVEN_UP) as caught:
        ask(GraphFiles((DATA,)), read_text(ENDLESS[name]), limits=LIMITS)
    assert time.monotonic() - began < SECONDS + SLACK
    assert caught.value.hint
    assert children() <= before


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str) -> None:
    """What is no query, or goes elsewhere, or nests too deeply, is refused before any process is started for it."""
    began = time.monotonic()
    with pytest.raises(QueryError) as caught:
        read_text(REFUSED[name])
    assert time.monotonic() - began < SECONDS + SLACK
    assert caught.value.hint


def test_invalid_bytes(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused."""
    from kgbuild.query import find

    (tmp_path / "bytes.rq").write_bytes(b"SELECT * { ?s ?p '\xff\xfe\xed\xa0\x80' }")
    with pytest.raises(QueryError, match="not UTF-8"):
        find(str(tmp_path / "bytes.rq"), [])


@pytest.mark.parametrize(
    "text",
    [
        "ASK { BIND('SERVICE <http://127.0.0.1:9/> { }' AS ?x) }",
        "ASK { BIND(<http://example.org/SERVICE/LOAD> AS ?insert) } # SERVICE, LOAD, DROP",
        "PREFIX service: <a:> ASK { OPTIONAL { ?load service:insert service:SERVICE } }",
        "ASK { BIND('''}\n SERVICE ''' AS ?x) BIND(\"\"\"DROP ALL\"\"\" AS ?y) }",
        "ASK FROM <http://127.0.0.1:9/never-fetched> { OPTIONAL { ?s ?p ?o } }",
    ],
)
def test_words_that_only_look_hostile(text: str) -> None:
    """Strings, IRIs, comments and names may say what they like, and FROM names a graph and fetches nothing."""
    from kgbuild.query import Truth

    assert ask(GraphFiles((DATA,)), read_text(text)) == Truth(value=True)
