"""The offices for practice have somebody in every seat that their procedures need."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from kitei.cli.demo.living.staffing import furnish
from kitei.cli.demo.plan import OFFICES, office_plan
from kitei.office.lawbook import current
from kitei.office.people.models import Account, Appointment

SPRING = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("key", OFFICES)
def test_every_actor_of_every_procedure_has_a_seat_and_an_account(settings: Settings, key: str) -> None:
    settings.OFFICE = {**settings.OFFICE, "regulation": key}

    staff = furnish(key, office_plan(key), random.Random(key), at=SPRING)

    assert set(current().actors) - {"review_board"} <= set(staff.seats)
    assert {role for _, role, _ in staff.accounts} >= set(current().actors) - {"review_board", *current().bodies}
    assert Account.objects.count() == len({address for address, _, _ in staff.accounts})
    assert Appointment.objects.filter(role="clerk").exists()
