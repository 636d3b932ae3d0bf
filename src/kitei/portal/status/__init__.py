"""How a request stands: the timeline, messages, papers, and what the person can do."""
