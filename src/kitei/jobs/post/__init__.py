"""Letters leave in the background."""
