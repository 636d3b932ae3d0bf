"""Readers: from a file of any known form to a neutral stream of lines and grids."""
