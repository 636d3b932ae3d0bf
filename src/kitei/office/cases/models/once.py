"""Requests that may arrive twice, and what the first one did."""

from __future__ import annotations

from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.ground.triggers import append_only


class Once(ActedRow):
    """An act that was asked for under a key of the caller's choosing; asked again, it gives the same result.

    Attributes:
        actor: the pseudonym under whose name the key was used; two callers may choose the same key.
        name: the act. request: SHA-256 of what was asked, so that a key is not used for something else.
        row: the row that the act made, in the table that the act's service returns.
    """

    actor = models.CharField(max_length=96)
    key = models.CharField(max_length=128)
    name = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    row = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["actor", "key"], name="cases_once_per_actor_and_key"),)
        triggers = append_only()

    def __str__(self) -> str:
        return self.name
