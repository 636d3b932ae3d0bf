"""`kitei demo`: five offices for practice, each with a year behind it, made by the real services."""
