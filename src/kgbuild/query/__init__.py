"""Saved and given SPARQL questions, asked in a process that may be killed."""

from kgbuild.query.render import FORMATS, render
from kgbuild.query.request import Asked, Endpoint, GraphFiles, Limits, Question, StoreFolder
from kgbuild.query.result import Graph, Result, Table, Truth
from kgbuild.query.runner import ask
from kgbuild.query.saved import SavedQuery, find, read_text, saved_paths

__all__ = [
    "FORMATS",
    "Asked",
    "Endpoint",
    "Graph",
    "GraphFiles",
    "Limits",
    "Question",
    "Result",
    "SavedQuery",
    "StoreFolder",
    "Table",
    "Truth",
    "ask",
    "find",
    "read_text",
    "render",
    "saved_paths",
]
