"""What a visitor has shown: the secret of a draft, the number and secret of a request, in signed cookies of their own.

Nothing of it stands in an address or is kept on our side; it ends after a while, and when the visitor says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

_HOUR: Final = 3_600  # seconds
_CASE, _DRAFT = "case", "draft"
_LASTS = {_CASE: _HOUR, _DRAFT: 12 * _HOUR}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request whose secret was shown.

    Attributes:
        fresh: it was filed in this visit, so its secret may be shown once more on the receipt.
    """

    number: str
    secret: str
    fresh: bool = False


def visit_of(request: HttpRequest) -> Visit | None:
    """The request a visitor follows; `None` when none was shown, too long ago, or the cookie is not ours."""
    kept = _read(request, _CASE)
    if kept is None:
        return None
    number, secret, fresh = (*kept.split("|"), "")[:3]
    return Visit(number, secret, fresh == "fresh")


def keep_visit(response: HttpResponse, visit: Visit) -> None:
    """Remember the request a visitor follows, for an hour."""
    _write(response, _CASE, "|".join((visit.number, visit.secret, "fresh" if visit.fresh else "")))


def end_visit(response: HttpResponse) -> None:
    """Forget the request."""
    response.delete_cookie(_name(_CASE), samesite="Lax")


def draft_of(request: HttpRequest) -> str | None:
    """The secret of the draft a visitor writes."""
    return _read(request, _DRAFT)


def keep_draft(response: HttpResponse, secret: str) -> None:
    """Remember the draft a visitor writes, for half a day."""
    _write(response, _DRAFT, secret)


def end_draft(response: HttpResponse) -> None:
    """Forget the draft; it can still be taken up by its link."""
    response.delete_cookie(_name(_DRAFT), samesite="Lax")


def _read(request: HttpRequest, kind: str) -> str | None:
    try:
        found = request.get_signed_cookie(_name(kind), default=None, salt=kind, max_age=_LASTS[kind])
    except BadSignature:  # a forged cookie, or one that has expired
        return None
    return found if isinstance(found, str) else None


def _write(response: HttpResponse, kind: str, value: str) -> None:
    response.set_signed_cookie(
        _name(kind),
        value,
        salt=kind,
        max_age=_LASTS[kind],
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _name(kind: str) -> str:
    return f"kitei_{settings.OFFICE['name']}_{kind}"
