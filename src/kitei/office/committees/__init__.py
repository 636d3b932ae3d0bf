"""Bodies and their meetings (会議体): who sits, by which rules, what was put to the vote, what became of it.

- `counting`: the arithmetic of a vote. `rules`: the regulation's rules, and a body's own where it is silent.
- `models`: the rows. `services`: every act, one function each. `queries`: every question. `wording`: how it is said.
"""
