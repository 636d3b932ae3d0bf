"""Disclosure in the way the person asked for, by electronic record or on paper; grounds on the decision."""

from __future__ import annotations

from hashlib import sha256

import pytest

from kitei.office.cases.models import Case
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.models import HandOver
from kitei.office.requests.services.handing_over import Item, NothingHandedOver, NotTheWayAsked, hand_over
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import HELD, NAME, REASON, answers, facts_of, filed, paper, says, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("shibaura-it"), pytest.mark.usefixtures("office")]

FILE = Item("成績.pdf", "1件", sha256(b"grades").hexdigest())


def disclosed(staff: Staff, method: str) -> Case:
    """A disclosure that is granted."""
    case = filed(staff, "disclosure", kinds=["disclose"], data="成績の記録", method=method).case
    shows(staff, case, "information_officer", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(staff, case, "decide", "disclosed", facts={"refusal_grounds": []}, typed={"content": "成績の記録の全部"})
    case.refresh_from_db()
    return case


def test_who_asked_for_an_electronic_record_gets_one() -> None:
    staff = staffed()
    case = disclosed(staff, "electronic")

    assert facts_of(case)["requested_method"] == "electronic"
    assert says(paper(case, "letter-decision"), "髙橋花子", "成績の記録の全部") == []
    done = hand_over(
        case=case, ending=Ending(step="hand-over", outcome="electronic"), items=[FILE], receiver=NAME,
        proof="download", **staff.acts("information_officer"),
    )  # fmt: skip

    assert (done.method, done.proof) == ("electronic", "download")
    assert says(paper(case, "office:letter-handover"), "成績.pdf", FILE.digest[:16], case.number) == []
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED


def test_another_way_needs_a_reason_and_nothing_is_no_disclosure() -> None:
    staff = staffed()
    case = disclosed(staff, "electronic")

    def hand(*items: Item, reason: str | None = None) -> HandOver:
        ending = Ending(step="hand-over", outcome="other", reason=reason)
        acts = staff.acts("information_officer")
        return hand_over(case=case, ending=ending, items=items, receiver=NAME, proof="receipt", **acts)

    with pytest.raises(NothingHandedOver):
        hand()
    with pytest.raises(NotTheWayAsked):
        hand(FILE)
    hand(FILE, reason="電磁的記録にできない台帳である")

    assert HandOver.objects.filter(case=case).count() == 1


def test_a_refusal_names_its_ground_on_the_letter() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", kinds=["disclose"], data="推薦状", method="paper").case
    shows(staff, case, "information_officer", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff,
        case,
        "decide",
        "refused",
        ground="violates_law",
        reason=REASON,
        facts={"refusal_grounds": ["violates_law"]},
    )

    letter = paper(case, "letter-decision")
    assert letter.values["grounds"] == ["violates_law"]
    assert says(letter, REASON, "髙橋花子", "推薦状") == []


def test_use_is_stopped_on_the_ground_that_it_is_no_longer_needed() -> None:
    staff = staffed()
    case = filed(staff, "cessation", kinds=["erase"], data="入試の記録", reason="卒業した", method=None).case
    shows(staff, case, "information_officer", "identity", "passport")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "investigate", "stopped", ground="no_longer_needed", typed={"content": "消去する。"},
        facts={"stop_grounds": ["no_longer_needed"], "well_founded": True, "substitute": False},
    )  # fmt: skip
    answers(staff, case, "carry-out", "erase")

    letter = paper(case, "letter-decision")
    assert letter.values["decision"] == ["comply"]
    assert says(letter, "消去する。") == []


def test_a_complaint_that_is_none_of_ours_is_pointed_elsewhere() -> None:
    staff = staffed()
    case = filed(staff, "complaint", solution="tell", matter="奨学金の記録").case
    answers(
        staff, case, "listen", "elsewhere",
        typed={"where": "独立行政法人日本学生支援機構", "reason": "本学は記録を保有していない。"},
    )  # fmt: skip

    letter = paper(case, "office:letter-elsewhere")
    assert says(letter, "独立行政法人日本学生支援機構", "本学は記録を保有していない。", case.number) == []
