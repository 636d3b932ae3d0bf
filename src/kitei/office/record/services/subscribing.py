"""Who wants to know of acts, once they are committed: wired in `kitei.project`, never between domains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kitei.office.ground.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An act that was committed.

    Attributes:
        id: its number in the record.
        act: what was done: `case.opened`.
        case: the case's number; ``None`` for acts of no case.
        rows: the rows it changed, as table and id.
    """

    id: int
    act: str
    case: str | None
    actor: Actor
    at: datetime
    rows: tuple[tuple[str, str], ...]


Subscriber = Callable[[Recorded], None]
_subscribers: list[tuple[str, Subscriber]] = []


def subscribe(act_prefix: str, function: Subscriber) -> None:
    """Call a function after every committed act whose name begins so: `case.`, or the whole `case.opened`.

    An error in it is logged and harms neither the act nor other subscribers.
    """
    if (act_prefix, function) not in _subscribers:
        _subscribers.append((act_prefix, function))


def unsubscribe_all() -> None:
    """Forget every subscriber of this process: for measuring the record alone."""
    _subscribers.clear()


def announce(recorded: Recorded) -> None:
    """Arrange that the subscribers are called once the transaction is committed."""
    for prefix, function in _subscribers:
        if recorded.act.startswith(prefix):
            transaction.on_commit(_call(function, recorded), robust=True)


def _call(function: Subscriber, recorded: Recorded) -> Callable[[], None]:
    def call() -> None:
        function(recorded)

    return call
