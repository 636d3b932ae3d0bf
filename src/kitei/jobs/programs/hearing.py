"""What a webhook may be told: no more than its person may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kitei.office.cases.queries import visible_to
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.programs.models import Webhook

_OF_EVERYTHING = ("record.read", "webhook.added")
"""Whoever may do one of these hears of every act: its name, number, case and time hold nothing personal."""


def powers_of(hook: Webhook, on: date) -> Powers | None:
    """What the person of a webhook may do on a day; nothing if that person no longer works here."""
    return access.powers(hook.person, on) if hook.person.works_on(on) else None


def may_hear(hook: Webhook, case: str | None, on: date) -> bool:
    """Whether a webhook may be told of an act on a case, or of one of no case."""
    powers = powers_of(hook, on)
    if powers is None:
        return False
    if hears_everything(powers):
        return True
    return case is not None and visible_to(powers).filter(number=case).exists()


def hears_everything(powers: Powers) -> bool:
    """Whether somebody may be told of every act."""
    return any(access.may(powers, act) for act in _OF_EVERYTHING)


def heard_of(powers: Powers, cases: Iterable[str]) -> frozenset[str]:
    """The numbers, of some cases, of which somebody may be told."""
    asked = frozenset(cases)
    if hears_everything(powers):
        return asked
    return frozenset(visible_to(powers).filter(number__in=asked).values_list("number", flat=True))
