"""How words stand together: the pipeline, grammatical relations, word forms."""
