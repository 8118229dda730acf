"""Tests of what makes entities and events one."""
