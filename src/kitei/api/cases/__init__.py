"""Cases for programs."""

from kitei.api.cases import acting, holding, listing, passing, reading
from kitei.api.cases.routing import router

__all__ = ["acting", "holding", "listing", "passing", "reading", "router"]
