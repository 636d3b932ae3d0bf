"""Votes: a proposal with its reason and paper, the members' votes, a tie, a circulation, conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kitei.office.cases.values import PaperDraft
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Condition, Meeting, Motion
from kitei.office.committees.queries.room import places_of, room_for
from kitei.office.committees.services import circulating
from kitei.office.committees.services import voting as votes
from kitei.office.committees.services.carrying import MINUTES, Proposal
from kitei.office.committees.services.conditions import meet_condition
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.models import Person
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.queries.answers import prepare
from kitei.web.cases import deciding
from kitei.web.committees import reading, sheets
from kitei.web.committees.answering import attempt, back, for_meeting, item_or_404, led, meeting_or_404
from kitei.web.committees.named import CONTEXT
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@dataclass(frozen=True, slots=True)
class Voting:
    """A proposal about to be put to the vote, as its page shows it.

    Attributes:
        form: of an item with a case: ground, reason and paper.
        how: `vote`, `cast` (decide a tie), `put` (circulate) or `count` (the replies).
        voters: who may vote. motion: the tie or the circulated proposal.
    """

    item: AgendaItem
    form: deciding.Form | None
    choosing: deciding.Choosing | None
    how: str
    voters: tuple[Person, ...]
    motion: Motion | None


@at_the_desk("meeting.voted")
def outcome(request: DeskRequest, key: UUID, position: int, outcome: str) -> HttpResponse:
    """Put one way in which the step can end to the vote."""
    item = item_or_404(led(request.desk, key), position)
    if item.case is None:
        raise Http404(outcome)
    choosing = deciding.choosing(item.case, request.desk, item.step)
    form = deciding.form(choosing, outcome, request.POST if request.method == "POST" else None) if choosing else None
    if choosing is None or form is None:
        raise Http404(outcome)
    return _page(request, _voting(item, outcome, form, choosing))


@at_the_desk("meeting.voted")
def matter(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Put a proposal in words to the vote."""
    item = item_or_404(led(request.desk, key), position)
    if item.case is not None:
        raise Http404(str(position))
    return _page(request, _voting(item, "", None, None))


