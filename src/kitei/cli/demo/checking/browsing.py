"""Somebody at a browser, as far as a request needs one: pages, links and forms over HTTP, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import requests

Fill = Callable[[str, str], str]
"""What is written into an empty field: by its name and its kind (`text`, `date`, `time`, `textarea` …)."""

_TIMEOUT = 60.0  # seconds
_FAULTY = 422
_PASSED_OVER = frozenset({"website"})
"""Fields that no person sees."""


class WentWrong(RuntimeError):
    """A page that was not expected; the message holds where it was and what it said."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that came."""

    url: str
    status: int
    content: bytes

    @property
    def path(self) -> str:
        """Where it is."""
        return urlsplit(self.url).path

    @property
    def tree(self) -> Any:
        """Its elements."""
        return lxml.html.document_fromstring(self.content, base_url=self.url)

    def text(self) -> str:
        """What its main part says, on one line."""
        found = self.tree.xpath("//main") or [self.tree]
        return re.sub(r"\s+", " ", found[0].text_content()).strip()

    def links(self, pattern: str) -> list[str]:
        """The paths of its links that fit a pattern, in order."""
        hrefs = (urlsplit(str(href)).path for href in self.tree.xpath("//main//a/@href"))
        return list(dict.fromkeys(path for path in hrefs if re.fullmatch(pattern, path)))

    def form(self, pattern: str = ".*") -> Any:
        """The first form of its main part that is sent by POST to a path that fits.

        Raises:
            WentWrong: there is none.
        """
        for form in self.tree.xpath("//main//form"):
            if form.method.upper() == "POST" and re.fullmatch(
                pattern, urlsplit(urljoin(self.url, form.action or "")).path
            ):
                return form
        raise WentWrong(f"{self.path}: no form for {pattern}: {self.text()[:600]}")

    def has_form(self, pattern: str) -> bool:
        """Whether it has such a form."""
        try:
            self.form(pattern)
        except WentWrong:
            return False
        return True


class Visitor:
    """Somebody with a browser of his own."""

    def __init__(self, url: str, lang: str = "ja") -> None:
        self._url = url
        self._session = requests.Session()
        self._session.headers["Accept-Language"] = lang

    def get(self, path: str) -> Page:
        """Open a page, and follow where it leads.

        Raises:
            WentWrong: it does not come.
        """
        page = self._page(self._session.get(urljoin(self._url, path), timeout=_TIMEOUT))
        if page.status >= 400:
            raise WentWrong(f"{page.path}: {page.status}")
        return page

    def status(self, path: str) -> int:
        """With what a page answers, whatever it is."""
        return self._session.get(urljoin(self._url, path), timeout=_TIMEOUT).status_code

    def file(self, path: str) -> bytes:
        """What a link gives.

        Raises:
            WentWrong: it does not come.
        """
        page = self._page(self._session.get(urljoin(self._url, path), timeout=_TIMEOUT))
        if page.status >= 400:
            raise WentWrong(f"{page.path}: {page.status}: {page.text()[:600]}")
        return page.content

    def send(
        self, page: Page, form: Any, chosen: Mapping[str, Any], fill: Fill, button: Mapping[str, str] | None = None
    ) -> Page:
        """Send a form: with what is chosen, what stands in it, and something in every field that is required.

        A page that comes back with faults is filled in once more, with something in every field there is.
        """
        answer = self._sent(page, form, {**entries(form, chosen, fill), **(button or {})})
        if answer.status != _FAULTY:
            return answer
        again = answer.form(re.escape(answer.path))
        return self._sent(answer, again, {**entries(again, chosen, fill, every=True), **(button or {})})

    def _sent(self, page: Page, form: Any, sent: Mapping[str, Any]) -> Page:
        target = urljoin(page.url, form.action or "")
        return self._page(self._session.post(target, data=sent, timeout=_TIMEOUT, headers={"Referer": page.url}))

    @staticmethod
    def _page(answer: requests.Response) -> Page:
        return Page(answer.url, answer.status_code, answer.content)


def entries(form: Any, chosen: Mapping[str, Any], fill: Fill, *, every: bool = False) -> dict[str, Any]:
    """What would be sent: radio buttons and boxes as they stand or the first that must be chosen, fields likewise.

    Args:
        every: whether to put something into every field, required or not.
    """
    sent: dict[str, Any] = {}
    for name in dict.fromkeys(each.get("name") for each in form.xpath(".//input|.//textarea|.//select")):
        if name is None or name in _PASSED_OVER:
            continue
        if name in chosen:
            sent[name] = chosen[name]
            continue
        value = _entry(form.xpath(f'.//*[@name="{name}"]'), name, fill, every=every)
        if value is not None:
            sent[name] = value
    return sent


def _entry(found: list[Any], name: str, fill: Fill, *, every: bool) -> Any:
    first = found[0]
    kind = first.get("type", "text") if first.tag == "input" else first.tag
    required = every or any(each.get("required") is not None for each in found)
    match kind:
        case "radio":
            checked = [each.get("value", "on") for each in found if each.get("checked") is not None]
            return checked[0] if checked else found[0].get("value", "on")
        case "checkbox":
            checked = [each.get("value", "on") for each in found if each.get("checked") is not None]
            return checked or ([found[0].get("value", "on")] if required else None)
        case "select":
            options = [each.get("value", "") for each in first.xpath(".//option")]
            picked = [each.get("value", "") for each in first.xpath(".//option[@selected]")]
            return (picked or [each for each in options if each] or [""])[0]
        case "submit" | "button" | "file":
            return None
        case "hidden":
            return first.get("value", "")
        case _:
            value = first.text_content() if first.tag == "textarea" else first.get("value", "")
            return value or (fill(name, kind) if required else "")
