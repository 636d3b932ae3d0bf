"""Where the steps of a tour lead: each place is looked up in the office's own data, by what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from kitei.office.cases import queries
from kitei.office.cases.models import Case
from kitei.office.committees.models import Meeting, Minutes
from kitei.office.committees.queries import finding
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.models import Act
from kitei.office.requests.books import current_book

_LOOKED_AT = 12
"""Of the cases that wait for somebody, how many are looked at for one that shows what a step speaks of."""

_ONE_FIRST = ("disclosure", "correction", "cessation")
"""Kinds of request that are shown rather than others."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is led round, and when."""

    powers: Powers
    on: date


Place = Callable[[Visitor], str | None]


def place(name: str, visitor: Visitor) -> str | None:
    """The address of a place for somebody; nothing if this office has none that this person may see.

    Raises:
        KeyError: no place is called that.
    """
    return PLACES[name](visitor)


def _page(name: str, *args: object) -> Place:
    def found(visitor: Visitor) -> str | None:
        del visitor
        return reverse(name, args=args)

    return found


def _allowed(name: str, *acts: str) -> Place:
    """A page for those who may do one of these acts, somewhere."""
    return lambda visitor: reverse(name) if any(access.may(visitor.powers, act) for act in acts) else None


def _request(name: str) -> Place:
    """A page of the portal about a request that can be made here, disclosure before others."""

    def found(visitor: Visitor) -> str | None:
        del visitor
        law = current()
        asked = [each for each in law.procedures if each in current_book().filings]
        first = next((each for kind in _ONE_FIRST for each in asked if law.procedures[each].matter == kind), None)
        return reverse(name, args=[first]) if first else None

    return found


def told_requests() -> tuple[str, ...]:
    """Requests of this office that anybody may follow as whoever asked: each a number and its secret."""
    file = Path(settings.OFFICE["keys"]) / "requests.key"
    return tuple(file.read_text(encoding="ascii").splitlines()) if file.is_file() else ()


def _answered(visitor: Visitor) -> str | None:
    del visitor
    return reverse("portal:status") if told_requests() else None


# --- Cases ------------------------------------------------------------------------------------------------------------


def _case(case: Case | None, name: str = "cases:case") -> str | None:
    return reverse(name, args=[case.number]) if case is not None else None


def _visible(visitor: Visitor) -> QuerySet[Case]:
    return queries.visible_to(visitor.powers).filter(erased_on__isnull=True).order_by("-opened_on", "-id")


def _waiting(visitor: Visitor) -> str | None:
    todo = queries.home(visitor.powers, visitor.on).todo
    return reverse("cases:case", args=[todo[0].number]) if todo else None


def _step(visitor: Visitor) -> str | None:
    """A step that this person can take now; one with a choice before others."""
    found: list[tuple[int, str]] = []
    for todo in queries.home(visitor.powers, visitor.on).todo[:_LOOKED_AT]:
        case = queries.by_number(visitor.powers, todo.number)
        now = (each for each in queries.progress(case, visitor.on, visitor.powers).now if each.acting is not None)
        found += [(len(each.choices), reverse("cases:step", args=[case.number, each.step])) for each in now]
    return max(found, default=(0, None))[1]


def _judged(visitor: Visitor) -> str | None:
    """A running case about which the regulation is asked something; else a closed one with a decision that was kept."""
    for todo in queries.home(visitor.powers, visitor.on).todo[:_LOOKED_AT]:
        case = queries.by_number(visitor.powers, todo.number)
        if any(each.question for each in queries.progress(case, visitor.on, visitor.powers).now):
            return _case(case)
    decided = _visible(visitor).filter(decisions__isnull=False).first()
    kept = decided.decisions.order_by("-id").first() if decided is not None else None
    return reverse("cases:decision", args=[decided.number, kept.pk]) if decided is not None and kept else None


def _facts(visitor: Visitor) -> str | None:
    if not access.may(visitor.powers, "case.facts_set"):
        return None
    todo = queries.home(visitor.powers, visitor.on).todo
    return reverse("cases:facts", args=[todo[0].number]) if todo else None


def _refused(visitor: Visitor) -> str | None:
    closed = _visible(visitor).filter(outcome_effect="refused", state=Case.State.CLOSED)
    return _case(closed.filter(kind__in=_ONE_FIRST).first() or closed.first())


def _appealed(visitor: Visitor) -> str | None:
    return _case(_visible(visitor).filter(appeal_of__isnull=False).first())


def _late(visitor: Visitor) -> str | None:
    late = _visible(visitor).filter(state__in=Case.RUNNING, due_on__lt=visitor.on)
    return f"{reverse('cases:list')}?tab=late" if late.exists() else None


def _case_record(visitor: Visitor) -> str | None:
    closed = _visible(visitor).filter(state=Case.State.CLOSED)
    return _case(closed.filter(outcome_effect="refused").first() or closed.first(), "cases:record")


