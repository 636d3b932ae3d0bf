"""That a paper reached the person: when, how, and what proves it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from kitei.calendar import DayError, parse_day
from kitei.office.cases.models import Document
from kitei.office.cases.services.documents import WAYS
from kitei.office.ground.errors import OfficeError
from kitei.web.cases.presenting.story import handed
from kitei.web.look.desk import Desk


class NoDay(OfficeError):
    """A day that cannot be read."""

    def __init__(self, error: DayError) -> None:
        super().__init__(ja=error.ja, en=error.en)


def ways() -> tuple[tuple[str, str], ...]:
    """How a paper can reach a person: id and name."""
    return tuple((each, handed(each)) for each in WAYS)


def asked(row: Document, desk: Desk, data: QueryDict) -> dict[str, Any]:
    """What is asked of the service.

    Raises:
        NoDay: the day cannot be read.
    """
    try:
        day = parse_day(data.get("on", ""))
    except DayError as error:
        raise NoDay(error) from error
    return {
        "how": data.get("how", ""),
        "on": day,
        "proof": data.get("proof", "").strip(),
        "actor": desk.actor("case.handed_over", row.case),
        "powers": desk.powers,
        "at": desk.at,
    }
