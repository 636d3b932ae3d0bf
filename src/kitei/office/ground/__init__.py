"""What every domain of the office stands on. It has no table of its own.

- `errors`: what every error of the office has in common.
- `dice`: the only randomness; deterministic where the demo and the tests ask for it.
- `identifiers`: ids of rows, which sort by time.
- `actors`: who acts, in which role.
- `rows`: what every row of the office has: an id, and the last act that changed it; its digest.
- `triggers`: the database's own refusal to change what is append-only.
"""
