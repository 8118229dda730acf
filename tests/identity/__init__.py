"""Tests of which events of several articles are one, on marked articles."""
