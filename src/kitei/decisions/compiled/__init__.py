"""The fast forms: one case, and millions of rows; both answer what the interpreter answers."""
