"""The shape of a regulation folder: one model a file, published as JSON Schema for editors."""
