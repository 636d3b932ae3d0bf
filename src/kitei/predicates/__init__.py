"""Typed facts and three-valued predicates over them (floor 1); decisions, procedures and forms share them."""
