"""A meeting from its plan to its minutes, through the pages of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from kitei.office.cases.models import StepDone, Task
from kitei.office.committees.models import BodyRules, Meeting, Minutes, Motion, Paper
from kitei.office.people.models import Person
from kitei.office.post.models import Outgoing
from tests.office.committees.building import OWN, Committee, appeal, committee, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

AsPerson = Callable[[Person], Client]
HOME = "/desk/committees/"
DAY = {"held_on": "2026-12-08", "begins": "14:00", "ends": "15:30", "place": "本部棟2階会議室"}


def planned(desk: Client, body: str) -> Meeting:
    desk.post(f"{HOME}bodies/{body}/plan", DAY)
    return Meeting.objects.latest("id")


def address(meeting: Meeting, rest: str = "") -> str:
    return f"{HOME}meetings/{meeting.id}/{rest}"


def opened(desk: Client, made: Committee, meeting: Meeting) -> None:
    desk.post(address(meeting, "convene"))
    answer = desk.post(address(meeting, "attendance"), {f"how.{each.id}": "present" for each in made.members})
    assertRedirects(answer, address(meeting), fetch_redirect_response=False)


def votes(made: Committee, *said: str) -> dict[str, Any]:
    return {f"vote.{who.id}": choice for who, choice in zip(made.members, said, strict=False)}


def filled(page: bytes) -> dict[str, str]:
    """The paper's entries as the page fills them."""
    fields: Any = html.fromstring(page).xpath("//*[starts-with(@name, 'v-')]")
    return {str(each.get("name")): each.value or "" for each in fields}


@pytest.mark.regulation("nihon-cst")
def test_own_rules_are_entered_shown_as_such_and_let_the_body_meet(as_person: AsPerson) -> None:
    made = committee("committee")
    desk = as_person(made.secretary)
    assertContains(desk.get(f"{HOME}bodies/committee/"), "この会議体の定めが足りません")

    wrong = desk.post(f"{HOME}bodies/committee/rules", {"document": "委員会規程", "from_on": "いつか"})
    assertContains(wrong, "日付として読めません", status_code=422)
    desk.post(
        f"{HOME}bodies/committee/rules",
        {
            "document": "委員会規程",
            "from_on": "2026-04-01",
            "quorum.share": "two_thirds",
            "quorum.of": "members",
            "decision.share": "more_than_half",
            "decision.of": "present",
            "tie": "chair",
            "recused": "apart",
            "chair_votes": "False",
            "circulation": "as_meeting",
            "notice_days": "7",
        },
    )

    assert BodyRules.objects.get().rules["chair_votes"] is False
    page = desk.get(f"{HOME}bodies/committee/")
    assertContains(page, "委員の3分の2以上")
    assertContains(page, "委員会の定め（規程によるものではない）")
    assertNotContains(page, "この会議体の定めが足りません")


@pytest.mark.regulation("iuj")
def test_where_the_regulation_rules_there_is_nothing_to_enter(as_person: AsPerson) -> None:
    made = committee("committee")
    desk = as_person(made.secretary)

    page = desk.get(f"{HOME}bodies/committee/rules")

    assertNotContains(page, 'name="quorum.share"')
    assertContains(page, 'name="recused"')
    assertContains(desk.get(f"{HOME}bodies/committee/"), "規程第28条第2項")


