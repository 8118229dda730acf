"""The tests of what is served."""
