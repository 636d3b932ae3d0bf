"""A procedure that the institution starts of itself: which ones a person can open, and opening one.

What the first step asks for, its form included, is filled in on the page of that step, to which this leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import QueryDict

from kitei.office.cases.models import Case
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.values import Who
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people import queries as rows
from kitei.office.people.access import CaseSight, Powers
from kitei.office.people.models import Unit
from kitei.procedures.procedure import END, REQUESTER, Procedure
from kitei.web.look.desk import Desk
from kitei.web.look.words import language, t

ACT = "case.opened"


class NothingToCallIt(OfficeError):
    """A case opened without saying what it is about, or for which unit."""

    def __init__(self) -> None:
        super().__init__(
            ja="件名を入力し、部署を選んでください", en="say what it is about, and choose the unit in charge"
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A procedure that this person can open.

    Attributes:
        papers: what its first step issues where it goes on, by title.
        units: for which units, the person's own first.
    """

    procedure: Procedure
    papers: tuple[str, ...]
    units: tuple[Unit, ...]


def kinds(desk: Desk) -> tuple[Kind, ...]:
    """Every procedure whose first step is the institution's, as far as this person may open one somewhere."""
    tree = [row.unit for row in rows.units_tree()]
    own = [unit for unit in tree if desk.person.unit_id == unit.pk]
    ordered = [*own, *(unit for unit in tree if unit not in own)]
    found = (_kind(desk, each, ordered) for each in current().procedures.values() if not _asked_for(each))
    return tuple(each for each in found if each.units)


@lru_cache(maxsize=1024)
def opens_any(powers: Powers) -> bool:
    """Whether there is any procedure that this person may open somewhere; found once for what is held on a day."""
    units = {unit for each in powers.holdings for unit in (each.units or (None,))}
    own = [each.id for each in current().procedures.values() if not _asked_for(each)]
    return any(access.may(powers, ACT, CaseSight(name, unit, new=True)) for name in own for unit in units)


def kind(desk: Desk, procedure: str) -> Kind | None:
    """One of them by name."""
    return next((each for each in kinds(desk) if each.procedure.id == procedure), None)


def opened(desk: Desk, kind: Kind, sent: QueryDict) -> Case:
    """Open one.

    Raises:
        NothingToCallIt: it says not what it is about. NotPermitted: not by this person.
    """
    title, code = sent.get("title", "").strip()[:200], sent.get("unit", "")
    unit = next((each for each in kind.units if each.code == code), None)
    if not title or unit is None:
        raise NothingToCallIt
    sight = CaseSight(kind.procedure.id, unit.pk, new=True)
    return open_case(
        procedure=kind.procedure.id,
        title=title,
        who=Who(name=sent.get("name", "").strip()[:120], kana=sent.get("kana", "").strip()[:120]),
        facts={},
        unit=unit,
        origin="desk",
        actor=desk.actor(ACT, sight),
        powers=desk.powers,
        at=desk.at,
    )


def _kind(desk: Desk, procedure: Procedure, units: list[Unit]) -> Kind:
    start = procedure.steps[procedure.start]
    titles = current().papers(procedure, language())
    # What ends at once is no way to begin: its letter says the opposite of what the procedure is for.
    names = dict.fromkeys([start.form, *(way.notice for way in start.outcomes if way.then != (END,))])
    papers = tuple(titles.get(name, name) for name in names if name is not None)
    may = [unit for unit in units if access.may(desk.powers, ACT, CaseSight(procedure.id, unit.pk, new=True))]
    return Kind(procedure, papers, tuple(may))


def _asked_for(procedure: Procedure) -> bool:
    return procedure.steps[procedure.start].actor == REQUESTER


def unit_options(kind: Kind) -> list[tuple[str, str]]:
    """The units to choose from."""
    return [(unit.code, t(unit.title("ja"), unit.title("en"))) for unit in kind.units]
