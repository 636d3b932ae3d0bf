"""What goes with an answer: third parties heard, fees, and what was handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.cases.models import Attachment, Case, Document
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Person
from kitei.office.vault.fields import Sealed, SealedRow


class ThirdParty(SealedRow):
    """Somebody else whose information is asked for, and who is heard about it (第三者の意見).

    Attributes:
        duty: whether the institution may or must ask.
        reply_by: the last day for the opinion, inclusive.
        told_on, disclosed_from: when an opponent was told of the decision, and the first day of the disclosure.
    """

    class Duty(models.TextChoices):
        """Whether asking is left to the institution."""

        MAY = "may"
        MUST = "must"

    class Opinion(models.TextChoices):
        """What was answered."""

        OPEN = "open"
        NONE = "none"
        AGREE = "agree"
        OPPOSE = "oppose"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="third_parties")
    duty = models.CharField(max_length=4, choices=Duty.choices)
    asked_on = models.DateField()
    reply_by = models.DateField()
    opinion = models.CharField(max_length=8, choices=Opinion.choices, default=Opinion.OPEN)
    received_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    disclosed_from = models.DateField(null=True)
    enquiry = models.ForeignKey(Document, models.PROTECT, null=True, db_index=False, related_name="+")
    name = Sealed("text")
    contact = Sealed("text")
    information = Sealed("text")
    reason = Sealed("text", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(opinion__in=["open", "none"]) | Q(received_on__isnull=False),
                name="requests_opinion_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, disclosed_from__isnull=True)
                | Q(told_on__isnull=False, disclosed_from__isnull=False),
                name="requests_opponent_told_when_disclosed",
            ),
        )
        indexes = (models.Index(fields=["case", "id"], name="requests_third_party_of_case"),)

    def __str__(self) -> str:
        return f"{self.duty} {self.opinion}"


class Fee(SealedRow):
    """What a request costs, and whether it was paid or remitted (手数料).

    Attributes:
        amount: yen. clause: where the fee rests.
        reason: why it was set so, or remitted.
    """

    class State(models.TextChoices):
        """How it stands."""

        DUE = "due"
        PAID = "paid"
        REMITTED = "remitted"

    case = models.ForeignKey(Case, models.PROTECT, related_name="fees")
    amount = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    clause = models.CharField(max_length=64)
    set_on = models.DateField()
    settled_on = models.DateField(null=True)
    reason = Sealed("text", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="due", settled_on__isnull=True) | (~Q(state="due") & Q(settled_on__isnull=False)),
                name="requests_fee_settled_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"


class HandOver(SealedRow):
    """What was handed over, how, when, to whom, and what proves it (開示の実施と受渡し).

    Attributes:
        method: electronic, paper, inspection or agreed.
        proof: receipt, post, download or attended.
        items: what it was: title, quantity, SHA-256 of a file.
        cover: the paper that went with it. receipt: the signed receipt or delivery record, kept as a file.
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="handovers")
    method = models.CharField(max_length=16)
    proof = models.CharField(max_length=16)
    on = models.DateField()
    cover = models.ForeignKey(Document, models.PROTECT, null=True, db_index=False, related_name="+")
    receipt = models.ForeignKey(Attachment, models.PROTECT, null=True, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    role = models.CharField(max_length=64)
    at = models.DateTimeField()
    items = Sealed("json")
    receiver = Sealed("text")
    place = Sealed("text", null=True)

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="requests_handover_of_case"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.method} {self.on}"
