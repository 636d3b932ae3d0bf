"""How long a session lasts: so long without a click, and so long at most."""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kitei import clock

BEGUN, SEEN = "begun", "seen"
_TICK = 60  # seconds between two notes of having been here: not a write for every page


class SessionLimits:
    """Ends a session that was idle or lasted too long; stands behind the one that knows the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the sign-in page."""
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
            return HttpResponseRedirect(f"{reverse('account_login')}?ended=1")
        return self._get_response(request)

    def _is_over(self, request: HttpRequest) -> bool:
        now = clock.now().timestamp()
        session = request.session
        begun, seen = session.get(BEGUN), session.get(SEEN)
        if begun is None or seen is None:
            session[BEGUN] = session[SEEN] = now
            return False
        if now - begun > settings.SESSION_ABSOLUTE_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS:
            return True
        if now - seen > _TICK:
            session[SEEN] = now
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=clock.now())
        return False
