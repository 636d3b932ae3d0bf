"""The queue itself: what a killed process had begun is begun again, what is done is forgotten."""
