"""The paths about cases: one router, since reading and acting share them."""

from __future__ import annotations

from ninja import Router

router = Router()
