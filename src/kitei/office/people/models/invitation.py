"""Invitations: one-time links by which an account is opened."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.people.models.person import Person


class Invitation(ActedRow):
    """An invitation to open an account (招待).

    Attributes:
        digest: SHA-256 of the link's secret; the secret itself is only in the mail.
        used_at, withdrawn_at: the link is dead from then on.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_invitation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["digest"], name="people_invitation_digest_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")), name="people_invitation_lives_a_while"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def usable_at(self, at: datetime) -> bool:
        """Whether the link still opens an account."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at
