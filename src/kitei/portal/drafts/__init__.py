"""Requests begun and not yet sent."""
