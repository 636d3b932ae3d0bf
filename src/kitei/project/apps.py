"""What is wired together once everything is loaded: lower floors call what upper ones put in their hands."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The wiring."""

    name = "kitei.project"

    def ready(self) -> None:
        """Subscribe jobs to acts."""
        import_module("kitei.project.wiring").wire()  # models are there only now
