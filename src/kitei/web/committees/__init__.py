"""Bodies and their meetings at the desk: who sits, what is on the agenda, how it was decided."""
