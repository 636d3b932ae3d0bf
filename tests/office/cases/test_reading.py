"""What the pages ask about cases."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.office.cases import queries
from kitei.office.cases.queries import Filters
from tests.office.cases.staffing import staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
TODAY = date(2026, 11, 10)


def test_home_says_what_i_must_do() -> None:
    staff = staffed()
    staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})

    home = queries.home(staff.powers("manager"), TODAY)

    assert [(each.number, each.step, each.says.ja) for each in home.todo] == [
        ("R8-D-0001", "identity", "受け付けて本人を確かめる")
    ]
    assert home.todo[0].clauses == ("josai:13(2)", "josai:form3")
    assert (home.soon, home.late, home.waiting) == (0, 0, 0)


def test_the_list_goes_on_where_the_page_ended() -> None:
    staff = staffed()
    numbers = [staff.opens("disclosure", outcome="submitted", facts={}).number for _ in range(5)]
    powers = staff.powers("manager")

    first = queries.list_page(powers, size=2)
    second = queries.list_page(powers, after=first.next, size=2)
    third = queries.list_page(powers, after=second.next, size=2)

    found = [line.number for page in (first, second, third) for line in page.lines]
    assert found == numbers[::-1]
    assert third.next is None
    assert first.lines[0].now[0].ja == "受け付けて本人を確かめる"
    assert queries.list_page(powers, Filters(states=("closed",))).lines == ()


@pytest.mark.parametrize(
    "text", ["高橋", "髙橋", "タカハシ", "たかはし はなこ", "ﾀｶﾊｼ", "R8-D-1", "Ｒ８開１", "2026-11-09"]
)
def test_a_case_is_found(text: str) -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={})

    assert [line.number for line in queries.search(staff.powers("manager"), text)] == [case.number]
    assert queries.search(staff.powers("manager"), "鈴木") == ()


def test_the_page_of_a_case() -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    staff.takes(case, "identity", "verified")

    standing = queries.progress(case, TODAY, staff.powers("manager"))
    story = queries.timeline(case)
    reasons = queries.why(case, None, TODAY)

    assert [each.step for each in standing.done] == ["request", "identity"]
    assert [each.step for each in standing.now] == ["search"]
    assert standing.now[0].acting is not None
    assert [each.step for each in standing.ahead] == ["decide", "arrange", "hand-over"]
    assert [entry.act for entry in story] == ["case.opened", "case.step_taken"]
    assert story[1].more.ja == "本人と確かめられた"
    assert story[1].by == "manager 太郎"
    assert not reasons.settled
    assert reasons.ask
