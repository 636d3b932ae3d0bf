"""What is known of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import renew, steps_of
from kitei.office.cases.models import Case
from kitei.office.cases.running import plain_facts, procedure_of, read_case_facts
from kitei.office.ground.actors import Actor
from kitei.office.lawbook import current
from kitei.office.people.access import Powers


def set_facts(
    *,
    case: Case,
    facts: Mapping[str, Any],
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Set what is known of a case; what is to do next follows from it.

    Args:
        facts: by the names of the vocabulary; `None` makes a fact unknown again.

    Raises:
        FactsNotRead: a fact is not one, or its value is not.
        SomebodyWasFaster, NotRunning, Erased: the case is not as the caller thinks.
        NotPermitted, NotYours, WithoutPowers: not by this actor.
    """
    deed = Deed(act="case.facts_set", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, facts=facts)

    def make(now: Case) -> Made:
        law = current()
        known = {name: value for name, value in facts.items() if value is not None}
        read = plain_facts(read_case_facts(law, procedure_of(law, now.procedure), known))
        kept = {name: value for name, value in now.facts.items() if name not in facts}
        now.facts = dict(sorted({**kept, **read}.items()))
        renewed = renew(law, now, steps_of(now), deed)
        forgotten = sorted(name for name, value in facts.items() if value is None)
        return Made(now, renewed.rows, {"facts": read, "unknown": forgotten, "opened": renewed.opened})

    return act_on(case, deed, request, Case, make, seen=seen)
