"""Whoever subscribed hears of committed acts, and of no others."""

from __future__ import annotations

import pytest
from django.db import transaction

from kitei.office.record.models import Act
from kitei.office.record.services import Recorded, subscribe, subscribing
from tests.office.record.acts import act, unit


@pytest.fixture(autouse=True)
def _no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "_subscribers", [])


@pytest.mark.django_db(transaction=True)
def test_subscribers_are_called_after_the_commit_once_for_each_act() -> None:
    heard: list[Recorded] = []
    subscribe("unit.", heard.append)
    subscribe("unit.", heard.append)  # the same again
    row = unit()
    with transaction.atomic():
        number = act(act="unit.added", rows=[row])
        act(act="case.opened")
        assert not heard
    assert [(one.id, one.act, one.rows) for one in heard] == [(number, "unit.added", (("people_unit", str(row.id)),))]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_was_rolled_back_is_not_heard_of() -> None:
    heard: list[Recorded] = []
    subscribe("", heard.append)
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    assert not heard


@pytest.mark.django_db(transaction=True)
def test_a_subscriber_that_fails_harms_neither_the_act_nor_the_others(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Recorded] = []

    def fail(_: Recorded) -> None:
        raise ValueError("no")

    subscribe("test.done", fail)
    subscribe("test.done", heard.append)
    act()
    assert len(heard) == 1
    assert Act.objects.count() == 1
    assert "Error calling" in caplog.text
