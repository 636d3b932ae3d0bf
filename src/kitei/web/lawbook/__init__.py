"""The regulation to read: clauses, comparison, procedures drawn."""
