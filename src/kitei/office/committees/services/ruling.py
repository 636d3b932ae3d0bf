"""A body's own rules, entered by the secretariat from the paper in which the body laid them down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import BodyRules
from kitei.office.committees.rules import own_rules
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit
from kitei.office.record.services import write


class RulesAlreadyThatDay(OfficeError):
    """Two sets of own rules from the same day."""

    def __init__(self, from_on: date) -> None:
        super().__init__(
            ja=f"{from_on.isoformat()} から適用する定めはすでに登録されています。"
            "別の日から適用する定めとして登録してください",
            en=f"rules in force from {from_on.isoformat()} are there already; enter these from another day",
        )


@transaction.atomic
def set_rules(
    *,
    body: str,
    unit: Unit | None,
    from_on: date,
    document: str,
    rules: Mapping[str, Any],
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> BodyRules:
    """Enter a body's own rules from a day on; the earlier ones stay for the meetings before it.

    Raises:
        NotPermitted: not the secretariat of the body.
        RuledByRegulation: the regulation prescribes one of them. NoSuchRule: a rule no body can have.
        RulesAlreadyThatDay: there are rules from that day.
    """
    access.require(powers, "body.rules_set", body=body, unit=unit.id if unit else None)
    found = body_named(body)
    if BodyRules.objects.filter(body=body, unit=unit, from_on=from_on).exists():
        raise RulesAlreadyThatDay(from_on)
    row = BodyRules(
        id=new_id(at), body=body, unit=unit, from_on=from_on, document=document, rules=own_rules(found, rules)
    )
    write(
        act="body.rules_set",
        actor=actor,
        at=at,
        clauses=(found.clause,),
        payload={"body": body, "from_on": from_on.isoformat(), "document": document, "rules": row.rules},
        case=None,
        rows=(row,),
    )
    return row
