"""Questions and complaints, also without a name."""
