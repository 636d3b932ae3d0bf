"""The command line (floor 4): parse, one call, answer. `main` is the entry point."""

from kitei.cli.application import main

__all__ = ["main"]
