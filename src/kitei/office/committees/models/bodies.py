"""The body's own rules, dated: what the regulation leaves to it."""

from __future__ import annotations

from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Unit


class BodyRules(ActedRow):
    """Rules a body gave itself (委員会の定め), in force from a day until the next ones.

    Attributes:
        body: the id of the body in the regulation.
        unit: whose body it is, where each unit has one of its own.
        document: the paper in which the body laid them down.
        rules: as `rules.own_rules` returns them.
    """

    body = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    document = models.CharField(max_length=200)
    rules = models.JSONField()

    class Meta:
        db_table = "committees_bodyrules"
        constraints = (
            models.UniqueConstraint(
                fields=["body", "unit", "from_on"], name="committees_bodyrules_one_a_day", nulls_distinct=False
            ),
        )
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.body} {self.from_on}"
