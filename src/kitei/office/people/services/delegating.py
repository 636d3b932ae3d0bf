"""Deputies: only as far as the regulation lets authority be passed on."""

from __future__ import annotations

from datetime import date

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law
from kitei.office.people.models import Appointment, Capacity, Unit
from kitei.regulations.regulation import NotInForce
from kitei.regulations.schema.identity import Body, Role


class NotDelegable(OfficeError):
    """The regulation does not let this authority be passed on so far, or to this role.

    Attributes:
        clauses: what the refusal rests on.
    """

    def __init__(self, clauses: tuple[str, ...], *, ja: str, en: str) -> None:
        self.clauses = clauses
        cited = "、".join(clauses)
        super().__init__(ja=f"{ja}（根拠：{cited}）" if cited else ja, en=f"{en} ({', '.join(clauses)})")


def passed_on(law: Law, principal: Appointment, role: str, covers: frozenset[str], on: date) -> tuple[str, ...]:
    """The clauses that let a principal's authority be passed on to a role, in part or as a whole.

    Args:
        covers: the procedures passed on; empty for all.
        on: the day from which it is passed on.

    Raises:
        NotDelegable: the regulation does not allow it; with the clause.
    """
    person = law.people[principal.role]
    limit = person.delegation if isinstance(person, Role) else None
    title = law.role_title(principal.role, "ja"), law.role_title(principal.role, "en")
    if limit is None:
        raise NotDelegable(
            (person.clause, *_says(law, "part", on)[1]),
            ja=f"規程は「{title[0]}」の権限を他の者に委ねることを定めていません。定めのないことは許しではありません",
            en=f"the regulation does not let the authority of `{title[1]}` be passed on; silence is no permission",
        )
    if role != limit.to:
        to = law.role_title(limit.to, "ja"), law.role_title(limit.to, "en")
        raise NotDelegable(
            (limit.clause,),
            ja=f"「{title[0]}」の権限を委ねられるのは「{to[0]}」に限られます",
            en=f"the authority of `{title[1]}` may be passed on to `{to[1]}` only",
        )
    extent = _extent(law, principal.role, covers)
    valid, clauses = _says(law, extent, on)
    if not valid or limit.extent == "none" or (limit.extent == "part" and extent == "whole"):
        raise NotDelegable(
            clauses or (limit.clause,),
            ja=f"「{title[0]}」の権限は、その一部に限って委ねられます。委ねる手続を選んでください",
            en=f"the authority of `{title[1]}` may be passed on in part only; choose the procedures passed on",
        )
    return (limit.clause,)


def chaired_by_deputy(law: Law, principal: Appointment, made: Appointment) -> tuple[str, ...]:
    """The clause by which a body's vice-chair stands in for its chair for a time; none where this is no such case."""
    body = law.people[principal.role]
    if not isinstance(body, Body) or body.vice_chair_acts is None or principal.capacity != Capacity.CHAIR:
        return ()
    seats = Appointment.objects.filter(person=made.person_id, role=principal.role, unit=principal.unit_id)
    sits = any(each.in_force(made.from_on) for each in seats.filter(capacity=Capacity.VICE_CHAIR))
    return (body.vice_chair_acts.clause,) if sits and made.role == principal.role else ()


def check_frame(principal: Appointment, unit: Unit | None, from_on: date, to_on: date | None) -> None:
    """A deputy acts within the principal's time and unit.

    Raises:
        NotDelegable: the deputy's time or unit goes beyond.
    """
    ends = principal.to_on
    if from_on < principal.from_on or (ends is not None and (to_on is None or to_on > ends)):
        raise NotDelegable(
            (),
            ja="代理の期間は、本人の任期の中に収めてください",
            en="a deputy's time lies within the principal's own",
        )
    at = unit
    while principal.unit is not None and (at is None or at.pk != principal.unit.pk):
        if at is None:
            raise NotDelegable(
                (),
                ja="代理の部署は、本人の担当する部署かその下の部署にしてください",
                en="a deputy's unit is the principal's or one below it",
            )
        at = at.parent


def procedures_of(law: Law, role: str) -> frozenset[str]:
    """The procedures in which a role acts."""
    found = (each.id for each in law.procedures.values() if any(step.actor == role for step in each.steps.values()))
    return frozenset(found)


def _extent(law: Law, role: str, covers: frozenset[str]) -> str:
    return "part" if covers and covers < procedures_of(law, role) else "whole"


def _says(law: Law, extent: str, on: date) -> tuple[bool, tuple[str, ...]]:
    """What the engine answers on passing on as much, with the regulation's own clauses."""
    try:
        answer = law.engine.decide(
            law.regulation.folder, "role", {"matter": "delegation", "delegated": extent}, on
        ).answer
    except NotInForce:
        return False, ()
    own = tuple(dict.fromkeys(each.clause for each in answer.because if each.clause.startswith(f"{law.key}:")))
    return answer.outcome == "valid", own
