"""The office: what is kept in the database and the acts that change it. No HTTP, no clock, no rendering.

Domains from the ground up; each calls only those below it:
ground, vault, record, lawbook, people, cases, committees, requests, oversight.
"""
