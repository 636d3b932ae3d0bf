"""What was entered on the forms of a meeting, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict

from kitei.calendar import DayError, parse_day
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import Attendance, Meeting
from kitei.office.committees.services.attending import Presence
from kitei.office.committees.services.carrying import NewCondition
from kitei.office.committees.services.planning import Plan
from kitei.office.committees.services.voting import Ballots
from kitei.office.ground.errors import OfficeError

CONDITIONS: Final = 3
"""Rows offered for conditions."""


class NotReadable(OfficeError):
    """Something entered that cannot be read.

    Attributes:
        field: the input.
    """

    def __init__(self, field: str, ja: str, en: str) -> None:
        self.field = field
        super().__init__(ja=ja, en=en)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and why: for an adjournment or a call at short notice."""

    when: Plan
    reason: str


def plan(data: QueryDict) -> Planned:
    """Day, time, place and manner of a meeting.

    Raises:
        NotReadable: a day or a time is none.
    """
    mode = data.get("mode", "")
    return Planned(
        Plan(
            held_on=_needed_day(data, "held_on"),
            begins=_time(data, "begins"),
            ends=_time(data, "ends"),
            place=data.get("place", "").strip()[:200],
            mode=mode if mode in Meeting.Mode.values else Meeting.Mode.SITTING,
        ),
        data.get("reason", "").strip(),
    )


def rules(data: QueryDict) -> dict[str, Any]:
    """A body's own rules: each may be left out.

    Raises:
        NotReadable: a number of days is none.
    """
    found: dict[str, Any] = {}
    for name in ("quorum", "decision"):
        share, whole = data.get(f"{name}.share", ""), data.get(f"{name}.of", "members")
        if share:
            found[name] = {"share": share, "of": whole}
    for name in ("tie", "recused", "circulation"):
        if data.get(name):
            found[name] = data[name]
    if data.get("chair_votes"):
        found["chair_votes"] = data["chair_votes"] == "True"
    days = data.get("notice_days", "").strip()
    if days:
        if not days.isascii() or not days.isdecimal():
            raise NotReadable("notice_days", "招集通知の日数は数字で書いてください", "days of notice are a number")
        found["notice_days"] = int(days)
    return found


def present(data: QueryDict, places: Mapping[UUID, Attendance] | tuple[UUID, ...]) -> dict[UUID, Presence]:
    """Who is there: for each member `how.<person>`, and from and until which item."""
    found = {}
    for person in places:
        how = data.get(f"how.{person}", "")
        if how in {Attendance.Presence.PRESENT, Attendance.Presence.REMOTE}:
            found[person] = Presence(
                how=how, from_item=_number(data, f"from.{person}"), until_item=_number(data, f"until.{person}")
            )
    return found


def ballots(data: QueryDict, voters: tuple[UUID, ...]) -> Ballots:
    """How the members voted: `vote.<person>`, with `opinion.<person>`; `casting` where the chair decides a tie.

    Raises:
        NotReadable: nothing is said of a member who may vote.
    """
    unanimous = "unanimous" in data
    said = {person: "for" if unanimous else data.get(f"vote.{person}", "") for person in voters}
    if not all(choice in set(Choice) for choice in said.values()):
        raise NotReadable(
            "unanimous",
            "表決に加わる委員全員について、賛成・反対・棄権のどれかを選んでください",
            "choose for, against or abstains for every member who may vote",
        )
    casting = data.get("casting", "")
    return Ballots(
        votes={person: Choice(choice) for person, choice in said.items()},
        opinions={
            person: text for person in voters if (text := data.get(f"opinion.{person}", "").strip()) and said[person]
        },
        casting={"carried": True, "lost": False}.get(casting),
    )


def conditions(data: QueryDict) -> tuple[NewCondition, ...]:
    """What is attached to the decision; empty rows are left out.

    Raises:
        NotReadable: a day is none.
    """
    found = []
    for row in range(CONDITIONS):
        text = data.get(f"condition.{row}.text", "").strip()
        if text:
            found.append(
                NewCondition(
                    text=text, actor=data.get(f"condition.{row}.actor", ""), due_on=_day(data, f"condition.{row}.due")
                )
            )
    return tuple(found)


def _needed_day(data: QueryDict, name: str) -> date:
    found = _day(data, name)
    if found is None:
        raise NotReadable(name, "開催日を入力してください", "enter the day of the meeting")
    return found


def _day(data: QueryDict, name: str) -> date | None:
    text = data.get(name, "").strip()
    try:
        return parse_day(text) if text else None
    except DayError as error:
        raise NotReadable(name, error.ja, error.en) from error


def _time(data: QueryDict, name: str) -> time | None:
    text = data.get(name, "").strip()
    try:
        return time.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotReadable(
            name, f"時刻 `{text}` を読めません。14:00 のように書いてください", f"`{text}` is no time"
        ) from error


def _number(data: QueryDict, name: str) -> int | None:
    text = data.get(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and int(text) < 1000 else None
