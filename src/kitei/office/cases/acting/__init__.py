"""What the services of cases share, with those of the domains above that act on a case; no page calls it.

- `locking`: one act at a time on a case. `once`: requests sent twice. `permits`: whether the actor may.
- `judging`: what the engine says, kept. `tasks`: what is to do next. `printing`: papers. `inspecting`: files.
"""
