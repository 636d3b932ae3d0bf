"""The papers of a case: documents on a form, issued or received, and attachments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.cases.models.case import Case
from kitei.office.cases.models.steps import StepDone
from kitei.office.vault.fields import Sealed, SealedRow


class Direction(models.TextChoices):
    """From the institution's side."""

    IN = "in"
    OUT = "out"


class Document(SealedRow):
    """A paper on a form (文書): what was filled in, and the archival PDF that was issued or received.

    Attributes:
        form: the form's name: `form4`, `appi:disclosure-decision`, `letter-amendment`.
        step: the step with which it was issued.
        digest: SHA-256 of the PDF, hexadecimal; empty where there is none.
        language: of the paper, `ja` or `en`.
        delivered_on, how: when and how it reached the person: portal, mail, counter, letter …
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="documents")
    step = models.ForeignKey(StepDone, models.PROTECT, null=True, db_index=False, related_name="documents")
    form = models.CharField(max_length=64)
    direction = models.CharField(max_length=4, choices=Direction.choices)
    language = models.CharField(max_length=2, default="ja")
    digest = models.CharField(max_length=64, default="", blank=True)
    pages = models.PositiveIntegerField(default=0)
    issued_on = models.DateField()
    delivered_on = models.DateField(null=True)
    how = models.CharField(max_length=16, default="", blank=True)
    values = Sealed("json")
    pdf = Sealed("bytes", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, how="") | (Q(delivered_on__isnull=False) & ~Q(how="")),
                name="cases_document_delivered_somehow",
            ),
        )
        indexes = (models.Index(fields=["case", "id"], name="cases_document_of_case"),)

    def __str__(self) -> str:
        return f"{self.form} {self.issued_on}"


class Attachment(SealedRow):
    """A file that was handed in or added (添付), checked and encrypted.

    Attributes:
        size: bytes of the content.
    """

    class Purpose(models.TextChoices):
        """What it is there for."""

        IDENTITY = "identity"
        AUTHORITY = "authority"
        SCAN = "scan"
        OTHER = "other"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="attachments")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    direction = models.CharField(max_length=4, choices=Direction.choices)
    at = models.DateTimeField()
    filename = Sealed("text")
    content = Sealed("bytes")

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_attachment_of_case"),)

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size}"
