"""The stepper of a case: what was done, what is open, what most likely follows; at most as many marks as fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kitei.office.cases.queries import Standing
from kitei.web.look.words import say, t

MOST = 7
"""Steps shown beside each other; of more, the first done and the last to come are put together."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark."""

    title: str
    state: Literal["done", "now", "todo"]


def marks(standing: Standing) -> tuple[Mark, ...]:
    """The stepper."""
    now = [say(each.title) for each in standing.now]
    done = [title for title in dict.fromkeys(say(each.title) for each in standing.done) if title not in now]
    todo = [title for each in standing.ahead if (title := say(each.title)) not in {*now, *done}] if now else []
    room = max(MOST - len(now), 2)
    space = max(room - min(len(done), room - 1), 1)
    ahead = todo if len(todo) <= space else todo[: max(space - 1, 1)]
    left = len(todo) - len(ahead)
    return (
        *_summed(done, max(room - len(ahead) - bool(left), 1)),
        *(Mark(title, "now") for title in now),
        *(Mark(title, "todo") for title in ahead),
        *((Mark(t("そのあと", "And so on"), "todo"),) if left else ()),
    )


def _summed(done: list[str], room: int) -> tuple[Mark, ...]:
    if len(done) <= room:
        return tuple(Mark(title, "done") for title in done)
    kept = done[len(done) - room + 1 :] if room > 1 else []
    left = len(done) - len(kept)
    return (Mark(t(f"ここまで{left}段階", f"{left} steps before"), "done"), *(Mark(title, "done") for title in kept))
