"""Procedures (floor 2): definitions from the regulation, and the pure function that says what is next."""
