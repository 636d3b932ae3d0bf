"""What a path names, found among what the caller may see."""

from __future__ import annotations

from kitei.api.ground.caller import Caller
from kitei.api.ground.problems import Missing
from kitei.office.cases.models import Case
from kitei.office.people import access
from kitei.office.people.models import Person, Unit


def case_of(caller: Caller, number: str, act: str) -> Case:
    """A case by number, if the caller may do the act at all and see this case.

    Raises:
        Missing: there is none that the caller may see. OutOfScope, NotPermitted: see `Caller.require`.
    """
    caller.require(act)
    visible = Case.objects.select_related("unit").filter(access.condition(caller.powers), number=number)
    found = visible.first()
    if found is None:
        raise Missing("case", number)
    return found


def unit_of(code: str) -> Unit:
    """A unit by code.

    Raises:
        Missing: there is none.
    """
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Missing("unit", code)
    return found


def person_of(address: str) -> Person:
    """Somebody who works here, by e-mail address.

    Raises:
        Missing: there is nobody.
    """
    found = Person.objects.filter(email=address.strip().lower(), left_on__isnull=True).first()
    if found is None:
        raise Missing("person", address)
    return found
