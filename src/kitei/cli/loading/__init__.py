"""`kitei bench office`: an office with very many cases under load, through gunicorn on this machine alone.

- `measuring`: makes the office, starts its servers, and puts the figures together. Knows no Django.
- `filling`: fills the office, with a process for each core.
- `client`: asks for pages, as a process of its own. `usage`: CPU and memory of processes.
- `children` starts processes; `child`: what is done inside the office: people, cases, marks of far pages, verification.
"""
