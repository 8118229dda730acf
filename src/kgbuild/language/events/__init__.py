"""Events by the frames of the lexicon, with what fills their roles."""
