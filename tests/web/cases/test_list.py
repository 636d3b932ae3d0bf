"""The list of cases: views, filters, search, pages, and to take away."""

from __future__ import annotations

import io
import time
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from kitei.office.cases.models import Case
from kitei.office.cases.queries import pages
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def listed(client: Client, **asked: str) -> str:
    return text(client.get(reverse("cases:list"), asked))


def test_the_usual_views(desk: Front) -> None:
    running, closed = desk.disclosure(), desk.closed()
    client = desk.client("manager")

    assert running.number in listed(client)
    assert closed.number not in listed(client)
    assert closed.number in listed(client, tab="closed")
    assert closed.number in listed(client, tab="all")
    assert running.number not in listed(client, tab="mine")
    assert "当てはまる案件はありません" in listed(client, tab="late")


def test_a_filter_keeps_its_view(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")

    assert case.number in listed(client, kind="disclosure", since="2026-11-01")
    assert case.number not in listed(client, until="2026-11-01")
    assert "tab=closed&amp;kind=disclosure" in listed(client, kind="disclosure")


def test_what_cannot_be_read_in_an_address_is_left_out(desk: Front) -> None:
    case = desk.disclosure()

    assert case.number in listed(desk.client("manager"), tab="nonsense", kind="nonsense", since="someday")


@pytest.mark.parametrize("words", ["R8-D-1", "髙橋", "高橋　花子", "2026-11-20", "令和8年11月20日"])
def test_a_case_is_found_by_number_name_and_day(desk: Front, words: str) -> None:
    case = desk.disclosure()

    assert case.number in listed(desk.client("manager"), q=words)


def test_a_search_for_somebody_else_finds_nothing(desk: Front) -> None:
    desk.disclosure()

    assert "当てはまる案件はありません" in listed(desk.client("manager"), q="徳川")


def test_the_next_page_begins_where_this_one_ends(desk: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [desk.disclosure().number for _ in range(3)]
    monkeypatch.setattr("kitei.web.cases.views.listing.queries.list_page", _by_two)
    client = desk.client("manager")

    first = listed(client)
    address = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = text(client.get(reverse("cases:list") + address))

    assert [each in first for each in numbers] == [False, True, True]
    assert [each in second for each in numbers] == [True, False, False]
    assert "先頭へ" in second


def _by_two(powers: Any, filters: Any, after: str | None) -> pages.Page:
    return pages.list_page(powers, filters, after, size=2)


def test_a_mark_nobody_gave_out_is_answered_with_the_way_out(desk: Front) -> None:
    answer = desk.client("manager").get(reverse("cases:list"), {"after": "nonsense"})

    assert answer.status_code == 409
    assert "一覧の最初から" in text(answer)


def test_only_the_rows_are_sent_to_a_page_that_has_the_rest(desk: Front) -> None:
    case = desk.disclosure()

    page = text(desk.client("manager").get(reverse("cases:list"), headers={"hx-target": "rows"}))

    assert case.number in page
    assert "<html" not in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_taken_away_without_names(desk: Front, ending: str) -> None:
    case = desk.disclosure()

    answer = desk.client("manager").get(reverse("cases:export", args=[ending]))

    body = answer.content if ending == "csv" else _unzipped(answer.content)
    assert case.number.encode() in body
    assert "髙橋".encode() not in body
    assert answer.headers["Content-Disposition"].startswith("attachment")


def _unzipped(content: bytes) -> bytes:
    with ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_there_is_no_other_kind_of_file(desk: Front) -> None:
    assert desk.client("manager").get(reverse("cases:export", args=["pdf"])).status_code == 404


def test_a_page_of_fifty_rows_takes_little_time(desk: Front) -> None:
    """The target is 10 ms; a busy machine may take several times as long, an algorithm gone wrong a hundred times."""
    first = desk.disclosure()
    client = desk.client("manager")
    _copied(first, 49)
    listed(client)

    begun = time.process_time()
    for _ in range(5):
        page = listed(client)
    spent = (time.process_time() - begun) / 5

    assert page.count("<tr>") == 51
    assert spent < 0.25


def _copied(case: Case, count: int) -> None:
    """Rows for the list alone, past the record: they are gone with the test."""
    for number in range(2, count + 2):
        Case.objects.bulk_create([_copy(case, number)])


def _copy(case: Case, number: int) -> Case:
    copy = Case.objects.get(pk=case.pk)
    values = (copy.title, copy.name, copy.kana, copy.contact, copy.facts)
    copy.pk = type(case.pk)(int=case.pk.int + number)
    copy.serial, copy.number, copy.secret_digest = number, f"R8-D-{number:04}", ""
    copy.title, copy.name, copy.kana, copy.contact, copy.facts = values
    copy._state.adding = True
    return copy
