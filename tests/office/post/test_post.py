"""Letters by e-mail: sealed while they wait, erased once they have left, never lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection, transaction
from pytest_django import Settings

from kitei.office.post import services
from kitei.office.post.models import Outgoing

NOON = datetime(2026, 5, 11, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def queue() -> Outgoing:
    letter = services.queue(to="hana@example.jp", subject="受付のお知らせ", body="請求を受け付けました。", at=NOON)
    return Outgoing.objects.get(id=letter)


def jobs() -> list[tuple[str, dict[str, str]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        return [(name, args) for name, args in cursor.fetchall()]


def test_a_letter_leaves_once_and_is_erased() -> None:
    letter = queue()

    assert services.send(letter.id, at=NOON)

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["hana@example.jp"], "受付のお知らせ")]
    letter.refresh_from_db()
    assert letter.letter is None
    assert letter.sent_at == NOON
    assert not services.send(letter.id, at=NOON)
    assert len(mail.outbox) == 1


def test_the_job_that_sends_it_knows_only_its_id() -> None:
    letter = queue()

    [(name, args)] = jobs()

    assert name == "post.send"
    assert args == {"letter": str(letter.id)} or str(letter.id) in str(args)
    assert "hana" not in str(args)


def test_a_letter_of_an_act_that_failed_never_leaves() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert services.waiting() == []
    assert jobs() == []


def test_a_mail_server_that_is_down_loses_nothing(settings: Settings) -> None:
    letter = queue()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(services.NotSent, match="kept and tried again"):
        services.send(letter.id, at=NOON)

    letter.refresh_from_db()
    assert (letter.tries, letter.trouble) == (1, "ConnectionRefusedError")
    assert services.waiting() == [letter.id]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.send(letter.id, at=NOON)
    assert mail.outbox[0].body == "請求を受け付けました。"


def test_what_waits_is_sealed_in_the_table() -> None:
    queue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT letter FROM post_outgoing")
        [(stored,)] = cursor.fetchall()

    assert b"hana" not in bytes(stored)


def test_a_subject_cannot_carry_further_headers() -> None:
    letter = services.queue(to="hana@example.jp", subject="受付\r\nBcc: all@example.jp", body="本文", at=NOON)

    services.send(letter, at=NOON)

    assert mail.outbox[0].subject == "受付 Bcc: all@example.jp"
    assert mail.outbox[0].bcc == []
