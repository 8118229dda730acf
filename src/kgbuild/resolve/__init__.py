"""Findings to entities and events with identity."""
