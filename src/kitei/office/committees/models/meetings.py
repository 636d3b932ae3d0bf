"""A meeting of a body, and who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.people.models import Person, Unit
from kitei.office.vault.fields import Sealed, SealedRow


class Meeting(SealedRow):
    """A sitting of a body (会議), or a decision by circulation (持ち回り).

    Attributes:
        year, number: the fiscal year and the meeting's number in it.
        held_on: the day of the sitting; of a circulation, the last day for replies, inclusive.
        rules: how the body counted, frozen when the meeting was opened: value and clause by name.
        presiding: the chair, or who acted for the chair.
        continues: the adjourned meeting that goes on here.
    """

    class Mode(models.TextChoices):
        """How the members meet."""

        SITTING = "sitting"
        CIRCULATION = "circulation"

    class State(models.TextChoices):
        """How far a meeting is."""

        PLANNED = "planned"
        CONVENED = "convened"
        OPEN = "open"
        ADJOURNED = "adjourned"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    body = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=16, choices=Mode, default=Mode.SITTING)
    state = models.CharField(max_length=16, choices=State, default=State.PLANNED)
    held_on = models.DateField()
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=200, default="", blank=True)
    rules = models.JSONField(null=True)
    presiding = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued_by")
    convened_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "committees_meeting"
        constraints = (
            models.UniqueConstraint(
                fields=["body", "unit", "year", "number"], name="committees_meeting_number", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(state="cancelled") | Q(convened_at__isnull=False),
                name="committees_meeting_convened",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "adjourned", "closed"]) | Q(rules__isnull=False),
                name="committees_meeting_has_rules",
            ),
        )
        indexes = (models.Index(fields=["body", "unit", "-held_on"], name="committees_meeting_by_day"),)

    def __str__(self) -> str:
        return f"{self.body} {self.year}-{self.number}"

    @property
    def running(self) -> bool:
        """Whether votes can be taken now."""
        return self.state == self.State.OPEN

    @property
    def over(self) -> bool:
        """Whether nothing can be added any more."""
        return self.state in {self.State.ADJOURNED, self.State.CLOSED, self.State.CANCELLED}


class Attendance(SealedRow):
    """One person's place at a meeting: members, the secretariat, and guests who are heard.

    Attributes:
        person: `None` for a guest from outside, whose name is sealed.
        from_item, until_item: the first and last item heard, inclusive; `None` is from the start, to the end.
    """

    class Standing(models.TextChoices):
        """As what a person is there; only the first three are members."""

        CHAIR = "chair"
        VICE_CHAIR = "vice_chair"
        MEMBER = "member"
        SECRETARY = "secretary"
        GUEST = "guest"

    class Presence(models.TextChoices):
        """Whether the person was there."""

        EXPECTED = "expected"
        PRESENT = "present"
        REMOTE = "remote"
        ABSENT = "absent"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = Sealed("text", null=True)
    standing = models.CharField(max_length=16, choices=Standing)
    presence = models.CharField(max_length=16, choices=Presence, default=Presence.EXPECTED)
    from_item = models.PositiveSmallIntegerField(null=True)
    until_item = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "committees_attendance"
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="committees_attendance_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(standing="guest"), name="committees_attendance_guest_only"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.standing}"

    @property
    def member(self) -> bool:
        """Whether it is a member's place."""
        return self.standing in {self.Standing.CHAIR, self.Standing.VICE_CHAIR, self.Standing.MEMBER}

    def there(self, position: int) -> bool:
        """Whether the person was there for the item at a position."""
        here = self.presence in {self.Presence.PRESENT, self.Presence.REMOTE}
        return here and (self.from_item or 0) <= position <= (self.until_item or position)
