"""The sign-in as a Django app: for its static files."""

from __future__ import annotations

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Pages of the sign-in."""

    name = "kitei.web.signin"
    label = "signin"
