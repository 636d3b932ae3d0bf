"""The regulation folder that an import writes, and the walk through its proposals."""
