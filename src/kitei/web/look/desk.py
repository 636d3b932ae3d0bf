"""Who stands at the desk: the person, what that person may do today, and the moment, read once a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kitei import clock
from kitei.office.ground.actors import Actor
from kitei.office.people import access
from kitei.office.people.access.sight import CaseRow, CaseSight
from kitei.office.people.models import Account, Person
from kitei.web.look.errors import not_allowed

_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at work.

    Attributes:
        at: the moment of the request, in UTC; services take it.
        today: the day it is in Japan.
    """

    person: Person
    powers: access.Powers
    at: datetime
    today: date

    def may(self, act: str, case: CaseRow | CaseSight | None = None) -> bool:
        """Whether the person may do an act: on a case; else, anywhere."""
        return access.may(self.powers, act, case)

    def actor(self, act: str = "", case: CaseRow | CaseSight | None = None) -> Actor:
        """The person as the record names him, in the first role held that allows the act."""
        held = sorted(self.powers.holdings, key=lambda each: each.appointment is None)
        allowing = (each for each in held if access.may(replace(self.powers, holdings=(each,)), act, case))
        found = next(allowing, held[0] if held else None)
        return self.powers.actor(found.role if found else "")


class DeskRequest(HttpRequest):
    """A request of somebody at the desk; what `at_the_desk` hands on."""

    desk: Desk


_Page = Callable[Concatenate[DeskRequest, _P], HttpResponse]
_View = Callable[Concatenate[HttpRequest, _P], HttpResponse]


def desk_of(request: HttpRequest) -> Desk | None:
    """Who stands at the desk; nobody if no person of the institution is signed in. Read once a request."""
    known = request.__dict__
    if "desk" not in known:
        known["desk"] = _read(request)
    return cast("Desk | None", known["desk"])


def at_the_desk(*acts: str) -> Callable[[_Page[_P]], _View[_P]]:
    """A page for people of the institution; with acts, only for those who may do one of them, somewhere.

    What a page shows and does beyond that is for queries and services to refuse.
    """

    def decorate(view: _Page[_P]) -> _View[_P]:
        @wraps(view)
        def entered(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
            desk = desk_of(request)
            if desk is None:
                if request.user.is_authenticated:
                    return not_allowed(request)
                return redirect_to_login(request.get_full_path())
            if lacks_second_factor(request, desk):
                return redirect(f"{reverse('signin:second_factor')}?{urlencode({'next': request.get_full_path()})}")
            if acts and not any(access.may(desk.powers, act) for act in acts):
                return not_allowed(request)
            return view(cast("DeskRequest", request), *args, **kwargs)

        return cast("_View[_P]", entered)

    return decorate


def lacks_second_factor(request: HttpRequest, desk: Desk) -> bool:
    """Whether this person's roles ask for a second factor, and the account has none.

    Whoever signed in by one has one; only others are looked up.
    """
    if settings.SECOND_FACTOR != "required" or not access.needs_second_factor(desk.powers):
        return False
    shown = any(
        each.get("method") == "mfa" for each in get_authentication_records(request, cast("Account", request.user))
    )
    return not shown and not is_mfa_enabled(request.user)


def _read(request: HttpRequest) -> Desk | None:
    user = getattr(request, "user", None)
    person = getattr(user, "person", None) if user is not None and user.is_authenticated else None
    if not isinstance(person, Person):
        return None
    at = clock.now()
    today = clock.day_of(at)
    if not person.works_on(today):
        return None
    return Desk(person, access.powers(person, today), at, today)
