"""Units of the institution, and the table of access."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from kitei.api.cases.forms import Words
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.finding import unit_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import answers
from kitei.api.people import forms
from kitei.api.people.routing import router
from kitei.office.lawbook import current
from kitei.office.people import services
from kitei.office.people.access import access_table
from kitei.office.people.models import Unit
from kitei.office.people.queries import units_tree


@router.get("/units", response=answers(list[forms.UnitOut]), operation_id="list_units")
def list_units(request: HttpRequest) -> list[forms.UnitOut]:
    """All units, each followed by those below it."""
    caller_of(request)
    return [_shown(each.unit, each.depth) for each in units_tree()]


@router.post("/units", response=answers(forms.UnitOut, status=201), operation_id="add_unit")
def add_unit(request: HttpRequest, sent: forms.NewUnitIn, key: str | None = Key) -> Status[forms.UnitOut]:
    """Add a unit."""
    caller = caller_of(request)
    caller.require("unit.added")
    given = _given(sent)
    common = by(caller, "unit.added")
    made = once(caller, key, "add_unit", sent, lambda: services.add_unit(code=sent.code, **given, **common))
    return Status(201, _found(made))


@router.post("/units/{code}", response=answers(forms.UnitOut), operation_id="change_unit")
def change_unit(request: HttpRequest, code: str, sent: forms.UnitIn, key: str | None = Key) -> forms.UnitOut:
    """Change a unit's titles, place or kind."""
    caller = caller_of(request)
    caller.require("unit.changed")
    unit, given = unit_of(code), _given(sent)
    common = by(caller, "unit.changed")
    made = once(caller, key, f"change_unit {unit.id}", sent, lambda: services.change_unit(unit=unit, **given, **common))
    return _found(made)


@router.get("/access", response=answers(list[forms.GrantOut]), operation_id="get_access")
def get_access(request: HttpRequest) -> list[forms.GrantOut]:
    """The table of who may do what, as the regulation makes it."""
    caller_of(request)
    return [
        forms.GrantOut(
            role=each.role,
            act=each.act,
            reach=each.reach.value,
            procedure=each.procedure,
            step=each.step,
            actor=each.actor,
            capacities=sorted(each.capacities),
            clauses=list(each.clauses),
        )
        for each in access_table(current())
    ]


def by(caller: Caller, act: str) -> dict[str, Any]:
    """Who acts, by which powers, when."""
    return {"actor": caller.actor(act), "powers": caller.powers, "at": caller.at}


def _given(sent: forms.UnitIn) -> dict[str, Any]:
    titles = {"title_ja": sent.title_ja, "title_en": sent.title_en, "kind": sent.kind}
    return {**titles, "parent": unit_of(sent.parent) if sent.parent else None}


def _found(made: object) -> forms.UnitOut:
    return next(_shown(each.unit, each.depth) for each in units_tree() if each.unit.pk == made)


def _shown(unit: Unit, depth: int) -> forms.UnitOut:
    above = Unit.objects.filter(pk=unit.parent_id).values_list("code", flat=True).first() if unit.parent_id else None
    return forms.UnitOut(
        code=unit.code,
        title=Words(ja=unit.title_ja, en=unit.title_en),
        kind=unit.kind,
        parent=above,
        depth=depth,
    )
