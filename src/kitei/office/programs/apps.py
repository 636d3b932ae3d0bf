"""The app's name."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Programs that act for persons."""

    name = "kitei.office.programs"
    default_auto_field = "django.db.models.BigAutoField"
