"""Why: answers as trees in words."""
