"""Coverage as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kitei.decisions.coverage.findings import STATES, Coverage, Finding, Row
from kitei.decisions.norms import Label


def to_json(coverage: Coverage) -> dict[str, Any]:
    """The whole of it; texts in both languages."""
    identity = coverage.regulation.identity
    return {
        "regulation": coverage.regulation.id,
        "edition": coverage.edition,
        "digest": coverage.regulation.digest,
        "statute": {"id": coverage.statute.id, "digest": coverage.statute.digest},
        "entity_type": identity.entity_type,
        "on": coverage.on,
        "counts": {state: coverage.count(state) for state in STATES},
        "rows": [_row(coverage, row) for row in coverage.rows],
        "traps_elsewhere": [trap.id for trap in coverage.unplaced],
    }


def _row(coverage: Coverage, row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "duty": row.duty.id,
        "kind": row.duty.kind,
        "chapter": row.duty.chapter,
        "title": row.duty.title.model_dump(),
        "state": row.state,
        "severity": row.severity,
        "statute": _clauses(coverage, row.statute_clauses),
        "text": _clauses(coverage, row.text_clauses),
        "refers": list(row.refers),
        "documents": list(row.documents),
        "findings": [_finding(each) for each in row.findings],
        "traps": [
            {"id": t.id, "severity": t.severity, "clauses": list(t.clauses), **t.says.model_dump()} for t in row.traps
        ],
        "settle": [_label(each) for each in row.settle],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "state": finding.state,
        "found_by": finding.how,
        "question": finding.question,
        **_label(finding.says),
        "regulation_says": finding.regulation_says,
        "statute_says": finding.statute_says,
        "witness": _label(finding.witness),
        "also": [_label(each) for each in finding.also],
        "facts": dict(finding.facts),
        "text": list(finding.text_clauses),
        "statute": list(finding.statute_clauses),
    }


def _clauses(coverage: Coverage, ids: Iterable[str]) -> list[dict[str, str]]:
    return [{"clause": each, **_label(coverage.wording.get(each, Label("", "")))} for each in ids]


def _label(label: Label) -> dict[str, str]:
    return {"ja": label.ja, "en": label.en}
