"""Cases of the invented texts: every question on which one of them speaks, on days before and after a norm begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kitei.cli.benches.cases import partly_known_cases
from kitei.decisions.compiled.single import FastProgram
from kitei.decisions.deciding import Decision
from kitei.predicates.facts import Kind

EARLY, LATE = date(2021, 6, 1), date(2026, 5, 11)

SPOKEN = (
    "scope",
    "purpose",
    "register",
    "use",
    "provision",
    "record",
    "retention",
    "contract",
    "request",
    "complaint",
    "breach-report",
    "periodic",
    "meeting",
    "edition",
    "citation",
)
"""The questions on which a text speaks, and the two that the texts themselves answer."""


def cases(program: FastProgram, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Random cases, from nothing known to everything; some facts are named and `None`."""
    model = program.ready.program
    facts = {name: fact for name, fact in model.facts.items() if fact.kind is not Kind.CLAUSE}
    clauses = sorted(model.clause_ids)
    for number in range(count):
        (case,) = partly_known_cases(facts, 1, seed + number, share=(number % 5) / 4)
        if "clause" in model.facts and number % 5:
            case["clause"] = clauses[number % len(clauses)]
        if "fiscal_year" in case:
            case["fiscal_year"] = 2026 + number % 2
        if number % 3 == 0:
            case[next(iter(model.facts))] = None
        yield case


def interpreted(program: FastProgram, facts: dict[str, Any]) -> Decision:
    """What the interpreter says of a case, from its raw facts on."""
    ready = program.ready
    return program.engine.decide(ready.regulation.id, ready.program.question, facts, program.on)


def as_text(value: Any) -> str | None:
    """A value as it stands in a CSV cell."""
    if isinstance(value, list):
        return ";".join(value) or "[]"
    return None if value is None else str(value)


def in_disorder(case: dict[str, Any]) -> dict[str, Any]:
    """The same facts in another order, lists turned round."""
    turned = {name: each[::-1] if isinstance(each, list) else each for name, each in case.items()}
    return dict(reversed(turned.items()))
