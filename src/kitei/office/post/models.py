"""Letters that wait to leave."""

from __future__ import annotations

from django.db import models

from kitei.office.vault.fields import Sealed, SealedColumns


class Outgoing(SealedColumns):
    """A letter by e-mail, sealed under the office's key; erased once it has left.

    No row of business: that a letter was to be sent stands in the act that caused it.

    Attributes:
        letter: `to`, `subject` and `body`; null once it has left.
        tries: how often it was tried in vain. trouble: the kind of the last error, without its text.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=80, default="", blank=True)
    letter = Sealed("json", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(letter__isnull=True), name="outgoing_sent_is_erased"
            ),
        )
        indexes = (
            models.Index(fields=["queued_at"], condition=models.Q(sent_at__isnull=True), name="outgoing_waiting"),
        )

    def __str__(self) -> str:
        return str(self.id)
