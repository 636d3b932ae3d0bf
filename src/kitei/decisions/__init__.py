"""Decisions (floor 2): norms become answers with their clauses; the same norms for one case and for a million rows."""
