"""Tests of comparing builds."""
