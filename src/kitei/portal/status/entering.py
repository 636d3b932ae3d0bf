"""`/status/`: number and secret let one in; links sent by e-mail confirm an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kitei import clock
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.queries.status import case_of
from kitei.office.requests.services import links
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.limits import GUESSES_OF_ADDRESS, GUESSES_OF_NUMBER, TooManyTries, address_of, spend
from kitei.portal.shared.visits import Visit, end_visit, keep_visit, visit_of

_LONGEST = 60  # characters of a number or a secret as somebody may type them
_TOO_MANY, _UNPROCESSABLE = 429, 422


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Number and secret: sent in the body, never in an address."""
    if request.method != "POST":
        return page(request, "status.jinja", number="", errors=[], known=visit_of(request))
    number, secret = (request.POST.get(name, "").strip() for name in ("number", "secret"))
    missing = _missing(number, secret)
    if missing:
        return _again(request, number, missing)
    try:
        spend(GUESSES_OF_ADDRESS, address_of(request))
        spend(GUESSES_OF_NUMBER, number.upper())
        found = case_of(number, secret)
    except TooManyTries as error:
        return _again(request, number, [("f-number", error.of(language()))], status=_TOO_MANY)
    except OfficeError as error:
        return _again(request, number, [("f-number", error.of(language()))])
    answer = redirect("portal:case")
    keep_visit(answer, Visit(found.number, secret))
    return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the request on this device."""
    del request
    answer = redirect("portal:home")
    end_visit(answer)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A link that confirms an address. Nothing happens until the button is pressed."""
    if request.method != "POST":
        return page(request, "confirm.jinja", done=False, says="")
    try:
        spend(GUESSES_OF_ADDRESS, address_of(request))
        links.open_link(token=token, at=clock.now())
    except OfficeError as error:
        return page(request, "confirm.jinja", status=_UNPROCESSABLE, done=False, says=error.of(language()))
    return page(request, "confirm.jinja", done=True, says="")


def _missing(number: str, secret: str) -> list[tuple[str, str]]:
    found = []
    if not number or len(number) > _LONGEST:
        found.append(
            ("f-number", t("受付番号を入力してください。例：R8-D-0034", "Enter the number, such as R8-D-0034."))
        )
    if not secret or len(secret) > _LONGEST:
        found.append(
            (
                "f-secret",
                t(
                    "照会番号を入力してください。控えに書かれた英数字16文字です。",
                    "Enter the secret: 16 letters and digits.",
                ),
            )
        )
    return found


def _again(
    request: HttpRequest, number: str, errors: list[tuple[str, str]], *, status: int = _UNPROCESSABLE
) -> HttpResponse:
    return page(request, "status.jinja", status=status, number=number[:_LONGEST], errors=errors, known=None)
