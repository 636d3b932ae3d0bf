"""One act is one leaf, in the transaction that changes its rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from kitei.office.ground import dice
from kitei.office.ground.actors import system
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Unit
from kitei.office.record.models import Act, Pending
from kitei.office.record.services import write

AT = datetime(2026, 4, 1, 3, tzinfo=UTC)


def unit(code: str = "u1") -> Unit:
    return Unit(id=new_id(AT), code=code, title_ja="部", title_en="Unit", kind="office")


@pytest.mark.django_db
def test_an_act_saves_its_rows_and_one_leaf() -> None:
    row = unit()
    with transaction.atomic():
        number = write(act="unit.added", actor=system("clock"), at=AT, payload={"x": 1}, case=None, rows=[row])
    assert Unit.objects.get().act == number
    assert Act.objects.get().id == number
    assert Pending.objects.get().act == number


@pytest.mark.django_db(transaction=True)
def test_b() -> None:
    row = unit()
    with transaction.atomic():
        write(act="unit.added", actor=system("clock"), at=AT, payload={"x": 1}, case=None, rows=[row])
