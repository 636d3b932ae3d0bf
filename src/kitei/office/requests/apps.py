"""The app of requests."""

from __future__ import annotations

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests, appeals, complaints."""

    name = "kitei.office.requests"
    label = "requests"
    verbose_name = "請求・不服申立て・苦情"
