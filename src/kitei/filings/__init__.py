"""Filings (floor 2, above forms and procedures): how a paper becomes a case, and a case a paper; pure.

- `book`: what the folders say about papers that come in and go out, the regulation's own before the statute's.
- `filing`: from a filled form to facts and to what the office takes for itself. `noticing`: from a case to a paper.
- `proving`: which documents prove identity and authority, and how old they may be. `grounds`: grounds for refusal.
- `checking`: what is wrong with a folder's `filings.yaml`.
"""
