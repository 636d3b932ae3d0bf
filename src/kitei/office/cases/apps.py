"""The app of cases."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what runs by a procedure."""

    name = "kitei.office.cases"
    label = "cases"
    verbose_name = "事案"
