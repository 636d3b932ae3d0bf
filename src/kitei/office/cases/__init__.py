"""Cases (事案): a case is one run of a procedure, with its steps, tasks, clocks, papers and what was said.

- `models`: the rows. `services`: every act, one function each. `queries`: every question.
- `numbering`: the number of a case. `values`: what callers hand in. `running`: where a case stands, purely.
- `acting`: what the services share: locking, requests sent twice, tasks, papers, inspection of files.
"""
