"""A form that challenges a decision, filled in with what the case knows."""

from __future__ import annotations

from typing import Any

from kitei.office.requests.queries.status import Status
from kitei.office.requests.services.appealing import known_on
from kitei.portal.filing.sheets import Filed
from kitei.portal.shared.answering import language, t
from kitei.portal.shared.naming import say
from kitei.regulations.schema.filings import Entry

_CONTACT: tuple[Entry, ...] = ("name", "unit", "address", "tel", "email")


def prefilled(plan: Filed, state: Status) -> dict[str, Any]:
    """What the inputs of the form show at first; the person checks and completes it."""
    contact = state.case.contact
    known: dict[Entry, Any] = {entry: str(contact[entry]) for entry in _CONTACT if contact.get(entry)}
    known.setdefault("name", str(state.case.name))
    known["principal"] = str(state.case.name)
    known["matter"] = t(
        f"受付番号 {state.case.number}（{say(state.title, language())}）に対する決定",
        f"The decision on {state.case.number} ({say(state.title, language())})",
    )
    learned = known_on(state.case)
    if learned is not None:
        known["decided_on"] = {"y": str(learned.year), "m": str(learned.month), "d": str(learned.day)}
    found: dict[str, Any] = {}
    for entry, value in known.items():
        for name in plan.filing.entries.get(entry, ()):
            found[name] = value
    return found
