"""Pages of bodies and meetings: parse, one call, answer."""
