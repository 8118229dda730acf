"""The files that every site has as they are: style, scripts, and the vendored libraries with their licences."""

from collections.abc import Iterable
from pathlib import Path

from kgbuild.publish.site import Site

_HERE = Path(__file__).parent
_FOLDERS = ("assets", "vendor")


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """`assets/…` and `vendor/…`, in order of names."""
    for folder in _FOLDERS:
        for path in sorted((_HERE / folder).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(_HERE).as_posix()


def content(site: Site, path: str) -> bytes:  # noqa: ARG001
    """The file as it is."""
    return (_HERE / path).read_bytes()
