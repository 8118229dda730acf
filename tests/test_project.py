"""Projects: settings, discovery, scaffold."""

from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.errors import ProjectError

GOOD = 'name = "n"\nbase = "https://example.org/id/"\n'


def written(folder: Path, text: str) -> Path:
    """A project folder with this kgbuild.toml."""
    (folder / project.CONFIG).write_text(text, encoding="utf-8")
    return folder


def test_the_project_is_found_from_a_folder_within_it(tmp_path: Path) -> None:
    """From any depth below it, the nearest kgbuild.toml above is the project's."""
    deep = written(tmp_path, GOOD) / "articles" / "2024"
    deep.mkdir(parents=True)
    found = project.find(deep)
    assert found.root == tmp_path.resolve()
    assert found.settings == project.Settings("n", "https://example.org/id/")


def test_no_project(tmp_path: Path) -> None:
    """Where no folder above has a kgbuild.toml the error says how to make one."""
    with pytest.raises(ProjectError, match=r"no kgbuild\.toml") as caught:
        project.find(tmp_path)
    assert "kgbuild new" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not valid TOML"),
        (GOOD + 'colour = "red"\n', "unknown key .*: colour"),
        (GOOD + "[web]\nport = 1\n", "unknown key .*: web"),
        ('name = "n"\n', "lacks base"),
        ('base = "https://example.org/"\n', "lacks name"),
        (GOOD.replace("id/", "id"), "not the beginning of an IRI"),
        (GOOD.replace("id/", "id#"), "not the beginning of an IRI"),
        (GOOD.replace("id/", "x/../"), "not the beginning of an IRI"),
        (GOOD.replace("https://example.org", "javascript:x"), "not the beginning of an IRI"),
        (GOOD.replace("id/", "id> <x/"), "not the beginning of an IRI"),
        (GOOD + "wikidata = 3\n", "wikidata in .* must be a table"),
        (GOOD + "[wikidata]\nindex = 3\n", "wikidata.index in .* must be a string"),
        (GOOD + '[wikidata]\nthreshold = "high"\n', "wikidata.threshold in .* must be a number"),
        (GOOD + "[wikidata]\nenrich = 1\n", "wikidata.enrich in .* must be true or false"),
        (GOOD + '[read]\nbody = "x"\n', "unknown key in .*: read.body"),
        (GOOD + "[read]\ntext = 3\n", "read.text .* must be a string"),
        (GOOD + "[wikidata]\nindexes = 3\n", "unknown key in .*: wikidata.indexes"),
        (GOOD + "title = 3\n", "title in .* must be a string"),
        (GOOD + 'identity = "same"\n', "identity in .* is 'same'"),
        (GOOD + 'language = "English!"\n', "no language tag"),
    ],
)
def test_bad_settings_are_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    """Each fault of kgbuild.toml is named together with the file."""
    with pytest.raises(ProjectError, match=message) as caught:
        project.find(written(tmp_path, text))
    assert project.CONFIG in caught.value.message


def test_settings_that_are_no_text(tmp_path: Path) -> None:
    """A kgbuild.toml in another encoding than UTF-8 is refused, not guessed at."""
    (tmp_path / project.CONFIG).write_bytes("name = 'é'".encode("utf-16"))
    with pytest.raises(ProjectError, match="not valid TOML"):
        project.find(tmp_path)


def test_a_new_project_is_one(tmp_path: Path) -> None:
    """What `create` writes has valid settings, one article, and the folders for the user's own data."""
    made = project.create(tmp_path / "My Project!")
    assert made.settings.name == "my-project"
    assert [path.name for path in made.articles.iterdir()] == ["example.txt"]
    assert made.folders("shapes")[-1] == made.root / "shapes"


def test_a_new_project_overwrites_nothing(tmp_path: Path) -> None:
    """A folder that holds anything, or a file of that name, is left alone."""
    (tmp_path / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(ProjectError, match="not an empty folder"):
            project.create(place)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_columns_that_a_project_names(tmp_path: Path) -> None:
    """What `[read]` sets is what is looked for, and nothing else of it."""
    (tmp_path / "kgbuild.toml").write_text(GOOD + '[read]\ntext = "Inhalt"\ntitle = ""\n', encoding="utf-8")
    assert project.find(tmp_path).settings.read.columns == {"text": "Inhalt"}
