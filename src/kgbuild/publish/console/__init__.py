"""SPARQL in the browser: the page, the saved queries as forms, and the data that they are asked of."""
