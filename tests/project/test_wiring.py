"""The wiring: what a new database allows the role that serves, and whether the process answers."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from kitei.office.post import services as post
from kitei.project.management.commands.grant_application import append_only_tables
from kitei.project.wiring import wire

TABLES = ("record_act", "cases_stepdone", "cases_storeddecision")


@pytest.mark.django_db
def test_the_role_that_serves_can_write_and_never_change_what_is_append_only() -> None:
    call_command("grant_application")

    with connection.cursor() as cursor:
        for table in append_only_tables():
            cursor.execute("SELECT has_table_privilege('kitei_app', %s, 'INSERT')", [table])
            assert cursor.fetchone() == (True,)
            cursor.execute("SELECT has_table_privilege('kitei_app', %s, 'UPDATE, DELETE, TRUNCATE')", [table])
            assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_table_privilege('kitei_app', 'cases_case', 'UPDATE')")
        assert cursor.fetchone() == (True,)
    assert set(TABLES) <= set(append_only_tables())


@pytest.mark.django_db
def test_a_database_with_one_role_for_everything_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITEI_APPLICATION_ROLE", "nobody_of_this_name")

    call_command("grant_application")


def test_the_process_says_that_it_answers_without_session_or_database() -> None:
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies


def test_wiring_twice_subscribes_once() -> None:
    before = len(post._queued)  # noqa: SLF001 - what was subscribed

    wire()

    assert len(post._queued) == before  # noqa: SLF001
