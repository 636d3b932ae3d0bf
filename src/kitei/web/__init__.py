"""The desk (floor 4): pages for the staff."""
