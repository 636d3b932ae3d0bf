"""What the office's clock does with cases every morning."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from kitei import clock
from kitei.calendar import wareki
from kitei.office.cases import queries
from kitei.office.cases.queries import Todo
from kitei.office.cases.services.aside import reminding
from kitei.office.ground.actors import system
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.models import Person
from kitei.office.post import services as post

_log = logging.getLogger(__name__)
ACTOR = system("clock")


def note_lateness(*, at: datetime) -> int:
    """Note what has become late; how many cases. One that fails holds up no other."""
    noted = 0
    for case in queries.newly_late(clock.day_of(at)):
        try:
            reminding.mark_late(case=case, on=clock.day_of(at), actor=ACTOR, at=at)
            noted += 1
        except OfficeError as error:  # it ended meanwhile
            _log.info("%s: %s", case.number, type(error).__name__)
    return noted


def remind(*, at: datetime) -> int:
    """Write to everybody who has something pressing; how many letters. They name numbers and days, nobody's name."""
    on, sent = clock.day_of(at), 0
    for person in Person.objects.filter(account__is_active=True, account__activated_at__isnull=False):
        if not person.works_on(on):
            continue
        todo = queries.pressing(access.powers(person, on), on)
        if todo:
            subject, body = letter(todo, on, person.language)
            with transaction.atomic():
                post.queue(to=person.email, subject=subject, body=body, at=at)
            sent += 1
    return sent


def letter(todo: Sequence[Todo], on: date, lang: str) -> tuple[str, str]:
    """Subject and body of a reminder."""
    late = sum(each.late for each in todo)
    institution = current().institution
    lines = "\n".join(_lines(todo, on, lang))
    desk = f"{settings.OFFICE['base_url']}/desk/"
    if lang == "ja":
        subject = f"期限のお知らせ: {len(todo)}件" + (f"(うち期限超過 {late}件)" if late else "")
        return subject, f"{institution.ja} 個人情報の事案の期限をお知らせします。\n\n{lines}\n\n{desk}\n"
    subject = f"Due: {len(todo)}" + (f" ({late} overdue)" if late else "")
    return subject, f"{institution.en}: cases that are due.\n\n{lines}\n\n{desk}\n"


def _lines(todo: Sequence[Todo], on: date, lang: str) -> Iterator[str]:
    for each in todo:
        if each.due_on is None:
            continue
        days = (each.due_on - on).days
        if lang == "ja":
            when = f"{-days}日超過" if days < 0 else "今日まで" if days == 0 else f"あと{days}日"
            yield f"・{each.number} {each.says.ja} 期限 {wareki(each.due_on)}({when})"
        else:
            when = f"{-days} days overdue" if days < 0 else "today" if days == 0 else f"in {days} days"
            yield f"- {each.number} {each.says.en}, due {each.due_on.isoformat()} ({when})"
