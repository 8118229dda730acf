"""RDF in and out, canonical Turtle, Oxigraph: the edge to the RDF libraries."""
