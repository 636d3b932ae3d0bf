"""From regulation folders to programs: norms read, expanded, selected by day, and checked for contradictions."""
