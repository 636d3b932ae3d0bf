"""Background work (floor 4)."""
