"""Annex 4 at the general affairs section, the committee, annexes 5 and 6; complaints in three steps."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.requests.services.appealing import NoAppealLies, appeal
from kitei.office.requests.services.checking import MustBeHandedIn, NotListed
from kitei.office.requests.services.filing import Claim, NotFiled
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import HELD, NAME, REASON, answers, facts_of, filed, paper, says, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("nihon-cst"), pytest.mark.usefixtures("office")]


def before_the_committee(staff: Staff) -> Case:
    """A request that was received, checked, and found; there is no ground to refuse it without the committee."""
    case = filed(staff, "disclosure", kinds=["disclose"], data="学生相談の記録").case
    shows(staff, case, "general_affairs", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(staff, case, "fast", "none", facts={"refusal_grounds": []}, reason="委員会に諮る")
    return case


def test_the_committee_accepts_and_annex_5_tells_it() -> None:
    staff = staffed()
    case = before_the_committee(staff)
    answers(staff, case, "committee", "accepted", facts={"committee_decision": "accepted"}, typed=MINUTES)
    answers(staff, case, "accept", "granted")

    annex5 = paper(case, "annex5")
    assert says(annex5, "髙橋花子", "学生相談の記録", "8年11月9日", case.number) == []
    assert annex5.values["extent"] == ["whole"]


def test_the_committee_accepts_in_part_and_annex_5_gives_the_reason() -> None:
    staff = staffed()
    case = before_the_committee(staff)
    answers(staff, case, "committee", "partly", facts={"committee_decision": "partly"}, typed=MINUTES)
    answers(
        staff, case, "accept-partly", "partly", ground="hinders_operations", reason=REASON,
        typed={"content": "面談の記録"}, facts={"refusal_grounds": ["hinders_operations"]},
    )  # fmt: skip

    annex5 = paper(case, "annex5")
    assert says(annex5, "髙橋花子", "面談の記録", REASON) == []
    assert annex5.values["extent"] == ["part"]


def test_a_ground_of_article_22_4_is_ticked_on_annex_6_without_the_committee() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", kinds=["disclose"], data="学生相談の記録").case
    shows(staff, case, "general_affairs", "identity", "passport")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "fast", "refused", ground="hinders_operations", reason=REASON,
        facts={"refusal_grounds": ["hinders_operations"]},
    )  # fmt: skip

    annex6 = paper(case, "annex6")
    assert annex6.values["reasons"] == ["hindrance"]
    assert annex6.values["kinds"] == ["disclose"]
    assert says(annex6, "髙橋花子", "学生相談の記録") == []
    case.refresh_from_db()
    assert (case.state, case.outcome_effect) == (Case.State.CLOSED, "refused")


def test_other_grounds_stand_on_annex_6_only_after_the_committee() -> None:
    staff = staffed()
    case = before_the_committee(staff)
    answers(staff, case, "committee", "refused", facts={"committee_decision": "refused"}, typed=MINUTES)
    answers(
        staff, case, "refuse", "refused", ground="other", reason="委員会の審議による",
        typed={"other_reason": "法令上の根拠による", "committee_on": staff.now.date()},
    )  # fmt: skip

    annex6 = paper(case, "annex6")
    assert annex6.values["reasons"] == ["other"]
    assert says(annex6, "法令上の根拠による") == []


def test_an_agent_shows_his_own_document_and_hands_in_his_authority() -> None:
    staff = staffed()
    with pytest.raises(NotFiled):
        filed(staff, "disclosure", kinds=["disclose"], req_kind="agent", subject_name="髙橋 太郎", authority="委任状")
    claim = Claim(claimant="appointed_agent")
    case = filed(
        staff, "disclosure", claim, kinds=["disclose"], req_kind="agent", subject_name="髙橋 太郎", authority="委任状"
    ).case

    assert case.name == "髙橋 太郎"
    assert case.contact["name"] == NAME
    shows(staff, case, "general_affairs", "identity", "driving_licence")
    answers(staff, case, "identity", "verified", facts={"authority_verified": True})
    with pytest.raises(NotListed):
        shows(staff, case, "general_affairs", "mandate", "family_register", copy_kept=True)
    with pytest.raises(MustBeHandedIn):
        shows(staff, case, "general_affairs", "mandate", "power_of_attorney")
    shows(staff, case, "general_affairs", "mandate", "power_of_attorney", copy_kept=True)
    answers(staff, case, "authority", "verified")
    assert facts_of(case)["authority_verified"] is True


def test_a_request_to_stop_provision_is_written_under_other() -> None:
    staff = staffed()
    request = filed(
        staff, "cessation", Claim(kind="cease_provision"), kinds=["other"], kinds_other="第三者への提供の停止"
    )

    assert facts_of(request.case)["request_kind"] == "cease_provision"


def test_one_sheet_that_asks_for_two_things_makes_two_cases() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", kinds=["disclose", "correct"], data="成績")

    assert [case.number for case in request.cases] == ["R8-D-0001", "R8-C-0001"]
    assert [facts_of(case)["request_kind"] for case in request.cases] == ["disclose", "correct"]
    assert len({case.secret_digest for case in request.cases}) == 1


def test_there_is_no_appeal_inside_the_college() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", kinds=["disclose"]).case

    with pytest.raises(NoAppealLies):
        appeal(of=case, values={}, at=staff.later())


def test_a_complaint_is_advised_on_demanded_of_the_unit_and_answered() -> None:
    staff = staffed()
    case = filed(staff, "complaint", solution="solve", matter="成績の一覧が掲示された。").case

    assert case.number == "R8-Q-0001"
    assert facts_of(case)["solution_asked"] is True
    answers(staff, case, "advise", "demanded")
    answers(staff, case, "explain", "solved")
    answers(staff, case, "answer", "accepted", typed={"answer": "掲示をやめた。"})
    assert says(paper(case, "office:letter-answer"), "掲示をやめた。", "髙橋花子", case.number) == []


MINUTES = {
    "body": "個人情報保護委員会",
    "place": "1号館",
    "present": "委員5名",
    "quorum": "過半数",
    "items": [{"matter": "開示等の請求", "record": "審議した。", "result": "決定", "votes": "全員"}],
}
