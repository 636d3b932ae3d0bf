"""Who asks: a program with a token, acting for a person, within the token's scopes and the person's powers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from kitei import clock
from kitei.office.ground.actors import Actor
from kitei.office.people import access
from kitei.office.people.access.sight import CaseRow, CaseSight
from kitei.office.people.models import Person
from kitei.office.programs.models import Token
from kitei.office.programs.services import covers, holder_of, note_use
from kitei.web.look.desk import Desk


class OutOfScope(Exception):
    """The token's scopes do not cover the act.

    Attributes:
        act: the name of the act, which is also the scope that is needed.
    """

    def __init__(self, act: str) -> None:
        self.act = act
        super().__init__(f"the token's scopes do not cover `{act}`")


@dataclass(frozen=True, slots=True)
class Caller:
    """A program at work for a person.

    Attributes:
        at: the moment of the request, in UTC. today: the day it is in Japan.
    """

    token: Token
    person: Person
    powers: access.Powers
    at: datetime
    today: date

    def require(self, act: str) -> None:
        """Refuse an act that the token is not for, or that the person may do nowhere.

        Raises:
            OutOfScope: the token is not for it.
            NotPermitted: the person may not.
        """
        if not covers(self.token.scopes, act):
            raise OutOfScope(act)
        access.require(self.powers, act)

    def require_one(self, *acts: str) -> None:
        """Refuse unless the token is for one of several acts, and the person may do that one somewhere.

        Raises:
            OutOfScope, NotPermitted: see `require`; about the first.
        """
        if not any(covers(self.token.scopes, act) and access.may(self.powers, act) for act in acts):
            self.require(acts[0])

    @property
    def desk(self) -> Desk:
        """The person at a desk, as what is read for a page takes it."""
        return Desk(self.person, self.powers, self.at, self.today)

    def actor(self, act: str, case: CaseRow | CaseSight | None = None) -> Actor:
        """The person as the record names him, in a role that allows the act."""
        held = sorted(self.powers.holdings, key=lambda each: each.appointment is None)
        for each in held:
            if access.may(replace(self.powers, holdings=(each,)), act, case):
                return self.powers.actor(each.role)
        return self.powers.actor(held[0].role if held else "nobody")


class TokenAuth(HttpBearer):
    """`Authorization: Bearer kitei_…`."""

    openapi_description = "A token from `Tokens` in the desk, or from `kitei person token`."

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller, if the token may still be used and the person still works here."""
        del request
        at = clock.now()
        found = holder_of(token, at=at)
        today = clock.day_of(at)
        if found is None or not found.person.works_on(today):
            return None
        note_use(found, at=at)
        return Caller(found, found.person, access.powers(found.person, today), at, today)


def caller_of(request: HttpRequest) -> Caller:
    """Who asks; every path but the description of the API has one."""
    caller = getattr(request, "auth", None)
    if not isinstance(caller, Caller):
        raise TypeError("a path of the API without a caller")
    return caller
