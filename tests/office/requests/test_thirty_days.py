"""The statute at a national university: papers of 30 days, fee, third parties, extension, transfer, review."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kitei.office.cases.acting import judging
from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.models import Case, Document
from kitei.office.cases.values import PaperDraft
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Fee, HandOver, ThirdParty
from kitei.office.requests.queries.answers import beside
from kitei.office.requests.queries.status import papers_for_requester, status
from kitei.office.requests.services import visiting
from kitei.office.requests.services.appealing import appeal
from kitei.office.requests.services.checking import PaperTooOld
from kitei.office.requests.services.fees import FeeSetAlready, NotAnAmount, set_fee, settle_fee
from kitei.office.requests.services.filing import Claim
from kitei.office.requests.services.handing_over import FeeOpen, Item, TooSoon, hand_over
from kitei.office.requests.services.third_parties import (
    Asked,
    DidNotOppose,
    HeardAlready,
    ask_third_party,
    receive_opinion,
    tell_opponent,
)
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import (
    HELD,
    NAME,
    REASON,
    answers,
    day,
    facts_of,
    filed,
    form_values,
    paper,
    says,
    shows,
)

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("muroran-it"), pytest.mark.usefixtures("office")]

HEAD = "body_head"


def received(staff: Staff) -> Case:
    """A disclosure that came in over the portal, complete, to be decided here."""
    case = filed(staff, "disclosure", data="学生相談の記録").case
    shows(staff, case, HEAD, "statute-identity", "driving_licence")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-11-01"))
    answers(staff, case, "identity", "verified")
    case.refresh_from_db()
    return case


def found(staff: Staff) -> Case:
    """The same, with the fee paid and the information found."""
    case = received(staff)
    fee = set_fee(case=case, amount=300, **staff.acts(HEAD))
    settle_fee(fee=fee, paid=True, **staff.acts(HEAD))
    answers(staff, case, "fee", "paid", HEAD)
    answers(staff, case, "transfer", "keep", reason="本学で決める")
    answers(staff, case, "search", "found", facts=HELD)
    case.refresh_from_db()
    return case


def test_a_copy_sent_in_needs_a_residence_record_of_the_last_thirty_days() -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    shows(staff, case, HEAD, "statute-identity", "driving_licence")

    assert facts_of(case)["identity_verified"] is False
    assert beside(case).missing == ("statute-residence",)
    with pytest.raises(PaperTooOld) as refused:
        shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-10-09"))
    assert refused.value.earliest == day("2026-10-10")
    with pytest.raises(PaperTooOld):
        shows(staff, case, HEAD, "statute-residence", "residence_record")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-10-10"))
    assert facts_of(case)["identity_verified"] is True


def test_an_agent_proves_his_authority_by_a_paper_of_the_last_thirty_days() -> None:
    staff = staffed()
    claim = Claim(claimant="appointed_agent")
    case = filed(staff, "disclosure", claim, claimant="agent", subject_name="髙橋 太郎", authority="委任状").case
    shows(staff, case, HEAD, "statute-identity", "my_number_card")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-11-01"))
    answers(staff, case, "identity", "verified", facts={"authority_verified": True})
    with pytest.raises(PaperTooOld):
        shows(staff, case, HEAD, "statute-mandate", "power_of_attorney", made_on=day("2026-09-30"))
    shows(staff, case, HEAD, "statute-mandate", "power_of_attorney", made_on=day("2026-11-02"))
    answers(staff, case, "authority", "verified")

    assert facts_of(case)["authority_verified"] is True


def test_it_is_decided_within_thirty_days_with_reasons_and_instructions_on_review() -> None:
    staff = staffed()
    case = found(staff)
    assert case.due_on is None or case.due_on == day("2026-12-09")
    answers(staff, case, "third-party", "not_needed")
    case.refresh_from_db()
    assert case.due_on == day("2026-12-09")
    answers(
        staff, case, "decide", "partly", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]},
        typed={"purpose": "学生相談の実施及び記録"},
    )  # fmt: skip

    letter = paper(case, "appi:disclosure-decision")
    assert letter.values["extent"] == ["part"]
    assert says(letter, "学長", "個人情報の保護に関する法律第78条第1項第7号") == []
    assert says(letter, "髙橋花子", REASON, "学生相談の実施及び記録", "3月以内に", "審査請求", case.number) == []
    assert says(letter, "写しの交付", "30日以内") == []


def test_the_period_is_extended_by_a_written_notice_with_the_new_day() -> None:
    staff = staffed()
    case = found(staff)
    answers(staff, case, "third-party", "not_needed")
    answers(staff, case, "decide", "extended", reason="記録が多く、確認に時間を要する。", facts={"refusal_grounds": []})

    letter = paper(case, "appi:extension-notice")
    assert letter.values["until"] == "2027-01-08"
    assert says(letter, "令和9年1月8日", "記録が多く", case.number) == []
    case.refresh_from_db()
    assert case.due_on == day("2027-01-08")


def test_a_third_party_that_objects_is_told_and_two_weeks_pass() -> None:
    staff = staffed()
    case = found(staff)
    party = ask_third_party(
        case=case, ending=Ending(step="third-party", outcome="asked"), **staff.acts(HEAD),
        party=Asked(
            name="山田 次郎", contact="室蘭市", information="面談の同席者としての発言", reply_by=day("2026-11-24"),
            duty="must", why="公益上の必要",
        ),
    )  # fmt: skip
    enquiry = paper(case, "appi:third-party-enquiry")
    assert says(enquiry, "山田次郎", "面談の同席者としての発言", "令和8年11月24日") == []

    with pytest.raises(DidNotOppose):
        tell_opponent(party=party, ending=Ending(step="tell-opponent", outcome="told"), **staff.acts(HEAD))
    receive_opinion(
        party=party, opinion="oppose", reason="公になると困る。", **staff.acts(HEAD),
        paper=PaperDraft(
            form="appi:third-party-opinion",
            values={**current_book().form("appi:third-party-opinion").example(), "name": "山田 次郎"},
        ),
        ending=Ending(step="opinion", outcome="objection"),
    )  # fmt: skip
    with pytest.raises(HeardAlready):
        receive_opinion(party=party, opinion="agree", **staff.acts(HEAD))
    answers(
        staff, case, "decide-opposed", "disclosed", typed={"purpose": "学生相談"}, facts={"refusal_grounds": []},
        reason="開示する",
    )  # fmt: skip
    party.refresh_from_db()
    assert "withheld" not in paper(case, "appi:disclosure-decision").values  # a reason for the file alone
    told = tell_opponent(
        party=party, ending=Ending(step="tell-opponent", outcome="told", typed={"reason": "公益上の必要がある。"}),
        **staff.acts(HEAD),
    )  # fmt: skip

    assert told.disclosed_from == day("2026-11-24")
    notice = paper(case, "appi:opposed-party-notice")
    assert says(notice, "山田次郎", "公益上の必要がある。", "令和8年11月24日") == []
    mine = {each.document.form for each in papers_for_requester(case)}
    assert mine == {"appi:disclosure-request", "appi:disclosure-decision"}
    assert Document.objects.filter(case=case, form="appi:third-party-opinion", direction="in").exists()
    answers(staff, case, "method", "in_request", HEAD, facts={"requested_method": "paper"})
    case.refresh_from_db()
    with pytest.raises(TooSoon):
        hand(staff, case)
    staff.later(days=15)
    assert hand(staff, case).method == "paper"
    assert ThirdParty.objects.get().told_on == day("2026-11-09")


def hand(staff: Staff, case: Case) -> HandOver:
    """It is handed over on paper."""
    return hand_over(
        case=case, ending=Ending(step="hand-over", outcome="paper"), items=[Item("写し", "3枚")], receiver=NAME,
        proof="post", place="室蘭市水元町", **staff.acts(HEAD),
    )  # fmt: skip


def test_nothing_is_handed_over_before_the_fee_is_paid_or_remitted() -> None:
    staff = staffed()
    case = received(staff)
    with pytest.raises(NotAnAmount):
        set_fee(case=case, amount=-1, **staff.acts(HEAD))
    fee = set_fee(case=case, amount=300, **staff.acts(HEAD))
    with pytest.raises(FeeSetAlready):
        set_fee(case=case, amount=200, **staff.acts(HEAD))
    answers(staff, case, "fee", "paid", HEAD)
    answers(staff, case, "transfer", "keep", reason="本学で決める")
    answers(staff, case, "search", "found", facts=HELD)
    answers(staff, case, "third-party", "not_needed")
    answers(
        staff, case, "decide", "disclosed", typed={"purpose": "学生相談"}, facts={"refusal_grounds": []},
    )  # fmt: skip
    answers(staff, case, "method", "in_request", HEAD, facts={"requested_method": "paper"})
    case.refresh_from_db()

    with pytest.raises(FeeOpen):
        hand(staff, case)
    settle_fee(fee=fee, paid=False, reason="経済的困難", **staff.acts(HEAD))
    with pytest.raises(FeeSetAlready):
        settle_fee(fee=fee, paid=True, **staff.acts(HEAD))
    hand(staff, case)
    assert Fee.objects.get().state == Fee.State.REMITTED


def test_the_person_chooses_the_way_of_disclosure_from_the_portal() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", data="学生相談の記録", method=None)
    case = request.case
    shows(staff, case, HEAD, "statute-identity", "driving_licence")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-11-01"))
    answers(staff, case, "identity", "verified")
    with pytest.raises(visiting.ForTheOffice):
        visiting.reply(number=request.number, secret=request.secret, step="fee", outcome="paid", at=staff.later())
    assert status(number=request.number, secret=request.secret, at=staff.now).waits[0].outcomes == ()
    answers(staff, case, "fee", "waived", HEAD)
    answers(staff, case, "transfer", "keep", reason="本学で決める")
    answers(staff, case, "search", "found", facts=HELD)
    answers(staff, case, "third-party", "not_needed")
    answers(staff, case, "decide", "disclosed", typed={"purpose": "学生相談"}, facts={"refusal_grounds": []})
    turn = status(number=request.number, secret=request.secret, at=staff.now).waits[0]
    assert turn.papers == ("appi:method-application",)
    assert [each.id for each in turn.outcomes] == ["chosen", "in_request"]
    book = current_book()
    values = dict(book.form("appi:method-application").example()) | {"method": ["electronic"]}
    visiting.reply(
        number=request.number, secret=request.secret, step="method", outcome="chosen", at=staff.later(),
        paper="appi:method-application", values=values,
    )  # fmt: skip

    assert facts_of(case)["requested_method"] == "electronic"
    with pytest.raises(PaperNotReady):
        visiting.reply(
            number=request.number, secret=request.secret, step="hand-over", outcome="chosen", at=staff.later(),
            paper="appi:method-application", values={},
        )  # fmt: skip


def test_a_matter_for_another_body_is_transferred_and_the_person_is_told() -> None:
    staff = staffed()
    case = received(staff)
    answers(staff, case, "fee", "waived", HEAD)
    answers(
        staff, case, "transfer", "transferred", reason="相手の機関が作成した記録である。",
        typed={"to_body": "独立行政法人大学改革支援・学位授与機構", "reason": "相手の機関が作成した記録である。"},
    )  # fmt: skip

    letter = paper(case, "appi:transfer-notice")
    assert says(letter, "独立行政法人大学改革支援・学位授与機構", "相手の機関が作成した記録である。") == []
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED


def test_that_nothing_is_held_is_a_decision_with_instructions_on_review() -> None:
    staff = staffed()
    case = received(staff)
    answers(staff, case, "fee", "waived", HEAD)
    answers(staff, case, "transfer", "keep", reason="本学で決める")
    answers(staff, case, "search", "not_held", reason="作成していない。", facts={"exists": False})

    letter = paper(case, "appi:non-disclosure-decision")
    assert letter.values["ground"] == ["absent"]
    assert says(letter, "作成していない。", "審査請求") == []


def test_the_review_is_referred_to_the_board_and_ruled_on() -> None:
    staff = staffed()
    case = found(staff)
    answers(staff, case, "third-party", "not_needed")
    answers(
        staff, case, "decide", "refused", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]}
    )
    case.refresh_from_db()
    staff.later(days=20)
    values = form_values(current_book(), "review", decided_on="2026-11-12", matter="不開示の決定")
    review = appeal(of=case, values=values, at=staff.later()).case

    assert review.number == "R8-A-0001"
    assert facts_of(review)["decided_on"] == "2026-11-12"
    answers(staff, review, "examine", "admissible", reason="適法である")
    answers(
        staff, review, "reconsider", "refer",
        typed={"recipient": "情報公開・個人情報保護審査会", "view": "原処分を維持すべきである。"},
    )  # fmt: skip
    answers(staff, review, "tell-parties", "told", typed={"board": "情報公開・個人情報保護審査会"})
    answers(staff, review, "board", "opinion")
    answers(
        staff, review, "rule", "partly", reason="答申のとおり一部を開示すべきである。",
        typed={"operative": "決定の一部を取り消す。", "board": "答申第1号"},
    )  # fmt: skip

    ruling = paper(review, "office:letter-review-ruling")
    assert ruling.values["ruling"] == ["partly"]
    assert says(ruling, "決定の一部を取り消す。", "答申のとおり一部を開示すべきである。", review.number) == []
    assert {each.document.form for each in papers_for_requester(review)} >= {"office:letter-referral-notice"}
    assert "office:letter-referral" not in {each.document.form for each in papers_for_requester(review)}


def test_a_correction_later_than_ninety_days_after_disclosure_is_out_of_time() -> None:
    staff = staffed()
    said = {}
    for days in (90, 91):
        day_before = staff.now.date() - timedelta(days=days)
        case = filed(staff, "correction", disclosed_on=day_before.isoformat(), data="氏名の表記").case
        facts = {**facts_of(case), **HELD, "error": "shown", "identity_verified": True, "refusal_grounds": []}
        answered = judging.consider(staff.law, facts, "request", staff.now.date()).answer
        said[days] = answered.outcome

    assert said == {90: "comply", 91: "may_refuse"}
    shows(staff, case, HEAD, "statute-identity", "driving_licence")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=day("2026-11-01"))
    answers(staff, case, "identity", "verified")
    answers(staff, case, "transfer", "keep")
    answers(staff, case, "search", "too_late", reason="開示を受けた日から90日を過ぎている。")
    letter = paper(case, "appi:correction-decision")
    assert letter.values["decision"] == ["refuse"]
    assert says(letter, "開示を受けた日から90日を過ぎている。", "審査請求") == []
