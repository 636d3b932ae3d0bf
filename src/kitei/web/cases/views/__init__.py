"""Pages of the cases: parse, one call, answer."""
