"""Sessions that have ended are erased at night, and no others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from kitei import clock
from kitei.jobs.signin import tasks


@pytest.mark.django_db
def test_the_job_erases_what_has_ended_and_keeps_who_is_signed_in() -> None:
    ended, still = SessionStore(), SessionStore()
    for session in (ended, still):
        session.create()
    Session.objects.filter(session_key=ended.session_key).update(expire_date=clock.now() - timedelta(minutes=1))

    tasks.forget_ended_sessions(0)

    assert [each.session_key for each in Session.objects.all()] == [still.session_key]
