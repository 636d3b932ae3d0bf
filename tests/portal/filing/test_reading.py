"""From what a browser sends to the values of a form, and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kitei.office.lawbook import law_of
from kitei.portal.filing.reading import faults_of, shown, typed, values_of, written_day

ON = date(2026, 11, 21)
FORM5 = law_of("josai").form("form5").form


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("2026", "5", "11"), "2026-05-11"),
        (("令和8", "5", "11"), "2026-05-11"),
        (("令和8年", "5", "11"), "2026-05-11"),
        (("R8", "5", "11"), "2026-05-11"),
        (("２０２６", "５", "１１"), "2026-05-11"),
    ],
)
def test_a_day_is_read_as_people_write_it(parts: tuple[str, str, str], day: str) -> None:
    entered = {"decision_notified_on": dict(zip("ymd", parts, strict=True))}

    assert values_of(FORM5, entered) == {"decision_notified_on": day}
    assert shown(FORM5, values_of(FORM5, entered))["decision_notified_on"] == {"y": "2026", "m": "5", "d": "11"}


@pytest.mark.parametrize("parts", [("2026", "2", "30"), ("2026", "", ""), ("26", "5", "11"), ("平成32", "5", "1")])
def test_a_day_that_is_none_is_refused_with_the_reason(parts: tuple[str, str, str]) -> None:
    entered = {"decision_notified_on": dict(zip("ymd", parts, strict=True))}

    for language in ("ja", "en"):
        found = faults_of(FORM5, entered, ["decision_notified_on"], on=ON, language="en" if language == "en" else "ja")
        assert [each.field for each in found] == ["decision_notified_on"]


@given(st.dictionaries(st.sampled_from([field.id for field in FORM5.fields]), st.text(max_size=40)))
def test_whatever_is_sent_is_read_or_refused_and_never_breaks(sent: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    for name, value in sent.items():
        query[name] = query[f"{name}-y"] = value
    names = [field.id for field in FORM5.fields if not field.office]

    entered = typed(FORM5, names, query)

    assert {each.field for each in faults_of(FORM5, entered, names, on=ON, language="en")} <= set(names)
    assert written_day({"y": "1", "m": "", "d": ""})


def test_line_ends_become_one_sign_and_empty_entries_are_left_out() -> None:
    entered = typed(FORM5, ["matter", "grounds"], QueryDict("matter=a%0D%0Ab%00&grounds="))

    assert entered == {"matter": "a\nb", "grounds": ""}
    assert values_of(FORM5, entered) == {"matter": "a\nb"}
