"""`kitei bench office`: an office with very many cases under load, through gunicorn on this machine alone.

- `measuring`: makes the office, starts its servers, and puts the figures together. Knows no Django.
- `client`: asks for pages, as a process of its own. `usage`: CPU and memory of processes.
- `child`: what is done inside the office: people, cases, marks of far pages, verification.
"""
