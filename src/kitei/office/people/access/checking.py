"""May a person do an act, on this case; and in which role a step is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import acts
from kitei.office.people.access.grants import CASE_REACHES, Grant, Reach
from kitei.office.people.access.powers import Holding, Powers
from kitei.office.people.access.sight import CaseRow, CaseSight, sight
from kitei.office.people.access.sitting import is_called
from kitei.office.people.access.titles import ACT_TITLES
from kitei.regulations.schema.words import Language

_LANGUAGES: tuple[Language, ...] = ("ja", "en")


class NotPermitted(OfficeError):
    """The person's roles do not allow the act, or not on this case.

    Attributes:
        act: the name of the act.
    """

    def __init__(self, act: str, powers: Powers | None) -> None:
        self.act = act
        law, title = current(), ACT_TITLES.get(act)
        held = sorted({each.role for each in powers.grants}) if powers else []
        ja, en = (", ".join(law.role_title(role, lang) for role in held) for lang in _LANGUAGES)
        super().__init__(
            ja=f"この操作（{title.ja if title else act}）は、あなたの今日の役割（{ja or 'なし'}）では行えません。"
            "担当の部署の役職者に依頼するか、任命を管理者に確かめてください。",
            en=f"this act ({title.en if title else act}, `{act}`) is not open to your roles today ({en or 'none'}); "
            "ask the office-holder of the unit in charge, or have the administrator check your appointment",
        )


@dataclass(frozen=True, slots=True)
class Acting:
    """In which role somebody acts.

    Attributes:
        role: the role whose step it is.
        how: `self`, `deputy`, `clerk`, `secretariat` or `desk`.
        appointment: the appointment used; `None` for what everybody holds.
        on_behalf_of: for a deputy, the appointment whose powers are used.
    """

    role: str
    how: str
    appointment: UUID | None
    on_behalf_of: UUID | None = None

    @property
    def own_role(self) -> str:
        """The role to name in the record: the role of the step, or the helper's own."""
        return {"clerk": "clerk", "secretariat": "secretariat", "desk": "privacy_desk"}.get(self.how, self.role)


_HELPERS = {"clerk": "clerk", "secretariat": "secretariat", "privacy_desk": "desk"}
_ORDER = ("self", "deputy", "secretariat", "clerk", "desk")


def may(
    powers: Powers,
    act: str,
    case: CaseRow | CaseSight | None = None,
    *,
    step: str | None = None,
    body: str | None = None,
    role: str | None = None,
    unit: UUID | None = None,
) -> bool:
    """Whether a person may do an act: on a case, for a body's meetings, for appointments to a role; else, anywhere.

    Args:
        step: for `case.step_taken`, which step; without it, any.
        body: for meetings, which body. role: for appointments, to which role. unit: for both, where.
    """
    seen = case if case is None or isinstance(case, CaseSight) else sight(case)
    named = body or role
    for holding, grant in _granted(powers, act):
        if grant.reach in CASE_REACHES:
            found = seen is None or (reaches(powers, holding, grant, seen) and step in {None, grant.step})
        else:
            found = seen is None and named in {None, grant.actor} and (unit is None or _at(holding, unit))
        if found or (grant.reach is Reach.WHOLE and seen is None):
            return True
    return False


def require(
    powers: Powers,
    act: str,
    case: CaseRow | CaseSight | None = None,
    *,
    step: str | None = None,
    body: str | None = None,
    role: str | None = None,
    unit: UUID | None = None,
) -> None:
    """The same, as a refusal.

    Raises:
        NotPermitted: the person may not.
    """
    if not may(powers, act, case, step=step, body=body, role=role, unit=unit):
        raise NotPermitted(act, powers)


def acting(powers: Powers, case: CaseRow | CaseSight, step: str) -> Acting | None:
    """In which role the person would take a step of a case; `None` if not at all. One's own role before a helper's."""
    seen = case if isinstance(case, CaseSight) else sight(case)
    found = [
        _acting(holding, grant)
        for holding, grant in _granted(powers, acts.STEP)
        if grant.step == step and reaches(powers, holding, grant, seen)
    ]
    return min(found, key=lambda each: _ORDER.index(each.how), default=None)


def reaches(powers: Powers, holding: Holding, grant: Grant, case: CaseSight) -> bool:
    """Whether a grant about cases, held so, covers one case."""
    if grant.procedure != case.procedure or not _at(holding, case.unit):
        return False
    match grant.reach:
        case Reach.IN_CHARGE:
            return True
        case Reach.REACHED:
            return case.new or any(task.actor == grant.actor for task in case.tasks)
        case Reach.SITTING:
            return is_called(powers.person, grant.actor, case.id)
        case Reach.ARRIVED:
            steps = powers.table.receiving[case.procedure]
            return case.new or (case.running and any(task.open and task.step in steps for task in case.tasks))
        case Reach.OWN:
            return case.new or powers.person in tuple(_given(case))
        case _:
            return False


def applies(holding: Holding, grant: Grant) -> bool:
    """Whether a holding carries a grant of its role: the capacity, the part passed on, the role a clerk serves."""
    if grant.capacities and holding.capacity not in grant.capacities:
        return False
    if grant.role == "clerk":
        return grant.actor in holding.serves
    if grant.role == "secretariat":
        return not holding.covers or grant.actor in holding.covers
    return not holding.covers or grant.procedure in holding.covers


def _granted(powers: Powers, act: str) -> Iterator[tuple[Holding, Grant]]:
    for holding in powers.holdings:
        for grant in powers.table.of(holding.role, act):
            if applies(holding, grant):
                yield holding, grant


def _given(case: CaseSight) -> Iterator[UUID]:
    if case.person is not None:
        yield case.person
    yield from (task.person for task in case.tasks if task.open and task.person is not None)


def _at(holding: Holding, unit: UUID | None) -> bool:
    """Whether a holding reaches a unit. A case without a unit is reached only from the whole institution."""
    return holding.units is None or unit in holding.units


def _acting(holding: Holding, grant: Grant) -> Acting:
    how = _HELPERS.get(holding.role, "deputy" if holding.deputy_for else "self")
    return Acting(grant.actor or holding.role, how, holding.appointment, holding.deputy_for)
