"""The spaCy pipeline that annotates article bodies: the shipped one, or an installed model named by a project."""

from functools import cache

import spacy
from spacy.language import Language

from kgbuild import shipped
from kgbuild.errors import ProjectError
from kgbuild.language.encoder import component as _component  # noqa: F401 (makes the shipped component known to spaCy)

_NEEDED = {"token.tag": "tagger", "token.dep": "parser"}


@cache
def load(model: str | None = None) -> Language:
    """The pipeline `model` (a package or a folder; by default the shipped one), loaded once per process.

    Raises ProjectError where there is no such model, or where it has no tagger or parser.
    """
    try:
        pipeline = spacy.load(model if model is not None else shipped.folder("models") / "en")
    except (OSError, ValueError, ImportError) as error:
        name = model or "the shipped pipeline"
        raise ProjectError(
            f"cannot load {name}: {error}",
            "name an installed spaCy model in kgbuild.toml, or leave it out to use the shipped one",
        ) from error
    assigned = {attribute for name in pipeline.pipe_names for attribute in pipeline.get_pipe_meta(name).assigns}
    missing = [name for attribute, name in _NEEDED.items() if attribute not in assigned]
    if missing:
        raise ProjectError(
            f"the pipeline {model or 'models/en'} has no {' and no '.join(missing)}",
            "choose a model that tags and parses",
        )
    return pipeline
