"""Meetings and bodies as their pages show them; put together once, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.office.cases.models import Task
from kitei.office.committees import wording
from kitei.office.committees.bodies import body_named
from kitei.office.committees.counting import quorum
from kitei.office.committees.models import (
    AgendaItem,
    Attendance,
    BodyRules,
    Condition,
    Hearing,
    Meeting,
    Minutes,
    Motion,
    Paper,
    Recusal,
    Vote,
)
from kitei.office.committees.queries import finding
from kitei.office.committees.queries.room import places_of, room_of
from kitei.office.committees.queries.seats import Seat, past_and_future_seats, rules_on, rules_row, seats
from kitei.office.committees.rules import NAMES, Rules, thawed
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.models import Appointment, Unit
from kitei.regulations.schema.identity import Body
from kitei.web.look.desk import Desk
from kitei.web.look.words import Language

TONES = {
    "planned": "", "convened": "info", "open": "key", "adjourned": "care", "closed": "good", "cancelled": "",
    "decided": "good", "reported": "info", "deferred": "care", "withdrawn": "",
    "carried": "good", "lost": "bad", "tie": "care", "no_quorum": "bad",
}  # fmt: skip
"""The tone of a state's badge; an item that is open has none."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of a body: what it says and where it comes from; `says` is empty where nobody ruled."""

    name: str
    title: str
    says: str
    clause: str
    own: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class BodySheet:
    """A body and everything about it."""

    body: Body
    unit: Unit | None
    title: str
    leads: bool
    members: tuple[Seat, ...]
    ever: tuple[Appointment, ...]
    rules: tuple[RuleLine, ...]
    own: BodyRules | None
    missing: bool
    may_circulate: bool
    meetings: tuple[Meeting, ...]
    waiting: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as the agenda shows it."""

    item: AgendaItem
    title: str
    result: str
    tone: str
    papers: int
    recused: bool


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A meeting and everything about it.

    Attributes:
        leads: whether the person prepares and conducts it. place: the person's own seat.
        quorum: members, present, needed; `None` before it was opened.
    """

    meeting: Meeting
    title: str
    body_title: str
    leads: bool
    place: Attendance | None
    places: tuple[Attendance, ...]
    items: tuple[ItemLine, ...]
    rules: tuple[RuleLine, ...]
    ruled: bool
    quorum: tuple[int, int, int] | None
    minutes: tuple[Minutes, ...]
    goes_on: Meeting | None


@dataclass(frozen=True, slots=True)
class MotionLine:
    """A vote: what was put, how it was counted, who voted how."""

    motion: Motion
    title: str
    tally: str
    result: str
    tone: str
    votes: tuple[Vote, ...]
    conditions: tuple[tuple[Condition, str, date | None, bool], ...]


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """An item and everything in it.

    Attributes:
        reads: whether the person reads what is in it. sees_case: whether the person may open the case itself.
        outcomes: how the step can end: id and title.
        replies: the circulated proposal the person can answer.
    """

    item: AgendaItem
    meeting: Meeting
    title: str
    meeting_title: str
    leads: bool
    reads: bool
    sees_case: bool
    papers: tuple[Paper, ...]
    recusals: tuple[Recusal, ...]
    hearings: tuple[Hearing, ...]
    motions: tuple[MotionLine, ...]
    outcomes: tuple[tuple[str, str], ...]
    members: tuple[Attendance, ...]
    replies: Motion | None
    put: Motion | None


def body_sheet(desk: Desk, body: str, unit: Unit | None, lang: Language) -> BodySheet:
    """A body, for somebody who may see its meetings.

    Raises:
        NoSuchBody: the regulation has none of that name.
    """
    found, unit_id = body_named(body), unit.id if unit else None
    leads = finding.leads(desk.powers, body, unit_id)
    rules = rules_on(body, unit_id, desk.today)
    title = found.title.of(lang)
    if unit is not None:
        title = f"{title}({unit.title(lang)})" if lang == "ja" else f"{title}, {unit.title(lang)}"
    return BodySheet(
        body=found,
        unit=unit,
        title=title
        if unit is None
        else f"{title}({unit.title(lang)})"
        if lang == "ja"
        else f"{title}, {unit.title(lang)}",
        leads=leads,
        members=seats(body, unit_id, desk.today),
        ever=past_and_future_seats(body, unit_id),
        rules=rule_lines(rules, lang),
        own=rules_row(body, unit_id, desk.today),
        missing=bool(rules.missing),
        may_circulate=rules.circulation is not None and rules.circulation.value != "none",
        meetings=finding.meetings_of(desk.powers, body, unit_id),
        waiting=finding.waiting_for(body, unit) if leads else (),
    )


def rule_lines(rules: Rules, lang: str) -> tuple[RuleLine, ...]:
    """Every rule a body can have, in order, ruled or not."""
    lines = []
    for name, title in NAMES.items():
        ruled: Any = getattr(rules, name)
        lines.append(
            RuleLine(
                name=name,
                title=_capital(wording.pick(title, lang)),
                says=wording.rule_words(name, ruled, lang) if ruled is not None else "",
                clause=(ruled.clause or "") if ruled is not None else "",
                own=ruled is not None and ruled.own,
                needed=name in rules.missing,
            )
        )
    return tuple(lines)


