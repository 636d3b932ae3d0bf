"""From a template to an answer, in the language of the page; nothing of it is kept by a cache."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kitei.regulations.schema.words import Language

_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def language() -> Language:
    """The language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "ja"


def t(ja: str, en: str) -> str:
    """A text in the language of the page: both stand side by side where they are used."""
    return en if language() == "en" else ja


def page(request: HttpRequest, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page of the portal.

    Raises:
        TemplateDoesNotExist: no room has that template.
    """
    answer = render(request, f"portal/{template}", values, status=status, using="jinja2")
    answer.headers["Content-Language"] = language()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def file(content: bytes, *, name: str, media_type: str = "application/pdf") -> HttpResponse:
    """A file to take away; a browser never opens it as a page of ours."""
    answer = HttpResponse(content, content_type=media_type)
    plain = _PLAIN.sub("_", name).strip("_") or "file"
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer
