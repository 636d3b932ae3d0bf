"""Outcomes, their strictness, and the floor: how what the text says and what the statute says become one answer.

The closed lists and orders are those of the contract (§2-3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SILENT = "silent"
UNDETERMINED = "undetermined"
ESCALATE = "escalate"

_CHECK = ("invalid", ESCALATE, "required", "valid", "not_required")
STRICTEST_FIRST: Mapping[str, tuple[str, ...]] = {
    "act": ("deny", ESCALATE, "allow_if", "allow"),
    "check": _CHECK,
    "check_duty": _CHECK,
    "duty": ("required", ESCALATE, "not_required"),
    "scope": ("in_scope", ESCALATE, "out_of_scope"),
    "request": ("refuse", ESCALATE, "may_refuse", "comply_partly", "comply"),
}
"""Outcomes of each family, strictest first. For a request this is the order within one text."""

LIFTED: Mapping[str, str] = {
    "deny": "allow",
    "escalate": "allow",
    "invalid": "valid",
    "required": "not_required",
    "in_scope": "out_of_scope",
    "refuse": "comply",
    "may_refuse": "comply",
}
"""What a norm gives once an exception lifts it, unless the exception names its own outcome."""

_LIFTED_ESCALATION: Mapping[str, str] = {
    "act": "allow",
    "check": "valid",
    "check_duty": "valid",
    "duty": "not_required",
    "scope": "out_of_scope",
    "request": "comply",
}
_ON_CONDITION: Mapping[str, str] = {"act": "allow_if", "check": "invalid", "check_duty": "required", "duty": "required"}
_GIVES_THE_PRINCIPAL = ("comply", "comply_partly")


@dataclass(frozen=True, slots=True)
class StatuteOutcome:
    """What the statute says, and whether it says so by force over a stricter regulation (a court order)."""

    outcome: str
    mandatory: bool = False


def rank(family: str, outcome: str) -> int:
    """Strictness of an outcome in its family, 0 the strictest; silence is laxer than anything."""
    order = STRICTEST_FIRST[family]
    return order.index(outcome) if outcome in order else len(order)


def strictest(family: str, outcomes: Iterable[str]) -> str:
    """The strictest of some outcomes; `silent` if there is none."""
    return min(outcomes, key=lambda outcome: rank(family, outcome), default=SILENT)


def laxest(family: str, outcomes: Iterable[str]) -> str:
    """The laxest of some outcomes."""
    return max(outcomes, key=lambda outcome: rank(family, outcome))


def lifted(family: str, standing: str) -> str:
    """What a norm gives once it is lifted."""
    return _LIFTED_ESCALATION[family] if standing == ESCALATE else LIFTED.get(standing, standing)


def on_condition(family: str, standing: str) -> str:
    """What a norm gives while the step that would lift it is open."""
    return _ON_CONDITION.get(family, standing)


def combine(family: str, text: str, statute: StatuteOutcome) -> str:
    """The floor (contract §2): the stricter wins; silence is not permission; a mandatory duty always applies."""
    said = statute.outcome
    if text == SILENT:
        return ESCALATE if said == SILENT else said
    if said == SILENT:
        return text
    if statute.mandatory and text in (STRICTEST_FIRST[family][0], ESCALATE):
        return said  # a court order overrides a prohibition; a condition that can be met stands
    if family == "request":
        return _combine_request(text, said)
    if {text, said} <= {"valid", "not_required"}:
        return text
    return said if rank(family, said) < rank(family, text) else text


def _combine_request(text: str, statute: str) -> str:
    """For a request, what gives the principal more wins where the statute obliges; a mere permission to refuse yields.

    A text that leaves the matter to a person or body is not overtaken: that person decides, bound by the statute.
    """
    if text == ESCALATE or statute not in _GIVES_THE_PRINCIPAL:
        return text
    return statute if rank("request", statute) > rank("request", text) else text
