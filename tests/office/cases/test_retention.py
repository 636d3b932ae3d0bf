"""Files past their period of retention are proposed by clause, never too early, and only to whoever may erase them."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.office.cases.models import Case
from kitei.office.cases.retention import ended, rule_of
from kitei.office.cases.services.aside import erasing
from kitei.office.lawbook import law_of
from tests.office.cases.staffing import Staff, staffed

CLOSED = date(2026, 11, 9)


def closed(staff: Staff, procedure: str) -> Case:
    role = staff.law.procedures[procedure].steps[staff.law.procedures[procedure].start].actor
    case = staff.opens(procedure, role, origin="desk")
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=CLOSED)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("key", "procedure", "years", "clause"),
    [
        ("iuj", "provision", 3, "iuj:18-2(1)"),
        ("iuj", "receipt", 3, "iuj:18-2(2)"),
        ("shibaura-it", "provision", 3, "shibaura-it:9(6)(2)"),
        ("josai", "provision", 3, "appi:rule-21(1)(2)"),
        ("nihon-cst", "related-information", 3, "appi:rule-29"),
    ],
)
def test_the_longest_period_of_the_text_holds_before_the_statutes(
    key: str, procedure: str, years: int, clause: str
) -> None:
    law = law_of(key)
    rule = rule_of(law, law.procedures[procedure])
    assert rule is not None
    assert (rule.years, rule.clause) == (years, clause)


def test_where_no_text_says_anything_only_the_institutions_own_rule_does() -> None:
    law = law_of("josai")
    assert rule_of(law, law.procedures["disclosure"]) is None
    own = rule_of(law, law.procedures["disclosure"], own_years=5)
    assert own is not None
    assert (own.years, own.clause, own.until(CLOSED)) == (5, "", date(2031, 11, 9))


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
def test_a_file_is_proposed_the_day_after_its_period_and_no_longer_once_it_is_erased() -> None:
    staff = staffed()
    case = closed(staff, "provision")
    manager = staff.powers("manager")
    assert [found.case for found in ended(manager, date(2029, 11, 9))] == []
    found = ended(manager, date(2029, 11, 10))
    assert [(each.case.number, each.until) for each in found] == [(case.number, date(2029, 11, 9))]
    assert ended(staff.powers("clerk"), date(2029, 11, 10)) == ()

    erasing.destroy_key(case=case, reason="保存期間の満了", **staff.acts("manager"))
    assert ended(manager, date(2029, 11, 10)) == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
def test_a_running_case_and_one_without_a_rule_are_not_proposed() -> None:
    staff = staffed()
    staff.opens("provision", "manager", origin="desk")
    closed(staff, "incident")
    late = date(2040, 1, 1)
    assert ended(staff.powers("manager"), late) == ()
    assert len(ended(staff.powers("manager"), late, own_years=5)) == 1
