"""Committees (会議体): meetings of the bodies, and what they decide."""
