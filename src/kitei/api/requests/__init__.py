"""Requests for programs: filing, answering, proofs, fees, third parties, appeals."""

from kitei.api.requests import beside, filing
from kitei.api.requests.routing import router

__all__ = ["beside", "filing", "router"]
