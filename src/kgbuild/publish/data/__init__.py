"""The RDF of a site: documents beside the pages, dumps, descriptions of the data set, and what hosts need to know."""
