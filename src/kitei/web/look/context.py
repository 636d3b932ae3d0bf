"""What every page knows beside its own context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kitei import clock
from kitei.office.lawbook import current
from kitei.web.look import navigation
from kitei.web.look.words import language


@dataclass(frozen=True, slots=True)
class Tongue:
    """The other language a page can be read in, and the address at which it is."""

    code: str
    name: str
    url: str


def page(request: HttpRequest) -> dict[str, Any]:
    """`lang`, `tongue` (the other one), `institution`, `today`, `practice` (all is invented), `nav`, `notices`."""
    lang = language()
    law = current()
    return {
        "lang": lang,
        "tongue": _other(request, lang),
        "institution": law.institution.of(lang),
        "today": clock.today(),
        "practice": bool(settings.OFFICE.get("practice")),
        "nav": SimpleLazyObject(lambda: navigation.entries(request)),
        "notices": SimpleLazyObject(lambda: list(get_messages(request))),
        "signed_in": SimpleLazyObject(lambda: navigation.who(request)),
    }


def _other(request: HttpRequest, lang: str) -> Tongue:
    code, name = ("en", "English") if lang == "ja" else ("ja", "日本語")
    asked = request.GET.copy()
    asked["lang"] = code
    return Tongue(code, name, f"{request.path}?{asked.urlencode()}")