def meeting_sheet(desk: Desk, meeting: Meeting, lang: Language) -> MeetingSheet:
    """A meeting, for somebody who may see it."""
    places = places_of(meeting)
    title = body_named(meeting.body).title.ja
    rules = thawed(title, meeting.rules) if meeting.rules else rules_on(meeting.body, meeting.unit_id, meeting.held_on)
    opened = meeting.rules is not None and meeting.mode == Meeting.Mode.SITTING
    return MeetingSheet(
        meeting=meeting,
        title=wording.meeting_title(meeting, lang),
        body_title=wording.body_title(meeting, lang),
        leads=finding.leads(desk.powers, meeting.body, meeting.unit_id),
        place=next((place for place in places if place.person_id == desk.person.id), None),
        places=places,
        items=tuple(_line(desk, item, lang) for item in _items(meeting)),
        rules=rule_lines(rules, lang),
        ruled=not rules.missing,
        quorum=quorum(rules.counting(), room_of(meeting, position=None, recused=frozenset())) if opened else None,
        minutes=tuple(meeting.minutes.order_by("position")),
        goes_on=meeting.continued_by.first(),
    )


def item_sheet(desk: Desk, item: AgendaItem, lang: Language) -> ItemSheet:
    """An item, for somebody who may see the meeting."""
    meeting, reads = item.meeting, finding.reads(desk.powers, item)
    leads = finding.leads(desk.powers, meeting.body, meeting.unit_id)
    step = current().procedures[item.case.procedure].steps.get(item.step) if item.case else None
    motions = list(item.motions.order_by("position")) if reads or leads else []
    out = next((each for each in motions if each.result == Motion.Result.OPEN), None)
    members = tuple(place for place in places_of(meeting) if place.member)
    mine = any(place.person_id == desk.person.id for place in members)
    answered = out is not None and out.votes.filter(person=desk.person).exists()
    papers = item.papers.select_related("document", "attachment").order_by("position")
    return ItemSheet(
        item=item,
        meeting=meeting,
        title=wording.item_title(item, lang),
        meeting_title=wording.meeting_title(meeting, lang),
        leads=leads,
        reads=reads,
        sees_case=item.case is not None and access.may(desk.powers, "case.read", item.case),
        papers=tuple(papers if leads else papers.filter(withdrawn_at__isnull=True)) if reads else (),
        recusals=tuple(item.recusals.select_related("person").order_by("id")),
        hearings=tuple(item.hearings.order_by("id")) if reads else (),
        motions=tuple(_motion(item, each, lang) for each in motions),
        outcomes=tuple((each.id, each.title.ja if lang == "ja" else each.title.en) for each in step.outcomes)
        if step
        else (),
        members=members,
        replies=out if reads and mine and not answered and meeting.running else None,
        put=out,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _items(meeting: Meeting) -> list[AgendaItem]:
    rows = meeting.items.select_related("case").prefetch_related("papers", "motions", "recusals").order_by("position")
    return list(rows)


def _line(desk: Desk, item: AgendaItem, lang: Language) -> ItemLine:
    last = max(item.motions.all(), key=lambda each: each.position, default=None)
    state = AgendaItem.State(item.state)
    said, tone = wording.pick(wording.ITEM_STATES[state], lang), TONES.get(state.value, "")
    if state is AgendaItem.State.DECIDED and last is not None:
        said = wording.outcome_title(item, last.outcome, lang) or wording.pick(
            wording.RESULTS[Motion.Result.CARRIED], lang
        )
    elif state is AgendaItem.State.OPEN and last is not None:
        said, tone = wording.pick(wording.RESULTS[Motion.Result(last.result)], lang), TONES.get(last.result, "")
    return ItemLine(
        item=item,
        title=wording.item_title(item, lang),
        result=said,
        tone=tone,
        papers=sum(paper.withdrawn_at is None for paper in item.papers.all()),
        recused=any(recusal.person_id == desk.person.id for recusal in item.recusals.all()),
    )


def _motion(item: AgendaItem, motion: Motion, lang: Language) -> MotionLine:
    conditions = list(motion.conditions.order_by("id"))
    done = set()
    if item.case is not None:
        tasks = Task.objects.filter(case=item.case, kind=Task.Kind.CONDITION, done_at__isnull=False)
        done = set(tasks.values_list("ref", flat=True))
    return MotionLine(
        motion=motion,
        title=wording.outcome_title(item, motion.outcome, lang) or str(motion.text or ""),
        tally=wording.tally(motion, lang),
        result=wording.pick(wording.RESULTS[Motion.Result(motion.result)], lang),
        tone=TONES.get(motion.result, ""),
        votes=tuple(motion.votes.select_related("person").order_by("id")),
        conditions=tuple(
            (each, current().role_title(each.actor, lang), each.due_on, each.met_on is not None or each.id in done)
            for each in conditions
        ),
    )
