"""How a case runs: steps taken, decisions of the engine, tasks open, and days on which the clock stood still."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kitei.office.cases.models.case import Case
from kitei.office.ground.rows import ActedRow
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Person, Unit
from kitei.office.vault.fields import Sealed, SealedRow


class DecisionTexts(ActedRow):
    """The texts of the law that decisions on one question and day rest on; nothing of any case.

    Attributes:
        digest: the SHA-256 by which decisions name them.
    """

    digest = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["digest"], name="cases_decision_texts_once"),)
        triggers = append_only()

    def __str__(self) -> str:
        return self.digest[:12]


class StoredDecision(SealedRow):
    """What the engine said for the facts of a case on a day, kept so that it replays (判断の保存).

    Attributes:
        text: the stored decision without the texts it rests on.
        outcome: what the engine said.
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="decisions")
    question = models.CharField(max_length=64)
    outcome = models.CharField(max_length=32)
    on = models.DateField()
    at = models.DateTimeField()
    texts = models.ForeignKey(DecisionTexts, models.PROTECT, db_index=False, related_name="+")
    text = Sealed("text")

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_decision_of_case"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.question}: {self.outcome}"


class StepDone(SealedRow):
    """A step that was taken, and how it ended (処理済みの段階).

    Two outcomes are of no step's own: `withdrawn`, and `reopened`, which takes the case back to just before `back_to`.

    Attributes:
        order: 1, 2, 3 … in the case.
        by, role: the person, and the role of the regulation in which the step was taken.
        acted_for: the appointment for which a deputy or clerk acted; empty if in one's own role.
        against_engine: it ended otherwise than the engine says; the reason is there then.
        back_to: the order of the first step that no longer counts after a reopening.
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="steps_done")
    order = models.PositiveIntegerField()
    step = models.CharField(max_length=64)
    outcome = models.CharField(max_length=64)
    effect = models.CharField(max_length=8, default="none")
    ground = models.CharField(max_length=64, default="", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    role = models.CharField(max_length=64)
    acted_for = models.CharField(max_length=64, default="", blank=True)
    against_engine = models.BooleanField(default=False)
    decision = models.ForeignKey(StoredDecision, models.PROTECT, null=True, db_index=False, related_name="+")
    back_to = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    reason = Sealed("text", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "order"], name="cases_step_order_once"),
            models.CheckConstraint(
                condition=Q(outcome="reopened", back_to__isnull=False, back_to__lte=F("order"))
                | (~Q(outcome="reopened") & Q(back_to__isnull=True)),
                name="cases_step_reopened_goes_back",
            ),
        )
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.order} {self.step}: {self.outcome}"


class Task(ActedRow):
    """Something to do now (やること): an open step, or a condition that a body has set.

    Attributes:
        kind: `step`, or `condition`; `ref` is then the row of the domain that set it.
        actor: the role or body that must act; `requester` for whoever asked.
        due_on: the last day, inclusive; null where the text counts none.
        word: the time word of the text: without_delay, promptly …; `none`.
        maybe: unknown facts decide whether the step is needed at all.
        late_on: the day on which it was marked late.
    """

    class Kind(models.TextChoices):
        """What sort of task."""

        STEP = "step"
        CONDITION = "condition"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="tasks")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STEP)
    step = models.CharField(max_length=64)
    ref = models.UUIDField(null=True)
    actor = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    due_on = models.DateField(null=True)
    word = models.CharField(max_length=16, default="none")
    maybe = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    late_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "step"],
                condition=Q(done_at__isnull=True, kind="step"),
                name="cases_task_step_open_once",
            ),
        )
        indexes = (
            models.Index(fields=["case", "id"], name="cases_task_of_case"),
            models.Index(fields=["actor", "case"], name="cases_task_by_actor"),
            models.Index(
                fields=["actor", "unit", "due_on", "id"],
                condition=Q(done_at__isnull=True),
                name="cases_task_open_by_actor",
            ),
            models.Index(
                fields=["person", "due_on", "id"],
                condition=Q(done_at__isnull=True, person__isnull=False),
                name="cases_task_open_by_person",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(done_at__isnull=True, due_on__isnull=False),
                name="cases_task_open_by_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} ({self.actor})"


class Stop(ActedRow):
    """Days on which the clock of a case stood still (期限の停止): 補正, or while only whoever asked could go on.

    Attributes:
        since: the day from which it stands still; that day itself still counts.
        until: the day on which it went on, which counts again; null while it stands still.
    """

    class Why(models.TextChoices):
        """What it waits for."""

        AMENDMENT = "amendment"
        REQUESTER = "requester"

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="stops")
    why = models.CharField(max_length=12, choices=Why.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="cases_stop_open_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="cases_stop_ends_after_it_began"
            ),
        )
        indexes = (models.Index(fields=["case", "id"], name="cases_stop_of_case"),)

    def __str__(self) -> str:
        return f"{self.since} – {self.until or ''}"

    @property
    def days(self) -> int:
        """How many days it moved the clock, 0 while it lasts."""
        return (self.until - self.since).days if self.until else 0
