"""The engine against a second reading of the clauses, on random facts, some of them open."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.institutions import READINGS
from tests.spec.readings import Reading, cases

EACH = 100_000 // len(READINGS) if os.environ.get("KITEI_FULL") else 100


@pytest.mark.parametrize("reading", READINGS, ids=str)
@settings(max_examples=EACH)
@given(data=st.data())
def test_the_engine_answers_as_the_clauses_were_read_a_second_time(reading: Reading, data: st.DataObject) -> None:
    facts, open_facts = data.draw(cases(reading))

    assert reading.decided(facts, open_facts) == reading.said(facts, open_facts)
