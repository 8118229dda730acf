"""The namespaces and the fixed names of the contract, as plain strings."""

KG = "https://w3id.org/kgbuild/ontology#"
WIKIDATA = "http://www.wikidata.org/entity/"
EXACT_MATCH, CLOSE_MATCH = (f"http://www.w3.org/2004/02/skos/core#{name}Match" for name in ("exact", "close"))

PERSON, STATE, ORGANIZATION, PLACE, POPULATION_GROUP = (
    KG + name for name in ("Person", "State", "Organization", "Place", "PopulationGroup")
)
ENTITY_TYPES = (PERSON, STATE, ORGANIZATION, PLACE, POPULATION_GROUP)
AGENT, TARGET, EVENT_PLACE = (KG + name for name in ("agent", "target", "place"))

MILITARY = ("Attack", "Battle", "Blockade", "Deployment", "Withdrawal", "Surrender", "Seizure", "Detention")
HUMANITARIAN = ("Casualties", "Displacement", "Aid", "Deprivation", "Destruction")
DIPLOMATIC = (
    *("Meeting", "Visit", "Agreement", "Appeal", "Condemnation", "Threat", "Pledge", "Refusal", "Endorsement"),
    *("Statement", "Sanction"),
)
ACTS_OF_SPEECH = frozenset(KG + name for name in set(DIPLOMATIC) - {"Meeting", "Visit", "Agreement", "Sanction"})
EVENT_TYPES = tuple(KG + name for name in (*DIPLOMATIC, *MILITARY, *HUMANITARIAN))
