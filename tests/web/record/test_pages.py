"""The record for whoever examines it: everything is seen of an act but what it was about."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from kitei import clock
from kitei.jobs.record import checking, tasks
from kitei.notary import Receipt
from kitei.office.cases.models import Case
from kitei.office.people.access.acts import READS
from kitei.office.record import queries, sequencer
from kitei.office.record.models import Act, Head
from kitei.office.record.signing import verifier
from kitei.web.record import showing
from tests.conftest import ROOT
from tests.office.record.acts import past_the_triggers
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db
OVERVIEW = "record:overview"


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("manager", 403)])
def test_only_those_who_may_examine_the_record_see_it(desk: Front, role: str, status: int) -> None:
    desk.recorded()
    client = desk.client(role)
    number = Act.objects.earliest("id").id
    for address in (
        reverse(OVERVIEW), reverse("record:act", args=[number]), reverse("record:receipt", args=[number]),
        reverse("record:entry", args=[number]), reverse("record:checkpoint"),
    ):  # fmt: skip
        assert client.get(address).status_code == status, address
    assert client.get(reverse("record:compare")).status_code == 405


def test_acts_are_listed_newest_first_with_words_role_and_clauses(desk: Front) -> None:
    case = desk.disclosure()
    desk.recorded()
    page = text(desk.client("auditor").get(reverse(OVERVIEW)))
    assert "請求を受け付けた" in page
    assert case.number in page
    assert 'href="/desk/lawbook/' in page
    assert "まだ検証されていません" in page
    assert verifier().text in page


def test_nothing_of_a_person_is_shown(desk: Front) -> None:
    case = desk.disclosure()
    desk.recorded()
    client = desk.client("auditor")
    pages = [text(client.get(reverse(OVERVIEW)))]
    pages += [text(client.get(reverse("record:act", args=[act.id]))) for act in queries.acts_of(case.number)]
    name = Case.objects.get(pk=case.pk).name
    assert name
    assert all(name not in page for page in pages)


def test_acts_of_one_case_and_older_acts_have_their_pages(desk: Front) -> None:
    case = desk.disclosure()
    desk.recorded()
    client = desk.client("auditor")
    only = text(client.get(reverse(OVERVIEW), {"case": case.number}))
    assert "請求を受け付けた" in only
    assert "人を登録" not in only
    assert "行為がありません" in text(client.get(reverse(OVERVIEW), {"case": "R1-X-0000"}))
    first = Act.objects.earliest("id").id
    older = text(client.get(reverse(OVERVIEW), {"before": first + 3}))
    assert f"/desk/record/acts/{first}" in older
    assert client.get(reverse(OVERVIEW), {"before": "x" * 40}).status_code == 200


def test_an_act_shows_its_entry_and_its_receipt_proves_it(desk: Front) -> None:
    act = Act.objects.latest("id")
    client = desk.client("auditor")
    assert "数秒のうちに" in text(client.get(reverse("record:act", args=[act.id])))
    desk.recorded()
    page = text(client.get(reverse("record:act", args=[act.id]), {"lang": "en"}))
    assert "Rows it changed" in page
    proof = client.get(reverse("record:receipt", args=[act.id]))
    entry = client.get(reverse("record:entry", args=[act.id]))
    assert json.loads(entry.content)["act"] == act.name
    Receipt.parse(proof.content).verify(entry.content, verifier())
    assert "tlog-proof" in proof.headers["Content-Disposition"]
    assert client.get(reverse("record:act", args=[0])).status_code == 404


def test_a_checkpoint_is_taken_away_and_compared_later(desk: Front) -> None:
    client = desk.client("auditor")
    assert client.get(reverse("record:checkpoint")).status_code == 404
    desk.recorded()
    kept = client.get(reverse("record:checkpoint")).content.decode()
    desk.disclosure()
    desk.recorded()

    def compared(note: str) -> str:
        return text(client.post(reverse("record:compare"), {"note": note}, follow=True))

    assert "と一致しました" in compared(kept.replace("\n", "\r\n"))  # as a browser sends it
    assert "署名付きの文書として読めません" in compared("no checkpoint")
    newest = Head.objects.get()
    past_the_triggers("UPDATE record_tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) WHERE level = 0")
    assert "一致しません" in compared(bytes(newest.note).decode())


def test_a_checkpoint_of_more_than_there_is_tells_of_a_cut_tail(desk: Front) -> None:
    desk.recorded()
    kept = bytes(Head.objects.get().note).decode()
    past_the_triggers("DELETE FROM record_head")
    past_the_triggers("DELETE FROM record_tile")
    page = text(desk.client("auditor").post(reverse("record:compare"), {"note": kept, "lang": "ja"}, follow=True))
    assert "切り取られています" in page


def test_a_verification_is_asked_for_and_its_result_shown(desk: Front) -> None:
    desk.recorded()
    client = desk.client("auditor")
    assert "検証を始めました" in text(client.post(reverse("record:verify"), follow=True))
    assert "すでに始まっています" in text(client.post(reverse("record:verify"), follow=True))
    tasks.verify_now.func()
    (kept,) = queries.verifications()
    assert kept.is_clean, kept.report
    assert "改変なし" in text(client.get(reverse(OVERVIEW)))
    page = text(client.get(reverse("record:verification", args=[kept.id])))
    assert "改変は見つかりませんでした" in page
    assert kept.report["root"] in page
    assert client.get(reverse("record:verification", args=[0])).status_code == 404


def test_what_a_verification_found_stands_first_on_the_page_and_goes_out_by_mail(
    desk: Front, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[object]
) -> None:
    case = desk.disclosure()
    sequencer.integrate(at=clock.now())
    past_the_triggers("UPDATE cases_case SET due_on = '2030-01-01' WHERE id = %s", [case.pk])
    monkeypatch.setattr("kitei.jobs.record.checking.settings.HOME", _Home())
    kept = checking.check_up(at=clock.now())
    assert not kept.is_clean
    client = desk.client("auditor")
    assert "記録または行の改変が見つかりました" in text(client.get(reverse(OVERVIEW)))
    page = text(client.get(reverse("record:verification", args=[kept.id])))
    assert f"表 cases_case の行 {case.pk} が" in page
    assert [message.to for message in mailoutbox] == [["auditor@example.ac.jp"]]  # type: ignore[attr-defined]


def test_without_anybody_to_write_to_the_finding_is_kept_all_the_same(desk: Front, mailoutbox: list[object]) -> None:
    case = desk.disclosure()
    past_the_triggers("DELETE FROM cases_task")
    tasks.verify(0)
    assert not queries.verifications()[0].is_clean
    assert mailoutbox == []
    assert case.number


@pytest.mark.parametrize("tongue", ["ja", "en"])
def test_every_act_of_the_office_has_a_title(tongue: str) -> None:
    written = {
        name
        for file in (ROOT / "src/kitei/office").rglob("*.py")
        for name in re.findall(r"\bact(?:: str)? ?= ?\"([a-z_]+\.[a-z_]+)\"", file.read_text(encoding="utf-8"))
    }
    with translation.override(tongue):
        titles = {name: showing.title_of(name) for name in written - set(READS)}
    assert len(titles) > 50
    assert {name for name, title in titles.items() if title == name} == set()
    assert tongue == "ja" or all(title[0].isupper() for title in titles.values())


class _Home:
    def section(self, _: str) -> dict[str, str]:
        return {"mail": "auditor@example.ac.jp"}


def test_acts_are_dated_in_japan(desk: Front) -> None:
    desk.recorded()
    page = text(desk.client("auditor").get(reverse(OVERVIEW)))
    assert f"{clock.now() - timedelta(hours=2):%Y-%m-%d}" in page
