"""That a case was handed on: what the unit that had it keeps (移送元の記録)."""

from __future__ import annotations

from django.db import models

from kitei.office.cases.models.case import Case
from kitei.office.ground.rows import ActedRow
from kitei.office.ground.triggers import append_only
from kitei.office.people.models import Unit


class HandedOn(ActedRow):
    """A case went from one unit to another. The first keeps reading the file as it was then, and can do nothing in it.

    Attributes:
        unit: the unit that had it (移送元). to: the unit that has it since.
        on: the day in Japan. at: the moment; what came later is not read.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="handed_on")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_handedon"
        indexes = (models.Index(fields=["unit", "-at"], name="cases_handedon_of_unit"),)
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.case_id} {self.on.isoformat()}"
