"""A person with a browser: fills in whatever a page asks and goes on, with or without a script."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser import Visitor
from tests.portal.walking import sentence

PICTURES = os.environ.get("KITEI_PICTURES")
"""A folder for a picture of every page visited; none are made otherwise."""


_ANSWERED = re.compile(r"server responded with a status of 4")
"""What a browser says of a page that tells of a mistake."""


_BOXES = "input:not([type]), input[type=text], input[type=email], input[type=tel], textarea"


class Tour:
    """One way through the portal; every page is looked at by axe."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        self.visitor, self.page, self.name = visitor, visitor.page, name
        self.found: list[str] = []
        self._count = 0

    def open(self, path: str) -> None:
        """Go to a page by its address, and look at it."""
        self.visitor.open(path)
        self.look()

    def look(self) -> None:
        """What axe finds here is kept; a picture, if wanted."""
        told = (each for each in self.visitor.findings() if not _ANSWERED.search(each))
        self.found.extend(f"{self.name} {each}" for each in told)
        heard = len(self.visitor.complaints)
        if PICTURES:
            where = self.page.url.removeprefix(self.visitor.base).strip("/").replace("/", "-") or "home"
            self.visitor.picture(Path(PICTURES) / f"{self.name}-{self._count:02}-{where[:60]}.png")
        del self.visitor.complaints[heard:]  # taking a picture is no fault of the page's
        self._count += 1

    def press(self, text: str) -> None:
        """Press a button or follow a link, and look at what comes."""
        main = self.page.locator("main")
        target = main.get_by_role("button", name=text).or_(main.get_by_role("link", name=text)).first
        target.click()
        self.page.wait_for_load_state("load")
        self.look()

    def file(self, procedure: str, chosen: Mapping[str, Any]) -> None:
        """From the first page of a request to its receipt."""
        self.visitor.open(f"/file/{procedure}/")
        self.look()
        for _ in range(12):
            if self.page.url.endswith("/check/"):
                break
            self.fill(chosen)
            self.page.locator("button[name=go][value=on]").click()
            self.page.wait_for_load_state("load")
            self.look()
        self.page.locator("button[name=go][value=send]").click()
        self.page.wait_for_load_state("load")
        self.look()

    def fill(self, chosen: Mapping[str, Any]) -> None:
        """Answer everything on the page that is not answered yet."""
        fill(self.page, chosen)


def fill(page: Page, chosen: Mapping[str, Any]) -> None:
    """Answer everything on a page that is not answered yet."""
    for group in page.locator("main form fieldset").all():
        _choose(group, chosen)
    page.wait_for_timeout(150 if chosen.get("script") else 0)
    for box in page.locator(f"main form :is({_BOXES})").all():
        name = str(box.get_attribute("name"))
        if name != "website" and not box.input_value():
            box.fill(str(chosen.get(name, sentence(name))))


def _choose(group: Locator, chosen: Mapping[str, Any]) -> None:
    options = group.locator("input[type=radio], input[type=checkbox]")
    if not options.count() or group.locator("input:checked").count():
        return
    wanted = chosen.get(str(options.first.get_attribute("name")))
    for value in [wanted] if isinstance(wanted, str) else wanted or []:
        group.locator(f'input[value="{value}"]').check()
    if not wanted:
        options.first.check()


Visit = Callable[..., Visitor]


def tour_of(visit: Visit, way: Mapping[str, Any], name: str) -> Tour:
    """A visitor; without a script, every script of ours comes empty, and axe, which is one, can still look."""
    visitor = visit(lang=way["lang"], size=way["size"])
    if not way["script"]:
        visitor.context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    visitor.page.set_default_timeout(8_000)
    return Tour(visitor, name)
