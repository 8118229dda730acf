"""The house keeps its floors and its numbers."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importlinter import api

from tests.conftest import CHECKOUT

SOURCES = sorted((CHECKOUT / "src").rglob("*.py"))
SHIPPED = ("ontology", "shapes", "queries", "models")
VENDOR = CHECKOUT / "src" / "kgbuild" / "publish" / "vendor"
LICENCES = {
    "BSD 2-clause": "BSD-2-Clause",
    "ISC licence": "ISC",
    "MIT licence": "MIT",
    "Apache-2.0 licence": "Apache-2.0",
}


def test_floors(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each floor imports only what is below it, and no foreign library has two homes."""
    monkeypatch.chdir(CHECKOUT)
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


def test_importing_linter_configuration_is_read() -> None:
    """The contracts that the linter checks are the ones in pyproject.toml."""
    contracts = api.read_configuration(str(CHECKOUT / "pyproject.toml"))["contracts_options"]
    assert {contract["type"] for contract in contracts} >= {"layers", "acyclic_siblings", "protected"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CHECKOUT / "src")))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A module has at most 400 lines, a function at most 60 lines and 6 arguments."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < 60, f"{node.name} is too long"
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            assert len([a for a in arguments if a.arg not in ("self", "cls")]) <= 6, (
                f"{node.name} has too many arguments"
            )


def test_the_project_speaks_of_itself_alone() -> None:
    """No file names a package registry's host or a path of a developer's machine."""
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile(r"python" r"hosted|pypi\.org/" r"simple|registry\.npm" r"js|/wo" r"rk/|/ro" r"ot/")
    for name in listed.stdout.split("\n"):
        path = CHECKOUT / name
        if path.suffix in {".py", ".md", ".toml", ".ttl", ".rq", ".cfg", ".tsv", ".json", ""} and path.is_file():
            assert not hosts.search(path.read_text(encoding="utf-8", errors="ignore")), name


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that this checkout builds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_the_checkout_holds(wheel: Path) -> None:
    """Every source file and every shipped data file of the checkout is in the wheel, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *SHIPPED, "src/kgbuild"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.splitlines() if (CHECKOUT / name).is_file()]
    code = {name.removeprefix("src/") for name in names if name.startswith("src/")}
    assert {"kgbuild/py.typed", "kgbuild/publish/templates/base.html", "kgbuild/publish/assets/site.css"} < code
    assert inside == code | {f"kgbuild/_shipped/{name}" for name in names if not name.startswith("src/")}


def test_the_wheel_names_its_licences(wheel: Path) -> None:
    """The metadata name the licence of the code, of the ontology, of the pipeline and of each part of others.

    The text of each licence and notice that lies in the checkout goes with it.
    """
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        head = archive.read(name).decode().partition("\n\n")[0]
        told = [line.removeprefix("License-File: ") for line in head.splitlines() if line.startswith("License-File: ")]
        assert {f"{name.rpartition('/')[0]}/licenses/{each}" for each in told} <= set(archive.namelist())
    expression = re.findall(r"^License-Expression: (.*)$", head, re.MULTILINE)
    vendor = [each.read_text(encoding="utf-8") for each in VENDOR.glob("*/README.md")]
    others = {spdx for words, spdx in LICENCES.items() if any(re.search(words, note) for note in vendor)}
    assert others >= {"BSD-2-Clause", "ISC", "MIT"}
    assert expression == [" AND ".join(sorted({"Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", *others}))]
    places = (CHECKOUT / folder for folder in (*SHIPPED, "src"))
    texts = [path for place in places for path in place.rglob("*") if path.name in {"LICENSE", "NOTICE"}]
    assert set(told) == {"LICENSE", *(path.relative_to(CHECKOUT).as_posix() for path in texts)}


@pytest.mark.slow
def test_the_installed_wheel_builds_a_project(wheel: Path, tmp_path: Path) -> None:
    """Outside the checkout, `new`, `build` and `query` work from the wheel alone."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    def python(code: str, *args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            cwd=tmp_path,
            env={"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(site)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kgbuild(*args: str) -> str:
        return python("from kgbuild.cli import main; main()", *args)

    assert str(site) in python("import kgbuild.shipped as s; print(s.folder('ontology'))")
    kgbuild("new", "demo")
    kgbuild("-C", "demo", "build")
    assert "Geneva" in kgbuild("-C", "demo", "query", "timeline", "--format", "csv")
