"""The portal's static files, as Django finds them."""

from __future__ import annotations

from django.apps import AppConfig


class PortalLook(AppConfig):
    """An app without tables; it carries the portal's style sheet."""

    name = "kitei.portal.look"
    label = "portal_look"
