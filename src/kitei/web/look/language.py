"""Which language a page is in: `?lang=`, then the choice kept in a cookie, then the account's, then the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

_KNOWN = frozenset({"ja", "en"})
_YEAR = 31_536_000  # seconds


class LanguageMiddleware:
    """Stands behind Django's LocaleMiddleware and the one that knows the account, and overrules the former."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose the language of this answer, and keep a choice that was made here."""
        asked = request.GET.get("lang")
        chosen = asked if asked in _KNOWN else self._kept(request)
        if chosen is not None:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        response = self._get_response(request)
        if chosen is not None:
            response.headers["Content-Language"] = chosen
        if asked in _KNOWN and asked is not None:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=_YEAR,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
        return response

    @staticmethod
    def _kept(request: HttpRequest) -> str | None:
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if cookie in _KNOWN:
            return cookie
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        person = getattr(request.user, "person", None)
        return getattr(person, "language", None) or None