def _cases(visitor: Visitor) -> str | None:
    return reverse("cases:list") if access.may(visitor.powers, "case.read") else None


def _any_case(visitor: Visitor) -> str | None:
    return _case(_visible(visitor).filter(state__in=Case.RUNNING).first() or _visible(visitor).first())


# --- Bodies -----------------------------------------------------------------------------------------------------------


def _body(name: str, act: str) -> Place:
    """A page of a body that this person sits in or serves; the one for which most waits."""

    def found(visitor: Visitor) -> str | None:
        cards = sorted(finding.cards(visitor.powers, visitor.on), key=lambda card: -card.waiting)
        for card in cards:
            body, unit = card.sitting.body.id, card.sitting.unit
            if access.may(visitor.powers, act, body=body, unit=unit.id if unit else None):
                return reverse(name, args=[body]) + (f"?unit={unit.code}" if unit else "")
        return None

    return found


def _held(visitor: Visitor) -> Meeting | None:
    """The last meeting that this person may see and that is over; one with minutes before others."""
    cards = finding.cards(visitor.powers, visitor.on)
    units = [(card.sitting.body.id, card.sitting.unit.id if card.sitting.unit else None) for card in cards]
    past = [
        meeting
        for body, unit in units
        for meeting in finding.meetings_of(visitor.powers, body, unit)
        if meeting.state == Meeting.State.CLOSED
    ]
    ordered = sorted(past, key=lambda each: each.held_on, reverse=True)
    written = set(Minutes.objects.filter(meeting__in=ordered).values_list("meeting", flat=True))
    return next((each for each in ordered if each.pk in written), ordered[0] if ordered else None)


def _coming(visitor: Visitor) -> str | None:
    """The next meeting."""
    coming = [each for card in finding.cards(visitor.powers, visitor.on) for each in card.coming]
    first = min(coming, key=lambda each: each.held_on, default=None)
    return reverse("committees:meeting", args=[first.pk]) if first else None


def _meeting(visitor: Visitor) -> str | None:
    held = _held(visitor)
    return reverse("committees:meeting", args=[held.pk]) if held else None


def _minutes(visitor: Visitor) -> str | None:
    held = _held(visitor)
    minutes = held.minutes.order_by("position").first() if held else None
    return reverse("committees:minutes", args=[minutes.pk]) if minutes else None


# --- Record and people ------------------------------------------------------------------------------------------------


def _act(visitor: Visitor) -> str | None:
    """An act on a case: it names a clause."""
    if not access.may(visitor.powers, "record.read"):
        return None
    last = Act.objects.filter(name="case.step_taken").order_by("-id").values_list("id", flat=True).first()
    return reverse("record:act", args=[last]) if last else None


def _person(visitor: Visitor) -> str | None:
    """The page of the person who is led round."""
    return reverse("people:person", args=[visitor.powers.pseudonym.removeprefix("person:")])


def _clauses(visitor: Visitor) -> str | None:
    del visitor
    own = current().regulation.clauses
    articles = [name for name, each in own.items() if each.kind == "article"]
    return reverse("lawbook:clause", args=[(articles or list(own))[0]])


PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "entrance": _page("portal:home"),
        "held": _page("portal:held"),
        "guide": _request("portal:guide"),
        "file": _request("portal:file"),
        "status": _page("portal:status"),
        "answered": _answered,
        "complaint": _page("portal:complaint"),
        "words": _page("portal:words"),
        "desk": _page("home:home"),
        "waiting": _waiting,
        "step": _step,
        "judged": _judged,
        "facts": _facts,
        "refused": _refused,
        "appealed": _appealed,
        "late": _late,
        "case_record": _case_record,
        "cases": _cases,
        "any_case": _any_case,
        "no_case": _page("cases:list"),
        "paper": _allowed("requests:kinds", "request.filed"),
        "calendar": _allowed("calendar:month", "case.read"),
        "comparison": _page("lawbook:comparison"),
        "committees": _allowed("committees:list", "meeting.read"),
        "body": _body("committees:body", "meeting.read"),
        "plan": _body("committees:plan", "meeting.convened"),
        "rules": _body("committees:rules", "body.rules_set"),
        "coming": _coming,
        "meeting": _meeting,
        "minutes": _minutes,
        "clauses": _clauses,
        "lawbook": _page("lawbook:procedures"),
        "forms": _page("lawbook:forms"),
        "record": _allowed("record:overview", "record.read"),
        "verify": _allowed("record:overview", "record.read"),
        "act": _act,
        "statistics": _allowed("statistics:overview", "statistics.read"),
        "people": _allowed("people:list", "person.changed", "appointment.made"),
        "person": _person,
        "units": _allowed("people:units", "unit.added"),
        "access": _page("people:access"),
        "health": _page("health"),
        "docs": _page("api:openapi-json"),
    }
)
"""Every place a tour can name."""
