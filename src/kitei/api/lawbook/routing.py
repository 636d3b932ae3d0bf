"""The paths about the regulation: one router for all of them."""

from __future__ import annotations

from ninja import Router

router = Router()
