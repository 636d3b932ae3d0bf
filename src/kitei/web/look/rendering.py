"""From a template and its values to an answer."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kitei.web.look.words import language

_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def page(request: HttpRequest, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page. What stands in a case is never kept by a cache.

    Raises:
        TemplateDoesNotExist: no room has that template.
    """
    answer = render(request, template, values, status=status, using="jinja2")
    answer.headers["Content-Language"] = language()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def file(content: bytes, *, name: str, media_type: str, shown: bool = False) -> HttpResponse:
    """A file to take away, or, with `shown`, to look at in the browser: only what we made ourselves."""
    answer = HttpResponse(content, content_type=media_type)
    how = "inline" if shown else "attachment"
    plain = _PLAIN.sub("_", name).strip("_") or "file"
    answer.headers["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