@pytest.mark.regulation("josai")
def test_a_meeting_from_plan_to_minutes(as_person: AsPerson) -> None:
    made = committee("operating_committee", own=OWN)
    case = appeal(made, ("receive", "admitted"), ("hear", "not_needed"))
    desk = as_person(made.secretary)
    assertContains(desk.get(HOME), "議題になるのを待つ案件1件")
    meeting = planned(desk, "operating_committee")
    waiting = Task.objects.get(case=case, step="deliberate", done_at=None)
    assertContains(desk.get(address(meeting, "agenda")), case.number)
    desk.post(address(meeting, "agenda"), {"task": str(waiting.id), "presenter": "総務課", "title": "方針の改定"})
    desk.post(address(meeting, "items/1/papers"), {"document": [str(each.id) for each in case.documents.all()]})
    opened(desk, made, meeting)
    assert Outgoing.objects.count() == len(made.members)
    meeting_page = desk.get(address(meeting))
    assertContains(meeting_page, "委員5名中5名出席")

    form = desk.get(address(meeting, "items/1/vote/partly"))
    assertContains(form, "委員の表決")
    entered = votes(made, "for", "for", "for", "against", "abstain") | {
        "reason": "一部の記載は評価に当たる",
        f"opinion.{made.members[3].id}": "全部に応じるべきである",
        "condition.0.text": "黒塗りの範囲を確かめる",
        "condition.0.actor": "manager",
        "condition.0.due": "2026-12-20",
    }
    answer = desk.post(address(meeting, "items/1/vote/partly"), entered)
    assertRedirects(answer, address(meeting, "items/1/"), fetch_redirect_response=False)

    assert StepDone.objects.get(case=case, step="deliberate").outcome == "partly"
    item_page = desk.get(address(meeting, "items/1/"))
    assertContains(item_page, "全部に応じるべきである")
    assertContains(item_page, "黒塗りの範囲を確かめる")
    desk.post(address(meeting, "items/1/record"), {"record": "資料に基づき審議した。"})
    assertContains(desk.post(address(meeting, "close"), follow=True), "議題2が残っています")
    desk.post(address(meeting, "items/2/vote"), {"unanimous": "1", "text": "改定案を承認する"})
    desk.post(address(meeting, "close"))
    desk.post(address(meeting, "minutes"))
    desk.post(address(meeting, "corrections"), {"text": "出席者の氏名を改める。"})
    minutes = Minutes.objects.order_by("position")
    assert [each.position for each in minutes] == [0, 1]
    for each in minutes:
        pdf = desk.get(f"{HOME}minutes/{each.id}.pdf")
        assert b"".join([pdf.content]).startswith(b"%PDF")
    assert desk.get(address(meeting, "agenda.pdf")).content.startswith(b"%PDF")
    condition = Motion.objects.get(item__position=1).conditions.get()
    desk.post(address(meeting, f"items/1/conditions/{condition.id}"))
    assert Task.objects.get(case=case, kind="condition").done_at is not None


@pytest.mark.regulation("josai")
def test_a_member_reads_papers_from_the_notice_to_the_minutes_unless_recused(as_person: AsPerson) -> None:
    made = committee("operating_committee", own=OWN)
    case = appeal(made, ("receive", "admitted"), ("hear", "not_needed"))
    desk, member, other = as_person(made.secretary), as_person(made.members[2]), as_person(made.members[3])
    meeting = planned(desk, "operating_committee")
    waiting = Task.objects.get(case=case, step="deliberate", done_at=None)
    desk.post(address(meeting, "agenda"), {"task": str(waiting.id)})
    desk.post(
        address(meeting, "items/1/papers"),
        {"title": "事務局の整理", "file": _text("整理.txt", "争点を整理した。")},
    )
    paper = Paper.objects.get()
    link = f"{HOME}papers/{paper.id}"

    assert member.get(address(meeting)).status_code == 404
    assert member.get(link).status_code == 404
    desk.post(address(meeting, "convene"))
    assert member.get(link).content.decode() == "争点を整理した。"
    assertContains(member.get(address(meeting)), "招集されています")
    member.post(address(meeting, "items/1/recusals"), {"reason": "申立人の指導教員である"})
    assert member.get(link).status_code == 404
    assertContains(member.get(address(meeting, "items/1/")), "資料と審議の内容は表示されません")
    assert other.get(link).status_code == 200
    assert other.get(address(meeting, "items/1/vote/partly")).status_code in {403, 404}
    outsider = as_person(person("部外 花子", made.unit))
    for page in (HOME, address(meeting), link, f"{HOME}bodies/operating_committee/"):
        assert outsider.get(page).status_code in {403, 404}


