"""Saved and given SPARQL questions, asked in a process that may be killed."""
