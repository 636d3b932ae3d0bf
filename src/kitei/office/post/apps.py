"""The app's name."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Letters by e-mail."""

    name = "kitei.office.post"
    default_auto_field = "django.db.models.BigAutoField"
