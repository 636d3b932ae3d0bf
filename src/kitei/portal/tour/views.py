"""`/tour/…`: only in an office for practice, where everybody may enter as anybody; no other has these pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kitei import clock
from kitei.office.people.access import nobody
from kitei.portal.shared.answering import language, page
from kitei.portal.tour.places import Visitor, place, told_requests
from kitei.portal.tour.plan import Stop, TourPlan, tour_for
from kitei.portal.tour.seats import seat_named, seats

_P = ParamSpec("_P")
_Page = Callable[Concatenate[HttpRequest, _P], HttpResponse]

_SAME_PAGE = frozenset({"verify", "answered"})
"""Steps that go on where another began."""

WITHOUT_ACCOUNT = {"student": "visitor", "engineer": "keeper"}
"""Tours of those who have no account, by the name they have in an address."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the page shows it.

    Attributes:
        codes: numbers of requests with their secrets, to be typed in there.
    """

    says: str
    url: str
    refused: bool
    command: str
    codes: tuple[str, ...] = ()


def password() -> str:
    """The password of every account of an office for practice; empty in every other office."""
    return str(settings.OFFICE.get("practice", ""))


def for_practice(view: _Page[_P]) -> _Page[_P]:
    """A page that only an office for practice has."""

    @wraps(view)
    def entered(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if not password():
            raise Http404
        return view(request, *args, **kwargs)

    return cast("_Page[_P]", entered)


@require_safe
@for_practice
def start(request: HttpRequest) -> HttpResponse:
    """Who can be played here."""
    tongue, on = language(), clock.today()
    shown = [(seat.sign, seat.role(tongue), seat.email, seat.tour) for seat in seats(on)]
    visitors = [(sign, tour_for(way)) for sign, way in WITHOUT_ACCOUNT.items()]
    return page(request, "tours.jinja", seats=shown, visitors=visitors, password=password(), tongue=tongue)


@require_safe
@for_practice
def tour(request: HttpRequest, sign: str) -> HttpResponse:
    """The tour of one of them."""
    tongue, on = language(), clock.today()
    if sign in WITHOUT_ACCOUNT:
        plan, visitor, seat = tour_for(WITHOUT_ACCOUNT[sign]), Visitor(nobody(on), on), None
    else:
        seat = seat_named(sign, on)
        if seat is None:
            raise Http404(sign)
        plan, visitor = seat.tour, Visitor(seat.powers, on)
    here = getattr(request.user, "person_id", None)
    return page(
        request,
        "tour.jinja",
        plan=plan,
        seat=seat,
        role=seat.role(tongue) if seat else plan.title.of(tongue),
        steps=_steps(plan, visitor),
        password=password(),
        entered=seat is not None and here == seat.person.id,
        somebody_else=seat is not None and here is not None and here != seat.person.id,
    )


@require_POST
@for_practice
def enter(request: HttpRequest, sign: str) -> HttpResponse:
    """Sign in as one of them, by the password that is printed for everybody, and go where the step leads."""
    seat = seat_named(sign, clock.today())
    if seat is None:
        raise Http404(sign)
    logout(request)
    form = LoginForm({"login": seat.email, "password": password()}, request=request)
    if not form.is_valid():
        return page(request, "tour_closed.jinja", status=403, seat=seat)
    wanted = request.POST.get("next", "")
    local = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return cast("HttpResponse", form.login(request, redirect_url=wanted if wanted and local else None))


def _steps(plan: TourPlan, visitor: Visitor) -> list[Step]:
    """The steps this office has something to show for; the same page is not shown twice."""
    found: list[Step] = []
    for each in plan.steps:
        url = place(each.to, visitor) if each.to else ""
        if url is not None and (not url or url not in {step.url for step in found} or each.to in _SAME_PAGE):
            found.append(_step(each, url))
    return found


def _step(stop: Stop, url: str) -> Step:
    command = stop.command.format(home=settings.OFFICE["home"]) if stop.command else ""
    return Step(stop.of(language()), url, stop.refused, command, told_requests() if stop.to == "answered" else ())
