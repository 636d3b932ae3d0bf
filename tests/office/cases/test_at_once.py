"""Two at once: one wins, numbers have no gap, and what is sent twice acts once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from kitei.office.cases.acting.locking import SomebodyWasFaster
from kitei.office.cases.acting.once import BadKey, KeyUsedOtherwise
from kitei.office.cases.models import Case, Note, Once, StepDone
from kitei.office.cases.services import corresponding, merging, opening, stepping
from kitei.office.ground.errors import OfficeError
from kitei.office.record.models import Act
from tests.office.cases.staffing import HANAKO, REQUESTER, Staff, staffed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]


def together(*doings: Callable[[], Any]) -> list[Any]:
    """What came of several doings at the same moment: results and errors, in their order."""
    found: list[Any] = [None] * len(doings)
    start = threading.Barrier(len(doings))

    def run(index: int) -> None:
        start.wait()
        try:
            found[index] = doings[index]()
        except OfficeError as error:
            found[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def arguments(staff: Staff, **more: Any) -> dict[str, Any]:
    return {
        "procedure": "disclosure", "title": "成績", "who": HANAKO, "facts": {"claimant": "principal"},
        "unit": staff.unit, "origin": "portal", "actor": REQUESTER, "powers": None, "at": staff.now,
        "outcome": "submitted", **more,
    }  # fmt: skip


def test_two_clerks_who_decide_at_once_have_one_winner() -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    manager, clerk = staff.acts("manager"), staff.acts("clerk")

    def takes(outcome: str, by: dict[str, Any]) -> Callable[[], StepDone]:
        return lambda: stepping.take_step(case=case, step="identity", outcome=outcome, **by)

    first, second = together(takes("verified", manager), takes("elsewhere", clerk))

    won, lost = (first, second) if isinstance(first, StepDone) else (second, first)
    assert isinstance(won, StepDone)
    assert isinstance(lost, SomebodyWasFaster)
    assert StepDone.objects.filter(case=case, step="identity").count() == 1
    assert Act.objects.filter(case=case.number).count() == 2


def test_two_cases_merged_into_each_other_at_once_end_as_one() -> None:
    staff = staffed()
    one, two = (staff.opens("disclosure", outcome="submitted", facts={}) for _ in range(2))
    by = staff.acts("manager")

    found = together(
        lambda: merging.merge(case=one, into=two, reason="同じ", **by),
        lambda: merging.merge(case=two, into=one, reason="同じ", **by),
    )

    assert sum(isinstance(each, Case) for each in found) == 1
    assert sum(isinstance(each, merging.CannotMerge | SomebodyWasFaster) for each in found) == 1
    assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "open"]


def test_numbers_have_no_gap_however_many_are_opened_at_once() -> None:
    staff = staffed()

    def opens(bad: bool) -> Callable[[], Case]:
        return lambda: opening.open_case(**arguments(staff, **({"facts": {"claimant": "uncle"}} if bad else {})))

    found = together(*(opens(index % 3 == 0) for index in range(9)))

    assert sum(isinstance(each, Case) for each in found) == 6
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"R8-D-{n:04}" for n in range(1, 7)]


def test_a_request_sent_twice_at_once_opens_one_case() -> None:
    staff = staffed()

    found = together(*[lambda: opening.open_case(**arguments(staff, idempotency_key="k-1"))] * 3)

    assert len({case.pk for case in found}) == 1
    assert Case.objects.count() == 1
    assert Once.objects.count() == 1


def test_a_key_belongs_to_one_caller_and_one_request() -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={})

    def note(body: str, role: str = "manager", key: str = "k") -> Note:
        return corresponding.add_note(case=case, body=body, idempotency_key=key, **staff.acts(role))

    first = note("あ")
    assert note("あ").pk == first.pk
    with pytest.raises(KeyUsedOtherwise):
        note("い")
    assert note("い", role="clerk").pk != first.pk
    with pytest.raises(BadKey):
        note("あ", key="")
    with pytest.raises(BadKey):
        note("あ", key="k" * 129)
    assert Note.objects.count() == 2
