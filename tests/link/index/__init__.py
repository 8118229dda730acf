"""Tests of the index of names."""
