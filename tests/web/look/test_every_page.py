"""What holds for every page: languages, what it may load, and what is said when something goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse

from kitei.office.ground.errors import OfficeError
from kitei.office.people.models import Account, Person
from kitei.web.look import errors, navigation, policy
from kitei.web.look.errors import OfficeErrorMiddleware
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]


def test_japanese_is_the_default_and_english_is_a_click_away(desk: Front) -> None:
    client = desk.client("manager")

    first = client.get(reverse("home:home"))
    second = client.get(reverse("home:home"), {"lang": "en"})
    third = client.get(reverse("cases:list"))

    assert '<html lang="ja">' in text(first)
    assert '<html lang="en">' in text(second)
    assert '<html lang="en">' in text(third)
    assert third.headers["Content-Language"] == "en"


def test_an_account_is_read_in_its_own_language(desk: Front) -> None:
    Person.objects.filter(pk=desk.staff.people["manager"].pk).update(language="en")

    assert '<html lang="en">' in text(desk.client("manager").get(reverse("home:home")))


def test_a_language_nobody_speaks_here_is_passed_over(desk: Front) -> None:
    assert '<html lang="ja">' in text(desk.client("manager").get(reverse("home:home"), {"lang": "xx"}))


def test_a_page_loads_from_its_own_host_only(desk: Front) -> None:
    answer = desk.client("manager").get(reverse("home:home"))
    page = text(answer)

    sent = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent
    assert "unsafe" not in sent
    assert "http" not in sent
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    assert re.findall(r"<style|style=|onclick=|<script>", page) == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_single_sign_on_may_answer_by_a_form_and_nothing_else_changes() -> None:
    made = policy.content_security_policy(["https://idp.example.ac.jp"])["DIRECTIVES"]

    assert made["form-action"] == ["'self'", "https://idp.example.ac.jp"]
    assert made["script-src"] == policy.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]


def test_templates_hold_no_style_no_script_and_no_other_host() -> None:
    pattern = re.compile(r"style=|<style|<script>|on(?:click|load|change)=|https?://(?!www\.w3\.org)")
    rooms = ("look", "home", "cases", "requests", "lawbook", "calendar", "statistics")
    templates = [path for room in rooms for path in (ROOT / "src/kitei/web" / room).rglob("*.jinja")]

    assert len(templates) > 20
    assert [str(path) for path in templates if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("page", "status", "says"),
    [
        (errors.bad_request, 400, "読み取れません"),
        (errors.not_allowed, 403, "権限がありません"),
        (errors.csrf_failure, 403, "有効期限が切れました"),
        (errors.not_found, 404, "見つかりません"),
        (errors.too_many, 429, "回数が多すぎます"),
        (errors.server_error, 500, "問題が起きました"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(desk: Front, page: object, status: int, says: str) -> None:
    del desk
    assert callable(page)

    answer = page(RequestFactory().get("/"))

    assert answer.status_code == status
    assert says in text(answer)


def test_a_page_that_is_not_there_is_told_so(desk: Front) -> None:
    answer = desk.client("manager").get("/desk/cases/R8-D-9999")

    assert answer.status_code == 404
    assert "担当でない案件の可能性" in text(answer)


class Refused(OfficeError):
    """Something the office does not do."""

    def __init__(self) -> None:
        super().__init__(ja="今はできません", en="not now")


class NotPermitted(Refused):
    """Something this person may not do."""


@pytest.mark.parametrize(("error", "status"), [(Refused(), 409), (NotPermitted(), 403)])
def test_what_the_office_refuses_becomes_a_page(desk: Front, error: OfficeError, status: int) -> None:
    del desk
    middleware = OfficeErrorMiddleware(errors.not_found)

    answer = middleware.process_exception(RequestFactory().get("/"), error)

    assert answer is not None
    assert answer.status_code == status
    assert "今はできません" in text(answer)


def test_other_errors_are_left_to_others(desk: Front) -> None:
    del desk
    middleware = OfficeErrorMiddleware(errors.not_found)

    assert middleware.process_exception(RequestFactory().get("/"), SuspiciousOperation()) is None
    assert middleware(RequestFactory().get("/")).status_code == 404


def test_whoever_is_not_signed_in_is_led_to_sign_in(desk: Front) -> None:
    del desk

    answer = Client().get(reverse("cases:list"))

    assert answer.status_code == 302
    assert "/accounts/" in answer.headers["Location"]


def test_somebody_who_left_does_not_get_in(desk: Front) -> None:
    client = desk.client("manager")
    Person.objects.filter(pk=desk.staff.people["manager"].pk).update(left_on="2026-11-01")

    answer = client.get(reverse("home:home"))

    assert answer.status_code in {302, 403}


def test_an_account_without_a_person_has_no_desk(desk: Front) -> None:
    client = desk.client("manager")
    Account.objects.filter(pk=desk.account("manager").pk).update(person=None)

    assert client.get(reverse("home:home")).status_code == 403


def test_a_room_this_office_has_not_is_not_shown() -> None:
    assert navigation.address("nowhere:at-all") is None


@pytest.mark.parametrize("name", ["statistics:overview", "requests:kinds"])
def test_what_no_role_allows_is_refused(desk: Front, name: str) -> None:
    answer = desk.client("administrator").get(reverse(name))

    assert answer.status_code == 403
    assert "権限がありません" in text(answer)


def test_the_administrator_sees_no_case(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("administrator")

    assert case.number not in text(client.get(reverse("cases:list"), {"tab": "all"}))
    assert case.number not in text(client.get(reverse("home:home")))
    assert client.get(reverse("cases:case", args=[case.number])).status_code in {403, 404}


def test_the_way_through_shows_only_what_one_may_enter(desk: Front) -> None:
    administrator, manager = desk.client("administrator"), desk.client("manager")

    assert reverse("statistics:overview") not in text(administrator.get(reverse("home:home")))
    assert f'href="{reverse("statistics:overview")}"' in text(manager.get(reverse("home:home")))
