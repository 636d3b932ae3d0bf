"""Appointments: who holds which office, from when to when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.people.models.person import Person
from kitei.office.people.models.unit import Unit


class Capacity(models.TextChoices):
    """As what somebody is appointed."""

    HOLDER = "holder", "担当"
    CHAIR = "chair", "委員長"
    VICE_CHAIR = "vice_chair", "副委員長"
    MEMBER = "member", "委員"
    SECRETARY = "secretary", "書記"


class Appointment(ActedRow):
    """An appointment (任命・指名): a person holds a role or sits in a body for a time.

    Attributes:
        role: a role or body of the regulation by id, or an office role.
        unit: the unit it is for, with the units below it; `None` for the whole institution.
        from_on: first day, inclusive.
        to_on: first day on which it no longer holds (exclusive); `None` while open.
        deputy_for: the appointment whose powers are exercised (代理・委譲).
        covers: for a part of the powers (権限の一部): the ids of the procedures passed on; empty for all.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    capacity = models.CharField(max_length=12, choices=Capacity.choices, default=Capacity.HOLDER)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    deputy_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies")
    covers = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        db_table = "people_appointment"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="people_appointment_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "from_on"], name="people_appointment_of_person"),
            models.Index(fields=["role", "unit"], name="people_appointment_to_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.from_on.isoformat()}"

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day; the day it ends is no longer one."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)
