"""Due dates as a feed for calendar programs: all-day entries that name no person whose case it is.

The address carries a token: it names the reader, and dies with the password. No table keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core import signing
from icalendar import Calendar, Event

from kitei.office.people import queries as people
from kitei.office.people.models import Account, Person
from kitei.web.calendar.months import DueTask
from kitei.web.look.words import t

_SALT = "kitei.calendar.feed"


def token(account: Account, person: Person) -> str:
    """The token of a person's feed."""
    return signing.dumps([person.pseudonym, _seal(account)], salt=_SALT)


def reader_of(text: str) -> Person | None:
    """Whose feed a token opens; nobody's if it was forged, the account closed, or the password has changed since."""
    try:
        name, seal = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = people.person_of(name)
    account = getattr(person, "account", None)
    return person if account is not None and account.is_active and _seal(account) == seal else None


def calendar(due: Iterable[DueTask], *, name: str, origin: str, at: datetime, cases: str) -> bytes:
    """The feed.

    Args:
        origin: the office's name among all offices; part of each entry's lasting id.
        cases: the address of the list of cases; a case's page lies below it.
    """
    made = Calendar()
    made.add("prodid", "-//Kitei//Due dates//JA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Tokyo")
    for each in due:
        made.add_component(_event(each, origin, at, cases))
    return bytes(made.to_ical())


def _event(due: DueTask, origin: str, at: datetime, cases: str) -> Event:
    event = Event()
    event.add("uid", f"{due.key}@{origin}")
    event.add("dtstamp", at)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", t(f"期限 {due.number} {due.title}", f"Due: {due.number} {due.title}"))
    event.add("description", t(f"担当: {due.unit}", f"By: {due.unit}"))
    event.add("url", f"{cases}{due.number}")
    event.add("transp", "TRANSPARENT")
    return event


def _seal(account: Account) -> str:
    """A short mark of the account's password: a new password, a new mark."""
    return account.get_session_auth_hash()[:16]


def first_of(year: int, number: int) -> date | None:
    """The first day of a month; nothing if there is no such month, or none that a calendar needs."""
    return date(year, number, 1) if 1 <= number <= 12 and 1990 <= year <= 2200 else None
