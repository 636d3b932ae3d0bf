"""Figures: how many, how old, how long, how late; as charts with tables, and to take away."""
