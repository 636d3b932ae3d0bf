"""A year of an office for practice: what is asked and reported, day by day, and what becomes of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kitei import clock
from kitei.cli.demo.keeping import ENDS_AT
from kitei.cli.demo.living.papers import filled_in, words
from kitei.cli.demo.living.sitting import enter_own_rules, sit
from kitei.cli.demo.living.staffing import Staff, furnish, populate
from kitei.cli.demo.living.stepping import Life, live
from kitei.cli.demo.plan import Invented, OfficePlan, invented
from kitei.filings.book import Book
from kitei.office.cases.models import Case
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.values import Who
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.access.sight import CaseSight
from kitei.office.requests.books import current_book
from kitei.office.requests.services import appealing
from kitei.office.requests.services.filing import Claim, file_request

BEGINS_AT = datetime(2025, 11, 28, 0, 30, tzinfo=ENDS_AT.tzinfo)
CASES = 180
_WEIGHTS = {"disclosure": 10, "correction": 4, "cessation": 4, "purpose_notice": 2, "complaint": 5, "appeal": 0}
_INTERNAL = 0.22
_APPEALS = 0.5
_OFTEN = timedelta(days=14)
"""How often the bodies look at what waits for them."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A case that was opened, and when."""

    case: Case
    at: datetime


def spend(key: str, plan: OfficePlan, *, cases: int = CASES) -> Staff:
    """Furnish an office and spend a year in it. The same key, plan and number give the same year.

    Args:
        cases: how many are opened.
    """
    dice = random.Random(f"{key}|{cases}")  # noqa: S311 - a year that can be made again
    staff = furnish(key, plan, dice, at=BEGINS_AT)
    populate(staff, key, plan, dice, at=BEGINS_AT + timedelta(hours=1))
    life = Life(staff, dice, ENDS_AT)
    enter_own_rules(life, BEGINS_AT + timedelta(hours=2))
    people = invented(dice)
    waiting: list[Begun] = []
    bodies = sorted(life.law.bodies & set(staff.seats))
    meets = BEGINS_AT + _OFTEN
    for at in _moments(dice, cases):
        while meets < at:
            _meet(life, bodies, waiting, meets)
            meets += _OFTEN
        begun = _begin(life, plan, people, at)
        if begun is not None:
            ended = live(life, begun, at)
            waiting.append(Begun(begun, ended))
            _challenge(life, begun, waiting, ended)
    while meets < ENDS_AT:
        _meet(life, bodies, waiting, meets)
        meets += _OFTEN
    return staff


def _moments(dice: random.Random, count: int) -> Iterator[datetime]:
    """When things begin: on working days, in office hours, more of it towards the end of the year."""
    span = (ENDS_AT - BEGINS_AT).days - 3
    for day in sorted(int(span * dice.random() ** 0.8) + 2 for _ in range(count)):
        yield _opening_hours(dice, BEGINS_AT + timedelta(days=day))


def _opening_hours(dice: random.Random, at: datetime) -> datetime:
    """A moment in office hours of that day, or of the working day before it."""
    day = at.astimezone(clock.TOKYO)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day.replace(hour=9 + dice.randint(0, 7), minute=dice.randint(0, 59))


def _meet(life: Life, bodies: list[str], waiting: list[Begun], at: datetime) -> None:
    """The bodies decide; what they decided goes on."""
    for body in bodies:
        decided = set(sit(life, body, at))
        for begun in list(waiting):
            if begun.case.number in decided:
                fresh = Case.objects.select_related("unit").get(pk=begun.case.pk)
                last = fresh.steps_done.order_by("-order").first()
                live(life, fresh, last.at if last else at)


def _challenge(life: Life, case: Case, waiting: list[Begun], at: datetime) -> None:
    """Some of those who were refused appeal, where an appeal lies."""
    fresh = Case.objects.select_related("unit").get(pk=case.pk)
    refused = fresh.outcome_effect in {"refused", "partly"} and not fresh.running
    appealed_at = _opening_hours(life.dice, at + timedelta(days=life.dice.randint(4, 25)))
    lies = appealing.appeal_of(fresh)
    if not refused or lies is None or life.dice.random() > _APPEALS or appealed_at >= ENDS_AT:
        return
    who = Invented(str(fresh.name), str(fresh.kana))
    values = filled_in(current_book(), lies, who, clock.day_of(appealed_at), life.dice)
    filed = appealing.appeal(of=fresh, values=values, claim=Claim(claimant="principal", kana=who.kana), at=appealed_at)
    waiting.append(Begun(filed.case, live(life, filed.case, appealed_at)))


def _begin(life: Life, plan: OfficePlan, people: Iterator[Any], at: datetime) -> Case | None:
    """Somebody asks for something, or something happens inside."""
    book = current_book()
    unit = life.staff.units[life.dice.choice(plan.receiving)]
    inside = [name for name in life.law.procedures if name not in book.filings]
    if inside and life.dice.random() < _INTERNAL:
        return _inside(life, life.dice.choice(inside), unit, at)
    procedure = _asked(life, book)
    who = next(people)
    filed = file_request(
        procedure=procedure,
        values=filled_in(book, procedure, who, clock.day_of(at), life.dice),
        claim=Claim(claimant="principal", kind=_kind(book, procedure), kana=who.kana, email="portal@example.jp"),
        unit=unit,
        at=at,
    )
    life.staff.secrets[filed.number] = filed.secret
    return filed.case


def _asked(life: Life, book: Book) -> str:
    names = [name for name in book.filings if life.law.procedures[name].matter != "appeal"]
    weights = [_WEIGHTS.get(life.law.procedures[name].matter, 1) for name in names]
    return life.dice.choices(names, weights)[0]


def _kind(book: Book, procedure: str) -> str | None:
    serves = book.procedures[procedure].serves
    return serves[0] if serves else None


def _inside(life: Life, procedure: str, unit: Any, at: datetime) -> Case | None:
    """Something that the institution itself begins; by whoever may begin it in that unit."""
    plan = life.law.procedures[procedure]
    first = plan.steps[plan.start]
    title = f"{plan.title.ja}: {life.dice.choice(words().subjects)}"
    for role in (first.actor, "clerk", "privacy_desk"):
        for people in life.staff.seats.get(role, {}).values():
            for person in people:
                powers = life.powers_of(person, clock.day_of(at))
                home = person.unit or unit
                if not access.may(powers, "case.opened", CaseSight(procedure, home.id, new=True)):
                    continue
                try:
                    return open_case(
                        procedure=procedure, title=title, who=Who(name=title), facts={}, unit=home, origin="desk",
                        actor=powers.actor(role), powers=powers, at=at,
                    )  # fmt: skip
                except OfficeError:
                    continue
    return None
