"""What is served over HTTP, read-only: reconciliation services, and the server that runs them."""

from kgbuild.serve.application import Application, application
from kgbuild.serve.fresh import Fresh
from kgbuild.serve.reconcile import ProjectSpace, Space, TypeTree, WikidataSpace
from kgbuild.serve.server import address, listen, run

__all__ = [
    "Application",
    "Fresh",
    "ProjectSpace",
    "Space",
    "TypeTree",
    "WikidataSpace",
    "address",
    "application",
    "listen",
    "run",
]
