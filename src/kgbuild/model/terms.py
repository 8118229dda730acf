"""The namespaces and the fixed names of the contract, as plain strings."""

KG = "https://w3id.org/kgbuild/ontology#"
WIKIDATA = "http://www.wikidata.org/entity/"

PERSON, STATE, ORGANIZATION, PLACE, POPULATION_GROUP = (
    KG + name for name in ("Person", "State", "Organization", "Place", "PopulationGroup")
)
ENTITY_TYPES = (PERSON, STATE, ORGANIZATION, PLACE, POPULATION_GROUP)
AGENT, TARGET, EVENT_PLACE = (KG + name for name in ("agent", "target", "place"))
