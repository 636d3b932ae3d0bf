"""A person who makes a request without a browser: page after page, as a form would be sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kitei import clock
from kitei.office.ground.actors import system
from kitei.office.people.services.units import add_unit

PERSON = {
    "name": "髙橋 𠮷彦",
    "unit": "経済学部 経済学科",
    "address": "埼玉県坂戸市けやき台1-1",
    "tel": "049-271-7711",
    "email": "yoshihiko@example.ac.jp",
}
"""What the person says about himself, by what the office takes it for."""
ANSWERS = {
    "subject": "2024年度 前期の成績の記録",
    "reason": "記載に誤りがあるため",
    "matter": "学生名簿が教室に置かれたままになっていた",
}


def open_office() -> None:
    """The institution itself as the one unit there is."""
    add_unit(code="0", title_ja="本部", title_en="Headquarters", actor=system("clock"), at=clock.now())


class Answer(Protocol):
    """What a page answers, as the tests read it."""

    status_code: int

    @property
    def content(self) -> bytes:
        """The page."""

    @property
    def headers(self) -> Any:
        """Its headers."""


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, list[tuple[str, str]]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("input", "textarea", "select") and found.get("name"):
            kind = found.get("type", tag)
            self.names.setdefault(found["name"], []).append((kind, found.get("value", "")))


def inputs_of(answer: Answer) -> dict[str, list[tuple[str, str]]]:
    """The inputs of a page: name, and for each its kind and value."""
    parser = _Inputs()
    parser.feed(answer.content.decode())
    return parser.names


class Walker:
    """Somebody at the portal."""

    def __init__(self, lang: str = "ja") -> None:
        self.client = Client()
        self.client.get("/", {"lang": lang})

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, sent: Mapping[str, Any]) -> Answer:
        """Send a form."""
        return self.client.post(path, dict(sent))

    def fill(self, path: str, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What somebody would enter on a page: the first of what there is to choose, a sentence where one is asked."""
        return filled(self.get(path), chosen or {})

    def go(self, path: str, chosen: Mapping[str, Any] | None = None) -> str:
        """Fill in a page, and the fields that its answers call for; the page that follows."""
        sent = self.fill(path, chosen)
        for _ in range(3):
            answer = self.post(path, sent)
            if answer.status_code == 302:
                return str(answer.headers["Location"])
            sent = filled(answer, {**sent, **(chosen or {})})
        raise AssertionError(said(answer))

    def file(self, procedure: str, chosen: Mapping[str, Any] | None = None) -> tuple[str, str]:
        """Make a request from the first page to the receipt: number and secret."""
        at = self.get(f"/file/{procedure}/").headers["Location"]
        while not at.endswith("/check/"):
            at = self.go(at, chosen)
        answer = self.post(at, filled(self.get(at), {"go": "send"}))
        assert answer.status_code == 302, said(answer)
        return receipt_of(self.get(str(answer.headers["Location"])))


def filled(answer: Answer, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody would enter on a page that came."""
    sent: dict[str, Any] = {"go": "on"}
    for name, found in inputs_of(answer).items():
        kind, value = found[0]
        if name in chosen:
            sent[name] = chosen[name]
        elif name in ("website", "csrfmiddlewaretoken", "drop", "file") or kind == "submit":
            continue
        elif kind in ("radio", "checkbox"):
            sent[name] = _checked(answer, name) or value
        elif kind == "hidden" or value:
            sent[name] = value
        else:
            sent[name] = sentence(name)
    return sent | {name: value for name, value in chosen.items() if name in ("go", "purpose") or name not in sent}


def _checked(answer: Answer, name: str) -> list[str]:
    page = answer.content.decode()
    return re.findall(rf'name="{name}" value="([^"]+)" checked', page)


def sentence(name: str) -> str:
    """What somebody would write in a field of that name."""
    for entry, value in PERSON.items():
        if entry == name or name.endswith(f"_{entry}"):
            return value
    parts = {"y": "2026", "m": "10", "d": "20"}
    if name[-2:-1] == "-" and name[-1] in parts:
        return parts[name[-1]]
    return {"purpose": "identity"}.get(name, "2024年度 前期の成績の記録")


def receipt_of(answer: Answer) -> tuple[str, str]:
    """Number and secret on a receipt."""
    page = answer.content.decode()
    number = re.search(r"[RHS]\d+-[A-Z]-\d{4}", page)
    secret = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page)
    assert number, said(answer)
    assert secret, said(answer)
    return number[0], secret[0]


def said(answer: Answer) -> str:
    """A page's text, for a test that failed."""
    page = re.sub(r"<(script|style).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    main = page.partition("<main")[2] or page
    return f"{answer.status_code}: " + re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:1500]


def picture(name: str = "card.png") -> SimpleUploadedFile:
    """A small picture of a card."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
