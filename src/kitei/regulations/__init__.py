"""Regulations as data (floor 1): schema, reading, checks, comparison; `library/` holds the regulations themselves."""
