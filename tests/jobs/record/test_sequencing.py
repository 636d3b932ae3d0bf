"""The loop takes acts into the tree within a second, waits for a database that is away, and stops when told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection

from kitei import clock
from kitei.jobs.record import sequencing
from kitei.office.record import queries, sequencer
from kitei.office.record.models import Leaf, Pending
from tests.office.record.acts import act, past_the_triggers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    thread = threading.Thread(target=sequencing.run, args=(event,))
    thread.start()
    yield event
    event.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def placed(number: int, within: float = 5.0) -> float:
    """How long it takes until an act is in the tree, in seconds."""
    begun = time.monotonic()
    while not Leaf.objects.filter(act=number).exists():
        assert time.monotonic() - begun < within, "the act did not enter the tree"
        time.sleep(0.01)
    return time.monotonic() - begun


@pytest.mark.usefixtures("stop")
def test_acts_are_in_the_tree_within_a_second_of_their_commit() -> None:
    placed(act())
    assert sorted(placed(act()) for _ in range(5))[2] < 1.0


@pytest.mark.usefixtures("stop")
def test_an_act_that_nobody_announced_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kitei.office.record.waking._wake", lambda: None)
    assert placed(act()) < 2.0


def test_what_fell_out_of_the_queue_is_found_at_the_start(caplog: pytest.LogCaptureFixture) -> None:
    number = act()
    Pending.objects.all().delete()
    event = threading.Event()
    thread = threading.Thread(target=sequencing.run, args=(event,))
    with caplog.at_level(logging.WARNING, "kitei.record"):
        thread.start()
        placed(number)
        event.set()
        thread.join()
    assert "1 acts had not been in the queue" in caplog.text


def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sequencing, "AFTER_FAULT", 0.01)
    event, honest, tries = threading.Event(), sequencer.integrate, []

    number = act()

    def sometimes(**options: object) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("the server is away")
        event.set()
        return honest(**options)  # type: ignore[arg-type]

    monkeypatch.setattr(sequencer, "integrate", sometimes)
    thread = threading.Thread(target=sequencing.run, args=(event,))
    thread.start()
    thread.join(timeout=10)
    assert queries.place(number) == 0
    assert caplog.text.count("the server is away") == 2


@pytest.mark.usefixtures("stop")
def test_a_connection_lost_while_it_listens_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "AFTER_FAULT", 0.01)
    placed(act())
    for _ in range(5):
        time.sleep(0.1)  # nothing waits: it listens
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        placed(act())


def test_on_an_altered_tree_nothing_is_built_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sequencing, "AFTER_FAULT", 0.01)
    act()
    sequencer.integrate(at=clock.now())
    past_the_triggers("UPDATE record_tile SET hashes = %s", [bytes(32)])
    act()
    event = threading.Event()
    thread = threading.Thread(target=sequencing.run, args=(event,))
    thread.start()
    while "verify the whole log" not in caplog.text:
        time.sleep(0.01)
    event.set()
    thread.join()
    assert queries.waiting() == 1
    connection.close()
