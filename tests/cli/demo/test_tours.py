"""The guided tours: every step of every role leads to a page that opens for that role, in an office for practice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kitei.cli.demo import opening
from kitei.cli.demo.checking.browsing import Visitor
from kitei.cli.demo.plan import OFFICES, office_plan
from kitei.cli.demo.processes import Running, free_port, offices
from kitei.cli.demo.seats import accounts_of
from kitei.portal.tour.plan import tours
from tests.conftest import FULL

_FEWEST = 3
"""Steps that even the shortest tour has."""


REFUSED = {words for each in tours() for step in each.steps if step.refused for words in (step.ja, step.en)}
"""Steps that show that a page is refused."""


def steps(page: bytes) -> list[tuple[str, str]]:
    """What each step says, and where it leads."""
    return re.findall(r'<li><p>(.*?)</p>\n<p><a class="btn small" href="([^"]+)">', page.decode())


def walk(office: Running, sign: str, lang: str) -> list[str]:
    """Walk a tour as its role does; returns where it led.

    Raises:
        WentWrong: a page does not open.
    """
    visitor = Visitor(office.url, lang)
    page = visitor.get(f"/tour/{sign}/")
    if page.has_form(r".*/enter/"):
        page = visitor.send(page, page.form(r".*/enter/"), {}, lambda *_: "")
        assert page.path == f"/tour/{sign}/"
        assert not page.has_form(r".*/enter/"), "signed in"
    found = steps(page.content)
    assert len(found) >= _FEWEST or "<code>./kitei" in page.content.decode()
    for says, path in found:
        if says in REFUSED:
            assert visitor.status(path) == 403
        else:
            assert "/accounts/login" not in visitor.get(path.replace("&amp;", "&")).url
    return [path for _, path in found]


@pytest.mark.parametrize("key", OFFICES if FULL else ["josai"])
def test_every_tour_of_an_office_can_be_walked(practice: Path, key: str) -> None:
    del practice
    with offices(opening.ready(lambda *_: None, free_port(18_440, ()), [key])) as (office,):
        start = Visitor(office.url).get("/tour/")
        signs = re.findall(r'href="/tour/([a-z0-9-]+)/"', start.content.decode())
        accounts = {address.partition("@")[0] for address, _, _ in accounts_of(key, office_plan(key))}
        led = {sign: walk(office, sign, "en" if turn % 2 else "ja") for turn, sign in enumerate(signs)}

    assert set(signs) == accounts | {"student", "engineer"}
    everywhere = {path for paths in led.values() for path in paths}
    assert any(re.fullmatch(r"/desk/cases/R\d+-\w+-\d+", path) for path in everywhere)
    assert any("/steps/" in path for path in everywhere)
    assert any(path.startswith("/desk/record/acts/") for path in everywhere)
