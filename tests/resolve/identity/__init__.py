"""Tests of what makes tellings of several articles one event."""
