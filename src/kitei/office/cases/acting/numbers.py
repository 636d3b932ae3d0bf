"""Gives out the numbers of cases, without a gap, however many are opened at once."""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from kitei.office.cases.models import Case


def next_serial(year: str, kind: str) -> int:
    """The next serial number of a year and kind.

    Nobody else gets one until the transaction ends: one that is rolled back leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 9))", [f"{year}|{kind}"])
    last: int | None = Case.objects.filter(year=year, kind=kind).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
