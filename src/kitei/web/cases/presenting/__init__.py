"""What a case looks like: from the values of the office to what a template shows.

- `sheet`: a case's page. `marks`: its stepper. `story`: what happened. `asking`: the facts to find out.
- `ending`: the ways in which a step can end. `values`: what was filled in on a paper. `leaves`: acts of the record.
"""
