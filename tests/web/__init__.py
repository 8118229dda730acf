"""Tests of HTTP with limits."""
