"""Names, offices and what refers to them: the entities of an article."""
