"""Lists, marks of places in them, and the words of pages."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kitei.office.cases import queries
from kitei.office.cases.models import Case
from kitei.office.cases.queries import BadCursor, Filters, terms
from kitei.office.cases.queries.sight import NoSuchCase
from kitei.office.cases.services import assigning, corresponding, merging, transferring
from kitei.office.cases.services import facts as knowing
from kitei.office.cases.services.aside import erasing
from kitei.office.cases.services.withdrawing import withdraw
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from tests.office.cases.staffing import Staff, filled, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def staff() -> Staff:
    return staffed()


def opened(staff: Staff, procedure: str = "disclosure", **more: Any) -> Case:
    return staff.opens(procedure, outcome="submitted", facts={"claimant": "principal"}, **more)


def numbers(staff: Staff, **filters: Any) -> list[str]:
    page = queries.list_page(staff.powers("manager"), Filters(**filters))
    return [line.number for line in page.lines]


def test_a_list_is_cut_to_what_is_asked_for(staff: Staff) -> None:
    first, second = opened(staff), opened(staff, "correction")
    assigning.assign(case=second, person=staff.people["manager"], **staff.acts("manager"))
    withdraw(case=first, **staff.acts("requester"))
    staff.later(days=3)
    third = opened(staff)

    assert numbers(staff) == [third.number, second.number, first.number]
    assert numbers(staff, states=("running",)) == [third.number, second.number]
    assert numbers(staff, states=("withdrawn", "closed")) == [first.number]
    assert numbers(staff, kinds=("correction",)) == [second.number]
    assert numbers(staff, closed_until=first.opened_on) == [first.number]
    assert numbers(staff, unit=staff.unit.pk, since=third.opened_on) == [third.number]
    assert numbers(staff, until=first.opened_on) == [second.number, first.number]
    assert numbers(staff, mine=staff.people["manager"].pk) == [second.number]
    assert numbers(staff, unit=staff.other.pk) == []
    assert numbers(staff, effect="refused") == []
    assert numbers(staff, order="due") == []


@pytest.mark.regulation("muroran-it")
def test_a_list_by_due_day_goes_on_where_the_page_ended(staff: Staff) -> None:
    cases = []
    for _ in range(3):
        case = opened(staff)
        for step, outcome in (("identity", "verified"), ("fee", "waived"), ("transfer", "keep"), ("search", "found")):
            staff.takes(case, step, outcome)
        cases.append(staff.takes(case, "third-party", "not_needed"))
        staff.later(days=1)
    powers = staff.powers("body_head")

    first = queries.list_page(powers, Filters(order="due"), size=2)
    second = queries.list_page(powers, Filters(order="due"), after=first.next, size=2)

    found = [line.number for page in (first, second) for line in page.lines]
    assert found == [case.number for case in cases]
    with pytest.raises(BadCursor):
        queries.list_page(powers, after=first.next)


@pytest.mark.parametrize(
    "mark",
    ["", "x", "%%%", "WyJuIl0", base64.urlsafe_b64encode(json.dumps(["n", "2026-13-01", "z"]).encode()).decode()],
)
def test_a_forged_mark_is_refused(staff: Staff, mark: str) -> None:
    if mark:
        with pytest.raises(BadCursor, match="begin at the start"):
            queries.list_page(staff.powers("manager"), after=mark)
    else:
        assert queries.list_page(staff.powers("manager"), after=mark).lines == ()


def test_a_page_asks_the_database_as_often_however_many_cases_it_shows(staff: Staff) -> None:
    powers = staff.powers("manager")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.list_page(powers)
        return len(found)

    opened(staff)
    few = asked()
    for _ in range(8):
        opened(staff)
    assert asked() == few


def test_whoever_holds_nothing_sees_nothing(staff: Staff) -> None:
    case = opened(staff)
    nobody = Powers(None, "person:none", date(2026, 11, 9), (), staff.powers("manager").table)

    assert queries.list_page(nobody).lines == ()
    assert queries.search(nobody, case.number) == ()
    assert queries.home(nobody, date(2026, 11, 9)).todo == ()
    assert not queries.visible_to(nobody).exists()
    with pytest.raises(NoSuchCase):
        queries.by_number(nobody, case.number)
    assert queries.by_number(staff.powers("manager"), "R8開1") == case


def test_a_text_of_one_sign_finds_nobody(staff: Staff) -> None:
    opened(staff)
    assert queries.search(staff.powers("manager"), "高") == ()
    assert queries.search(staff.powers("manager"), "高" * 10_000) == ()


def test_an_erased_case_stays_in_the_list(staff: Staff) -> None:
    case = opened(staff)
    staff.takes(case, "identity", "verified")
    staff.takes(case, "search", "not_existing", reason="ない", document=filled(staff.law, "form4"))
    with pytest.raises(Exception, match="needs a reason"):
        erasing.destroy_key(case=case, reason=" ", **staff.acts("manager"))
    erasing.destroy_key(case=case, reason="保存期間の満了", **staff.acts("manager"))

    line = queries.list_page(staff.powers("manager")).lines[0]
    assert (line.number, line.title, line.name, line.erased) == (case.number, "消去済み", "", True)
    assert queries.search(staff.powers("manager"), "高橋") == ()
    story = queries.timeline(case)
    assert [entry.erased for entry in story[:-1]] == [True, True, True]
    assert story[0].more.ja == "消去済み"
    assert story[-1].act == "case.key_destroyed"


def test_the_timeline_tells_what_was_done(staff: Staff) -> None:
    case, other = opened(staff), opened(staff)
    knowing.set_facts(
        case=case, facts={"requested_method": "paper", "exists": True, "refusal_grounds": []}, **staff.acts("manager")
    )
    corresponding.send(case=case, body="確認中です", **staff.acts("manager"))
    staff.takes(case, "identity", "verified")
    staff.takes(case, "search", "found")
    staff.takes(
        case, "decide", "refused", ground="evaluation", reason="評価に係る", document=filled(staff.law, "form4")
    )
    merging.merge(case=opened(staff), into=other, reason="同じ", **staff.acts("manager"))
    merged = Case.objects.get(state="merged")
    withdraw(case=other, reason="不要", **staff.acts("requester"))

    told = {entry.act: entry for entry in queries.timeline(case)}
    assert told["case.facts_set"].more.ja == "対象となる情報の有無: はい、拒む理由: なし、求められた方法: 書面" or (
        "なし" in told["case.facts_set"].more.ja and "yes" in told["case.facts_set"].more.en
    )
    assert told["case.message_sent"].more.ja == "確認中です"
    last = queries.timeline(case)[-1]
    assert last.says.ja == "開示するかを決める"
    assert last.more.ja.startswith("応じない理由を知らせる(様式第4号)(")
    assert last.reason == "評価に係る"
    assert queries.timeline(merged)[-1].more.en == f"into {other.number}"
    end = queries.timeline(other)[-1]
    assert (end.says.ja, end.reason, end.role.en, end.by) == ("取り下げられた", "不要", "The person who asks", "")


def test_a_transfer_is_told_by_the_codes_of_the_units(staff: Staff) -> None:
    case = opened(staff)
    transferring.transfer(case=case, unit=staff.other, reason="就職の記録", **staff.acts("manager"))

    assert queries.timeline(case)[-1].more.ja == "students → careers"


def test_what_must_may_and_must_not_be_done(staff: Staff) -> None:
    case = opened(staff)
    known: dict[str, Any] = {
        "personal_data": True, "retained_data": True, "existence_harm": [], "request_kind": "disclose",
        "claimant": "principal", "identity_verified": True, "exists": True, "refusal_grounds": [],
        "requested_method": "paper",
    }  # fmt: skip
    on = staff.now.date()

    open_ = queries.why(case, None, on)
    assert (open_.settled, open_.must_not) == (False, ())
    assert {asked.fact for asked in open_.ask} >= {"personal_data", "exists"}
    assert next(asked for asked in open_.ask if asked.fact == "refusal_grounds").values["evaluation"].ja

    knowing.set_facts(case=case, facts=known, **staff.acts("manager"))
    case.refresh_from_db()
    settled = queries.why(case, "request", on)
    assert (settled.settled, settled.outcome, settled.ask) == (True, "comply", ())
    assert settled.must
    assert all(said.clause for said in settled.must)

    knowing.set_facts(case=case, facts={"refusal_grounds": ["violates_law"]}, **staff.acts("manager"))
    case.refresh_from_db()
    refused = queries.why(case, "request", on)
    assert refused.outcome in ("refuse", "may_refuse")
    assert refused.must_not or refused.may
    assert refused.tree.below


@pytest.mark.regulation("iuj")
def test_a_definition_is_nothing_that_may_be_done(staff: Staff) -> None:
    case = opened(staff)
    facts: dict[str, Any] = {
        "personal_data": False, "retained_data": False, "request_kind": "disclose", "claimant": "principal",
        "identity_verified": True, "exists": True, "requested_method": "electronic",
    }  # fmt: skip
    knowing.set_facts(case=case, facts=facts, **staff.acts("operations_manager"))
    case.refresh_from_db()

    found = queries.why(case, "request", staff.now.date())

    forces = {staff.law.clause(said.clause).force for said in found.may if said.clause}
    assert found.outcome == "may_refuse"
    assert {staff.law.clause(cite.clause).force for cite in found.answer.because} > forces
    assert "defines" not in forces


def test_a_case_under_a_changed_regulation_says_so(staff: Staff) -> None:
    case = opened(staff)
    case.law_digest = "0" * 64

    assert queries.progress(case, staff.now.date()).law_changed
    assert not queries.progress(Case.objects.get(), staff.now.date()).law_changed


def test_the_calendar_shows_what_one_may_see(staff: Staff) -> None:
    opened(staff)
    on = staff.now.date()
    assert queries.calendar(staff.powers("manager"), on, on + timedelta(days=400)) == ()


def test_words_fall_back_on_the_names_themselves() -> None:
    law = current()
    assert terms.ground(law, "no_such").ja == "no_such"
    assert terms.fact(law, "no_such").en == "no_such"
    assert terms.value(law, "claimant", "parent").ja
    assert terms.value(law, "claimant", "uncle").en == "uncle"
    assert terms.value(law, "exists", False).ja == "いいえ"  # noqa: FBT003 - a fact's value
    assert terms.value(law, "refusal_grounds", ["evaluation"]).ja
    assert terms.due_word(law, "without_delay").ja
    assert terms.due_word(law, "none").ja == ""
    assert terms.role(law, "manager").en
