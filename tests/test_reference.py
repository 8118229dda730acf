"""The reference pages say what the code, the queries, the shapes and the ontology say."""

import importlib.util
from types import ModuleType

import pytest

from tests.conftest import CHECKOUT


def generator() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", CHECKOUT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "queries.md", "shapes.md", "ontology.md"])
def test_reference_is_fresh(name: str) -> None:
    """A reference page is what docs/generate.py writes now; run it to bring the page up to date."""
    made = generator()
    assert set(made.pages()) == {path.name for path in made.REFERENCE.iterdir()}
    assert (made.REFERENCE / name).read_text(encoding="utf-8") == made.pages()[name]


def test_every_command_is_documented() -> None:
    """The README's table names every command and no other."""
    import re

    from kgbuild.cli.group import kgbuild

    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `kgbuild (\w+)", readme, re.MULTILINE) == list(kgbuild.commands)
