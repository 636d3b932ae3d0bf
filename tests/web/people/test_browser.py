"""The pages about people in a browser: axe in both languages, on a laptop and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest

from kitei.office.people.models import Account
from tests.browser import Visitor
from tests.office.people.building import appoint, person, unit
from tests.web.people.conftest import opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("lang", "size"), [("ja", "laptop"), ("en", "phone")])
def test_axe_finds_nothing(
    visit: Callable[..., Visitor], admin: Account, lang: Literal["ja", "en"], size: Literal["laptop", "phone"]
) -> None:
    faculty = unit("law")
    unit("law-office", faculty)
    who = person("髙橋 花子", faculty, kana="タカハシ ハナコ")
    appoint(who, "manager", faculty)
    opened(who)
    sign = who.pseudonym.partition(":")[2]
    visitor = visit(admin, lang=lang, size=size)
    found: list[str] = []
    for path in ("", "new", "units", "units/law", "access", sign, f"{sign}/change", "?q=nobody"):
        visitor.open(f"/desk/people/{path}")
        found += visitor.findings()
    assert found == []
