"""Tests of what is pushed into stores."""
