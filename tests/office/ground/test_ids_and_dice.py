"""Ids sort by time, dice can be seeded, errors speak two languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor, system
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import NoTimeOfId, new_id

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone


@given(MOMENTS, MOMENTS)
def test_ids_sort_by_time_to_the_microsecond(one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    if first != second:
        assert new_id(first) < new_id(second)


@given(MOMENTS)
def test_an_id_is_a_uuid_of_version_7_that_carries_its_time(at: datetime) -> None:
    made = new_id(at)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def test_two_ids_of_one_moment_differ() -> None:
    at = datetime(2026, 4, 1, tzinfo=UTC)
    assert len({new_id(at) for _ in range(1000)}) == 1000


def test_an_id_tells_the_zone_apart_from_the_moment() -> None:
    tokyo = timezone(timedelta(hours=9))
    one = datetime(2026, 4, 1, 9, tzinfo=tokyo)
    assert new_id(one).int >> 80 == new_id(datetime(2026, 4, 1, tzinfo=UTC)).int >> 80


@pytest.mark.parametrize("at", [datetime(2026, 4, 1), datetime(1969, 12, 31, tzinfo=UTC)])  # noqa: DTZ001 - the point
def test_an_id_needs_a_zone_and_a_time_from_1970(at: datetime) -> None:
    with pytest.raises(NoTimeOfId, match="with a zone"):
        new_id(at)


def test_seeded_dice_fall_the_same_way_again_and_only_within() -> None:
    with dice.seeded("demo"):
        first = [dice.token(5), dice.token(70), dice.number(6)]
    with dice.seeded("demo"):
        assert [dice.token(5), dice.token(70), dice.number(6)] == first
    with dice.seeded("other"):
        assert dice.token(5) != first[0]
    assert dice.token(32) != dice.token(32)


@given(st.integers(1, 2**80))
def test_a_number_stays_below_its_bound(below: int) -> None:
    assert 0 <= dice.number(below) < below


def test_an_error_speaks_japanese_and_english() -> None:
    error = OfficeError(ja="だめです", en="no")
    assert (error.of("ja"), error.of("en"), error.of("fr"), str(error)) == ("だめです", "No", "No", "no")


def test_the_machine_acts_under_its_own_name() -> None:
    assert system("clock") == Actor("job:clock", "system", None)
