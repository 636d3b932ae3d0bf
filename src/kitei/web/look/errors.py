"""Pages for what went wrong: what happened, what to do now; never what stands in a case."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kitei.office.ground.errors import OfficeError
from kitei.web.look.words import language, t

_SOON: Final = 60  # seconds after which to try again


@dataclass(frozen=True, slots=True)
class Fault:
    """What an error page says."""

    status: int
    title: str
    says: str
    way_out: str


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    del exception
    return _shown(
        request,
        Fault(
            400,
            t("送られた内容を読み取れませんでした", "What was sent could not be read"),
            t(
                "入力が大きすぎるか、途中で壊れた可能性があります。何も保存していません。",
                "It may be too large, or damaged on the way. Nothing was saved.",
            ),
            t("前の画面に戻り、もう一度入力してください。", "Go back and enter it again."),
        ),
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not with the roles held today."""
    says = exception.of(language()) if isinstance(exception, OfficeError) else ""
    return _shown(
        request,
        Fault(
            403,
            t("この操作の権限がありません", "You may not do this"),
            says
            or t(
                "現在の役割では、この画面を見ること、又はこの操作をすることができません。",
                "With the roles you hold today you cannot see this page or do this.",
            ),
            t(
                "役割が変わったはずのときは、任命を担当する管理者に確かめてください。",
                "If your roles should have changed, ask the administrator who enters appointments.",
            ),
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session; for `CSRF_FAILURE_VIEW`."""
    del reason
    return _shown(
        request,
        Fault(
            403,
            t("画面の有効期限が切れました", "This form has expired"),
            t(
                "画面を開いてから時間がたったか、別の画面でサインインし直したため、送信を受け付けませんでした。何も保存していません。",
                "It was opened too long ago, or you signed in again elsewhere. Nothing was saved.",
            ),
            t("画面を開き直し、もう一度送信してください。", "Open the page again and send it once more."),
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or one this person must not know of."""
    del exception
    says = t(
        "アドレスが違うか、ページがなくなった可能性があります。",
        "The address may be wrong, or the page may be gone.",
    )
    way_out = t("入口から探してください。", "Look for it from the entrance.")
    if request.path.startswith("/desk/"):
        says = t(
            "番号やアドレスが違うか、あなたの担当でない案件の可能性があります。",
            "The number or address may be wrong, or the case may not be one of yours.",
        )
        way_out = t("番号を確かめるか、一覧から探してください。", "Check the number, or look for it in the list.")
    return _shown(request, Fault(404, t("ページが見つかりません", "There is no such page"), says, way_out))


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too often in too short a time."""
    del exception
    return _shown(
        request,
        Fault(
            429,
            t("操作の回数が多すぎます", "Too many attempts"),
            t(
                "短い時間に繰り返されたため、しばらく受け付けません。",
                "This was repeated too often in a short time, so it is not accepted for a while.",
            ),
            t("数分待ってから、もう一度試してください。", "Wait a few minutes, then try again."),
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database cannot be reached or cannot keep more: our fault.

    The page needs neither the database nor a session.
    """
    del request
    unkept = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if unkept else HTTPStatus.INTERNAL_SERVER_ERROR
    shown = {"lang": language(), "status": status.value, "unkept": unkept}
    answer = HttpResponse(render_to_string("errors/broken.jinja", shown, using="jinja2"), status=status)
    if unkept:
        answer.headers["Retry-After"] = str(_SOON)
    return answer


class OfficeErrorMiddleware:
    """What the office refuses becomes a page that says why; pages with a form say it beside the form instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that only takes what a form sends says so."""
        answer = self._get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not answer.content and request.method == "GET":
            return _only_sent_to(request, answer)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error of the office; others are somebody else's."""
        if isinstance(exception, Http404) or not isinstance(exception, OfficeError):
            return None
        if type(exception).__name__ == "NotPermitted":
            return not_allowed(request, exception)
        return refused(request, exception)


def _only_sent_to(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405: the address of a button, opened as a page."""
    page = _shown(
        request,
        Fault(
            405,
            t("このアドレスは画面ではありません", "This address is no page"),
            t(
                "ボタンを押したときにだけ使われるアドレスを、直接開いたか、読み込み直しました。何も変わっていません。",
                "It is only used when a button is pressed, and was opened or reloaded by itself. Nothing was changed.",
            ),
            t("入口から、開きたい画面を選んでください。", "Choose the page you want from the entrance."),
        ),
    )
    page.headers["Allow"] = answer.headers["Allow"]
    return page


def refused(request: HttpRequest, error: OfficeError) -> HttpResponse:
    """409: the office does not do this now."""
    return _shown(
        request,
        Fault(
            409,
            t("この操作はできませんでした", "This could not be done"),
            error.of(language()),
            t("何も保存していません。前の画面に戻って確かめてください。", "Nothing was saved. Go back and check."),
        ),
    )


def _shown(request: HttpRequest, fault: Fault) -> HttpResponse:
    return render(request, "errors/fault.jinja", {"fault": fault}, status=fault.status, using="jinja2")
