"""The table role × act × reach, generated from the regulation's roles, bodies and procedures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from kitei.office.lawbook import Law
from kitei.office.people.access import acts, charge
from kitei.office.people.access.grants import Grant, Reach
from kitei.procedures.procedure import REQUESTER, Procedure, Step
from kitei.regulations.schema.identity import Body, Role

ACTING_CHAIR = "acting_chair"
"""The capacity of a vice-chair while the chair is prevented: no chair is in office."""
SITTING = frozenset({"member", "vice_chair"})
"""The capacities in which somebody only sits in a body."""


def leading(law: Law, body: str) -> frozenset[str]:
    """The capacities in which somebody keeps a body's papers: a vice-chair only where the text says so."""
    found = law.people[body]
    always = isinstance(found, Body) and found.vice_chair_acts is not None and found.vice_chair_acts.when == "always"
    return frozenset({"chair", "secretary", "holder", "vice_chair" if always else ACTING_CHAIR})


@dataclass(frozen=True, eq=False)
class Table:
    """All grants of a law, found by role and act.

    Attributes:
        held: how each role is held, for those not held by being named.
    """

    grants: tuple[Grant, ...]
    by_act: Mapping[str, Mapping[str, tuple[Grant, ...]]]
    receiving: Mapping[str, frozenset[str]]
    held: Mapping[str, str]
    bodies: frozenset[str]

    def of(self, role: str, act: str) -> tuple[Grant, ...]:
        """The grants of a role for an act."""
        return self.by_act.get(act, {}).get(role, ())


def access_table(law: Law) -> tuple[Grant, ...]:
    """Every grant: who may do what, how far. Pure; ordered by role as the regulation names them, then by procedure."""
    return table_of(law).grants


@lru_cache(maxsize=32)
def table_of(law: Law) -> Table:
    """The table of a law, with its index."""
    grants = tuple(dict.fromkeys(_all(law)))
    ordered = sorted(grants, key=lambda grant: (grant.act, grant.role))
    by_act = {
        act: MappingProxyType({role: tuple(those) for role, those in groupby(group, key=lambda grant: grant.role)})
        for act, group in groupby(ordered, key=lambda grant: grant.act)
    }
    return Table(
        grants=grants,
        by_act=MappingProxyType(by_act),
        receiving={name: charge.receiving(law, each) for name, each in law.procedures.items()},
        held={name: charge.held_by(law, name) for name in law.offices},
        bodies=law.bodies,
    )


def _all(law: Law) -> Iterator[Grant]:
    for procedure in law.procedures.values():
        receivers = charge.in_charge(law, procedure)
        for actor in dict.fromkeys(step.actor for step in procedure.steps.values()):
            if actor not in charge.NOBODY:
                yield from _of_actor(law, procedure, actor, runs=actor in receivers)
        yield from _of_desk(procedure)
    for body in sorted(law.bodies):
        yield from _of_body(law, body)
    for name in law.offices:
        yield from _of_appointing(law, name)
    yield from (Grant("auditor", act, Reach.WHOLE) for act in acts.AUDITING)
    yield from (Grant("administrator", act, Reach.WHOLE) for act in acts.ADMINISTERING)


def _of_actor(law: Law, procedure: Procedure, actor: str, *, runs: bool) -> Iterator[Grant]:
    """What a role or body that acts in a procedure may do in its cases, and those who help it."""
    if charge.held_by(law, actor) == "everyone":
        yield from _cases(procedure, actor, acts.REPORTING, Reach.OWN, actor)
        return
    reach = Reach.IN_CHARGE if runs else Reach.REACHED
    named = acts.RUNNING if runs else acts.ACTING
    yield from _clause_of(law, actor, Grant(actor, "statistics.read", Reach.WHOLE))
    if actor in law.bodies:
        yield from _cases(procedure, actor, named, reach, actor, leading(law, actor))
        yield from _cases(procedure, actor, acts.READS, Reach.SITTING, actor, SITTING)
        yield from _cases(procedure, "secretariat", named, reach, actor)
        return
    yield from _cases(procedure, actor, named, reach, actor)
    helping = acts.PREPARING if runs else tuple(act for act in acts.PREPARING if act in acts.ACTING)
    yield from _cases(procedure, "clerk", helping, reach, actor, preparing=True)


def _cases(
    procedure: Procedure,
    role: str,
    named: tuple[str, ...],
    reach: Reach,
    actor: str,
    capacities: frozenset[str] = frozenset(),
    *,
    preparing: bool = False,
) -> Iterator[Grant]:
    for act in named:
        if act != acts.STEP:
            yield Grant(role, act, reach, procedure.id, None, actor, capacities, procedure.clauses)
            continue
        for step in procedure.steps.values():
            if _takes(step, actor, runs=reach is Reach.IN_CHARGE) and not (preparing and not charge.preparatory(step)):
                yield Grant(role, act, reach, procedure.id, step.id, actor, capacities, step.clauses)


def _takes(step: Step, actor: str, *, runs: bool) -> bool:
    """Its own steps; whoever runs the case also enters what the requester hands in on paper."""
    return step.actor == actor or (runs and step.actor == REQUESTER)


def _of_desk(procedure: Procedure) -> Iterator[Grant]:
    for act in acts.FORWARDING:
        if act != acts.STEP:
            yield Grant("privacy_desk", act, Reach.ARRIVED, procedure.id)
        elif procedure.steps[procedure.start].actor == REQUESTER:
            yield Grant("privacy_desk", act, Reach.ARRIVED, procedure.id, procedure.start, REQUESTER)


def _of_body(law: Law, body: str) -> Iterator[Grant]:
    clauses = (law.people[body].clause,)
    leads = leading(law, body)
    yield Grant(body, "meeting.read", Reach.BODY, actor=body, clauses=clauses)
    for act in acts.CHAIRING:
        yield Grant(body, act, Reach.BODY, actor=body, capacities=leads, clauses=clauses)
        yield Grant("secretariat", act, Reach.BODY, actor=body)


def _of_appointing(law: Law, name: str) -> Iterator[Grant]:
    """A role that names another, where the regulation says so."""
    role = law.people[name]
    if not isinstance(role, Role) or role.appointed_by is None:
        return
    for act in ("appointment.made", "appointment.ended"):
        yield Grant(role.appointed_by, act, Reach.NAMES, actor=role.id, clauses=(role.clause,))


def _clause_of(law: Law, actor: str, grant: Grant) -> Iterator[Grant]:
    yield Grant(grant.role, grant.act, grant.reach, clauses=(law.people[actor].clause,))
