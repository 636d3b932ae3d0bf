"""A year of an office for practice, in small: made by the services that real offices use, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from kitei.cli.demo.living.run import SECRETS, run
from kitei.cli.demo.plan import OFFICES, office_plan
from kitei.office.cases.models import Case, Document
from kitei.office.post.models import Outgoing
from kitei.office.record import queries
from kitei.office.record.models import Act
from kitei.office.record.verifying import verify
from kitei.office.requests.queries.status import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def small_year(key: str, cases: int = 8) -> None:
    plan = office_plan(key)
    run(key, plan.model_copy(update={"people": 40}), cases)


@pytest.mark.parametrize("key", [pytest.param(each, marks=pytest.mark.regulation(each)) for each in OFFICES])
def test_every_office_lives_a_year_that_verifies(key: str) -> None:
    small_year(key)

    assert Case.objects.count() >= 8
    assert Document.objects.filter(direction="out").exists()
    assert not Outgoing.objects.exists()
    assert queries.waiting() == 0
    assert verify().findings == []
    told = (Path(settings.OFFICE["keys"]) / SECRETS).read_text(encoding="ascii").splitlines()
    assert told
    assert all(case_of(*line.split(" ")) for line in told)


@pytest.mark.regulation("iuj")
def test_the_same_year_has_the_same_acts(django_db_blocker: object) -> None:
    del django_db_blocker
    small_year("iuj", 4)

    acts = list(Act.objects.order_by("id").values_list("name", "actor", "at", "case"))

    assert acts[0][0] == "unit.added"
    assert {"case.step_taken", "request.filed", "appointment.made"} <= {name for name, *_ in acts}
    assert len({case for *_, case in acts if case}) >= 4
