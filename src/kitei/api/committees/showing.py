"""Bodies and meetings as the API shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from kitei.api.cases.forms import Words
from kitei.api.committees import forms
from kitei.api.committees.finding import sign_of
from kitei.api.ground.caller import Caller
from kitei.office.committees import wording
from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.rules import NAMES
from kitei.office.people.models import Unit
from kitei.regulations.schema.words import Language
from kitei.web.committees import sheets


def both(make: Callable[[Language], str]) -> Words:
    """Something said in both languages."""
    return Words(ja=make("ja"), en=make("en"))


def body(caller: Caller, name: str, unit: Unit | None) -> forms.BodyOut:
    """A body in full."""
    ja, en = (sheets.body_sheet(caller.desk, name, unit, lang) for lang in ("ja", "en"))
    return forms.BodyOut(
        id=name,
        title=Words(ja=ja.title, en=en.title),
        unit=unit.code if unit else None,
        leads=ja.leads,
        members=[
            forms.SeatOut(
                person=sign_of(each.person),
                name=each.person.name,
                capacity=each.capacity,
                from_on=each.from_on,
                to_on=each.to_on,
            )
            for each in ja.members
        ],
        rules=_rules(ja.rules, en.rules),
        meetings=[line(each) for each in ja.meetings],
        waiting=[forms.WaitingOut(case=each.case.number, step=each.step, due_on=each.due_on) for each in ja.waiting],
    )


def line(meeting: Meeting) -> forms.MeetingLine:
    """A meeting in a list."""
    return forms.MeetingLine(
        id=str(meeting.id),
        year=meeting.year,
        number=meeting.number,
        mode=meeting.mode,
        state=meeting.state,
        held_on=meeting.held_on,
        place=meeting.place,
    )


def meeting(caller: Caller, found: Meeting) -> forms.MeetingOut:
    """A meeting in full."""
    found.refresh_from_db()
    ja, en = (sheets.meeting_sheet(caller.desk, found, lang) for lang in ("ja", "en"))
    return forms.MeetingOut(
        **line(found).dict(),
        body=found.body,
        unit=found.unit.code if found.unit else None,
        begins=_hour(found.begins),
        ends=_hour(found.ends),
        leads=ja.leads,
        presiding=sign_of(found.presiding) or None,
        places=[
            forms.PlaceOut(
                person=sign_of(each.person) or None,
                name=each.person.name if each.person else str(each.name or ""),
                standing=each.standing,
                presence=each.presence,
                from_item=each.from_item,
                until_item=each.until_item,
            )
            for each in ja.places
        ],
        items=[
            forms.ItemLine(
                position=each.item.position,
                title=Words(ja=each.title, en=other.title),
                state=each.item.state,
                result=Words(ja=each.result, en=other.result),
                papers=each.papers,
                recused=each.recused,
            )
            for each, other in zip(ja.items, en.items, strict=True)
        ],
        rules=_rules(ja.rules, en.rules),
        quorum=forms.QuorumOut(members=ja.quorum[0], present=ja.quorum[1], needed=ja.quorum[2]) if ja.quorum else None,
        minutes=[
            forms.MinutesOut(id=str(each.id), position=each.position, issued_on=each.issued_on, digest=each.digest)
            for each in ja.minutes
        ],
        goes_on=str(ja.goes_on.id) if ja.goes_on else None,
    )


def item(caller: Caller, found: AgendaItem) -> forms.ItemOut:
    """An item in full; what is in it only for those who read it."""
    found.refresh_from_db()
    ja, en = (sheets.item_sheet(caller.desk, found, lang) for lang in ("ja", "en"))
    return forms.ItemOut(
        meeting=str(found.meeting_id),
        position=found.position,
        title=Words(ja=ja.title, en=en.title),
        state=found.state,
        case=found.case.number if found.case else None,
        step=found.step,
        reads=ja.reads,
        record=str(found.record or "") if ja.reads else "",
        papers=[
            forms.LaidOut(
                id=str(each.id),
                position=each.position,
                title=str(each.title or (each.document.form if each.document else each.filename or "")),
                withdrawn=each.withdrawn_at is not None,
            )
            for each in ja.papers
        ],
        recusals=[
            forms.RecusalOut(
                person=sign_of(each.person),
                name=each.person.name,
                by_body=each.by_body,
                reason=str(each.reason) if ja.reads else "",
            )
            for each in ja.recusals
        ],
        hearings=[
            forms.HearingOut(name=str(each.name), standing=each.standing, statement=str(each.statement))
            for each in ja.hearings
        ],
        motions=[_motion(each, other) for each, other in zip(ja.motions, en.motions, strict=True)],
        outcomes=[
            forms.OutcomeLine(id=name, title=Words(ja=said, en=other))
            for (name, said), (_, other) in zip(ja.outcomes, en.outcomes, strict=True)
        ],
    )


def _motion(ja: sheets.MotionLine, en: sheets.MotionLine) -> forms.MotionOut:
    return forms.MotionOut(
        id=str(ja.motion.id),
        outcome=ja.motion.outcome,
        title=Words(ja=ja.title, en=en.title),
        result=ja.motion.result,
        tally=Words(ja=ja.tally, en=en.tally),
        casting=ja.motion.casting,
        voted_at=ja.motion.voted_at,
        votes=[
            forms.BallotOut(
                person=sign_of(each.person), name=each.person.name, choice=each.choice, opinion=str(each.opinion or "")
            )
            for each in ja.votes
        ],
        conditions=[
            forms.ConditionOut(id=str(each.id), text=str(each.text), actor=each.actor, due_on=due, met=met)
            for each, _, due, met in ja.conditions
        ],
    )


def _hour(hour: time | None) -> str | None:
    return hour.strftime("%H:%M") if hour is not None else None


def _rules(ja: tuple[sheets.RuleLine, ...], en: tuple[sheets.RuleLine, ...]) -> list[forms.RuleOut]:
    return [
        forms.RuleOut(
            name=each.name,
            title=Words(ja=wording.pick(NAMES[each.name], "ja"), en=wording.pick(NAMES[each.name], "en")),
            says=Words(ja=each.says, en=other.says),
            clause=each.clause,
            own=each.own,
            needed=each.needed,
        )
        for each, other in zip(ja, en, strict=True)
    ]
