"""What is served over HTTP, read-only: the site, queries, reconciliation services, and the server that runs them."""

from kgbuild.serve.application import Application, Part, application
from kgbuild.serve.documents import Documents
from kgbuild.serve.fresh import Fresh
from kgbuild.serve.metrics import Metrics
from kgbuild.serve.operations import Operations
from kgbuild.serve.pool import LIMITS, Pool
from kgbuild.serve.reconcile import ProjectSpace, Reconciliation, Space, TypeTree, WikidataSpace
from kgbuild.serve.saved import SavedQueries
from kgbuild.serve.server import address, listen, run
from kgbuild.serve.sparql import Facts, Sparql
from kgbuild.serve.watch import LOG, Watch

__all__ = [
    "LIMITS",
    "LOG",
    "Application",
    "Documents",
    "Facts",
    "Fresh",
    "Metrics",
    "Operations",
    "Part",
    "Pool",
    "ProjectSpace",
    "Reconciliation",
    "SavedQueries",
    "Space",
    "Sparql",
    "TypeTree",
    "Watch",
    "WikidataSpace",
    "address",
    "application",
    "listen",
    "run",
]
