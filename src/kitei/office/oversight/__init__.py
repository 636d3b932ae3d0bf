"""Figures about the office's work (統計): how many, how old, how long, how late. Read-only; no personal data.

- `standing`: what is open on a day, by kind and age, and what is late.
- `flow`: what came in and went out by month, how it ended, how long decisions took, where the engine was overruled.
- `halfyear`: the half-yearly report (半期報告) on the office's form. `exporting`: every case as a row, without a name.
"""
