"""What was decided once is looked up: at each depth nothing deeper is asked again (it is taken away here)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.compiled import single
from kitei.decisions.compiled.coding import coding
from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import Value
from tests.decisions.compiled.sample import LATE, interpreted
from tests.decisions.inline import shelf

FACTS: dict[str, Any] = {"grounds": ["law"], "subject_age": 20, "relation": "none"}


@pytest.fixture
def provision(home: Engine) -> FastProgram:
    return FastEngine(home).program("school", "provision", LATE)


def test_a_case_spelled_alike_is_found_by_its_bytes(provision: FastProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = provision.decide(FACTS), provision.decide({**FACTS, "relation": "entrustment"})
    monkeypatch.setattr(FastProgram, "_by_key", None)

    assert provision.decide(dict(FACTS)) is first
    assert provision.decide({**FACTS, "relation": "entrustment"}) is other


def test_a_case_spelled_otherwise_is_found_by_its_key(provision: FastProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    first = provision.decide(FACTS)
    monkeypatch.setattr(FastProgram, "_decide", None)

    assert provision.decide(dict(reversed(FACTS.items()))) is first


def test_values_no_norm_tells_apart_are_one_case(provision: FastProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    first = provision.decide(FACTS)
    monkeypatch.setattr(FastProgram, "_answer", None)

    assert provision.decide({**FACTS, "relation": "succession", "subject_age": 21}) is first


def test_facts_that_can_be_read_are_read_by_their_own_tables(
    provision: FastProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = interpreted(provision, FACTS)
    monkeypatch.setattr(single, "read_facts", None)

    assert provision.decision(FACTS) == expected


def test_cases_in_which_every_norm_does_the_same_share_one_answer(home: Engine) -> None:
    """Within the purpose the norm that asks for consent is not engaged, whoever consented."""
    use = FastEngine(home).program("school", "use", LATE)
    within = {"within_purpose": True, "improper": False}

    assert use.decide({**within, "consent": True}) is use.decide({**within, "consent": False})


def test_memory_is_emptied_with_the_case_after_the_last_it_holds(
    provision: FastProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "CAPACITY", 2)
    for relation in ("none", "entrustment", "joint_use"):
        provision.decide({"relation": relation})

    assert provision._learned == 1  # noqa: SLF001 - it shows nowhere else


def test_a_value_is_classed_once(home: Engine) -> None:
    coder = coding(home.programs.get(home.library.get("school"), "provision", LATE).program, LATE).coders["relation"]
    asked: list[Value] = []
    coder.tell_apart = asked.append

    assert coder.code("none") == coder.code("none")
    assert asked == ["none"]


def test_a_day_is_classed_by_the_day_of_the_question() -> None:
    late = '- {clause: "school:1", outcome: deny, when: {withdrawn_on: {on_or_before: on}}}'
    fast = FastEngine(shelf("provision", late))
    days = [date(2026, 5, 10), LATE, date(2026, 5, 12)]
    coder = coding(fast.program("school", "provision", LATE).ready.program, LATE).coders["withdrawn_on"]

    assert len({coder.code(day) for day in days[:2]}) == 1
    assert coder.code(days[0]) != coder.code(days[2])
    assert [fast.decide("school", "provision", {"withdrawn_on": day}, LATE).regulation_says for day in days] == [
        "deny",
        "deny",
        "silent",
    ]
