"""Where each door stands."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from kitei.api.doors import make_api
from kitei.project.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("api/v1/", make_api().urls),
    path("accounts/", include("kitei.web.signin.urls")),
    path("desk/", include("kitei.web.home.urls")),
    path("desk/cases/", include("kitei.web.cases.urls")),
    path("desk/calendar/", include("kitei.web.calendar.urls")),
    path("desk/lawbook/", include("kitei.web.lawbook.urls")),
    path("desk/requests/", include("kitei.web.requests.urls")),
    path("desk/statistics/", include("kitei.web.statistics.urls")),
    path("desk/record/", include("kitei.web.record.urls")),
    path("desk/people/", include("kitei.web.people.urls")),
    path("desk/programs/", include("kitei.web.programs.urls")),
    path("desk/committees/", include("kitei.web.committees.urls")),
    path("", include("kitei.portal.urls")),
]

handler400 = "kitei.web.look.errors.bad_request"
handler403 = "kitei.web.look.errors.not_allowed"
handler404 = "kitei.web.look.errors.not_found"
handler500 = "kitei.web.look.errors.server_error"
