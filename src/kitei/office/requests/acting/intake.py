"""Which unit takes a request in that is addressed to none."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law
from kitei.office.people.access.charge import in_charge
from kitei.office.people.models import Appointment, Unit
from kitei.procedures.procedure import Procedure


class NoUnit(OfficeError):
    """No unit of the institution can take a request in."""

    def __init__(self) -> None:
        super().__init__(
            ja="受け付ける部署がありません。先に部署を登録してください",
            en="there is no unit to take a request in; add the units of the institution first",
        )


def intake(law: Law, procedure: Procedure, on: date) -> Unit:
    """The unit whose people receive cases of a procedure, if it is one alone; else the institution itself.

    Where many units do, the office's desk for the whole institution forwards what comes in.

    Raises:
        NoUnit: there are no units.
    """
    held = Appointment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=on), role__in=in_charge(law, procedure), from_on__lte=on
    )
    units = list(held.values_list("unit", flat=True).distinct()[:2])
    found = Unit.objects.filter(id=units[0]).first() if len(units) == 1 and units[0] is not None else None
    found = found or Unit.objects.filter(parent__isnull=True).order_by("code").first()
    if found is None:
        raise NoUnit
    return found
