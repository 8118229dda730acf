"""Where articles lie, as an argument: a file or folder that is there, or a URL of another file system."""

from pathlib import Path
from typing import Any

import click


class _Place(click.Path):
    """A path, or a URL such as `s3://bucket/news/`, which stays as it is written."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the URL."""
        from kgbuild.read import is_url

        return value if is_url(value) else super().convert(value, param, ctx)


PLACE = _Place(path_type=Path, exists=True)
