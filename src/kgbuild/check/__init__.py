"""SHACL, evidence, consistency: what is wrong with a graph, in plain words."""
