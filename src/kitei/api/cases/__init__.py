"""Cases for programs."""

from kitei.api.cases import acting, reading
from kitei.api.cases.routing import router

__all__ = ["acting", "reading", "router"]
