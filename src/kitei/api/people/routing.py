"""The paths about people: one router; units come first, for a person's path would take theirs."""

from __future__ import annotations

from ninja import Router

router = Router()
