"""What a meeting deals with: items, the papers for them, who is heard and who keeps out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.cases.models import Attachment, Case, Document
from kitei.office.committees.models.meetings import Meeting
from kitei.office.people.models import Person
from kitei.office.vault.fields import Sealed, SealedRow


class AgendaItem(SealedRow):
    """One item (議題). Of a case it is sealed under the case's key, so that erasing the case erases it here too.

    Attributes:
        step: the open step of the case that the body is to take.
        title: of an item without a case; what a case's item is called follows from the case.
        clauses: on which the body's power rests.
        record: what was said (審議の内容).
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        DECIDED = "decided"
        REPORTED = "reported"
        DEFERRED = "deferred"
        WITHDRAWN = "withdrawn"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="agenda_items")
    step = models.CharField(max_length=64, default="", blank=True)
    title = Sealed("text", null=True)
    presenter = Sealed("text", null=True)
    clauses = models.JSONField(default=list)
    record = Sealed("text", null=True)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)

    class Meta:
        db_table = "committees_agendaitem"
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="committees_agendaitem_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True, step="") | (Q(case__isnull=False) & ~Q(step="")),
                name="committees_agendaitem_case_has_step",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position}"


class Paper(SealedRow):
    """A paper laid before the members (資料): a document or attachment of the case, or one made for the meeting.

    Attributes:
        withdrawn_at: from then on no member reads it.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    title = Sealed("text", null=True)
    filename = Sealed("text", null=True)
    media_type = models.CharField(max_length=100, default="", blank=True)
    content = Sealed("bytes", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "committees_paper"
        constraints = (
            models.UniqueConstraint(fields=["item", "position"], name="committees_paper_position"),
            models.CheckConstraint(
                condition=(
                    Q(document__isnull=False, attachment__isnull=True, content__isnull=True)
                    | Q(document__isnull=True, attachment__isnull=False, content__isnull=True)
                    | Q(document__isnull=True, attachment__isnull=True, content__isnull=False)
                ),
                name="committees_paper_one_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.position}"


class Recusal(SealedRow):
    """A member who keeps out of an item (回避・除斥), having an interest in it or having decided it before.

    Attributes:
        by_body: the body excluded the member; otherwise the member said so.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = Sealed("text")
    by_body = models.BooleanField(default=False)

    class Meta:
        db_table = "committees_recusal"
        constraints = (models.UniqueConstraint(fields=["item", "person"], name="committees_recusal_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id}"


class Hearing(SealedRow):
    """Somebody who is no member was heard (意見の聴取)."""

    class Standing(models.TextChoices):
        """In what quality."""

        PRINCIPAL = "principal"
        MANAGER = "manager"
        STAFF = "staff"
        EXPERT = "expert"
        OTHER = "other"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="hearings")
    name = Sealed("text")
    standing = models.CharField(max_length=16, choices=Standing)
    statement = Sealed("text")

    class Meta:
        db_table = "committees_hearing"

    def __str__(self) -> str:
        return f"{self.item_id} {self.standing}"
