"""Forms of the regulation and facts of the vocabulary as inputs of a page, and what was sent back as values.

- `papers`: the entries of a paper form. `facts`: the facts the engine asks for.
"""
