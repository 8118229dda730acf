"""The tests of live services, against a server on the loopback."""
