"""The administrator looks after people at the desk; nobody else does."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from kitei.office.people.models import Account, Appointment, Person, Unit
from kitei.office.post.models import Outgoing
from tests.office.people.building import PASSWORD, appoint, person, unit
from tests.web.people.conftest import opened

pytestmark = pytest.mark.django_db


def page_of(who: Person) -> str:
    return f"/desk/people/{who.pseudonym.partition(':')[2]}"


def test_a_unit_is_added_and_changed(desk: Client) -> None:
    answer = desk.post(
        "/desk/people/units", {"code": "law", "title_ja": "法学部", "title_en": "Law", "parent": "", "kind": "college"}
    )
    assertRedirects(answer, "/desk/people/units")
    assertContains(desk.get("/desk/people/units"), "法学部")
    desk.post("/desk/people/units/law", {"title_ja": "法学科", "title_en": "Law", "parent": "", "kind": "department"})
    assert Unit.objects.get().title_ja == "法学科"


def test_what_is_wrong_with_a_unit_stands_beside_its_field(desk: Client) -> None:
    answer = desk.post("/desk/people/units", {"code": "Law!", "title_ja": "法", "title_en": "L", "kind": "college"})
    assertContains(answer, "部署コード「Law!」は使えません", status_code=422)
    assertContains(answer, 'aria-invalid="true"', status_code=422)
    unit("law")
    answer = desk.post("/desk/people/units/law", {"title_ja": "", "title_en": "L", "parent": "law", "kind": "college"})
    assertContains(answer, "両方の言語", status_code=422)


def test_a_person_is_added_and_found(desk: Client) -> None:
    unit("law")
    desk.post(
        "/desk/people/new",
        {"name": "髙橋 花子", "kana": "タカハシ ハナコ", "email": "H@Example.ac.jp", "unit": "law", "language": "ja"},
    )
    who = Person.objects.get(email="h@example.ac.jp")
    assertContains(desk.get("/desk/people/?q=タカハシ"), "髙橋 花子")
    assertNotContains(desk.get("/desk/people/?q=鈴木"), "髙橋 花子")
    desk.post(
        page_of(who) + "/change", {"name": "髙橋 花", "kana": "", "email": who.email, "unit": "", "language": "en"}
    )
    who.refresh_from_db()
    assert (who.name, who.unit, who.language) == ("髙橋 花", None, "en")


def test_a_wrong_address_is_refused_with_what_was_typed(desk: Client) -> None:
    answer = desk.post("/desk/people/new", {"name": "髙橋", "email": "nowhere", "language": "ja"})
    assertContains(answer, "メールアドレスの形", status_code=422)
    assertContains(answer, 'value="髙橋"', status_code=422)
    who = person()
    answer = desk.post(page_of(who) + "/change", {"name": "", "email": who.email, "language": "ja"})
    assertContains(answer, "氏名を", status_code=422)


def test_somebody_is_appointed_and_the_appointment_ended(desk: Client) -> None:
    unit("law")
    who = person()
    answer = desk.post(page_of(who) + "/appoint", {"role": "manager", "unit": "law", "from_on": "2026-04-01"})
    assertRedirects(answer, page_of(who))
    assertContains(desk.get(page_of(who)), "個人情報管理者")
    made = Appointment.objects.get(person=who)
    desk.post(f"{page_of(who)}/appointments/{made.id}/end", {"end_on": "2026-10-01"})
    made.refresh_from_db()
    assert made.to_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"role": "manager", "unit": "", "from_on": "2026-04-01"}, "部署ごとに置かれます"),
        ({"role": "manager", "unit": "nowhere", "from_on": "2026-04-01"}, "その部署はありません"),
        ({"role": "operating_chair", "from_on": ""}, "日付を入力"),
        ({"role": "operating_chair", "from_on": "tomorrow"}, "日付を読み取れません"),
        ({"role": "operating_chair", "from_on": "2026-04-01", "deputy_for": "x"}, "その任命はありません"),
    ],
)
def test_a_wrong_appointment_says_why(desk: Client, sent: dict[str, str], says: str) -> None:
    answer = desk.post(page_of(person()) + "/appoint", sent)
    assertContains(answer, says, status_code=422)
    assert Appointment.objects.filter(role__in=["manager", "operating_chair"]).count() == 0


def test_an_appointment_that_has_ended_is_not_ended_again(desk: Client) -> None:
    who = person()
    made = appoint(who, "operating_chair", to_on=date(2026, 1, 1))
    answer = desk.post(f"{page_of(who)}/appointments/{made.id}/end", {"end_on": "2026-10-01"})
    assertContains(answer, "既に", status_code=422)


def test_an_invitation_goes_out_as_a_letter(desk: Client) -> None:
    who = person(email="new@example.ac.jp")
    assertRedirects(desk.post(page_of(who) + "/invite"), page_of(who))
    assertContains(desk.get(page_of(who)), "招待中")
    (letter,) = Outgoing.objects.all()
    assert letter.letter["to"] == "new@example.ac.jp"
    assert "/accounts/invitation/" in letter.letter["body"]


def test_an_invitation_is_withdrawn_once(desk: Client) -> None:
    who = person(email="new@example.ac.jp")
    assertRedirects(desk.post(page_of(who) + "/withdraw"), page_of(who))
    desk.post(page_of(who) + "/invite")
    desk.post(page_of(who) + "/withdraw")
    assertContains(desk.get(page_of(who)), "招待は無効")
    assertContains(desk.post(page_of(who) + "/withdraw"), "使えません", status_code=422)


def test_an_account_is_closed_and_opened_again(desk: Client) -> None:
    who = person()
    account = opened(who)
    assertContains(desk.post(page_of(who) + "/invite"), "既に使われています", status_code=422)
    for to, active in (("closed", False), ("open", True)):
        desk.post(page_of(who) + "/account", {"to": to})
        account.refresh_from_db()
        assert account.is_active is active


def test_who_leaves_is_shown_as_gone(desk: Client) -> None:
    who = person()
    assertContains(desk.post(page_of(who) + "/leave", {"left_on": ""}), "日付を入力", status_code=422)
    desk.post(page_of(who) + "/leave", {"left_on": "2026-11-01"})
    assertContains(desk.get(page_of(who)), "離職")
    assertContains(desk.get("/desk/people/"), "離職")


def test_what_matters_is_asked_for_once_more(admin: Account, client: Client) -> None:
    client.post("/accounts/login/", {"login": admin.email, "password": PASSWORD})
    who = person()
    answer = client.post(page_of(who) + "/appoint", {"role": "operating_chair", "from_on": "2026-04-01"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Appointment.objects.filter(person=who).exists()

    answer = client.post(answer["Location"], {"password": PASSWORD, "next": page_of(who) + "/appoint"})
    assert Appointment.objects.filter(person=who).exists(), answer


def test_the_table_of_access_is_there_for_everybody_at_the_desk(client: Client) -> None:
    who = person()
    appoint(who, "operating_chair")
    client.force_login(opened(who))
    for lang, says in (("ja", "規程にない役割"), ("en", "not in the regulation")):
        assertContains(client.get(f"/desk/people/access?lang={lang}"), says)


@pytest.mark.regulation("iuj")
def test_who_may_only_appoint_is_led_nowhere_else(client: Client, office: str) -> None:
    assert office == "iuj"
    who = person()
    appoint(who, "president")
    client.force_login(opened(who))
    for page in ("/desk/people/", "/desk/people/access"):
        tabs = re.findall(r'<li><a href="(/desk/[^"]+)"', client.get(page).content.decode())
        assert {"/desk/people/", "/desk/people/access"} <= set(tabs)
        assert [tab for tab in tabs if client.get(tab).status_code != 200] == []


@pytest.mark.parametrize("path", ["", "new", "units", "units/law"])
def test_nobody_else_looks_after_people(client: Client, path: str) -> None:
    unit("law")
    assert client.get(f"/desk/people/{path}").status_code == 302
    who = person()
    appoint(who, "operating_chair")
    client.force_login(opened(who))
    assert client.get(f"/desk/people/{path}").status_code == 403
    assert client.get(page_of(who)).status_code == 403


def test_whoever_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/people/nobody").status_code == 404
    assert desk.get("/desk/people/units/nowhere").status_code == 404
    assert desk.get("/desk/people/?unit=nowhere").status_code == 200
