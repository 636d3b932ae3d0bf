"""Lists of cases: by filters, by search, by day, to do, to take away. They come before the path of one case."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from kitei.api.cases import forms
from kitei.api.cases.routing import router
from kitei.api.cases.showing import line, words
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.finding import unit_of
from kitei.api.ground.problems import answers
from kitei.office.cases.queries import home
from kitei.office.cases.queries.dues import calendar
from kitei.office.cases.queries.finding import search
from kitei.office.cases.queries.pages import MOST, Filters, list_page
from kitei.regulations.schema.words import Language
from kitei.web.calendar import feeding, months
from kitei.web.calendar.views import COMING, PAST
from kitei.web.cases import listing
from kitei.web.look.showing.tables import MEDIA_TYPES, Kind, written
from kitei.web.look.words import t

State = Literal["open", "waiting", "closed", "withdrawn", "merged"]
Cursor = Annotated[str, StringConstraints(max_length=400)]
Wanted = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Short = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00]*$")]


class Asked(Schema):
    """Which cases to list.

    Attributes:
        kind: what they are about: `disclosure`, `incident`. since, until: the day of opening, both inclusive.
        closed_until: only what ended by that day and is not erased: what need not be kept any longer.
        late: only what is late today. mine: only what is given to the person. unit: by its code.
    """

    state: list[State] = []
    kind: list[Short] = []
    unit: Short | None = None
    since: date | None = None
    until: date | None = None
    closed_until: date | None = None
    late: bool = False
    mine: bool = False
    size: Annotated[int, Field(ge=1, le=MOST)] = 50
    order: Literal["newest", "due"] = "newest"

    def value(self, caller: Caller) -> Filters:
        """As queries take it.

        Raises:
            Missing: there is no such unit.
        """
        return Filters(
            states=tuple(self.state),
            kinds=tuple(self.kind),
            unit=unit_of(self.unit).id if self.unit else None,
            since=self.since,
            until=self.until,
            closed_until=self.closed_until,
            late_on=caller.today if self.late else None,
            mine=caller.person.pk if self.mine else None,
            order=self.order,
        )


class TodoOut(Schema):
    """One thing to do."""

    case: str
    title: str
    step: str
    says: forms.Words
    role: forms.Words
    clauses: list[str]
    due_on: date | None
    word: forms.Words
    days_left: int | None
    days_waited: int
    stopped: bool
    mine: bool


class TodoPage(Schema):
    """What the person must do, and how much of it is late, due today or soon."""

    todo: list[TodoOut]
    more: bool
    late: int
    today: int
    soon: int
    waiting: int


@router.get("", response=answers(forms.CasePage), operation_id="list_cases")
def list_cases(request: HttpRequest, asked: Query[Asked], after: Cursor | None = None) -> forms.CasePage:
    """The cases that the person may see, newest first or by the day on which they are due."""
    caller = caller_of(request)
    caller.require("case.read")
    page = list_page(caller.powers, asked.value(caller), after, asked.size)
    return forms.CasePage(cases=[line(each) for each in page.lines], after=page.next)


@router.get("/search", response=answers(list[forms.LineOut]), operation_id="search_cases")
def search_cases(request: HttpRequest, q: Wanted) -> list[forms.LineOut]:
    """Find cases by number, by a name in kanji or kana of any width, or by the day of opening."""
    caller = caller_of(request)
    caller.require("case.search")
    return [line(each) for each in search(caller.powers, q)]


@router.get("/due", response=answers(list[forms.DueOut]), operation_id="list_due")
def list_due(request: HttpRequest, since: date, until: date) -> list[forms.DueOut]:
    """What is due from one day to another, both inclusive."""
    caller = caller_of(request)
    caller.require("case.read")
    return [
        forms.DueOut(case=each.number, step=words(each.says), unit=words(each.unit), due_on=each.on)
        for each in calendar(caller.powers, since, until)
    ]


@router.get("/due.ics", response=answers(None), operation_id="get_calendar")
def get_calendar(request: HttpRequest, lang: Language = "ja") -> HttpResponse:
    """What is due, for calendar programs: all-day entries that name nobody whose case it is."""
    caller = caller_of(request)
    caller.require("case.read")
    with translation.override(lang):
        due = months.tasks(calendar(caller.powers, caller.today - PAST, caller.today + COMING))
        made = feeding.calendar(
            due,
            name=t("個人情報の期限", "Privacy office: due"),
            origin=str(settings.OFFICE["origin"]),
            at=caller.at,
            cases=f"{settings.OFFICE['base_url']}{reverse('cases:list')}",
        )
    return HttpResponse(made, content_type="text/calendar")


@router.get("/todo", response=answers(TodoPage), operation_id="get_todo")
def get_todo(request: HttpRequest) -> TodoPage:
    """What the person must do: by when, under which clauses, and what is late; the most urgent first."""
    caller = caller_of(request)
    caller.require("case.read")
    found = home(caller.powers, caller.today)
    return TodoPage(
        todo=[
            TodoOut(
                case=each.number,
                title=str(each.title),
                step=each.step,
                says=words(each.says),
                role=words(each.role),
                clauses=list(each.clauses),
                due_on=each.due_on,
                word=words(each.word),
                days_left=each.days_left,
                days_waited=each.waited,
                stopped=each.stopped,
                mine=each.mine,
            )
            for each in found.todo
        ],
        more=found.more,
        late=found.late,
        today=found.today,
        soon=found.soon,
        waiting=found.waiting,
    )


@router.get("/export.{ending}", response=answers(None), operation_id="export_cases")
def export_cases(request: HttpRequest, ending: Kind, asked: Query[Asked], lang: Language = "ja") -> HttpResponse:
    """The list as it is filtered, to take away: without names, which stay in the office."""
    caller = caller_of(request)
    caller.require("case.search")
    with translation.override(lang):
        rows = listing.exported(caller.desk, asked.value(caller))
        made = written(ending, t("案件の一覧", "Cases"), listing.heads(), rows)
    return HttpResponse(made, content_type=MEDIA_TYPES[ending])
