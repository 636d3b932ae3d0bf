"""Units of the institution, a tree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kitei.office.ground.rows import ActedRow


class UnitKind(models.TextChoices):
    """What sort of unit it is; only shown, nothing hangs on it."""

    CORPORATION = "corporation", "法人"
    COLLEGE = "college", "学部・研究科"
    DEPARTMENT = "department", "学科・専攻"
    CENTRE = "centre", "センター・研究所"
    OFFICE = "office", "事務部署"
    SCHOOL = "school", "附属学校"
    OTHER = "other", "その他"


class Unit(ActedRow):
    """A unit (部署): a faculty, a department, a centre, an office.

    Attributes:
        code: short name in URLs and files, stable; lower case, digits and hyphens.
        parent: the unit it belongs to; `None` for the institution itself.
    """

    code = models.SlugField(max_length=40)
    title_ja = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=UnitKind.choices, default=UnitKind.OTHER)

    class Meta:
        db_table = "people_unit"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code"], name="people_unit_code_once"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="people_unit_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_ja} ({self.code})"

    def title(self, lang: str) -> str:
        """The title in a language, `ja` or `en`."""
        return self.title_en if lang == "en" else self.title_ja
