"""What is answered when something cannot be done: what is wrong and the way out, in both languages.

Source: RFC 9457, as far as its members go.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kitei.api.ground.caller import OutOfScope
from kitei.office.cases.acting.locking import Erased, NotRunning, SomebodyWasFaster
from kitei.office.cases.acting.once import KeyUsedOtherwise
from kitei.office.cases.acting.permits import NotYours, WithoutPowers
from kitei.office.cases.acting.taking import StepNotOpen
from kitei.office.committees.bodies import NoSuchBody
from kitei.office.committees.state import ItemSettled, MeetingNotReady
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import NotPermitted
from kitei.office.programs.services.once import KeyOfAnother
from kitei.office.record.queries import NoSuchAct, NotYetInTree
from kitei.office.record.services import RowChanged

_STATUS: Final[dict[type[OfficeError], int]] = {
    NotPermitted: 403,
    NotYours: 403,
    WithoutPowers: 403,
    SomebodyWasFaster: 409,
    NotRunning: 409,
    Erased: 409,
    StepNotOpen: 409,
    KeyUsedOtherwise: 409,
    KeyOfAnother: 409,
    MeetingNotReady: 409,
    ItemSettled: 409,
    NotYetInTree: 409,
    RowChanged: 409,
    NoSuchAct: 404,
    NoSuchBody: 404,
}
_OTHERWISE = 422
_Say = Callable[..., HttpResponse]
_LOG = logging.getLogger(__name__)


class Fault(Schema):
    """One thing wrong with what was sent: where, and what was expected."""

    where: str
    what: str


class Problem(Schema):
    """Why it was not done.

    Attributes:
        kind: the name of the error, stable. ja, en: what is wrong, and the way out.
    """

    kind: str
    status: int
    ja: str
    en: str
    faults: list[Fault] = []


class Missing(OfficeError):
    """There is nothing of that name that the caller may see."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(
            ja=f"`{name}` は見つかりません({what})。番号を確かめてください。権限のないものも見つからないと答えます",
            en=f"there is no {what} `{name}` that you may see; check the number",
        )


def answers(success: Any, *, status: int = 200) -> dict[int, Any]:
    """What a path can answer, for its description: success, and every problem."""
    return {status: success, **dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), Problem)}


def install(api: NinjaAPI) -> None:
    """Turn every foreseen error into a problem."""
    say = _sayer(api)

    @api.exception_handler(OfficeError)
    def of_the_office(request: HttpRequest, error: OfficeError) -> HttpResponse:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), _OTHERWISE)
        status = 404 if isinstance(error, Missing) else status
        return say(request, type(error).__name__, status, error.ja, error.en)

    @api.exception_handler(Http404)
    def nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
        del error
        said = Missing("path", request.path[-60:])
        return say(request, "Missing", 404, said.ja, said.en)

    @api.exception_handler(OutOfScope)
    def out_of_scope(request: HttpRequest, error: OutOfScope) -> HttpResponse:
        ja = f"このトークンの範囲に `{error.act}` は含まれていません。範囲を付けて発行し直してください"
        return say(
            request, "OutOfScope", 403, ja, f"the token's scopes do not cover `{error.act}`; issue one that does"
        )

    _install_of_the_protocol(api, say)


def _install_of_the_protocol(api: NinjaAPI, say: _Say) -> None:
    """What is wrong with the request itself."""

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        del error
        return say(
            request,
            "NoToken",
            401,
            "有効なトークンがありません。Authorization: Bearer に、発行したトークンを付けてください",
            "there is no valid token; send the one you were issued as `Authorization: Bearer`",
        )

    @api.exception_handler(ValidationError)
    def not_readable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [Fault(where=_place(each["loc"]), what=str(each["msg"])) for each in error.errors]
        return say(
            request,
            "NotReadable",
            422,
            "送られた内容に読めない項目があります。faults を見てください",
            "something that was sent cannot be read; see `faults`",
            *faults,
        )

    @api.exception_handler(OperationalError)
    @api.exception_handler(InterfaceError)
    def nothing_can_be_kept(request: HttpRequest, error: Exception) -> HttpResponse:
        _LOG.error("the database cannot be reached or is full", exc_info=error)
        answer = say(
            request,
            "NothingCanBeKept",
            503,
            "データの置き場に届かないか、空きがありません。何も保存していません。少し待ってからもう一度送ってください",
            "the place where data is kept cannot be reached or is full; nothing was saved: wait, then send it again",
        )
        answer.headers["Retry-After"] = "60"
        return answer

    @api.exception_handler(HttpError)
    def of_the_protocol(request: HttpRequest, error: HttpError) -> HttpResponse:
        return say(request, "BadRequest", error.status_code, f"要求を読めません: {error}", str(error))


def _sayer(api: NinjaAPI) -> _Say:
    def say(request: HttpRequest, kind: str, status: int, ja: str, en: str, *faults: Fault) -> HttpResponse:
        said = Problem(kind=kind, status=status, ja=ja, en=en, faults=list(faults))
        return api.create_response(request, said.dict(), status=status)

    return say


def _place(location: Any) -> str:
    return ".".join(str(each) for each in location)
