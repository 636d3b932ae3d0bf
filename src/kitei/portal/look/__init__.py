"""The portal's own look on top of the common one: larger type, calmer, one thing at a time."""
