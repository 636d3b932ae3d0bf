"""What was shown to prove who asks and for whom."""

from __future__ import annotations

from django.db import models

from kitei.office.cases.models import Attachment, Case
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Person
from kitei.office.vault.fields import Sealed, SealedRow


class ProofSeen(SealedRow):
    """A document that was shown or sent (本人確認・代理権の確認): which, how old, and whether a copy is kept.

    Attributes:
        proof: the proof asked for, by its id in `filings.yaml`; `of`: identity or authority.
        paper: the document, by its id there; `other` is named in `named`.
        made_on: the day on which it was made, where the text says how old it may be.
        accepted: whether it proves it; if not, `remark` says why.
        copy: the attachment kept as a copy; none where it was only looked at.
    """

    class Of(models.TextChoices):
        """What it proves."""

        IDENTITY = "identity"
        AUTHORITY = "authority"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="proofs")
    proof = models.CharField(max_length=64)
    of = models.CharField(max_length=10, choices=Of.choices)
    paper = models.CharField(max_length=64)
    channel = models.CharField(max_length=8)
    made_on = models.DateField(null=True)
    accepted = models.BooleanField()
    copy_kept = models.BooleanField()
    copy = models.ForeignKey(Attachment, models.PROTECT, null=True, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    role = models.CharField(max_length=64)
    at = models.DateTimeField()
    named = Sealed("text", null=True)
    remark = Sealed("text", null=True)

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="requests_proof_of_case"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.of}: {self.paper}"
