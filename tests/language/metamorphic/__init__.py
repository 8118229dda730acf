"""Metamorphic cases."""
