"""The floor (contract §2): every pair of what the text says and what the statute says, family by family."""

from __future__ import annotations

import pytest

from kitei.decisions.outcomes import (
    STRICTEST_FIRST,
    StatuteOutcome,
    combine,
    laxest,
    lifted,
    on_condition,
    rank,
    strictest,
)

ACT = """
text \\ statute   deny      escalate  allow_if  allow     silent
deny             deny      deny      deny      deny      deny
escalate         deny      escalate  escalate  escalate  escalate
allow_if         deny      escalate  allow_if  allow_if  allow_if
allow            deny      escalate  allow_if  allow     allow
silent           deny      escalate  allow_if  allow     escalate
"""
CHECK = """
text \\ statute   invalid   escalate  required  valid         not_required  silent
invalid          invalid   invalid   invalid   invalid       invalid       invalid
escalate         invalid   escalate  escalate  escalate      escalate      escalate
required         invalid   escalate  required  required      required      required
valid            invalid   escalate  required  valid         valid         valid
not_required     invalid   escalate  required  not_required  not_required  not_required
silent           invalid   escalate  required  valid         not_required  escalate
"""
DUTY = """
text \\ statute   required  escalate  not_required  silent
required         required  required  required      required
escalate         required  escalate  escalate      escalate
not_required     required  escalate  not_required  not_required
silent           required  escalate  not_required  escalate
"""
SCOPE = """
text \\ statute   in_scope  escalate  out_of_scope  silent
in_scope         in_scope  in_scope  in_scope      in_scope
escalate         in_scope  escalate  escalate      escalate
out_of_scope     in_scope  escalate  out_of_scope  out_of_scope
silent           in_scope  escalate  out_of_scope  escalate
"""
REQUEST = """
text \\ statute   refuse    escalate       may_refuse     comply_partly  comply    silent
refuse           refuse    refuse         refuse         comply_partly  comply    refuse
escalate         escalate  escalate       escalate       escalate       escalate  escalate
may_refuse       may_refuse may_refuse    may_refuse     comply_partly  comply    may_refuse
comply_partly    comply_partly comply_partly comply_partly comply_partly comply   comply_partly
comply           comply    comply         comply         comply         comply    comply
silent           refuse    escalate       may_refuse     comply_partly  comply    escalate
"""
COMPELLED = """
text \\ statute   deny      escalate  allow_if  allow     silent
deny             deny      escalate  allow_if  allow     deny
escalate         deny      escalate  allow_if  allow     escalate
allow_if         deny      escalate  allow_if  allow_if  allow_if
allow            deny      escalate  allow_if  allow     allow
silent           deny      escalate  allow_if  allow     escalate
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    """Text, statute, combined."""
    head, *rows = [line.split() for line in table.replace("text \\ statute", "").strip().splitlines()]
    return [(text, statute, both) for text, *row in rows for statute, both in zip(head, row, strict=True)]


TABLES = [
    (family, *cell)
    for family, table in (
        ("act", ACT),
        ("check", CHECK),
        ("check_duty", CHECK),
        ("duty", DUTY),
        ("scope", SCOPE),
        ("request", REQUEST),
    )
    for cell in cells(table)
]


@pytest.mark.parametrize(("family", "text", "statute", "both"), TABLES)
def test_the_stricter_one_wins_and_silence_is_not_permission(family: str, text: str, statute: str, both: str) -> None:
    assert combine(family, text, StatuteOutcome(statute)) == both


@pytest.mark.parametrize(("text", "statute", "both"), cells(COMPELLED))
def test_a_court_order_opens_what_the_text_closes_and_keeps_its_conditions(text: str, statute: str, both: str) -> None:
    assert combine("act", text, StatuteOutcome(statute, mandatory=True)) == both


def test_the_tables_have_every_pair_of_every_family() -> None:
    for family, outcomes in STRICTEST_FIRST.items():
        pairs = {(text, statute) for each, text, statute, _ in TABLES if each == family}

        assert pairs == {(one, other) for one in (*outcomes, "silent") for other in (*outcomes, "silent")}


def test_the_order_of_each_family_is_the_contracts() -> None:
    assert STRICTEST_FIRST["act"] == ("deny", "escalate", "allow_if", "allow")
    assert STRICTEST_FIRST["check"] == ("invalid", "escalate", "required", "valid", "not_required")
    assert STRICTEST_FIRST["duty"] == ("required", "escalate", "not_required")
    assert STRICTEST_FIRST["scope"] == ("in_scope", "escalate", "out_of_scope")
    assert STRICTEST_FIRST["request"] == ("refuse", "escalate", "may_refuse", "comply_partly", "comply")


def test_silence_is_laxer_than_any_outcome() -> None:
    assert [rank("duty", outcome) for outcome in ("required", "escalate", "not_required", "silent")] == [0, 1, 2, 3]


def test_of_several_norms_the_strictest_speaks() -> None:
    assert strictest("act", ["allow", "deny", "allow_if"]) == "deny"
    assert strictest("request", ["comply", "may_refuse"]) == "may_refuse"
    assert strictest("act", []) == "silent"
    assert laxest("act", ["allow_if", "deny", "allow"]) == "allow"
    assert laxest("act", ["deny"]) == "deny"


@pytest.mark.parametrize(
    ("family", "standing", "expected"),
    [
        ("act", "deny", "allow"),
        ("act", "escalate", "allow"),
        ("check", "invalid", "valid"),
        ("check", "escalate", "valid"),
        ("check_duty", "escalate", "valid"),
        ("check_duty", "required", "not_required"),
        ("duty", "required", "not_required"),
        ("duty", "escalate", "not_required"),
        ("scope", "in_scope", "out_of_scope"),
        ("scope", "escalate", "out_of_scope"),
        ("request", "refuse", "comply"),
        ("request", "may_refuse", "comply"),
        ("request", "escalate", "comply"),
        ("act", "allow", "allow"),
    ],
)
def test_what_an_exception_makes_of_a_norm(family: str, standing: str, expected: str) -> None:
    assert lifted(family, standing) == expected


@pytest.mark.parametrize(
    ("family", "standing", "expected"),
    [
        ("act", "deny", "allow_if"),
        ("check", "invalid", "invalid"),
        ("check_duty", "invalid", "required"),
        ("duty", "required", "required"),
        ("scope", "in_scope", "in_scope"),
        ("request", "refuse", "refuse"),
    ],
)
def test_what_an_open_step_makes_of_a_norm(family: str, standing: str, expected: str) -> None:
    assert on_condition(family, standing) == expected
