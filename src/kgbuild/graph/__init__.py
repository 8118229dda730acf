"""Entities and events to RDF; every IRI is minted here."""

from kgbuild.graph.classes import BRANCHES, EVENT, EVENT_TYPES, ROLES, Classes, local_name
from kgbuild.graph.independence import independent, tellers
from kgbuild.graph.iris import ENTITIES, FILES, WIKIDATA, Minter
from kgbuild.graph.populate import article_file, entities_file, populate
from kgbuild.graph.slugs import slug
from kgbuild.graph.world import World, refuse_shared_iris, world

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
    "World",
    "article_file",
    "entities_file",
    "independent",
    "local_name",
    "populate",
    "refuse_shared_iris",
    "slug",
    "tellers",
    "world",
]
