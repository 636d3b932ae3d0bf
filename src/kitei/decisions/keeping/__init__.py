"""Stored decisions and the texts they rest on, so that they replay years later."""
