"""The bodies of an office for practice meet: what waits for them is put on an agenda, debated and voted on."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from kitei import clock
from kitei.cli.demo.living.papers import words
from kitei.cli.demo.living.stepping import Life, notice
from kitei.office.cases.acting.printing import neutral
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case, Task
from kitei.office.cases.running import run_of
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Attendance, Meeting
from kitei.office.committees.queries.seats import rules_on, seats
from kitei.office.committees.services import agenda, attending, closing, minuting, planning, recusing, voting
from kitei.office.committees.services.carrying import Proposal
from kitei.office.committees.services.ruling import set_rules
from kitei.office.people.access import Powers
from kitei.office.requests.acting.filling import Ending
from kitei.procedures.procedure import Outcome

_OWN_RULES = {
    "quorum": {"share": "more_than_half", "of": "members"},
    "decision": {"share": "more_than_half", "of": "present"},
    "tie": "chair",
    "recused": "apart",
}
_NOTICE = timedelta(days=11)
"""From a Friday, on which meetings are called, to a Tuesday, on which they are held."""
_DISSENT = 0.15
_ABSENT = 0.15


def enter_own_rules(life: Life, at: datetime) -> None:
    """Where the regulation leaves to a body how it decides, its own rules are entered, as its secretariat does."""
    secretary = _secretary(life, at)
    for body in sorted(life.law.bodies & set(life.staff.seats)):
        missing = rules_on(body, None, clock.day_of(at)).missing
        if missing:
            own = {name: rule for name, rule in _OWN_RULES.items() if name in missing or name == "recused"}
            set_rules(
                body=body, unit=None, from_on=clock.day_of(at), document="運営要領(見本)", rules=own,
                actor=secretary.actor("secretariat"), powers=secretary, at=at,
            )  # fmt: skip


def sit(life: Life, body: str, at: datetime) -> list[str]:
    """Let a body decide what waits for it; returns the numbers of the cases it decided.

    A meeting that lies beyond the end of the year is called, and waits to be held.
    """
    waiting = list(
        Task.objects.filter(actor=body, done_at__isnull=True, kind=Task.Kind.STEP, opened_at__lt=at)
        .select_related("case__unit")
        .order_by("opened_at", "id")
    )
    meets = at + _NOTICE
    if not waiting:
        return []
    secretary = _secretary(life, at)
    who: dict[str, Any] = {"actor": secretary.actor("secretariat"), "powers": secretary}
    day = clock.day_of(meets)
    when = planning.Plan(held_on=day, begins=time(15, 0), ends=time(16, 30), place="本部棟 第二会議室")
    meeting = planning.plan(body=body, unit=None, when=when, at=at, **who)
    items = [agenda.add_case(meeting=meeting, case=task.case, step=task.step, at=at, **who) for task in waiting]
    meeting = planning.convene(meeting=Meeting.objects.get(pk=meeting.pk), at=at, **who)
    if meets >= life.until:
        return []
    begins = meets.astimezone(clock.TOKYO).replace(hour=15, minute=0)
    attending.open_meeting(meeting=meeting, present=_present(life, meeting), at=begins, **who)
    decided = _vote(life, items, begins, secretary)
    ends = begins + timedelta(minutes=80)
    closing.close(meeting=Meeting.objects.get(pk=meeting.pk), at=ends, **who)
    if life.dice.random() < 0.8:
        minuting.issue(meeting=Meeting.objects.get(pk=meeting.pk), at=ends + timedelta(days=2), **who)
    return decided


def _vote(life: Life, items: Iterable[AgendaItem], at: datetime, secretary: Powers) -> list[str]:
    decided = []
    for turn, item in enumerate(items, 1):
        fresh = AgendaItem.objects.select_related("meeting", "case__unit").get(pk=item.pk)
        moment = at + timedelta(minutes=10 * turn)
        outcome = _ending(life, fresh, moment)
        proposal = _proposal(life, fresh, outcome, secretary, moment)
        present = list(Attendance.objects.filter(meeting=fresh.meeting, presence=Attendance.Presence.PRESENT))
        votes = {each.person_id: _choice(life.dice) for each in present if each.person_id is not None}
        ballots = voting.Ballots(votes=votes, casting=None)
        motion = voting.vote(
            item=fresh, proposal=proposal, ballots=ballots, actor=secretary.actor("secretariat"), powers=secretary,
            at=moment,
        )  # fmt: skip
        if motion.result == motion.Result.CARRIED and fresh.case is not None:
            decided.append(fresh.case.number)
        elif motion.result != motion.Result.CARRIED:
            recusing.take_down(
                item=fresh, record="意見がまとまらず、継続審議とした。", state=AgendaItem.State.DEFERRED,
                actor=secretary.actor("secretariat"), powers=secretary, at=moment,
            )  # fmt: skip
    return decided


def _proposal(life: Life, item: AgendaItem, outcome: Outcome, secretary: Powers, at: datetime) -> Proposal:
    ground = life.dice.choice(outcome.grounds) if outcome.grounds else None
    reason = life.dice.choice(words().decisions)
    prescribed = outcome.notice is not None and not neutral(life.law, outcome.notice)
    ending = Ending(step=item.step, outcome=outcome.id, ground=ground, reason=reason)
    writes = secretary.actor("secretariat")
    paper = notice(life, _case(item), ending, outcome.notice, writes, at) if prescribed else None
    return Proposal(outcome=outcome.id, ground=ground or "", reason=reason, paper=paper)


def _ending(life: Life, item: AgendaItem, at: datetime) -> Outcome:
    """One of the ways in which the step can end, after what was decided before."""
    case = _case(item)
    wanted = run_of(life.law, case, steps_of(case), clock.day_of(at)).open(item.step)
    if wanted is None:
        raise LookupError(f"{case.number}: {item.step} is not open")
    return life.dice.choice(wanted.outcomes)


def _case(item: AgendaItem) -> Case:
    if item.case is None:
        raise LookupError("an item of the year's agendas without a case")
    return item.case


def _choice(dice: random.Random) -> Choice:
    return Choice.AGAINST if dice.random() < _DISSENT else Choice.FOR


def _present(life: Life, meeting: Meeting) -> dict[UUID, attending.Presence]:
    """Everybody but one at most; the chair is always there."""
    members = seats(meeting.body, meeting.unit_id, meeting.held_on)
    away = {members[-1].person.id} if len(members) > 3 and life.dice.random() < _ABSENT * 3 else set()
    return {
        seat.person.id: attending.Presence(how="absent" if seat.person.id in away else "present") for seat in members
    }


def _secretary(life: Life, at: datetime) -> Powers:
    person = life.staff.holder("secretariat", "")
    if person is None:
        raise LookupError("no secretariat in the plan")
    return life.powers_of(person, clock.day_of(at))
