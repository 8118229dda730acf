"""The only place where the stages meet: articles in, a checked graph put in place."""
