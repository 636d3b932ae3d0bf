"""Debian's Chromium for the tests of pages: one browser a session, a fresh visitor for each test, axe on every page.

A room's `conftest.py` takes what it needs: `from tests.browser import chromium, visit  # noqa: F401`.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"phone": (390, 844), "laptop": (1360, 900)}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
Size = Literal["phone", "laptop"]


@dataclass
class Visitor:
    """Somebody in front of a browser: at one office, in one language, on one size of screen."""

    base: str
    context: BrowserContext
    page: Page
    complaints: list[str]

    def open(self, path: str) -> Page:
        """Go to a page and wait until it is quiet."""
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("load")
        return self.page

    def findings(self) -> list[str]:
        """What axe finds on the page as it stands, and what the browser itself complained of; nothing is right."""
        options = {"runOnly": {"type": "tag", "values": list(RULES)}}
        found = Axe().run(self.page, options=options).response["violations"]
        where = self.page.url.removeprefix(self.base)
        told = [f"{where}: {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
        return told + self.complaints + self._overflow(where)

    def picture(self, file: Path, *, printed: bool = False) -> None:
        """The whole page as a picture; `printed` in the style for paper."""
        self.page.emulate_media(media="print" if printed else "screen")
        self.page.screenshot(path=file, full_page=True)
        self.page.emulate_media(media="screen")

    def _overflow(self, where: str) -> list[str]:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{where}: {wide} px wider than the screen"] if wide > 1 else []


@lru_cache(maxsize=1)
def _browser() -> Browser:
    """The one browser of a process, whichever room asks first: a thread has room for one driver only."""
    # The driver runs a loop in this thread; the tests' own database calls in it are as synchronous as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    driver = sync_playwright().start()
    atexit.register(driver.stop)
    return driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """One browser for all tests."""
    return _browser()


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for somebody: `visit(account, lang="en", size="phone", javascript=False)`."""
    with ExitStack() as opened:

        def enter(
            account: Any = None, *, lang: Literal["ja", "en"] = "ja", size: Size = "laptop", javascript: bool = True
        ) -> Visitor:
            width, height = SIZES[size]
            context = opened.enter_context(
                chromium.new_context(
                    viewport={"width": width, "height": height},
                    locale="ja-JP",
                    timezone_id="Asia/Tokyo",
                    java_script_enabled=javascript,
                    bypass_csp=False,
                )
            )
            cookies = {settings.LANGUAGE_COOKIE_NAME: lang} | _signed_in(account)
            context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
            )
            page = context.new_page()
            return Visitor(live_server.url, context, page, _heard(page))

        yield enter


def _signed_in(account: Any) -> dict[str, str]:
    if account is None:
        return {}
    client = Client()
    client.force_login(account)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def _heard(page: Page) -> list[str]:
    """Errors of the page's scripts and refusals by the policy, as they come."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("console", lambda told: heard.append(f"console: {told.text}") if told.type == "error" else None)
    return heard
