"""Bodies and their meetings for programs."""

from kitei.api.committees import bodies, items, meetings, papers, voting
from kitei.api.committees.routing import router

__all__ = ["bodies", "items", "meetings", "papers", "router", "voting"]
