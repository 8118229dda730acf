"""Live services, asked only when a user wants it: Wikidata, and any service of the Entity Reconciliation API."""

from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.service import Options, Service, open_service
from kgbuild.web import Clock, Limits

__all__ = ["Asked", "Clock", "Limits", "Options", "Service", "Unanswered", "open_service"]
