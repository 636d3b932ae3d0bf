"""The committees of the office as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Bodies, their meetings, votes and minutes."""

    name = "kitei.office.committees"
    label = "committees"
    verbose_name = "Committees"
    default_auto_field = "django.db.models.BigAutoField"
