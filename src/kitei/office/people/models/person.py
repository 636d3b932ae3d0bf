"""Persons who work in the institution."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from kitei.office.ground.rows import ActedRow
from kitei.office.people.models.unit import Unit


class Person(ActedRow):
    """A person of the institution (役員・教職員), with or without an account.

    Attributes:
        pseudonym: what the record calls the person, `person:` and 26 letters; stable, says nothing about the person.
        email: where the office writes to; lower case.
        unit: the unit the person belongs to.
        language: `ja` or `en`.
        left_on: the first day on which the person no longer works here; access ends with it.
    """

    pseudonym = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kana = models.CharField(max_length=120, blank=True, default="")
    email = models.CharField(max_length=254)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="persons")
    language = models.CharField(max_length=2, choices=[("ja", "日本語"), ("en", "English")], default="ja")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_person"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pseudonym"], name="people_person_pseudonym_once"),
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(left_on__isnull=True), name="people_person_email_once"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    def works_on(self, day: date) -> bool:
        """Whether the person still works here on a day."""
        return self.left_on is None or day < self.left_on
