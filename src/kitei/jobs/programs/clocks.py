"""Programs are told of clocks: what is due in some days or today, and what has become late. Each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kitei import clock
from kitei.jobs.programs import hearing
from kitei.office.cases.queries.dues import Running, fallen_late, running_out
from kitei.office.programs.models import Webhook
from kitei.office.programs.services import webhooks

_LOOKS_BACK = timedelta(days=7)
"""How long after it became late something is still told, to a program that could not be told before."""


@dataclass(frozen=True, slots=True)
class _News:
    """One thing to tell a webhook."""

    event: str
    task: UUID
    case: str
    mark: str
    body: dict[str, Any]


def tell_of_clocks(*, at: datetime) -> int:
    """Tell every webhook that wants to know what is due and what is late; how many calls were queued.

    Doing it again tells nothing twice: of a step and its last day a webhook hears once for each number of days that it
    asked for, and once that it is late. While a clock stands still nothing is told.
    """
    on, told = clock.day_of(at), 0
    hooks = webhooks.listening()
    most = max((days for hook in hooks for days in webhooks.days_before(hook)), default=-1)
    soon = running_out(on, on + timedelta(days=most)) if most >= 0 else ()
    late = fallen_late(on - _LOOKS_BACK, on) if any(map(webhooks.hears_of_lateness, hooks)) else ()
    for hook in hooks:
        powers = hearing.powers_of(hook, on)
        news = [*_due(hook, soon, on), *_late(hook, late, on)] if powers is not None else []
        if powers is None or not news:
            continue
        heard = hearing.heard_of(powers, (each.case for each in news))
        told += sum(
            webhooks.tell_one(hook, each.event, {**each.body, "at": at.isoformat()}, at=at, mark=each.mark)
            for each in news
            if each.case in heard
        )
    return told


def _due(hook: Webhook, soon: Sequence[Running], on: date) -> Iterator[_News]:
    days = webhooks.days_before(hook)
    for each in soon:
        left = (each.due_on - on).days
        asked = min((number for number in days if number >= left), default=None)
        if asked is not None:
            yield _news(webhooks.DUE, each, f"{asked}", {"days_left": left})


def _late(hook: Webhook, late: Sequence[Running], on: date) -> Iterator[_News]:
    if not webhooks.hears_of_lateness(hook):
        return
    for each in late:
        if each.late_on is not None and clock.day_of(hook.made_at) <= each.late_on:
            yield _news(webhooks.LATE, each, "", {"days_late": (on - each.due_on).days})


def _news(event: str, task: Running, asked: str, more: dict[str, int]) -> _News:
    body: dict[str, Any] = {
        "case": task.number,
        "step": task.step,
        "due_on": task.due_on.isoformat(),
        "clauses": list(task.clauses),
        **more,
    }
    return _News(event, task.task, task.number, f"{event}:{asked}:{task.task}:{task.due_on.isoformat()}", body)
