"""The API put together, and its description (OpenAPI 3.1)."""

from __future__ import annotations

from ninja import NinjaAPI

from kitei.api import cases, committees, lawbook, people, programs, record, requests, statistics
from kitei.api.ground.caller import TokenAuth
from kitei.api.ground.problems import install

_ABOUT = (
    "Every act of the desk, for programs. A program acts for the person whose token it shows: within the token's "
    "scopes, within the person's powers, and with a leaf in the record for every act. Send `Idempotency-Key` with "
    "every act: a request that arrives twice acts once."
)


def make_api() -> NinjaAPI:
    """The API with all its paths."""
    api = NinjaAPI(
        title="Kitei",
        version="1",
        description=_ABOUT,
        urls_namespace="api",
        auth=TokenAuth(),
        docs_url=None,  # the usual page fetches its scripts elsewhere
        openapi_url="/openapi.json",
    )
    install(api)
    api.add_router("/cases", cases.router, tags=["cases"])
    api.add_router("/requests", requests.router, tags=["requests"])
    api.add_router("/regulation", lawbook.router, tags=["regulation"])
    api.add_router("/record", record.router, tags=["record"])
    api.add_router("/committees", committees.router, tags=["committees"])
    api.add_router("/people", people.router, tags=["people"])
    api.add_router("/statistics", statistics.router, tags=["statistics"])
    api.add_router("/programs", programs.router, tags=["programs"])
    return api
