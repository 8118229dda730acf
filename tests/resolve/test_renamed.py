"""Places and bodies that were renamed are one entity under all their names."""

import pytest

from kgbuild.model import EntityFinding, Findings, Span
from kgbuild.resolve import resolve
from tests.language.entity_readings import shipped_gazetteer

from .findings import article

RENAMED = [
    ("Kiev", "Kyiv"),
    ("Burma", "Myanmar"),
    ("Swaziland", "Eswatini"),
    ("Saigon", "Ho Chi Minh City"),
    ("Bombay", "Mumbai"),
    ("Nur-Sultan", "Astana"),
    ("Türkiye", "Turkey"),
    ("Rangoon", "Yangon"),
]


@pytest.mark.parametrize(("old", "new"), RENAMED)
def test_an_old_and_a_new_name_are_one(old: str, new: str) -> None:
    """Articles that use the old and the new name of a place mean one entity, called by the name of today."""
    told = []
    for name in (old, new):
        entry, _ = shipped_gazetteer().lookup(name)[0]
        found = EntityFinding(0, name, entry.type, (Span(0, 5),), (), entry.name, entry.qid)
        told.append((article(name), found))
    (entity,) = resolve([(each, Findings(each.name, (found,))) for each, found in told], {}).entities
    assert entity.name == new
    assert entity.aliases == (old,)
    assert {mention.article for mention in entity.mentions} == {old, new}
