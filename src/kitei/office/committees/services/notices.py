"""The notice by which members are called together (招集通知): by e-mail, in each member's language, naming nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from kitei.calendar import wareki
from kitei.office.committees.models import AgendaItem, Attendance, Meeting
from kitei.office.committees.wording import body_title, item_title, meeting_title
from kitei.office.lawbook import current
from kitei.office.post import services as post
from kitei.regulations.schema.words import Language


def call_together(meeting: Meeting, places: Iterable[Attendance], *, again: bool, at: datetime) -> None:
    """Queue a letter to each member, within the act.

    Args:
        again: day, time or place has changed.
    """
    for place in places:
        if place.person is not None and place.person.email:
            lang: Language = "en" if place.person.language == "en" else "ja"
            subject, body = notice(meeting, lang, again=again)
            post.queue(to=place.person.email, subject=subject, body=body, at=at)


def notice(meeting: Meeting, lang: Language, *, again: bool = False) -> tuple[str, str]:
    """Subject and text of the notice."""
    items = meeting.items.exclude(state=AgendaItem.State.WITHDRAWN).select_related("case").order_by("position")
    listed = "\n".join(f"  {item.position}. {item_title(item, lang)}" for item in items)
    title, where = meeting_title(meeting, lang), f"{settings.OFFICE['base_url']}/desk/committees/meetings/{meeting.id}/"
    time = f" {meeting.begins:%H:%M}" if meeting.begins else ""
    circulated = meeting.mode == Meeting.Mode.CIRCULATION
    if lang == "ja":
        head = "日時・場所が変わりました" if again else "開催" if not circulated else "持ち回り"
        day = f"{wareki(meeting.held_on)}({meeting.held_on.isoformat()})"
        when = f"回答期限: {day}" if circulated else f"日時: {day}{time}\n場所: {meeting.place}"
        body = (
            f"{title}の委員各位\n\n次のとおり{'ご回答をお願いします' if circulated else '開催します'}。\n\n"
            f"{when}\n議題:\n{listed}\n\n資料と議事次第: {where}\n\n"
            f"{current().institution.ja} {body_title(meeting, 'ja')}\n"
        )
        return f"【{head}】{title}", body
    head = "Day or place changed" if again else "Notice"
    day = meeting.held_on.isoformat()
    when = f"Answers until: {day}" if circulated else f"Day: {day}{time}\nPlace: {meeting.place}"
    body = (
        f"To the members of {body_title(meeting, 'en')}\n\n"
        f"{'Please answer on the following.' if circulated else 'You are invited to the meeting.'}\n\n"
        f"{when}\nAgenda:\n{listed}\n\nPapers and agenda: {where}\n\n{current().institution.en}\n"
    )
    return f"[{head}] {title}", body
