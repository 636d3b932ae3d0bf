"""Form 3 to form 4, the appeal by form 5, and the answer by form 6: the whole way, with the papers read back."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.record.models import Act
from kitei.office.record.sequencer import integrate
from kitei.office.record.signing import verifier
from kitei.office.record.verifying import verify
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.answers import prepare, proof_of
from kitei.office.requests.queries.status import status
from kitei.office.requests.services.answering import OnlyAnotherMayJudge
from kitei.office.requests.services.appealing import appeal
from kitei.office.requests.services.filing import Claim
from kitei.office.requests.services.handing_over import Item, hand_over
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import HELD, NAME, REASON, answers, facts_of, filed, form_values, paper, says, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]


def refused_in_part(staff: Staff) -> Case:
    """A disclosure that was met in part."""
    case = filed(staff, "disclosure", kinds=["disclose"], information="学生相談記録").case
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "decide", "partly", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]},
        typed={"partial_reason": "面談の記録は開示する。"},
    )  # fmt: skip
    case.refresh_from_db()
    return case


def appealed(staff: Staff, case: Case) -> Case:
    """The appeal against it, by form 5."""
    values = form_values(current_book(), "appeal", matter="所見を開示しないこと", grounds="所見は評価ではない。")
    return appeal(of=case, values=values, at=staff.later()).case


def test_a_student_asks_by_form_3_and_is_told_by_form_4_with_the_reason() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", kinds=["disclose"], information="学生相談記録")
    case = request.case

    assert case.number == "R8-D-0001"
    assert case.name == NAME
    assert facts_of(case)["request_kind"] == "disclose"
    shows(staff, case, "manager", "identity", "student_card")
    assert facts_of(case)["identity_verified"] is True
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "decide", "partly", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]},
        typed={"partial_reason": "面談の記録は開示する。"},
    )  # fmt: skip

    form4 = paper(case, "form4")
    assert (
        says(form4, "髙橋花子", "学生相談記録", REASON, "面談の記録は開示する。", "令和8年11月9日", "R8-D-0001") == []
    )
    assert says(form4, "評価・選考・指導等の情報（第14条第1項第2号）") == []
    seen = status(number=request.number, secret=request.secret, at=staff.now)
    assert seen.appeal == "appeal"
    assert [each.document.form for each in seen.papers] == ["form3", "form4"]


def test_it_is_handed_over_in_the_way_asked_for_with_a_receipt() -> None:
    staff = staffed()
    case = refused_in_part(staff)
    answers(staff, case, "arrange", "told", typed={"answer": "学生課窓口で閲覧できます。"})

    case.refresh_from_db()
    done = hand_over(
        case=case, ending=Ending(step="hand-over", outcome="paper", typed={"place": "学生課窓口"}),
        items=[Item("面談記録の写し", "12枚", "9f2c41d7a0b8" * 5 + "9f2c")], receiver=NAME, proof="receipt",
        **staff.acts("manager"),
    )  # fmt: skip

    case.refresh_from_db()
    assert case.state == Case.State.CLOSED
    assert done.items[0]["sha256"].startswith("9f2c41d7a0b8")
    assert done.cover is not None
    assert says(done.cover, "面談記録の写し", "12枚", "髙橋花子", "学生課窓口", case.number) == []
    integrate(at=staff.later())
    proof_of(done).verify(bytes(Act.objects.get(id=done.act).entry), verifier())


def test_the_operating_committee_answers_the_appeal_by_form_6() -> None:
    staff = staffed()
    case = appealed(staff, refused_in_part(staff))

    assert case.number == "R8-A-0001"
    assert case.appeal_of is not None
    assert case.appeal_of.number == "R8-D-0001"
    assert facts_of(case)["decision"] == "partly"
    assert facts_of(case)["same_content"] is False
    shows(staff, case, "operating_chair", "appeal-identity", "student_card")
    answers(staff, case, "receive", "admitted")
    answers(staff, case, "hear", "not_needed")
    answers(staff, case, "deliberate", "partly")
    answers(
        staff, case, "answer", "partly", reason="所見のうち相談員の氏名は開示しない。",
        typed={"if_accepted_message": "所見を開示する。"},
    )  # fmt: skip

    form6 = paper(case, "form6")
    assert says(form6, "髙橋花子", "所見を開示する。", "相談員の氏名は開示しない", "令和8年11月9日", case.number) == []
    assert form6.values["decision"] == ["accept"]
    assert form6.values["partly"] is True
    integrate(at=staff.later())
    assert verify().is_clean


def test_the_same_appeal_again_is_for_the_committee_to_judge_and_is_barred() -> None:
    staff = staffed()
    decided = refused_in_part(staff)
    appealed(staff, decided)
    again = appealed(staff, decided)

    assert "same_content" not in facts_of(again)
    shows(staff, again, "operating_chair", "appeal-identity", "student_card")
    answers(staff, again, "receive", "same_again", reason="先の申立てと同じ内容と思われる")
    answers(staff, again, "same-matter", "barred", reason="内容は先の申立てと同じである。")

    again.refresh_from_db()
    assert again.outcome_effect == "refused"
    assert says(paper(again, "form6"), "内容は先の申立てと同じである。", "髙橋花子") == []


def test_a_parent_waits_for_the_committee_to_weigh_the_three_risks() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", Claim(claimant="parent"), kinds=["disclose"], agent="髙橋 太郎").case

    shows(staff, case, "manager", "identity", "driving_licence")
    answers(staff, case, "identity", "verified", facts={"authority_verified": True})
    shows(staff, case, "manager", "authority", "family_register", copy_kept=True)
    answers(staff, case, "authority", "verified")
    answers(staff, case, "ask-instruction", "asked")
    answers(
        staff, case, "weigh-risk", "risk", reason="家庭内暴力のおそれがある",
        typed={"recipient": "個人情報管理者", "weighed": "虐待のおそれはない。家庭内暴力のおそれがある。"},
    )  # fmt: skip
    answers(
        staff, case, "refuse-for-risk", "refused", ground="harm_to_person",
        reason="本人の権利利益を害するおそれがある。", facts={"refusal_grounds": ["harm_to_person"]},
    )  # fmt: skip

    assert says(paper(case, "form4"), "本人の権利利益を害するおそれがある。") == []
    assert paper(case, "office:letter-instruction").values["instruction"].startswith("おそれがある")


def test_serious_hindrance_is_not_for_the_manager_alone() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", kinds=["disclose"]).case
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)

    offered = prepare(case, Ending(step="decide", outcome="refused"), actor=None, on=staff.now.date())
    assert {each.ground: each.nature for each in offered.grounds} == {
        "violates_law": "must", "evaluation": "must", "harm_to_person": "must",
    }  # fmt: skip
    answers(
        staff, case, "decide", "refer", facts={"refusal_grounds": ["hinders_operations"]}, reason="委員会の判断を要する"
    )
    with pytest.raises(OnlyAnotherMayJudge):
        answers(
            staff, case, "refuse-by-committee", "refused", ground="hinders_operations", reason=REASON, role="manager"
        )
