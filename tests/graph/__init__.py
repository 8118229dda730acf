"""Tests of how the graph is written."""