@pytest.mark.regulation("iuj")
def test_too_few_members_cannot_open_and_the_meeting_is_put_off(as_person: AsPerson) -> None:
    made = committee("committee", members=6)
    case = appeal(made, ("receive", "passed_on"))
    desk = as_person(made.secretary)
    meeting = planned(desk, "committee")
    waiting = Task.objects.get(case=case, step="form-panel", done_at=None)
    desk.post(address(meeting, "agenda"), {"task": str(waiting.id)})
    desk.post(address(meeting, "convene"))

    few = {f"how.{each.id}": "present" for each in made.members[:3]}
    refused = desk.post(address(meeting, "attendance"), few)

    assertContains(refused, "定足数(4名)に足りません", status_code=422)
    answer = desk.post(address(meeting, "adjourn"), DAY | {"held_on": "2026-12-15", "reason": "定足数に足りない"})
    following = Meeting.objects.get(continues=meeting)
    assertRedirects(answer, address(following), fetch_redirect_response=False)
    assertContains(desk.get(address(following)), case.number)
    assertContains(desk.get(address(meeting)), "続きの会議")


@pytest.mark.regulation("iuj")
def test_a_tie_waits_for_the_chair(as_person: AsPerson) -> None:
    made = committee("committee", members=4)
    case = appeal(made, ("receive", "passed_on"))
    desk = as_person(made.secretary)
    meeting = planned(desk, "committee")
    waiting = Task.objects.get(case=case, step="form-panel", done_at=None)
    desk.post(address(meeting, "agenda"), {"task": str(waiting.id)})
    opened(desk, made, meeting)

    desk.post(address(meeting, "items/1/vote/formed"), votes(made, "for", "for", "against", "against"))
    assertContains(desk.get(address(meeting, "items/1/")), "可否同数を裁決する")
    chair = as_person(made.chair)
    form = chair.get(address(meeting, "items/1/vote/formed"))
    assertContains(form, "議長の裁決")
    chair.post(address(meeting, "items/1/vote/formed"), filled(form.content) | {"casting": "carried"})

    assert Motion.objects.get().casting is True
    assert StepDone.objects.get(case=case, step="form-panel").outcome == "formed"


@pytest.mark.regulation("josai")
def test_a_circulation_is_answered_by_each_member(as_person: AsPerson) -> None:
    made = committee("operating_committee", members=3, own=OWN | {"circulation": "all_agree"})
    case = appeal(made, ("receive", "admitted"), ("hear", "not_needed"))
    desk = as_person(made.secretary)
    desk.post(f"{HOME}bodies/operating_committee/plan", DAY | {"mode": "circulation"})
    meeting = Meeting.objects.get()
    waiting = Task.objects.get(case=case, step="deliberate", done_at=None)
    desk.post(address(meeting, "agenda"), {"task": str(waiting.id)})
    desk.post(address(meeting, "items/1/vote/accepted"), {})
    desk.post(address(meeting, "convene"))

    for member in made.members[:2]:
        browser = as_person(member)
        assertContains(browser.get(address(meeting, "items/1/")), "回答してください")
        browser.post(address(meeting, "items/1/reply"), {"choice": "for", "opinion": "異議なし"})
    assertContains(desk.post(address(meeting, "items/1/vote/accepted"), {}), "1名の回答を待っています", status_code=422)
    as_person(made.members[2]).post(address(meeting, "items/1/reply"), {"choice": "for"})
    desk.post(address(meeting, "items/1/vote/accepted"), {})

    assert Motion.objects.get().result == "carried"
    assert StepDone.objects.get(case=case, step="deliberate").outcome == "accepted"
    desk.post(address(meeting, "close"))
    desk.post(address(meeting, "minutes"))
    assert Minutes.objects.count() == 1


def _text(name: str, content: str) -> Any:
    return SimpleUploadedFile(name, content.encode(), content_type="text/plain")
