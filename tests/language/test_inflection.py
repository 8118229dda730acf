"""Words are recognized in the forms that English gives them."""

import pytest

from kgbuild.language.grammar.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("occur", {"occurs", "occurred", "occurring"}),
        ("deny", {"denies", "denied", "denying"}),
        ("urge", {"urges", "urged", "urging"}),
        ("deploy", {"deploys", "deployed", "deploying"}),
        ("withdraw", {"withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("clash", {"clashes", "clashed", "clashing"}),
        ("strike", {"struck", "striking"}),
        ("swap", {"swaps", "swapped", "swapping"}),
        ("repel", {"repelled", "repelling"}),
        ("travel", {"traveled", "travelled", "travelling"}),
        ("freeze", {"froze", "frozen", "freezing"}),
        ("be", {"is", "are", "was", "were", "been", "being"}),
    ],
)
def test_verbs(lemma: str, forms: set[str]) -> None:
    """A verb has its third person, its past and its participles."""
    assert forms <= verb_forms(lemma)


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [("ally", "allies"), ("siege", "sieges"), ("clash", "clashes"), ("crisis", "crises"), ("person", "people")],
)
def test_nouns(lemma: str, plural: str) -> None:
    """A noun has its plural, and nothing else."""
    assert noun_forms(lemma) == {lemma, plural}


def test_no_form_is_made_up() -> None:
    """Irregular and doubling verbs have no regular past beside their own."""
    assert "occured" not in verb_forms("occur")
    assert "fleed" not in verb_forms("flee")
    assert "withdrawed" not in verb_forms("withdraw")
