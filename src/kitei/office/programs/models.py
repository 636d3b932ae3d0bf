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

    @property
    def used_at(self) -> datetime | None:
        """When it was last used, to the nearest five minutes; `None` if never."""
        use = getattr(self, "use", None)
        return use.at if use is not None else None


class TokenUse(models.Model):
    """When a token was last used; no row of business, so that using a token is no act."""

    token = models.OneToOneField(Token, models.CASCADE, primary_key=True, related_name="use")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.token_id)


class Webhook(SealedRow):
    """Where to tell a program that something was done, or is due (通知先).

    Attributes:
        url: HTTPS, or HTTP on this machine. secret: signs every call (HMAC-SHA-256).
        acts: beginnings of names of acts; `clock.late`, `clock.due` and `clock.due:7` (seven days before) among them.
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
        act: of what it tells.
        mark: of something that happens once, such as that a period ends; a webhook is told once of each.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    queued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(default=0)
    body = Sealed("json", null=True)
    act = models.CharField(max_length=64, default="", db_default="")
    mark = models.CharField(max_length=160, null=True)  # noqa: DJ001 - none is none, and not equal to another

    class Meta:
        constraints = (models.UniqueConstraint(fields=["webhook", "mark"], name="delivery_told_once"),)
        indexes = (models.Index(fields=["queued_at"], condition=models.Q(done_at__isnull=True), name="delivery_open"),)

    def __str__(self) -> str:
        return str(self.id)


class Asked(models.Model):
    """Something a program asked for under a key of its choosing; no row of business.

    Attributes:
        request: SHA-256 of what was asked. row: the row that came of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    row = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="asked_once_per_person_and_key"),)

    def __str__(self) -> str:
        return str(self.id)
