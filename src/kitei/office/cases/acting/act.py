"""The common frame of an act on a case: remembered requests, the locked row, the right to do it, one leaf."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from kitei.office.cases.acting.locking import locked, ref
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case
from kitei.office.ground.rows import ActedRow
from kitei.office.record.services import write

Row = TypeVar("Row", bound=ActedRow)


@dataclass(frozen=True, slots=True)
class Made:
    """What an act makes.

    Attributes:
        row: the row that the service returns. rows: all rows, this one among them unless it did not change.
        payload: what the record keeps of it.
        nothing: there was nothing to do, and so there is no act.
    """

    row: ActedRow
    rows: Sequence[ActedRow]
    payload: Mapping[str, Any]
    clauses: Sequence[str] = ()
    nothing: bool = False


def act_on(
    case: Case,
    deed: Deed,
    request: Request,
    model: type[Row],
    make: Callable[[Case], Made],
    *,
    seen: int | None = None,
    running: bool = True,
) -> Row:
    """Do an act on a case: once for a request sent twice, on the locked row, with one leaf.

    Args:
        model: of the row that the act returns.
        make: makes the rows, from the case as it stands.
    """
    with transaction.atomic():
        first = request.answered(model)
        if first is not None:
            return first
        now = locked(case, seen=seen, running=running)
        deed.require(now)
        made = make(now)
        if not made.nothing:
            write(
                act=deed.act,
                actor=deed.actor,
                at=deed.at,
                clauses=made.clauses,
                payload=made.payload,
                case=ref(now),
                rows=[*made.rows, *request.remember(made.row, deed.at)],
            )
    if not isinstance(made.row, model):
        raise TypeError(type(made.row))
    return made.row
