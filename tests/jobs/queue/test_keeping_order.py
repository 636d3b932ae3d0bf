"""A process that is killed leaves jobs half done: another takes them up, and none is done for two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection, connections
from procrastinate.contrib.django import app

from kitei.jobs.record.tasks import verify_now
from kitei.office.post import services

NOON = datetime(2026, 5, 11, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _an_empty_queue(transactional_db: None) -> None:
    del transactional_db
    for table in ("events", "jobs", "workers"):
        sql(f"DELETE FROM procrastinate_{table}")  # noqa: S608 - three names of ours


def sql(statement: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def begun_by_somebody_killed(task: str, heartbeat: str = "1 hour") -> None:
    sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)", heartbeat)
    sql(
        "UPDATE procrastinate_jobs SET status = 'doing', attempts = 1, "
        "worker_id = (SELECT max(id) FROM procrastinate_workers) WHERE task_name = %s",
        task,
    )


def work(*queues: str) -> None:
    """What is due of these kinds, in a thread as in a process of its own, until nothing is left."""

    def run() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        with app.replace_connector(worker.connector) as working:
            working.run_worker(wait=False, install_signal_handlers=False, queues=list(queues))
        connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:  # a browser of another test may hold this thread's event loop
        elsewhere.submit(run).result()


def jobs(task: str) -> list[object]:
    return [status for (status,) in sql("SELECT status::text FROM procrastinate_jobs WHERE task_name = %s", task)]


def test_a_letter_whose_process_was_killed_is_sent_by_the_next() -> None:
    services.queue(to="hana@example.jp", subject="受付のお知らせ", body="受け付けました。", at=NOON)
    begun_by_somebody_killed("post.send")

    app.configure_task("queue.take_up").defer(timestamp=0)
    work("queue")
    assert jobs("post.send") == ["todo"]
    work("post")

    assert [letter.to for letter in mail.outbox] == [["hana@example.jp"]]
    assert jobs("post.send") == ["succeeded"]


def test_what_somebody_alive_does_is_left_to_him() -> None:
    services.queue(to="hana@example.jp", subject="受付のお知らせ", body="受け付けました。", at=NOON)
    begun_by_somebody_killed("post.send", heartbeat="1 second")

    app.configure_task("queue.take_up").defer(timestamp=0)
    work("queue")

    assert jobs("post.send") == ["doing"]


def test_where_the_same_work_waits_it_is_not_queued_twice() -> None:
    verify_now.defer()
    begun_by_somebody_killed("record.verify_now")
    verify_now.defer()

    app.configure_task("queue.take_up").defer(timestamp=0)
    work("queue")

    assert jobs("record.verify_now") == ["todo"]
    assert set(jobs("queue.take_up")) == {"succeeded"}


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_kept() -> None:
    for subject in ("a", "b"):
        services.queue(to="hana@example.jp", subject=subject, body="受け付けました。", at=NOON)
    work("post")
    sql("UPDATE procrastinate_events SET at = at - interval '8 days'")
    sql("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = (SELECT min(id) FROM procrastinate_jobs)")

    app.configure_task("queue.forget").defer(timestamp=0)
    work("queue")

    assert jobs("post.send") == ["failed"]
