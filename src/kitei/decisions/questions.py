"""Reads a question as the contract (§1) writes it: regulation, day, question, facts; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kitei.calendar import DayError, parse_day
from kitei.predicates.facts import FactFault
from kitei.regulations.yamlfile import read_yaml
from kitei.text import nearest

KEYS = ("regulation", "on", "question", "facts")


class BadQuestion(ValueError):
    """A question file that cannot be read as a question.

    Attributes:
        file: as named, or `None`. faults: everything wrong.
    """

    def __init__(self, file: str | None, faults: Iterable[FactFault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.problem}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as put. `regulation` and `on` may be left to the command line or to today."""

    question: str
    facts: Mapping[str, Any]
    regulation: str | None = None
    on: date | None = None


def read_question(file: Path) -> Question:
    """Read a question from a JSON or YAML file.

    Raises:
        UnreadableFile: it is no data.
        BadQuestion: it is no question.
    """
    return question_from(read_yaml(file, max_bytes=1_000_000).data, str(file))


def question_from(raw: object, file: str | None = None) -> Question:
    """Read a question from parsed data.

    Raises:
        BadQuestion: with one fault for each thing wrong.
    """
    if not isinstance(raw, Mapping):
        raise BadQuestion(file, [FactFault("$", f"bad_value:{type(raw).__name__}", "{" + ", ".join(KEYS) + "}")])
    faults = [
        FactFault(str(key), "unknown_key", ", ".join(KEYS), nearest(str(key), KEYS)) for key in raw if key not in KEYS
    ]
    if not isinstance(raw.get("question"), str):
        faults.append(FactFault("question", "missing", "provision, request, breach-report …"))
    facts = raw.get("facts", {})
    if facts is None:
        facts = {}
    if not isinstance(facts, Mapping):
        faults.append(FactFault("facts", f"bad_value:{facts!r}"[:80], "{fact: value}"))
    on = _day(raw.get("on"), faults)
    regulation = raw.get("regulation")
    if regulation is not None and not isinstance(regulation, str):
        faults.append(FactFault("regulation", f"bad_value:{regulation!r}"[:80], "kitei regulation list"))
    if faults:
        raise BadQuestion(file, faults)
    return Question(str(raw["question"]), dict(facts), regulation, on)


def _day(value: object, faults: list[FactFault]) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return parse_day(str(value))
    except DayError as error:
        faults.append(FactFault("on", f"bad_day:{error.ja}|{error.en}", "2026-05-11 / 令和8年5月11日"))
        return None
