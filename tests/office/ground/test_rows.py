"""A row has one digest: as it comes from a form, and as it comes back from the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import NoDigest, WithoutAct, acted_models, keep, row_digest
from kitei.office.people.models import Unit
from tests.office.tables import AT, Everything, table

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))])
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001 - given a zone


@pytest.fixture
def rows(db: None) -> Iterator[Any]:  # noqa: ARG001
    with table(Everything) as found:
        yield found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXT,
    short=st.none() | st.text("abc高髙", max_size=20),
    whole=st.integers(-(2**63), 2**63 - 1),
    real=NUMBERS,
    money=st.decimals(-(10**12), 10**12, places=4),
    truth=st.none() | st.booleans(),
    day=st.none() | st.dates(),
    clock=st.none() | st.times(),
    moment=st.none() | MOMENTS,
    span=st.none() | st.timedeltas(timedelta(days=-99_999), timedelta(days=99_999)),
    other=st.none() | st.uuids(),
    data=st.none() | st.binary(max_size=50),
    tokens=st.lists(st.integers(0, 2**63 - 1), max_size=4),
    json=JSON,
)
def test_the_digest_survives_the_database(rows: Any, **values: Any) -> None:
    row = Everything(id=new_id(AT), act=1, **values)
    before = row_digest(row)
    keep(row)
    assert row_digest(rows.get(pk=row.pk)) == before


def test_the_digest_does_not_depend_on_the_act_and_depends_on_everything_else() -> None:
    row = Everything(id=new_id(AT), act=1)
    known = row_digest(row)
    row.act = 2
    assert row_digest(row) == known
    changes = {
        "text": "a", "short": "", "whole": 1, "real": 0.5, "money": Decimal(1), "truth": False, "day": date(2026, 4, 1),
        "clock": AT.time(), "moment": AT, "span": timedelta(1), "other": row.id, "data": b"", "tokens": [1], "json": [],
    }  # fmt: skip
    digests = {row_digest(Everything(**{"id": row.id, name: value})) for name, value in changes.items()}
    assert len(digests | {known, row_digest(Everything(id=new_id(AT)))}) == len(changes) + 2


def test_values_that_a_form_gives_as_text_have_the_digest_of_what_they_mean() -> None:
    made = {"id": new_id(AT), "day": "2026-04-01", "whole": "7", "money": "1.50"}
    meant = {"id": made["id"], "day": date(2026, 4, 1), "whole": 7, "money": Decimal("1.5")}
    assert row_digest(Everything(**made)) == row_digest(Everything(**meant))


def test_a_value_without_a_form_is_refused() -> None:
    with pytest.raises(NoDigest, match="`json` holds a `object`"):
        row_digest(Everything(id=new_id(AT), json=object()))


@pytest.mark.django_db
def test_no_row_is_saved_or_deleted_past_the_record() -> None:
    unit = Unit(id=new_id(AT), code="u1")
    with pytest.raises(WithoutAct, match=r"people_unit.*record\.services\.write"):
        unit.save()
    with pytest.raises(WithoutAct):
        unit.delete()


def test_the_models_that_acts_change_are_found_in_the_order_of_their_tables() -> None:
    assert acted_models([Unit, Everything, object]) == [Unit, Everything]  # type: ignore[list-item]
