"""What was put to the vote, how each member voted, what was attached to the decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.cases.models import Case, StepDone
from kitei.office.committees.models.items import AgendaItem
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Person, Unit
from kitei.office.vault.fields import Sealed, SealedRow


class Motion(SealedRow):
    """A proposal put to the vote (採決), with the count as it was made.

    Attributes:
        outcome: how the case's step would end; empty for an item without a case.
        text: the proposal in words, where there is no outcome to name or more is said than it says.
        casting: how the chair decided a tie.
        step: what was done in the case because of it.
    """

    class Result(models.TextChoices):
        """As `counting.Result` has it; `open` while replies to a circulation come in."""

        OPEN = "open"
        NO_QUORUM = "no_quorum"
        CARRIED = "carried"
        LOST = "lost"
        TIE = "tie"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=64, default="", blank=True)
    ground = models.CharField(max_length=64, default="", blank=True)
    reason = Sealed("text", null=True)
    text = Sealed("text", null=True)
    members = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    needed_present = models.PositiveSmallIntegerField(default=0)
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    whole = models.PositiveSmallIntegerField(default=0)
    needed_for = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=16, choices=Result, default=Result.OPEN)
    casting = models.BooleanField(null=True)
    voted_at = models.DateTimeField(null=True)
    step = models.ForeignKey(StepDone, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "committees_motion"
        constraints = (
            models.UniqueConstraint(fields=["item", "position"], name="committees_motion_position"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(result="carried"), name="committees_motion_one_carried"
            ),
            models.CheckConstraint(
                condition=Q(votes_for__lte=models.F("whole")) | Q(result="no_quorum"), name="committees_motion_counted"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.position} {self.result}"


class Vote(SealedRow):
    """How one member voted. An opinion may stand beside it (少数意見)."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=[("for", "for"), ("against", "against"), ("abstain", "abstain")])
    opinion = Sealed("text", null=True)

    class Meta:
        db_table = "committees_vote"
        constraints = (models.UniqueConstraint(fields=["motion", "person"], name="committees_vote_once"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.motion_id} {self.choice}"


class Condition(SealedRow):
    """Something attached to a decision (付帯条件) that somebody must do; a task of the case points to it.

    Attributes:
        due_on: inclusive.
        met_on: the day it was seen to be done, of an item without a case; of a case its task tells.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="conditions")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    text = Sealed("text")
    actor = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)

    class Meta:
        db_table = "committees_condition"

    def __str__(self) -> str:
        return f"{self.motion_id} {self.actor}"
