"""Tables that exist only within one test: they belong to no app, so no migration asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.apps.registry import Apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from kitei.office.ground.rows import ActedRow
from kitei.office.vault.fields import Sealed, SealedRow

AT = datetime(2026, 4, 1, 3, tzinfo=UTC)
_APPS = Apps()


class Everything(ActedRow):
    """A row with a column of every kind that the office uses."""

    text = models.TextField(default="")
    short = models.CharField(max_length=20, null=True)  # noqa: DJ001 - to have both
    whole = models.BigIntegerField(default=0)
    real = models.FloatField(default=0.0)
    money = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    truth = models.BooleanField(null=True)
    day = models.DateField(null=True)
    clock = models.TimeField(null=True)
    moment = models.DateTimeField(null=True)
    span = models.DurationField(null=True)
    other = models.UUIDField(null=True)
    data = models.BinaryField(null=True)
    tokens = ArrayField(models.BigIntegerField(), default=list)
    json = models.JSONField(default=dict, null=True)

    class Meta:
        app_label = "tests"
        apps = _APPS


class Letter(SealedRow):
    """A row with sealed columns of every kind."""

    subject = models.CharField(max_length=40, default="")
    body = Sealed("text")
    facts = Sealed("json", null=True)
    scan = Sealed("bytes", null=True)

    class Meta:
        app_label = "tests"
        apps = _APPS


@contextmanager
def table(model: type[models.Model]) -> Iterator[Any]:
    """Make the model's table, within the transaction of the test."""
    with connection.schema_editor() as editor:
        editor.create_model(model)
    yield model._default_manager
