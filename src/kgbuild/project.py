"""A project: a folder with `kgbuild.toml`, articles, own ontology, shapes and queries, and what is built from them."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kgbuild import shipped
from kgbuild.errors import ProjectError

CONFIG = "kgbuild.toml"
_IDENTITY = ("skos:exactMatch", "owl:sameAs")
_BASE = re.compile(r"https?://(?!.*/\.\.?/)[^\s<>\"{}|\\^`#?]+/")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`#?/@%]+(/(?!\.\.?/)[^\s<>\"{}|\\^`#?/%]+)*/?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Wikidata:
    """The table `[wikidata]`: how entities are linked.

    `index` is the file that `kgbuild link --index` has built, beside the shipped names; `threshold` the score in 0..1
    from which on a proposed link is written as skos:closeMatch, above 1 for never; `enrich` whether facts of linked
    items go into a graph of their own. The services are asked only with `--online`: `contact` is an e-mail address or
    URL of the user that they are told, `service` a reconciliation service to ask instead of Wikidata's own search,
    `api` its action API.
    """

    index: str = ""
    threshold: float = 0.5
    enrich: bool = False
    contact: str = ""
    service: str = ""
    api: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """The table `[publish]`: what the site shows.

    `quote_only` names articles that may not be shown whole, by their source, their licence or their name: their pages
    have the quotes that statements stand on, and not the text. `url` is where the site will lie on the web, such as
    https://example.org/news/; where it is not set, the site is taken to lie at the base of its IRIs.
    """

    quote_only: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The table `[read]`: which columns of tables (CSV, TSV, Parquet), and keys of JSON Lines, hold what of an article.

    Each is the name as the file has it, such as text = "Inhalt". What is not set is looked for under its usual names.
    """

    text: str = ""
    title: str = ""
    date: str = ""
    modified: str = ""
    source: str = ""
    url: str = ""
    license: str = ""
    name: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """The names that are set."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}


@dataclass(frozen=True, slots=True)
class Settings:
    """What `kgbuild.toml` says; each field is a key of the file.

    `model` names an installed spaCy pipeline, or a folder that holds one, instead of the shipped one; `identity` is the
    property that links an entity to its accepted Wikidata item.
    """

    name: str
    base: str
    title: str = ""
    publisher: str = ""
    license: str = ""
    language: str = "en"
    model: str = ""
    identity: str = "skos:exactMatch"
    wikidata: Wikidata = Wikidata()
    publish: Publish = Publish()
    read: Read = Read()


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder and its settings; nothing here is read before it is asked for."""

    root: Path
    settings: Settings

    @property
    def articles(self) -> Path:
        """The folder of source texts, which is only ever read."""
        return self.root / "articles"

    @property
    def graphs(self) -> Path:
        """The folder of built Turtle files."""
        return self.root / "graphs"

    @property
    def cache(self) -> Path:
        """The folder of what can be rebuilt at any time: the store, the findings of unchanged articles, the lock."""
        return self.root / ".kgbuild"

    def folders(self, name: str) -> tuple[Path, ...]:
        """The shipped folder `name` and, where it is another and exists, the project's own, in this order."""
        ours, own = shipped.folder(name), self.root / name
        return (ours,) if not own.is_dir() or own.resolve() == ours.resolve() else (ours, own)


def find(start: Path) -> Project:
    """The project that holds the folder `start`: it or the nearest folder above it with a `kgbuild.toml`.

    Raises ProjectError where there is none, or its settings cannot be used.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return Project(folder, _settings(folder / CONFIG))
    raise ProjectError(f"no {CONFIG} in {start} or above it", "make a project with: kgbuild new DIR")


def create(folder: Path) -> Project:
    """A new project with one small article in `folder`, which is absent or empty; raises ProjectError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(f"{folder} exists and is not an empty folder", "name a folder that does not exist yet")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "graph"
    try:
        for sub in ("articles", "ontology/lexicon", "shapes", "queries", "graphs"):
            (folder / sub).mkdir(parents=True)
        for path, text in _SCAFFOLD.items():
            (folder / path).write_text(text.replace("NAME", name), encoding="utf-8")
    except OSError as error:
        raise ProjectError(
            f"cannot write {folder}: {error.strerror}", "choose a folder that you may write to"
        ) from error
    return find(folder)


