"""Entities and events to RDF; every IRI is minted here."""

from kgbuild.graph.classes import BRANCHES, EVENT, EVENT_TYPES, ROLES, Classes, local_name
from kgbuild.graph.independence import independent, tellers
from kgbuild.graph.iris import ENTITIES, FILES, WIKIDATA, Minter
from kgbuild.graph.populate import populate
from kgbuild.graph.slugs import slug

__all__ = [
    "BRANCHES",
    "ENTITIES",
    "EVENT",
    "EVENT_TYPES",
    "FILES",
    "ROLES",
    "WIKIDATA",
    "Classes",
    "Minter",
    "independent",
    "local_name",
    "populate",
    "slug",
    "tellers",
]
