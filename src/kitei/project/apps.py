"""What is wired together once everything is loaded: lower floors call what upper ones put in their hands."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The wiring."""

    name = "kitei.project"

    def ready(self) -> None:
        """Subscribe jobs to acts."""
        from kitei.project import wiring  # noqa: PLC0415 - models are there only now

        wiring.wire()
