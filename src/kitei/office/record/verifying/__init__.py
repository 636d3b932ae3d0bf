"""Recomputes the record and compares it with everything at hand: what was altered is named.

- `tree`: entries, tiles and places against the signed head and against checkpoints kept elsewhere.
- `acts`: each act's columns, rows and payload against its entry.
- `rows`: each row of the office against the last act that changed it.
- `keys`: the vault against the acts that ended keys.
- `guards`: whether the database still refuses what it must refuse.

Whoever holds both the database and the log's key can make everything fit again. Only checkpoints kept where he cannot
reach show that: hand them in.
"""

from kitei.office.record.verifying.report import Fault, Finding, Report
from kitei.office.record.verifying.verify import verify

__all__ = ["Fault", "Finding", "Report", "verify"]
