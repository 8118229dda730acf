"""Links of entities to the items of Wikidata: an index of names, candidates with reasons, and people's decisions."""
