"""The spaCy pipeline that annotates article bodies: the shipped one, or an installed model named by a project."""

from functools import cache

import spacy
from spacy.language import Language

from kgbuild import shipped
from kgbuild.errors import ProjectError

_NEEDED = ("parser", "tagger")


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
    missing = [name for name in _NEEDED if not any(pipe.startswith(name) for pipe in pipeline.pipe_names)]
    if missing:
        raise ProjectError(
            f"the pipeline {model or 'models/en'} has no {' and no '.join(missing)}",
            "choose a model that tags and parses",
        )
    return pipeline
