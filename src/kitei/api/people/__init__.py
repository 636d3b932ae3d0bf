"""Persons, units and appointments for programs."""

from kitei.api.people import accounts, persons, units
from kitei.api.people.routing import router

__all__ = ["accounts", "persons", "router", "units"]
