"""Old drafts are erased at night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kitei import clock
from kitei.jobs.requests import tasks
from kitei.office.requests.models import Draft
from kitei.office.requests.services import drafts


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
def test_the_job_erases_what_is_too_old_and_keeps_the_rest() -> None:
    now = clock.now()
    for age in (31, 40, 2):
        drafts.save_draft(procedure="disclosure", entered={}, at=now - timedelta(days=age))

    tasks.expire_drafts(0)

    assert [draft.made_at.date() for draft in Draft.objects.all()] == [(now - timedelta(days=2)).date()]
