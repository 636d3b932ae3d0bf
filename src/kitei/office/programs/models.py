"""Tokens and webhooks."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.people.models import Person
from kitei.office.vault.fields import Sealed, SealedColumns, SealedRow


class Token(ActedRow):
    """A token by which a program acts for a person (アクセストークン): never more than the person may do.

    Attributes:
        label: what it is for, in the person's words.
        digest: SHA-256 of the token; the token itself is shown once.
        scopes: names of acts, or their beginnings: `case.read`, `case.`, `request.filed`.
        expires_at: not valid from then on.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=64))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="token_digest_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_expires_after_it_was_made"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    def usable_at(self, at: datetime) -> bool:
        """Whether a program may still act with it."""
        return self.revoked_at is None and at < self.expires_at


class Webhook(SealedRow):
    """Where to tell a program that something was done, or is due (通知先).

    Attributes:
        url: HTTPS, or HTTP on this machine. secret: signs every call (HMAC-SHA-256).
        acts: beginnings of names of acts, `clock.due` and `clock.late` among them.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="webhooks")
    acts = ArrayField(models.CharField(max_length=64))
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    url = Sealed("text")
    secret = Sealed("text")

    def __str__(self) -> str:
        return str(self.id)


class Delivery(SealedColumns):
    """A call that is to be made, or was made; no row of business, and emptied once it is done.

    Attributes:
        body: what is sent: the act's name, its number in the record, the case's number and the time; no personal data.
        status: of the answer, 0 while there is none.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    queued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(default=0)
    body = Sealed("json", null=True)

    class Meta:
        indexes = (models.Index(fields=["queued_at"], condition=models.Q(done_at__isnull=True), name="delivery_open"),)

    def __str__(self) -> str:
        return str(self.id)
