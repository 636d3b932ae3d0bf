"""The cases: list, search, one case with everything that can be done to it."""