@require_POST
@at_the_desk("meeting.read")
def reply(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Answer a circulation."""
    found = meeting_or_404(request.desk, key)
    item, desk = item_or_404(found, position), request.desk
    motion = item.motions.filter(result=Motion.Result.OPEN).first()
    choice = request.POST.get("choice", "")

    def do() -> None:
        if motion is None or choice not in set(Choice):
            raise circulating.NotCirculated
        circulating.reply(
            motion=motion,
            choice=Choice(choice),
            opinion=request.POST.get("opinion", "").strip(),
            actor=desk.powers.actor(found.body),
            powers=desk.powers,
            at=desk.at,
        )

    error = attempt(request, do, t("回答を記録しました", "Your answer is recorded"))
    return back(request, error, "committees:item", key, position)


@require_POST
@at_the_desk("meeting.condition_met")
def met(request: DeskRequest, key: UUID, position: int, condition: UUID) -> HttpResponse:
    """Take down that a condition is met."""
    item = item_or_404(led(request.desk, key), position)
    found = Condition.objects.select_related("case", "motion__item__meeting").filter(pk=condition).first()
    if found is None or found.motion.item_id != item.id:
        raise Http404(str(condition))

    def do() -> None:
        meet_condition(condition=found, **for_meeting(request.desk, "meeting.condition_met", item.meeting))

    error = attempt(request, do, t("条件が満たされたことを記録しました", "Condition met"))
    return back(request, error, "committees:item", key, position)


def _voting(item: AgendaItem, outcome: str, form: deciding.Form | None, choosing: deciding.Choosing | None) -> Voting:
    waiting = item.motions.filter(outcome=outcome, result__in=[Motion.Result.TIE, Motion.Result.OPEN]).last()
    circulated = item.meeting.mode == Meeting.Mode.CIRCULATION
    how = "vote"
    if waiting is not None:
        how = "cast" if waiting.result == Motion.Result.TIE else "count"
    elif circulated:
        how = "put"
    voters: tuple[Person, ...] = ()
    if how == "vote" and item.meeting.running:
        may = room_for(item).voters(votes.rules_of_meeting(item.meeting).counting())
        places = places_of(item.meeting)
        voters = tuple(place.person for place in places if place.person is not None and place.person_id in may)
    return Voting(item, form, choosing, how, voters, waiting)


def _page(request: DeskRequest, voting: Voting) -> HttpResponse:
    error: OfficeError | None = None
    item = voting.item
    if request.method == "POST":
        error = attempt(request, _act(request, voting), _done(voting.how))
        if error is None:
            return redirect("committees:item", item.meeting_id, item.position)
    form = voting.form
    shown = deciding.wrong(form, error) if error is not None and form is not None else form
    return page(
        request,
        "committees/vote.jinja",
        status=422 if error else 200,
        sheet=sheets.item_sheet(request.desk, item, language()),
        voting=voting,
        form=shown,
        choosing=voting.choosing,
        case=item.case,
        roles=[(name, current().role_title(name, language())) for name in current().actors],
        rows=range(reading.CONDITIONS),
        minutes=MINUTES,
        sent=request.POST,
        error=error.of(language()) if error else "",
        **CONTEXT,
    )


def _act(request: DeskRequest, voting: Voting) -> Callable[[], object]:
    item, common = voting.item, for_meeting(request.desk, "meeting.voted", voting.item.meeting)

    def do() -> None:
        proposal = _proposal(request, voting)
        match voting.how:
            case "cast" if voting.motion is not None:
                carried = request.POST.get("casting") == "carried"
                votes.cast(motion=voting.motion, carried=carried, proposal=proposal, **common)
            case "count" if voting.motion is not None:
                over = request.desk.today > item.meeting.held_on
                circulating.count_replies(motion=voting.motion, proposal=proposal, on_last_day=over, **common)
            case "put":
                circulating.put(item=item, proposal=proposal, **common)
            case _:
                people = tuple(person.id for person in voting.voters)
                votes.vote(item=item, proposal=proposal, ballots=reading.ballots(request.POST, people), **common)

    return do


def _proposal(request: DeskRequest, voting: Voting) -> Proposal:
    form, conditions = voting.form, reading.conditions(request.POST)
    if form is None:
        text = request.POST.get("text", "").strip()
        if voting.motion is not None:
            text = str(voting.motion.text or "")
        return Proposal(text=text, conditions=conditions)
    return Proposal(
        outcome=form.ending.choice.id,
        ground=form.ground,
        reason=form.reason,
        paper=None if voting.how == "put" else _paper(request, voting.item, form),
        conditions=conditions,
    )


def _paper(request: DeskRequest, item: AgendaItem, form: deciding.Form) -> PaperDraft | None:
    """The paper that goes with the outcome, filled from the case and what was entered; minutes the meeting writes."""
    if item.case is None or form.paper is None or form.ending.choice.notice == MINUTES:
        return None
    ending = Ending(
        step=item.step,
        outcome=form.ending.choice.id,
        ground=form.ground or None,
        reason=form.reason or None,
        typed=form.paper.values,
        language=form.language,
    )
    actor = for_meeting(request.desk, "meeting.voted", item.meeting)["actor"]
    made = prepare(item.case, ending, actor=actor, on=request.desk.today).filled
    return PaperDraft(form=made.form, values=made.values, language=form.language) if made else None


def _done(how: str) -> str:
    return {
        "vote": t("採決を記録しました", "Vote recorded"),
        "cast": t("可否同数の裁決を記録しました", "The chair's decision is recorded"),
        "put": t("委員に回付しました", "Put to the members"),
        "count": t("回答を集計しました", "Answers counted"),
    }[how]
