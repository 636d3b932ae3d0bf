"""A case (事案): one run of a procedure about one thing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from kitei.office.people.models import Person, Unit
from kitei.office.vault.fields import Sealed, SealedRow


class Case(SealedRow):
    """One run of a procedure (事案), under the edition that was in force when it was opened.

    What tells who it is about is sealed under the case's own key; a blind index finds it by name all the same.

    Attributes:
        number: `R8-D-0034`: year of the era, sign of the kind, serial number; gap-free per year and kind.
        kind: the matter of the procedure: disclosure, correction, appeal …
        turn: how many acts have changed where the case stands; a page that shows an older turn is out of date.
        edition, law_digest: the edition of the regulation, and the digest that names its content.
        due_on: the earliest due day of an open task, inclusive; null where none is counted.
        outcome_effect: what it came to for the person: granted, partly, refused, none; empty while undecided.
        stopped_days: days on which the clock stood still so far; `stopped_since` while it stands still now.
        secret_digest: SHA-256 of the secret by which the person asks the portal how the case stands.
        erased_on: the day on which the key was destroyed (消去済み).
    """

    class State(models.TextChoices):
        """Where a case stands. `waiting`: only whoever asked can go on."""

        OPEN = "open"
        WAITING = "waiting"
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"
        MERGED = "merged"

    class Origin(models.TextChoices):
        """By which door it came in."""

        PORTAL = "portal"
        DESK = "desk"
        API = "api"

    RUNNING = (State.OPEN, State.WAITING)

    number = models.CharField(max_length=24)
    year = models.CharField(max_length=4)
    kind = models.CharField(max_length=32)
    serial = models.PositiveIntegerField()
    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    law_digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    assigned = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    turn = models.PositiveIntegerField(default=0)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    outcome_effect = models.CharField(max_length=8, default="", blank=True)
    stopped_days = models.PositiveIntegerField(default=0)
    stopped_since = models.DateField(null=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    secret_digest = models.CharField(max_length=64, default="", blank=True)
    appeal_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="appeals")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    erased_on = models.DateField(null=True)
    tokens = ArrayField(models.BigIntegerField(), default=list)

    title = Sealed("text")
    name = Sealed("text")
    kana = Sealed("text")
    contact = Sealed("json")
    facts = Sealed("json")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["number"], name="cases_case_number_once"),
            models.UniqueConstraint(fields=["year", "kind", "serial"], name="cases_case_serial_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "waiting"], closed_on__isnull=True)
                | Q(state__in=["closed", "withdrawn", "merged"], closed_on__isnull=False),
                name="cases_case_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="cases_case_merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="cases_case_not_merged_into_itself"),
        )
        indexes = (
            GinIndex(fields=["tokens"], name="cases_case_tokens"),
            models.Index(fields=["-opened_on", "-id"], name="cases_case_newest"),
            models.Index(fields=["unit", "-opened_on", "-id"], name="cases_case_unit_newest"),
            models.Index(fields=["state", "-opened_on", "-id"], name="cases_case_state_newest"),
            models.Index(fields=["kind", "-opened_on", "-id"], name="cases_case_kind_newest"),
            models.Index(fields=["procedure", "unit", "-opened_on", "-id"], name="cases_case_procedure_newest"),
            models.Index(
                fields=["due_on", "id"], condition=Q(state__in=["open", "waiting"]), name="cases_case_running_by_due"
            ),
            models.Index(fields=["assigned"], condition=Q(assigned__isnull=False), name="cases_case_assigned"),
            models.Index(fields=["secret_digest"], condition=~Q(secret_digest=""), name="cases_case_secret"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def running(self) -> bool:
        """Whether anything is left to do."""
        return self.state in self.RUNNING
