"""Pictures of the graph, laid out when the site is made: each with a table of its facts and the query behind it."""
