"""What a case knows by itself about the notice of a decision: which decision, at which level, in which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kitei.office.cases.models import StepDone
from kitei.office.cases.running import counted
from kitei.procedures.procedure import Procedure, Step

QUESTION = "decision-notice"
_DECISIONS = frozenset({"granted", "partly", "refused"})


def about_notice(
    procedure: Procedure, question: str, facts: Mapping[str, Any], rows: Iterable[StepDone]
) -> Mapping[str, Any]:
    """The facts of a case, with what it knows by itself where the question is about the notice of its decision.

    The decision is the one that was voted or taken here, also where the case is about an earlier one.

    Args:
        rows: every step taken so far.
    """
    step = next((each for each in procedure.steps.values() if each.question == QUESTION), None)
    if question != QUESTION or step is None:
        return facts
    usual = {"level": "appeal" if procedure.matter == "appeal" else "first", **_channel(step)}
    return {**usual, **facts, **_decision(step, rows)}


def _channel(step: Step) -> Mapping[str, str]:
    ways = {"prescribed_form" if ":" in way.notice else "letter" for way in step.outcomes if way.notice is not None}
    return {"channel": ways.pop()} if len(ways) == 1 else {}


def _decision(step: Step, rows: Iterable[StepDone]) -> Mapping[str, str]:
    ended = {row.step: row.outcome for row in counted(rows)}
    effect = next((way.effect for way in step.outcomes if way.id == ended.get(step.follows or "")), None)
    return {"decision": effect} if effect in _DECISIONS else {}
