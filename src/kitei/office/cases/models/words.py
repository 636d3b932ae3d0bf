"""What was said about a case: messages to and from whoever asked, and notes of the office to itself."""

from __future__ import annotations

from django.db import models

from kitei.office.cases.models.case import Case
from kitei.office.cases.models.papers import Direction
from kitei.office.people.models import Person
from kitei.office.vault.fields import Sealed, SealedRow


class Message(SealedRow):
    """Something said between the office and whoever asked (連絡).

    Attributes:
        by: who of the office wrote or noted it down; null for what came over the portal.
        answers: the message to which it answers.
    """

    class Channel(models.TextChoices):
        """How it was said."""

        PORTAL = "portal"
        MAIL = "mail"
        LETTER = "letter"
        PHONE = "phone"
        COUNTER = "counter"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    answers = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+")
    sent_at = models.DateTimeField()
    subject = Sealed("text")
    body = Sealed("text")

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_message_of_case"),)

    def __str__(self) -> str:
        return f"{self.direction} {self.channel} {self.sent_at:%Y-%m-%d}"


class Note(SealedRow):
    """A note of the office to itself (メモ); whoever asked never sees it."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="notes")
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    role = models.CharField(max_length=64)
    at = models.DateTimeField()
    body = Sealed("text")

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_note_of_case"),)

    def __str__(self) -> str:
        return f"{self.role} {self.at:%Y-%m-%d}"
