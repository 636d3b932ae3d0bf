"""The operations manager's letters, the committee's view, and the review panel on appeal."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.requests.books import current_book
from kitei.office.requests.services.appealing import NothingDecided, appeal
from kitei.office.requests.services.filing import Claim, NotFiled
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import HELD, REASON, answers, facts_of, filed, form_values, paper, says, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("iuj"), pytest.mark.usefixtures("office")]


def found(staff: Staff) -> Case:
    """A disclosure up to the decision."""
    case = filed(staff, "disclosure", kinds=["disclose"], data="2025年度の成績", method="paper").case
    shows(staff, case, "operations_manager", "identity", "residence_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    return case


def refused(staff: Staff) -> Case:
    """A disclosure that was refused."""
    case = found(staff)
    answers(
        staff, case, "decide", "refused", ground="hinders_operations", reason=REASON,
        facts={"refusal_grounds": ["hinders_operations"]},
    )  # fmt: skip
    case.refresh_from_db()
    return case


def test_the_operations_manager_refuses_in_writing_and_says_how_to_appeal() -> None:
    staff = staffed()
    letter = paper(refused(staff), "letter-disclosure-decision")

    assert says(letter, "髙橋花子", "2025年度の成績", REASON, "不服を申し立てることができます") == []
    assert letter.values["decision"] == ["refuse"]
    assert says(letter, "（第20条第1項第2号）") == []


def test_important_matters_go_to_the_committee_before_the_manager_decides() -> None:
    staff = staffed()
    case = found(staff)
    answers(staff, case, "decide", "refer", facts={"refusal_grounds": []}, reason="重要である")
    answers(staff, case, "committee", "advised", typed=MINUTES)
    answers(staff, case, "decide-after-committee", "disclosed", typed={"content": "成績の全部"})

    letter = paper(case, "letter-disclosure-decision")
    assert letter.values["decision"] == ["whole"]
    assert says(letter, "成績の全部", "髙橋花子") == []


def test_that_nothing_is_held_is_told() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", kinds=["disclose"], data="寮の記録", method="paper").case
    shows(staff, case, "operations_manager", "identity", "passport")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "not_existing", reason="寮の記録は保有していない。", facts={"exists": False})

    letter = paper(case, "letter-disclosure-decision")
    assert letter.values["decision"] == ["absent"]
    assert says(letter, "寮の記録は保有していない。") == []


def test_the_panel_upholds_tells_the_appellant_and_reports_to_the_committee() -> None:
    staff = staffed()
    decided = refused(staff)
    values = form_values(current_book(), "appeal", matter="不開示の決定", grounds="支障はない。")
    case = appeal(of=decided, values=values, at=staff.later()).case

    assert facts_of(case)["request_kind"] == "disclose"
    assert facts_of(case)["decision"] == "refused"
    shows(staff, case, "operations_manager", "appeal-identity", "residence_card")
    answers(staff, case, "receive", "passed_on")
    answers(staff, case, "form-panel", "formed", typed=MINUTES)
    answers(staff, case, "examine", "upheld")
    answers(
        staff, case, "tell", "upheld", typed={"corrective": "開示する。", "reason": "支障は認められない。"},
    )  # fmt: skip

    result = paper(case, "letter-appeal-result")
    assert says(result, "髙橋花子", "不開示の決定", "開示する。", "支障は認められない。") == []
    assert result.values["result"] == ["upheld"]
    answers(staff, case, "report", "reported", typed={"recipient": "委員会", "text": "申立てを認めた。"})
    assert says(paper(case, "letter-panel-report"), "審査結果の委員会への報告", "第30条第5項", "申立てを認めた。") == []
    answers(staff, case, "correct", "done")
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED


def test_there_is_nothing_to_appeal_before_the_decision() -> None:
    staff = staffed()
    case = found(staff)

    with pytest.raises(NothingDecided):
        appeal(of=case, values={}, at=staff.later())


def test_suspension_and_erasure_share_a_box_so_it_is_asked_which_is_meant() -> None:
    staff = staffed()
    with pytest.raises(NotFiled):
        filed(staff, "cessation", kinds=["suspend"], reason="必要がない", method=None)

    case = filed(staff, "cessation", Claim(kind="erase"), kinds=["suspend"], reason="必要がない", method=None).case
    assert facts_of(case)["request_kind"] == "erase"


MINUTES = {
    "body": "個人情報保護委員会",
    "place": "会議室",
    "present": "委員7名",
    "quorum": "過半数",
    "items": [{"matter": "開示の請求", "record": "審議した。", "result": "意見を示す", "votes": "全員"}],
}
