"""The record: every act leaves one leaf in a log that only grows, in the transaction that changes the rows.

- `models`: acts, their places in the tree, tiles, checkpoints, witnesses' answers; the database refuses to change them.
- `services`: `write`, through which every row of the office is saved; `destroy_key`, `rewrap_keys`, `witness`.
- `sequencer`: takes committed acts into the tree, one process at a time, and signs.
- `verifying`: recomputes everything and names what was altered.
- `queries`: the acts of a case, payloads, receipts.
"""
