"""A comparison is counted, told in words, and recorded in the shape that is documented."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.diff import Detail, Thing, Verdict, changes
from kgbuild.diff.aspects import Kind, Name
from kgbuild.diff.report import FATES, to_text
from kgbuild.store import SKOS, WD, NamedNode, Quad
from tests.conftest import CHECKOUT
from tests.diff.samples import ALTERATIONS, Alteration, before, built, chain, comparison, moved
from tests.graph.sample import BASE

SCHEMA = json.loads((CHECKOUT / "docs" / "guides" / "diff.schema.json").read_text(encoding="utf-8"))
SOME = st.lists(st.sampled_from(ALTERATIONS), max_size=4, unique=True)


@given(one=SOME, other=SOME, less=st.sampled_from([None, "talks", "follow-up", "other"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_have_the_documented_shape(one: list[Alteration], other: list[Alteration], less: str | None) -> None:
    """What is recorded of any two graphs is valid under the schema, and counts what it lists."""
    record = comparison(changes(built(chain(*one), leave_out=less), built(chain(*other)))).record()
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    listed = sum(sum(record["counts"][kind].values()) for kind in ("articles", "events", "entities"))
    assert listed == len(record["changes"])
    assert json.loads(json.dumps(record)) == record


def test_the_schema_knows_every_word() -> None:
    """Verdicts, kinds, aspects and fates of the schema are those that there are."""
    definitions = SCHEMA["$defs"]
    assert definitions["change"]["properties"]["verdict"]["enum"] == list(Verdict)
    assert definitions["change"]["properties"]["kind"]["enum"] == list(Kind)
    assert definitions["detail"]["properties"]["aspect"]["enum"] == list(Name)
    assert SCHEMA["properties"]["counts"]["additionalProperties"]["propertyNames"]["enum"] == list(FATES)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_counts_come_first() -> None:
    """The first line counts articles, events, entities, and what is told of them."""
    norway = NamedNode(BASE + "state/norway")
    proposed, accepted = (Quad(norway, SKOS[f"{how}Match"], WD["Q20"]) for how in ("close", "exact"))
    found = changes([*built(leave_out="other"), proposed], [*before(), accepted])
    assert comparison(found).summary() == ("articles: 1 added; events: 2 added; entities: 1 changed; links: 1 changed")
    assert comparison(()).summary() == "no changes"


def test_a_removed_article_loses_no_attributions() -> None:
    """What goes with an article is counted as reports that went, and not as attributions lost by what stays."""
    counts = comparison(changes(before(), built(leave_out="follow-up"))).counts()
    assert counts["articles"] == {"removed": 1}
    assert counts["attributions"] == {}
    assert counts["numbers"] == {"removed": 1}


def test_text_is_bounded_by_most() -> None:
    """With `most`, so many of each kind are told, and how many more there are."""
    lines = to_text(comparison(changes([], before())), 2).splitlines()
    assert [line for line in lines if line.startswith("  …")] == ["  … and 1 more", "  … and 4 more", "  … and 5 more"]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_is_always_the_same(seed: int) -> None:
    """Whatever the order of the statements, the same words come in the same order."""
    after = built(moved("talks", "Appeal", "Meeting, Oslo"), seed=seed)
    assert to_text(comparison(changes(built(seed=seed), after))) == to_text(
        comparison(changes(before()[::-1], built(moved("talks", "Appeal", "Meeting, Oslo"))))
    )


def test_a_label_stays_in_its_line() -> None:
    """A label with line ends is told in one line, so that it cannot pass for another change."""
    change = changes([], before())[0]
    hostile = Thing("a\n  removed: b", "https://example.org/x")
    detail = Detail(Name.ATTRIBUTION, (), (hostile,), article=hostile)
    lines = to_text(comparison([replace(change, news=(hostile,), details=(detail,))])).splitlines()
    assert lines[-2:] == [
        "  added: a removed: b <https://example.org/x>",
        "      attribution: a removed: b, in a removed: b",
    ]
