"""Live services, asked only when a user wants it: Wikidata, and any service of the Entity Reconciliation API."""

from kgbuild.link.online.pace import Clock, Limits
from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.service import Options, Service, open_service

__all__ = ["Asked", "Clock", "Limits", "Options", "Service", "Unanswered", "open_service"]
