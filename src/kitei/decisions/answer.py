"""The answer: a frozen value whose JSON form is the contract's (§5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause that decided, or an exception that lifted, and what it did."""

    clause: str
    effect: str  # forbids | permits | requires | exempts | defines | refers
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Task:
    """A condition or an obligation with its dates counted.

    Attributes:
        due: the last day on which it is in time, inclusive.
        keep_until: the last day of the retention period, inclusive.
    """

    kind: str
    clause: str
    role: str | None
    due_word: str
    due: date | None
    fields: tuple[str, ...]
    keep_until: date | None
    strength: str


@dataclass(frozen=True, slots=True)
class RecordDue:
    """An entry to make in a register."""

    register: str
    fields: tuple[str, ...]
    keep_until: date | None
    clause: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a due date was counted.

    Attributes:
        aim: the obligation kind. raw: the last day before it moved off closed days.
    """

    aim: str
    due: date
    raw: date
    counter: str
    clause: str


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A letter or form to issue."""

    document: str
    items: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that settles the outcome, and the clause it is needed for."""

    fact: str
    clause: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class StatuteEdition:
    """Which state of which statute was used."""

    id: str
    edition: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the institution may, must or must not do, and why."""

    regulation: str
    edition: str
    statutes: tuple[StatuteEdition, ...]
    on: date
    question: str
    outcome: str
    regulation_says: str
    statute_says: str
    basis: str
    because: tuple[Cite, ...] = ()
    exceptions: tuple[Cite, ...] = ()
    conditions: tuple[Task, ...] = ()
    obligations: tuple[Task, ...] = ()
    records: tuple[RecordDue, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    notices: tuple[NoticeDue, ...] = ()
    questions: tuple[Asked, ...] = ()
    escalate_to: str | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON form; dates ISO, keys in the contract's order."""
        return {
            "regulation": self.regulation,
            "edition": self.edition,
            "statutes": [{"id": each.id, "edition": each.edition} for each in self.statutes],
            "on": self.on.isoformat(),
            "question": self.question,
            "outcome": self.outcome,
            "regulation_says": self.regulation_says,
            "statute_says": self.statute_says,
            "basis": self.basis,
            "because": [_cite(each) for each in self.because],
            "exceptions": [_cite(each) for each in self.exceptions],
            "conditions": [_task(each) for each in self.conditions],
            "obligations": [_task(each) for each in self.obligations],
            "records": [
                {"register": r.register, "fields": list(r.fields), "keep_until": _day(r.keep_until), "clause": r.clause}
                for r in self.records
            ],
            "deadlines": [
                {
                    "for": d.aim,
                    "due": d.due.isoformat(),
                    "raw": d.raw.isoformat(),
                    "counter": d.counter,
                    "clause": d.clause,
                }
                for d in self.deadlines
            ],
            "notices": [{"document": n.document, "items": list(n.items), "clause": n.clause} for n in self.notices],
            "questions": [{"fact": q.fact, "clause": q.clause, "ja": q.ja, "en": q.en} for q in self.questions],
            "escalate_to": self.escalate_to,
            "warnings": list(self.warnings),
        }


def _cite(cite: Cite) -> dict[str, str]:
    return {"clause": cite.clause, "effect": cite.effect, "ja": cite.ja, "en": cite.en}


def _task(task: Task) -> dict[str, Any]:
    return {
        "kind": task.kind,
        "clause": task.clause,
        "role": task.role,
        "due_word": task.due_word,
        "due": _day(task.due),
        "fields": list(task.fields),
        "keep_until": _day(task.keep_until),
        "strength": task.strength,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
