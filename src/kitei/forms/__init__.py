"""Forms (floor 2): from a form's definition and values to PDF, field set and schema; the only room that knows typst.

- `definition`: what `form.yaml` and `wording.yaml` may say; `catalogue`: which forms there are.
- `values`: what was filled in, read strictly; `fieldsets`: the same definition for a web page and an API.
- `paper`: the printed page, archival and fillable. `ledgers`: the empty spreadsheet of a ledger.
- `batch`: many papers from one table; `bench`: how many a second; `checks`: what is wrong with a form's folder.
"""
