"""Drafting: from an interview to a complete regulation folder for a university that has none yet."""
