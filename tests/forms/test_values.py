"""What is filled in is read strictly, and what is missing is named with its clause."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.forms.values import BadValues, read_values
from tests.forms.samples import DAY, form


def filled(form_name: str, /, **changes: Any) -> dict[str, Any]:
    values = dict(form(form_name).example()) | changes
    return {key: value for key, value in values.items() if value is not None}


def faults(form_name: str, /, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadValues) as caught:
        read_values(form(form_name).form, filled(form_name, **changes), on=DAY)
    return [(fault.path, fault.problem) for fault in caught.value.faults]


def test_a_misspelt_field_is_named_with_the_nearest() -> None:
    with pytest.raises(BadValues) as caught:
        read_values(form("josai:form3").form, {"nmae": "x"}, on=DAY, partial=True)

    assert caught.value.faults[0].nearest == "name"


def test_a_missing_entry_is_named_with_its_clause() -> None:
    with pytest.raises(BadValues) as caught:
        read_values(form("josai:form3").form, filled("josai:form3", name=None), on=DAY)

    assert [(fault.path, fault.clause) for fault in caught.value.faults] == [("name", "josai:13(2)")]


@pytest.mark.parametrize(
    ("name", "changes", "path"),
    [
        ("josai:form2", {"before": None}, "before"),  # a change is filed
        ("josai:form4", {"partial_reason": None}, "partial_reason"),  # the request is met in part
        ("josai:form4", {"decision": "refuse", "partial_reason": None, "refusal_reason": None}, "refusal_reason"),
        ("josai:form3", {"identity": ["other"]}, "identity_other"),
        ("josai:form3", {"kinds": ["correct"]}, "correction"),
        ("josai:form6", {"refusal_reason": None}, "refusal_reason"),  # met in part only
        ("nihon-cst:annex4", {"req_kind": "agent", "subject_name": None, "authority": "委任状"}, "subject_name"),
        ("nihon-cst:annex5", {"reason": None}, "reason"),
        ("nihon-cst:annex6", {"reasons": ["other"], "committee_on": DAY}, "other_reason"),
    ],
)
def test_what_is_required_follows_from_the_other_entries(name: str, changes: dict[str, Any], path: str) -> None:
    assert faults(name, **changes) == [(path, "missing")]


@pytest.mark.parametrize(
    ("name", "changes", "problem"),
    [
        ("josai:form3", {"date": "2026-02-30"}, "bad_value"),
        ("josai:form3", {"date": 20261121}, "bad_value"),
        ("josai:form3", {"kinds": ["copy"]}, "bad_value"),
        ("josai:form3", {"name": ["x"]}, "bad_value"),
        ("josai:form3", {"name": "x" * 100_001}, "too_long"),
        ("josai:form3", {"received": {"unit": "x"}}, "bad_value"),
        ("josai:form3", {"received": {"unit": "x", "on": "never"}}, "bad_value"),
        ("josai:form2", {"stage": ["collect", "abolish"]}, "bad_value"),
        ("josai:form6", {"partly": "yes"}, "bad_value"),
        ("nihon-cst:annex3", {"entries": "x"}, "bad_value"),
        ("nihon-cst:annex3", {"entries": ["x"]}, "bad_value"),
        ("nihon-cst:annex3", {"entries": [{"itm": "x"}]}, "unknown_field"),
        ("nihon-cst:annex3", {"entries": [{"out_on": "never"}]}, "bad_value"),
    ],
)
def test_a_value_that_cannot_be_is_refused_once(name: str, changes: dict[str, Any], problem: str) -> None:
    assert [kind for _, kind in faults(name, **changes)] == [problem]


def test_a_day_is_read_as_a_person_writes_it() -> None:
    values = read_values(form("josai:form3").form, filled("josai:form3", date="令和8年11月21日"), on=DAY)

    assert values["date"] == DAY


def test_a_paper_to_be_completed_by_hand_misses_nothing() -> None:
    assert read_values(form("josai:form3").form, {"name": "山田"}, on=DAY, partial=True) == {"name": "山田"}
