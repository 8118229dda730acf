"""The tests of kgbuild."""
