"""Taking a step on the page: how it ends, ground, reason, paper, preview; and deciding against the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.cases.services import facts
from kitei.office.requests.acting.proofs import asked_of
from kitei.office.requests.services.third_parties import receive_opinion
from tests.office.requests import clauses
from tests.web.office import FOUND, Front, text

pytestmark = pytest.mark.django_db
PARTLY: dict[str, Any] = {
    "ground": "evaluation",
    "reason": "所見は評価に当たる。",
    "paper_language": "ja",
    "v-partial_reason": "面談の記録は開示する。",
}


def decide(client: Client, case: Case, outcome: str, step: str = "decide", **sent: Any) -> Any:
    address = reverse("cases:take", args=[case.number, step, outcome])
    return client.post(address, {"turn": case.turn, **sent})


def test_each_way_says_what_it_means_and_what_follows(desk: Front) -> None:
    case = desk.found()

    page = text(desk.client("manager").get(reverse("cases:step", args=[case.number, "decide"])))

    for said in ("全部に応じる", "認めない", "様式第4号", "案件は終わります", "規程と法令からの答え"):
        assert said in page


def test_a_step_with_one_end_is_shown_at_once(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")
    client.post(
        reverse("cases:take", args=[case.number, "identity", "incomplete"]),
        {"reason": "学生証の写しがない", "turn": case.turn},
    )
    answer = client.get(reverse("cases:step", args=[case.number, "amend"]))

    assert answer.status_code in {200, 302}


def test_the_paper_is_filled_in_by_the_case_and_the_grounds_say_their_nature(desk: Front) -> None:
    case = desk.found()

    page = text(desk.client("manager").get(reverse("cases:take", args=[case.number, "decide", "partly"])))

    assert "応じてはならない" in page
    assert "規程第14条第1項第2号" in page
    assert 'value="髙橋 花子"' in page
    assert "学生相談記録" in page
    assert 'name="v-partial_reason"' in page


def test_a_preview_is_a_pdf_and_keeps_nothing(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")
    address = reverse("cases:preview", args=[case.number, "decide", "partly"])

    answer = client.post(address, PARTLY)

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert not Document.objects.filter(case=case, direction="out").exists()
    assert client.get(address).status_code == 404


def test_a_preview_of_a_paper_that_lacks_something_says_what(desk: Front) -> None:
    case = desk.found()

    answer = desk.client("manager").post(
        reverse("cases:preview", args=[case.number, "decide", "partly"]), {"ground": "evaluation", "reason": "評価"}
    )

    assert answer.status_code == 422
    assert "「請求の一部に応じる理由」を記入してください" in text(answer)


def test_a_decision_issues_its_notice(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")
    facts.set_facts(case=case, facts={"refusal_grounds": ["evaluation"]}, **desk.staff.acts("manager"))
    case.refresh_from_db()

    answer = decide(client, case, "partly", **PARTLY)

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.outcome_effect == "partly"
    notice = Document.objects.get(case=case, direction="out")
    assert notice.values["partial_reason"] == "面談の記録は開示する。"
    assert "所見は評価に当たる。" in notice.values["refusal_reason"]
    assert "記録しました" in text(client.get(answer.headers["Location"]))


def test_without_a_reason_nothing_is_decided(desk: Front) -> None:
    case = desk.found()

    answer = decide(desk.client("manager"), case, "partly", **(PARTLY | {"reason": ""}))

    page = text(answer)
    assert answer.status_code == 422
    assert "まだ記録していません" in page
    assert "面談の記録は開示する。" in page  # what was entered is kept
    assert not StepDone.objects.filter(case=case, step="decide").exists()


def test_without_a_ground_nothing_is_decided(desk: Front) -> None:
    case = desk.found()
    facts.set_facts(case=case, facts={"refusal_grounds": ["evaluation"]}, **desk.staff.acts("manager"))
    case.refresh_from_db()

    answer = decide(desk.client("manager"), case, "partly", **(PARTLY | {"ground": ""}))

    assert answer.status_code == 422
    assert 'href="#f-ground"' in text(answer)


def test_deciding_against_the_engine_needs_a_reason_and_is_marked(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")
    facts.set_facts(case=case, facts={"refusal_grounds": []}, **desk.staff.acts("manager"))
    case.refresh_from_db()
    ways = text(client.get(reverse("cases:step", args=[case.number, "decide"])))
    form = text(client.get(reverse("cases:take", args=[case.number, "decide", "refused"])))

    refused = decide(client, case, "refused", ground="evaluation", reason="")
    answer = decide(client, case, "refused", ground="evaluation", reason="学長の指示による。")

    assert "答えと異なる：理由が必要" in ways
    assert "答えに沿う" in ways
    assert "規程と法令からの答えと異なります" in form
    assert refused.status_code == 422
    assert answer.status_code == 302
    assert StepDone.objects.get(case=case, step="decide").against_engine
    assert "規程と法令からの答えと異なる決定があります" in text(client.get(reverse("cases:case", args=[case.number])))


def test_what_is_no_longer_open_leads_back_to_the_case(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")

    for address in (
        reverse("cases:step", args=[case.number, "decide"]),
        reverse("cases:take", args=[case.number, "decide", "partly"]),
    ):
        answer = client.get(address, follow=True)
        assert "この段階は今は行えません" in text(answer)


def test_a_step_does_not_end_in_a_way_it_has_not(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")

    assert client.get(reverse("cases:take", args=[case.number, "decide", "nonsense"])).status_code == 404


def test_somebody_elses_step_cannot_be_taken(desk: Front) -> None:
    case = desk.found()
    clerk = desk.client("clerk")

    answer = clerk.get(reverse("cases:take", args=[case.number, "decide", "partly"]), follow=True)

    assert "この段階は今は行えません" in text(answer)


def test_a_clerk_prepares_and_is_named_as_such(desk: Front) -> None:
    case = desk.disclosure()

    page = text(desk.client("clerk").get(reverse("cases:step", args=[case.number, "identity"])))

    assert "事務として準備" in page


def test_an_unknown_fact_on_which_a_step_hangs_is_asked_first(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")
    facts.set_facts(case=case, facts={"claimant": None}, **desk.staff.acts("manager"))
    case.refresh_from_db()
    decide(client, case, "verified", step="identity")

    page = text(client.get(reverse("cases:step", args=[case.number, "authority"])))

    assert "先に確かめること" in page
    assert 'name="fact-claimant"' in page


def test_what_is_handed_over_is_kept_with_its_receipt(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")
    clauses.answers(desk.staff, case, "arrange", "told", typed={"answer": "窓口で渡します。"})
    case.refresh_from_db()
    given = {
        "v-enclosures.rows": "1",
        "v-enclosures.0.title": "面談記録の写し",
        "v-enclosures.0.pages": "12枚",
        "v-proof": "receipt",
        "v-received_by": "髙橋 花子",
    }

    nothing = decide(client, case, "paper", step="hand-over")
    answer = decide(client, case, "paper", step="hand-over", **given)

    assert nothing.status_code == 422
    assert "渡した物がありません" in text(nothing)
    assert answer.status_code == 302
    handed = case.handovers.get()
    assert (handed.items[0]["title"], handed.receiver) == ("面談記録の写し", "髙橋 花子")


@pytest.mark.regulation("muroran-it")
def test_a_third_party_is_asked_heard_and_told_by_the_papers_of_the_steps(desk: Front) -> None:
    case = searched(desk)
    runner = desk.staff.runs(case)
    client = desk.client(runner)
    given = {"v-recipient": "第三 花子", "v-third_info": "面談の相手の氏名", "v-data": "面談記録", "v-duty": "may"}

    lacking = decide(client, case, "asked", step="third-party", **given)
    asked = decide(client, case, "asked", step="third-party", **given, **{"v-reply_by": "2026-12-10"})
    party = case.third_parties.get()
    receive_opinion(party=party, opinion="oppose", reason="困る", **desk.staff.acts(runner))
    clauses.answers(desk.staff, case, "opinion", "objection", facts={"refusal_grounds": []})
    clauses.answers(desk.staff, case, "decide-opposed", "disclosed", typed={"purpose": "学生相談"})
    case.refresh_from_db()
    reason = {"reason": "公益上必要である", "v-reason": "公益上必要である", "v-disclosed_from": "2026-12-20"}
    told = decide(client, case, "told", step="tell-opponent", **reason)

    assert lacking.status_code == 422
    assert asked.status_code == 302, text(asked)
    assert party.name == "第三 花子"
    assert told.status_code == 302, text(told)
    assert case.third_parties.get().disclosed_from == date(2026, 12, 20)


def searched(desk: Front) -> Case:
    """A request of the national university whose information was found."""
    case = desk.disclosure(kinds=None, information=None)
    runner = desk.staff.runs(case)
    for needed in asked_of(case):
        made = {"made_on": case.opened_on} if needed.proof.within_days else {}
        clauses.shows(desk.staff, case, runner, needed.proof.id, needed.papers[0].id, **made)
    clauses.answers(desk.staff, case, "identity", "verified")
    clauses.answers(desk.staff, case, "fee", "waived")
    clauses.answers(desk.staff, case, "transfer", "keep")
    clauses.answers(desk.staff, case, "search", "found", facts=FOUND)
    case.refresh_from_db()
    return case