def _settings(path: Path) -> Settings:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"{path} is not valid TOML: {error}", "see https://toml.io for the syntax") from error
    except OSError as error:
        raise ProjectError(f"cannot read {path}: {error.strerror}") from error
    _check(path, table, Settings)
    for name, kind in _TABLES.items():
        if name in table:
            _check(path, table[name], kind, f"{name}.")
            given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table[name].items()}
            table[name] = kind(**given)
    return _validated(path, table)


_WORDS = {
    str: ("a string", '"…"'),
    bool: ("true or false", "true"),
    float: ("a number", "0.5"),
    Wikidata: ("a table", ""),
    Publish: ("a table", ""),
    Read: ("a table", ""),
    tuple[str, ...]: ("a list of strings", '["…", "…"]'),
}
_TABLES: dict[str, type[Wikidata | Publish | Read]] = {"wikidata": Wikidata, "publish": Publish, "read": Read}


def _check(
    path: Path, table: dict[str, Any], kind: type[Settings | Wikidata | Publish | Read], prefix: str = ""
) -> None:
    """Refuse keys that no field of `kind` has, and values of another type."""
    known: dict[str, Any] = {field.name: field.type for field in fields(kind)}
    if unknown := sorted(set(table) - set(known)):
        names = ", ".join(prefix + name for name in unknown)
        raise ProjectError(f"unknown key in {path}: {names}", f"known keys: {', '.join(sorted(known))}")
    for key, value in table.items():
        wanted = known[key]
        if not _fits(value, wanted):
            words, example = _WORDS[wanted]
            hint = f"write: {key} = {example}" if example else f"begin its keys with a line: [{key}]"
            raise ProjectError(f"{prefix}{key} in {path} must be {words}", hint)


def _fits(value: object, wanted: object) -> bool:
    if wanted in _TABLES.values():
        return isinstance(value, dict)
    if wanted == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return (float if type(value) is int else type(value)) is wanted


def _validated(path: Path, table: dict[str, Any]) -> Settings:
    for key in ("name", "base"):
        if not table.get(key):
            raise ProjectError(f"{path} lacks {key}", f'add a line: {key} = "…"')
    if not _BASE.fullmatch(table["base"]):
        raise ProjectError(
            f"base in {path} is not the beginning of an IRI: {table['base']!r}",
            'it starts with https:// and ends with a slash: base = "https://example.org/id/"',
        )
    settings = Settings(**table)
    if settings.publish.url and not _URL.fullmatch(settings.publish.url):
        raise ProjectError(
            f"publish.url in {path} is no web address of a folder: {settings.publish.url!r}",
            'such as: url = "https://example.org/news/"',
        )
    if settings.identity not in _IDENTITY:
        raise ProjectError(f"identity in {path} is {settings.identity!r}", f"it is one of: {', '.join(_IDENTITY)}")
    if not _LANGUAGE.fullmatch(settings.language):
        raise ProjectError(f"language in {path} is no language tag: {settings.language!r}", 'such as: language = "en"')
    return settings


_SCAFFOLD = {
    CONFIG: """\
# What the data is called and where its IRIs live. The base must be yours before you publish.
name = "NAME"
base = "https://example.org/NAME/id/"
title = "NAME"
publisher = ""
license = "https://creativecommons.org/licenses/by/4.0/"
language = "en"
""",
    ".gitignore": "site/\n.kgbuild/\n",
    "articles/example.txt": """\
title: Ministers meet in Geneva
date: 2024-03-08
license: CC0-1.0

The foreign ministers of Norway and Egypt met in Geneva on Thursday. Norway pledged $20 million in aid for Sudan. \
At least 12 people were killed in shelling near Khartoum on Wednesday, according to the United Nations.
""",
    "queries/README.md": """\
Your own questions go here, one `.rq` file each; a file with the name of a shipped query replaces it.
List all with `kgbuild query --list`.
""",
    "ontology/README.md": """\
Your own classes go here as Turtle, and the words that signal them into `lexicon/`. They are added to the shipped ones.
""",
    "shapes/README.md": "Your own SHACL shapes go here as Turtle. They are added to the shipped ones.\n",
}
