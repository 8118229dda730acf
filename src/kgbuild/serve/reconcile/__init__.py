"""The Entity Reconciliation protocol, versions 0.2 and 1.0 (draft), over any space of entities."""

from kgbuild.serve.reconcile.part import Reconciliation
from kgbuild.serve.reconcile.project import ProjectSpace
from kgbuild.serve.reconcile.record import Space
from kgbuild.serve.reconcile.routes import DRAFT, Service
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.serve.reconcile.wikidata import WikidataSpace

__all__ = ["DRAFT", "ProjectSpace", "Reconciliation", "Service", "Space", "TypeTree", "WikidataSpace"]
