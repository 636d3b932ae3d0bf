"""Requests on paper: taken in at the counter, keyed in beside their picture."""
