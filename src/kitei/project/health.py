"""Whether the process answers: for supervisors and as the floor of measurements. No session, no database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """`ok`."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")
