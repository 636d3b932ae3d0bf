"""The agenda and its items: what is dealt with, who keeps out, who is heard, what was said."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kitei.office.committees.models import AgendaItem, Hearing
from kitei.office.committees.queries import finding
from kitei.office.committees.services import agenda as adding
from kitei.office.committees.services import recusing
from kitei.office.people.models import Person
from kitei.web.committees import reading, sheets
from kitei.web.committees.answering import attempt, back, for_meeting, item_or_404, led, meeting_or_404
from kitei.web.committees.named import CONTEXT
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@at_the_desk("meeting.agenda_set")
def agenda(request: DeskRequest, key: UUID) -> HttpResponse:
    """Put cases that wait for the body, or another matter, on the agenda."""
    found = led(request.desk, key)
    waiting = finding.waiting_for(found.body, found.unit)
    if request.method != "POST":
        sheet = sheets.meeting_sheet(request.desk, found, language())
        return page(request, "committees/agenda.jinja", sheet=sheet, waiting=waiting, **CONTEXT)
    common = for_meeting(request.desk, "meeting.agenda_set", found)
    presenter = request.POST.get("presenter", "").strip()[:120]
    title = request.POST.get("title", "").strip()[:300]
    chosen = [task for task in waiting if str(task.id) in request.POST.getlist("task")]

    def do() -> None:
        if not chosen and not title:
            raise reading.NotReadable(
                "task", "案件を選ぶか、議題を書いてください", "choose a case or write down a matter"
            )
        for task in chosen:
            adding.add_case(meeting=found, case=task.case, step=task.step, presenter=presenter, **common)
        if title:
            adding.add_matter(meeting=found, title=title, presenter=presenter, **common)

    error = attempt(request, do, t("議題に加えました", "Put on the agenda"))
    return back(request, error, "committees:agenda" if error else "committees:meeting", key)


@at_the_desk("meeting.read")
def item(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """One item: its papers, who keeps out, who was heard, what was said, how it was decided."""
    found = meeting_or_404(request.desk, key)
    one = item_or_404(found, position)
    sheet = sheets.item_sheet(request.desk, one, language())
    taken = {paper.document_id for paper in sheet.papers} | {paper.attachment_id for paper in sheet.papers}
    case = one.case if sheet.leads and sheet.reads else None
    return page(
        request,
        "committees/item.jinja",
        sheet=sheet,
        member_options=[(place.person_id, place.person.name) for place in sheet.members if place.person],
        documents=[each for each in case.documents.order_by("id") if each.id not in taken] if case else [],
        attachments=[each for each in case.attachments.order_by("id") if each.id not in taken] if case else [],
        **CONTEXT,
    )


@require_POST
@at_the_desk("meeting.agenda_set")
def withdraw(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Take an item off the agenda."""
    one = item_or_404(led(request.desk, key), position)

    def do() -> None:
        adding.withdraw_item(item=one, **for_meeting(request.desk, "meeting.agenda_set", one.meeting))

    return back(request, attempt(request, do, t("議題を取り下げました", "Taken off")), "committees:meeting", key)


@require_POST
@at_the_desk("meeting.recorded")
def record(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Take down what was said; report the item or put it off."""
    one = item_or_404(led(request.desk, key), position)
    text, state = request.POST.get("record", "").strip(), request.POST.get("state", "")
    ends = state if state in {AgendaItem.State.REPORTED, AgendaItem.State.DEFERRED} else None

    def do() -> None:
        recusing.take_down(
            item=one, record=text, state=ends, **for_meeting(request.desk, "meeting.recorded", one.meeting)
        )

    error = attempt(request, do, t("審議の内容を記録しました", "Taken down"))
    return back(request, error, "committees:item", key, position)


@require_POST
@at_the_desk("meeting.read")
def recuse(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Keep out of an item, or exclude a member from it."""
    found = meeting_or_404(request.desk, key)
    one, desk = item_or_404(found, position), request.desk
    named = request.POST.get("person", "") or str(desk.person.id)
    person = next(
        (place.person for place in found.attendances.select_related("person") if str(place.person_id) == named), None
    )

    def do() -> None:
        if not isinstance(person, Person):
            raise reading.NotReadable("person", "委員を選んでください", "choose a member")
        reason = request.POST.get("reason", "").strip()
        if not reason:
            raise reading.NotReadable("reason", "理由を書いてください", "give the reason")
        common = for_meeting(desk, "meeting.recused", found)
        recusing.recuse(item=one, person=person, reason=reason, by_body="by_body" in request.POST, **common)

    error = attempt(request, do, t("議題から外れることを記録しました", "Recusal taken down"))
    return back(request, error, "committees:item", key, position)


@require_POST
@at_the_desk("meeting.heard")
def hear(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Take down that somebody who is no member was heard."""
    one = item_or_404(led(request.desk, key), position)
    name, said = request.POST.get("name", "").strip()[:120], request.POST.get("statement", "").strip()
    standing = request.POST.get("standing", "")

    def do() -> None:
        if not name or not said or standing not in Hearing.Standing.values:
            raise reading.NotReadable(
                "name",
                "意見を述べた人の氏名・立場・内容を入力してください",
                "enter who was heard, as what, and what was said",
            )
        common = for_meeting(request.desk, "meeting.heard", one.meeting)
        recusing.hear(item=one, name=name, standing=standing, statement=said, **common)

    error = attempt(request, do, t("意見の聴取を記録しました", "Hearing taken down"))
    return back(request, error, "committees:item", key, position)
