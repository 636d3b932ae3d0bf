"""Agenda (議事次第) and minutes (議事録) from the rows of a meeting: the values of the office's forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kitei.office.committees.bodies import body_named
from kitei.office.committees.counting import quorum
from kitei.office.committees.models import AgendaItem, Attendance, Hearing, Meeting, Motion, Vote
from kitei.office.committees.queries.room import places_of, room_of
from kitei.office.committees.rules import thawed
from kitei.office.committees.wording import (
    CHOICES,
    HEARD_AS,
    ITEM_STATES,
    RESULTS,
    STANDINGS,
    body_title,
    cite,
    item_title,
    meeting_title,
    outcome_title,
    pick,
    quorum_words,
    tally,
)
from kitei.office.lawbook import current
from kitei.regulations.schema.words import Language

_NOTHING = ("議題なし", "No items")


def agenda_values(meeting: Meeting, lang: Language) -> dict[str, Any]:
    """What is filled in on `office:agenda`."""
    items = meeting.items.exclude(state=AgendaItem.State.WITHDRAWN).select_related("case").order_by("position")
    return {
        "held_on": meeting.held_on.isoformat(),
        "body": meeting_title(meeting, lang),
        "place": meeting.place or pick(("持ち回り", "by circulation"), lang),
        "time": _time(meeting),
        "items": [
            {
                "matter": f"{item.position} {item_title(item, lang)}",
                "presenter": item.presenter or "–",
                "clause": " ".join(cite(clause, lang) for clause in item.clauses) or "–",
                "paper": str(item.papers.filter(withdrawn_at__isnull=True).count() or "–"),
            }
            for item in items
        ]
        or [{"matter": pick(_NOTHING, lang), "presenter": "–", "clause": "–", "paper": "–"}],
    }


def minutes_values(
    meeting: Meeting, lang: Language, items: Sequence[Mapping[str, str]] | None = None
) -> dict[str, Any]:
    """What is filled in on `office:minutes`: everything that was taken down at the meeting.

    Args:
        items: other rows in place of the agenda's.
    """
    places = places_of(meeting)
    here = [place for place in places if place.presence in {Attendance.Presence.PRESENT, Attendance.Presence.REMOTE}]
    absent = [place for place in places if place.member and place not in here]
    if items is None:
        agenda = meeting.items.exclude(state=AgendaItem.State.WITHDRAWN).order_by("position")
        items = [_item(item, lang) for item in agenda.select_related("case", "meeting")]
        items = items or [{"matter": pick(_NOTHING, lang), "record": "–", "result": "–", "votes": "–"}]
    values: dict[str, Any] = {
        "held_on": meeting.held_on.isoformat(),
        "body": meeting_title(meeting, lang),
        "place": f"{meeting.place or pick(('持ち回り', 'by circulation'), lang)} {_time(meeting)}",
        "present": _names(here, lang) or "–",
        "quorum": _quorum(meeting, lang),
        "items": list(items),
        "chair": meeting.presiding.name if meeting.presiding else body_title(meeting, lang),
    }
    return values | ({"absent": _names(absent, lang)} if absent else {})


def extract_values(
    item: AgendaItem, motion: Motion, votes: Sequence[Vote], texts: Sequence[str], lang: Language
) -> dict[str, Any]:
    """What is filled in on `office:minutes` for one item: the extract (抄本) that goes into its case.

    Args:
        motion, votes: the vote that decided it, not yet saved. texts: what was attached to the decision.
    """
    meeting, ja = item.meeting, lang == "ja"
    opinions = [vote for vote in votes if vote.opinion]
    said = [*_said(item, lang), *_counted(item, motion, lang)]
    said += [_opinion(vote, lang) for vote in opinions]
    said += [f"付帯条件: {text}" if ja else f"Condition: {text}" for text in texts]
    row = {
        "matter": f"{item.position} {item_title(item, lang)}",
        "record": "\n".join(said),
        "result": outcome_title(item, motion.outcome, lang),
        "votes": _short(motion),
    }
    return minutes_values(meeting, lang, items=[row])


def addendum_values(meeting: Meeting, number: int, text: str, on: date, lang: Language) -> dict[str, Any]:
    """What is filled in on `office:minutes` for a correction: the head again, and what is corrected."""
    matter = f"議事録の補正(第{number}号)" if lang == "ja" else f"Correction {number} of the minutes"
    said = f"{text}({on.isoformat()})" if lang == "ja" else f"{text} ({on.isoformat()})"
    row = {"matter": matter, "record": said, "result": pick(("補正", "Corrected"), lang), "votes": "–"}
    return minutes_values(meeting, lang, items=[row])


def _item(item: AgendaItem, lang: Language) -> dict[str, str]:
    motions = list(item.motions.order_by("position"))
    last = motions[-1] if motions else None
    return {
        "matter": f"{item.position} {item_title(item, lang)}",
        "record": "\n".join(_record(item, motions, lang)) or "–",
        "result": _result(item, last, lang),
        "votes": _short(last),
    }


def _record(item: AgendaItem, motions: list[Motion], lang: Language) -> Iterator[str]:
    yield from _said(item, lang)
    for motion in motions:
        yield from _counted(item, motion, lang)
        for vote in motion.votes.select_related("person").order_by("id"):
            if vote.opinion:
                yield _opinion(vote, lang)
        for condition in motion.conditions.order_by("id"):
            who = current().role_title(condition.actor, lang)
            due = f"、{condition.due_on.isoformat()}まで" if condition.due_on else ""
            by = f", by {condition.due_on.isoformat()}" if condition.due_on else ""
            ja, en = f"付帯条件({who}{due}): {condition.text}", f"Condition ({who}{by}): {condition.text}"
            yield pick((ja, en), lang)


def _said(item: AgendaItem, lang: Language) -> Iterator[str]:
    """What was said before the vote: deliberation, who kept out, who was heard."""
    if item.record:
        yield str(item.record)
    for recusal in item.recusals.select_related("person"):
        name = recusal.person.name
        yield pick((f"{name}は議題から外れた。", f"{name} kept out of the item."), lang)
    for hearing in item.hearings.order_by("id"):
        who = pick(HEARD_AS[Hearing.Standing(hearing.standing)], lang)
        ja = f"{hearing.name}({who})の意見を聴いた: {hearing.statement}"
        yield pick((ja, f"{hearing.name} ({who}) was heard: {hearing.statement}"), lang)


def _counted(item: AgendaItem, motion: Motion, lang: Language) -> Iterator[str]:
    what = outcome_title(item, motion.outcome, lang) or str(motion.text or "")
    result, count = pick(RESULTS[Motion.Result(motion.result)], lang), tally(motion, lang)
    yield pick((f"「{what}」について{count}、{result}。", f'On "{what}": {count}. {result}.'), lang)
    if motion.reason:
        yield pick((f"理由: {motion.reason}", f"Reason: {motion.reason}"), lang)


def _opinion(vote: Vote, lang: Language) -> str:
    said = pick(CHOICES[vote.choice], lang)
    return pick(
        (f"{vote.person.name}({said})の意見: {vote.opinion}", f"{vote.person.name} ({said}): {vote.opinion}"), lang
    )


def _result(item: AgendaItem, last: Motion | None, lang: Language) -> str:
    if item.state == AgendaItem.State.DECIDED and last is not None:
        return outcome_title(item, last.outcome, lang) or pick(RESULTS[Motion.Result(last.result)], lang)
    return pick(ITEM_STATES[AgendaItem.State(item.state)], lang)


def _short(last: Motion | None) -> str:
    return f"{last.votes_for}−{last.votes_against}" if last is not None and last.result != Motion.Result.OPEN else "–"


def _names(places: list[Attendance], lang: Language) -> str:
    said = []
    for place in places:
        name = place.person.name if place.person else str(place.name or "")
        standing = pick(STANDINGS[Attendance.Standing(place.standing)], lang)
        online = pick(("、オンライン", ", online"), lang) if place.presence == Attendance.Presence.REMOTE else ""
        said.append(f"{name}({standing}{online})" if lang == "ja" else f"{name} ({standing}{online})")
    return ("、" if lang == "ja" else "; ").join(said)


def _quorum(meeting: Meeting, lang: Language) -> str:
    """Counted as the meeting was opened: nobody recused, everybody who was there for the first item."""
    rules = thawed(body_named(meeting.body).title.ja, meeting.rules or {})
    room = room_of(meeting, position=None, recused=frozenset())
    members, present, needed = quorum(rules.counting(), room)
    return quorum_words(members, present, needed, lang)


def _time(meeting: Meeting) -> str:
    if meeting.begins is None:
        return "–"
    ends = f"{meeting.ends:%H:%M}" if meeting.ends else ""
    return f"{meeting.begins:%H:%M}〜{ends}"
