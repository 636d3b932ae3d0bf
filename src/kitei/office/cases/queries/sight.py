"""The one door through which cases are read: those that a person may see."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from kitei.office.cases.models import Case, Task
from kitei.office.cases.numbering import read_number
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.access import Powers


class NoSuchCase(OfficeError):
    """A number of no case, or of one that the person may not see: the two look alike on purpose."""

    def __init__(self, number: str) -> None:
        shown = number[:24]
        super().__init__(
            ja=f"`{shown}` という事案はないか、あなたの担当ではありません。番号を確かめてください",
            en=f"there is no case `{shown}`, or it is not yours to see; check the number",
        )


def visible_to(powers: Powers, act: str = "case.read") -> QuerySet[Case]:
    """The cases on which a person may do an act; by default, which to see."""
    return Case.objects.filter(access.condition(powers, act, Task.objects.all()))


@lru_cache(maxsize=1024)
def parts_visible_to(powers: Powers, act: str = "case.read") -> tuple[QuerySet[Case], ...]:
    """The same in parts that may overlap; each is found by an index, however few cases it holds.

    Nothing is asked here: what comes back are conditions, put together once for what somebody holds on a day.
    """
    return tuple(Case.objects.filter(part) for part in access.conditions(powers, act, Task.objects.all()))


def by_number(powers: Powers, number: str) -> Case:
    """A case by its number, however it is written.

    Raises:
        NoSuchCase: there is none, or it is not for this person.
    """
    rows = Case.objects.select_related("unit", "assigned")
    found: Case | None = rows.filter(number=read_number(number) or number).first()
    if found is None or not access.may(powers, "case.read", found):
        raise NoSuchCase(number)
    return found
