"""What the office does with requests by itself: drafts that nobody took up again are erased."""
