"""Every page of the record in a browser: axe finds nothing, nothing is wider than the screen, in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from kitei import clock
from kitei.jobs.record import checking
from kitei.office.record.models import Act
from tests.office.record.acts import past_the_triggers
from tests.web.office import Front

if TYPE_CHECKING:
    from tests.browser import Visitor

PICTURES = os.environ.get("KITEI_PICTURES")
"""A folder into which the pictures of all pages go, to be looked at."""


@pytest.mark.django_db(transaction=True)
def test_every_page_reads_well_on_every_screen(desk: Front, visit: Callable[..., Visitor]) -> None:
    case = desk.decided()
    desk.recorded()
    good = checking.check_up(at=clock.now())
    past_the_triggers("UPDATE cases_case SET due_on = '2030-01-01' WHERE id = %s", [case.pk])
    bad = checking.check_up(at=clock.now())
    step = Act.objects.filter(case=case.number, name="case.step_taken").latest("id").id
    pages = {
        "overview": reverse("record:overview"),
        "case": f"{reverse('record:overview')}?case={case.number}",
        "act": reverse("record:act", args=[step]),
        "good": reverse("record:verification", args=[good.id]),
        "bad": reverse("record:verification", args=[bad.id]),
    }
    found: list[str] = []
    for lang, size in (("ja", "laptop"), ("en", "phone")):
        visitor = visit(desk.account("auditor"), lang=lang, size=size)
        for name, address in pages.items():
            visitor.open(address)
            found += visitor.findings()
            if PICTURES:
                visitor.picture(Path(PICTURES) / f"record-{name}-{lang}-{size}.png")
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_an_auditor_takes_a_checkpoint_and_compares_it_in_the_page(desk: Front, visit: Callable[..., Visitor]) -> None:
    desk.recorded()
    visitor = visit(desk.account("auditor"))
    page = visitor.open(reverse("record:overview"))
    with page.expect_download() as taken:
        page.get_by_role("link", name="チェックポイント").click()
    note = Path(taken.value.path()).read_text(encoding="utf-8")
    page.get_by_label("チェックポイント（全文）").fill(note)
    page.get_by_role("button", name="比べる").click()
    assert "と一致しました" in page.content()
    assert visitor.findings() == []
