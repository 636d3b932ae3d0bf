"""What a leaf says, in which form, and that it says nothing of a person."""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from kitei.notary import Leaf, NotALeaf, NotCanonical, WrongSalt, canonical, salted_digest
from kitei.notary.canonical import read_canonical

SALT = bytes(range(32))
LEAF = Leaf(
    actor="person:k3v9w2mz",
    role="manager",
    act="request.decided",
    case="2026-disclosure-0012",
    at=datetime(2026, 4, 1, 3, 0, tzinfo=UTC),
    clauses=("example:20(1)", "example:22.s2"),
    digest="ab" * 32,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=12,
)  # fmt: skip


def test_a_leaf_is_canonical_json() -> None:
    assert LEAF.encode() == (
        b'{"act":"request.decided","actor":"person:k3v9w2mz","at":"2026-04-01T03:00:00.000000Z",'
        b'"case":"2026-disclosure-0012","clauses":["example:20(1)","example:22.s2"],'
        b'"digest":"' + b"ab" * 32 + b'","role":"manager","v":1}'
    )


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.timezones()),  # noqa: DTZ001 - zones are drawn
    st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", fullmatch=True),
    st.lists(st.sampled_from(["appi:27(1)", "example:form3", "example:supp(2)"])),
)
def test_a_leaf_is_read_back(at: datetime, case: str | None, clauses: list[str]) -> None:
    leaf = replace(LEAF, at=at, case=case, clauses=tuple(clauses))

    assert Leaf.decode(leaf.encode()) == leaf


def test_one_instant_has_one_text() -> None:
    tokyo = replace(LEAF, at=datetime(2026, 4, 1, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo")))

    assert tokyo.encode() == LEAF.encode()
    assert tokyo == LEAF


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "山田太郎"),
        ("actor", "taro@example.jp"),
        ("actor", "person:山田"),
        ("actor", "person:"),
        ("role", "個人情報保護管理者"),
        ("role", ""),
        ("act", "decided"),
        ("act", "request.Decided"),
        ("case", "山田太郎の開示請求"),
        ("case", ""),
        ("digest", "AB" * 32),
        ("digest", "ab" * 31),
        ("clauses", ("example",)),
        ("clauses", ("example:20 (1)",)),
    ],
)
def test_a_field_takes_no_free_text(field: str, value: Any) -> None:
    with pytest.raises(NotALeaf, match=f"`{field}`") as caught:
        replace(LEAF, **{field: value})
    assert f"`{field}`" in caught.value.ja


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 4, 1),  # noqa: DTZ001 - without a zone it is no instant
        datetime.min.replace(tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_the_time_is_an_instant(at: datetime) -> None:
    with pytest.raises(NotALeaf, match="`at`"):
        replace(LEAF, at=at)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"extra": 1},
        {"role": 5},
        {"role": None},
        {"case": 5},
        {"at": "2026-04-01T03:00:00Z"},
        {"at": "2026-04-31T03:00:00.000000Z"},
        {"at": "２０２６-04-01T03:00:00.000000Z"},
        {"at": 0},
        {"clauses": "example:20(1)"},
        {"clauses": [1]},
    ],
    ids=str,
)
def test_what_is_no_leaf_is_refused(change: dict[str, Any]) -> None:
    fields = json.loads(LEAF.encode()) | change

    with pytest.raises(NotALeaf):
        Leaf.decode(canonical(fields))


@pytest.mark.parametrize("value", [[], 5, None, {}, {"v": 1}])
def test_another_value_is_no_leaf(value: Any) -> None:
    with pytest.raises(NotALeaf, match=r"`\*`"):
        Leaf.decode(canonical(value))


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"{",
        b"\xff",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b"1.0",
        b"NaN",
        b"9007199254740993",
        b'"\\ud800"',
        b"[" * 100_000,
    ],
)
def test_json_spelt_otherwise_is_refused(entry: bytes) -> None:
    with pytest.raises(NotCanonical, match="RFC 8785"):
        Leaf.decode(entry)


@given(JSON)
def test_canonical_json_is_read_back(value: Any) -> None:
    assert read_canonical(canonical(value)) == value


@given(JSON)
@example({"b": (2**53 - 1, True, 1.0), "a": None, "\x80": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t'})
def test_the_quick_way_to_canonical_json_writes_the_bytes_of_the_rfc(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [{1, 2}, {1: 2}, float("nan"), 2**53, b"x", "\ud800", {"\ud800": 1}], ids=repr)
def test_some_values_have_no_canonical_json(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_the_canonical_json_of_the_rfc() -> None:
    # RFC 8785 §3.2.2 and 3.2.3.
    assert canonical({"numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27]}) == (
        b'{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}'
    )
    assert canonical({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\u00f6": 7}) == (
        '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'.encode()
    )


def test_a_digest_commits_to_payload_and_salt() -> None:
    payload = {"decision": "permit", "name": "山田太郎"}
    digest = salted_digest(payload, salt=SALT)

    assert digest == hmac.new(SALT, '{"decision":"permit","name":"山田太郎"}'.encode(), "sha256").hexdigest()
    assert salted_digest({"name": "山田太郎", "decision": "permit"}, salt=SALT) == digest
    assert salted_digest({**payload, "name": "山田次郎"}, salt=SALT) != digest
    assert salted_digest(payload, salt=bytes(32)) != digest


@pytest.mark.parametrize("length", [0, 16, 33])
def test_a_salt_has_32_bytes(length: int) -> None:
    with pytest.raises(WrongSalt, match=f"{length} bytes"):
        salted_digest({}, salt=bytes(length))
