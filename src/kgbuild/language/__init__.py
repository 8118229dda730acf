"""Articles to findings with spans; the only floor that knows spaCy."""
