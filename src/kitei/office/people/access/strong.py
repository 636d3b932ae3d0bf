"""Who must show a second factor: whoever can decide, let others in, or receives for the whole institution."""

from __future__ import annotations

from kitei.office.lawbook import Law, current
from kitei.office.people.access import acts
from kitei.office.people.access.charge import preparatory
from kitei.office.people.access.checking import applies
from kitei.office.people.access.powers import Powers

ALWAYS = frozenset({"privacy_desk", "administrator"})
"""Roles of the office that see what comes in for everybody, or say who may do what."""
VOTES = "meeting.voted"


def decides(powers: Powers, law: Law | None = None) -> bool:
    """Whether a person can take a step that grants or refuses something, or take down a body's vote."""
    found = law or current()
    for holding in powers.holdings:
        if any(applies(holding, grant) for grant in powers.table.of(holding.role, VOTES)):
            return True
        for grant in powers.table.of(holding.role, acts.STEP):
            procedure = found.procedures.get(grant.procedure or "")
            step = procedure.steps.get(grant.step or "") if procedure else None
            if step is not None and applies(holding, grant) and not preparatory(step):
                return True
    return False


def needs_second_factor(powers: Powers, law: Law | None = None) -> bool:
    """Whether a person signs in by a second factor: decides, or holds a role that always does."""
    return bool(powers.roles & ALWAYS) or decides(powers, law)
