"""The regulation for programs: clauses, procedures, forms, comparison, and the engine's answers."""

from kitei.api.lawbook import asking, reading
from kitei.api.lawbook.routing import router

__all__ = ["asking", "reading", "router"]
