"""The wiring (floor 5): settings, addresses, the database server; the only room that sees every other."""
