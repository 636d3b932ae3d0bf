"""The minutes (議事録) and what was added to them later."""

from __future__ import annotations

from django.db import models

from kitei.office.committees.models.meetings import Meeting
from kitei.office.ground.triggers import append_only
from kitei.office.vault.fields import Sealed, SealedRow


class Minutes(SealedRow):
    """Minutes as issued; corrections are added (補正), never made in place.

    Attributes:
        position: 0 for the minutes, 1 and up for what was added.
        correction: what is corrected, in an addendum.
        values: of the form that was printed.
        digest: SHA-256 of the PDF, hexadecimal.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    position = models.PositiveSmallIntegerField()
    correction = Sealed("text", null=True)
    values = Sealed("json")
    pdf = Sealed("bytes")
    digest = models.CharField(max_length=64)
    issued_on = models.DateField()

    class Meta:
        db_table = "committees_minutes"
        constraints = (models.UniqueConstraint(fields=["meeting", "position"], name="committees_minutes_position"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position}"
