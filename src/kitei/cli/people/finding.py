"""What is named on the command line: persons by address, units by code, days; and errors as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import OperationalError

from kitei import clock
from kitei.cli.door import fail, read_on
from kitei.office.ground.errors import OfficeError
from kitei.office.people import queries
from kitei.office.people.models import Appointment, Person, Unit
from kitei.regulations.schema.words import Language


@contextmanager
def said(lang: Language) -> Iterator[None]:
    """Say what went wrong in this block, and end with status 2."""
    try:
        yield
    except OfficeError as error:
        fail(error.of(lang))
    except OperationalError as error:
        fail(f"データベースに届きません / the database cannot be reached: {error}")


def person_at(email: str, lang: Language) -> Person:
    """The person of an address, among those who work here.

    Raises:
        typer.Exit: there is none.
    """
    found = queries.person_at(email)
    if found is None:
        fail(
            f"`{email}` の人は登録されていません。`kitei person list` で確かめてください"
            if lang == "ja"
            else f"nobody with the address `{email}` is registered; look with `kitei person list`"
        )
    return found


def unit_at(code: str | None, lang: Language) -> Unit | None:
    """The unit of a code; none if none is named.

    Raises:
        typer.Exit: there is no such unit.
    """
    if code is None:
        return None
    found = queries.unit_of(code)
    if found is None:
        fail(
            f"部署 `{code}` はありません。`kitei person unit list` で確かめてください"
            if lang == "ja"
            else f"there is no unit `{code}`; look with `kitei person unit list`"
        )
    return found


def appointment_at(person: Person, role: str, on: date, lang: Language) -> Appointment:
    """The appointment of a person to a role that holds on a day, or will.

    Raises:
        typer.Exit: there is none.
    """
    for each in queries.appointments_of(person):
        if each.role == role and (each.to_on is None or each.to_on > on):
            return each
    return fail(f"役割 `{role}` への任命はありません" if lang == "ja" else f"the person is not appointed to `{role}`")


def day(text: str | None, name: str, lang: Language) -> date:
    """A day of the command line; today if none is given."""
    return read_on(text, lang, name) or clock.today()
