"""What a path names, found among what the caller may see."""

from __future__ import annotations

from kitei.api.ground.caller import Caller
from kitei.api.ground.problems import Missing
from kitei.office.cases.models import Case
from kitei.office.cases.queries.sight import NoSuchCase, by_number
from kitei.office.people import access
from kitei.office.people.models import Person, Unit


def case_of(caller: Caller, number: str, act: str, *, here: bool = False) -> Case:
    """A case by number, if the caller may do the act at all and see this case.

    Args:
        here: the act must be open to the caller on this case; where the service is only called for something found.

    Raises:
        Missing: there is none that the caller may see. OutOfScope, NotPermitted: see `Caller.require`.
    """
    caller.require(act)
    try:
        found = by_number(caller.powers, number)
    except NoSuchCase as error:
        raise Missing("case", number[:40]) from error
    if here:
        access.require(caller.powers, act, found)
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
