# ruff: noqa: S608 - tables and columns named here
"""Whatever is changed, removed, inserted or moved in record or rows, past the triggers, is found."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kitei.office.record import sequencer
from kitei.office.record.models import Head
from kitei.office.record.verifying import verify
from kitei.office.vault import keys
from tests.conftest import FULL
from tests.office.record.acts import past_the_triggers, some_record
from tests.office.tables import AT

# Of every table what makes up its rows. Not among them: when a checkpoint was signed, which is said beside it and not
# by it; and the id of a key's master, with which it either opens or does not.
TABLES = {
    "record_act": (
        "id", "entry", "payload_digest", "rows", "case", "sealed", "key", "at", "name", "actor", "role", "clauses",
    ),
    "record_leaf": ("index", "act"),
    "record_pending": ("act",),
    "record_tile": ("level", "index", "hashes"),
    "record_head": ("size", "frontier", "note"),
    "record_checkpoint": ("size", "note"),
    "people_unit": ("id", "act", "code", "title_ja", "title_en", "parent_id", "kind"),
    "vault_key": ("id", "wrapped", "destroyed_at", "master_id"),
}  # fmt: skip
_TRIED = 1_000 if FULL else 40


@pytest.fixture
def record(db: None) -> bytes:  # noqa: ARG001
    some_record()
    return bytes(Head.objects.get().note)


def columns_of(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table])
        return dict(cursor.fetchall())


def cells(table: str) -> list[tuple[str, str, Any]]:
    """Every cell that can be altered: where it is, its column and type."""
    types = columns_of(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text FROM {table} ORDER BY ctid")
        places = [place for (place,) in cursor.fetchall()]
    return [(place, column, types[column]) for place in places for column in TABLES[table] if column in types]


def altered(kind: str, data: st.DataObject) -> tuple[str, list[Any]]:
    """An SQL expression that makes of a cell another one of the same type."""
    number = data.draw(st.integers(1, 1000), label="number")
    match kind:
        case "bytea":
            place = "%s %% length({c})"
            return (
                f"CASE length({{c}}) WHEN 0 THEN 'x' ELSE set_byte({{c}}, {place}, get_byte({{c}}, {place}) # %s) END",
                [number, number, number % 255 + 1],
            )
        case "bigint" | "integer" | "smallint":
            return "{c} + %s", [number]
        case "uuid":
            return "(CASE WHEN {c} IS NULL THEN gen_random_uuid() ELSE md5({c}::text)::uuid END)", []
        case "timestamp with time zone":
            return "coalesce({c} + %s * interval '1 microsecond', now())", [number]
        case "jsonb":
            return "{c} || jsonb_build_array(%s::text)", [str(number)]
        case _:
            return "overlay(coalesce({c}, '') placing %s from (%s %% (length(coalesce({c}, '')) + 1)) + 1)", [
                "~",
                number,
            ]


@settings(
    max_examples=_TRIED,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_any_changed_cell_is_found(record: bytes, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TABLES)), label="table")
    place, column, kind = data.draw(st.sampled_from(cells(table)), label="cell")
    expression, values = altered(kind, data)
    name = connection.ops.quote_name(column)
    keys.forget()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT md5(t::text) FROM {table} t WHERE ctid = %s::tid", [place])
            before = cursor.fetchone()
        try:
            with transaction.atomic():
                past_the_triggers(
                    f"UPDATE {table} SET {name} = {expression.format(c=name)} WHERE ctid = %s::tid",
                    [*values, place],
                )
        except (IntegrityError, DataError):
            assume(False)  # the database itself refuses it  # noqa: FBT003
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT md5(t::text) FROM {table} t")
            assume(before not in cursor.fetchall())
        assert not verify(outside=[record]).is_clean, f"{table}.{column} {place} was altered unseen"
        transaction.set_rollback(True)


@settings(
    max_examples=_TRIED // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_removed_row_is_found(record: bytes, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(set(TABLES) - {"record_checkpoint"})), label="table")
    places = sorted({place for place, _, _ in cells(table)})
    place = data.draw(st.sampled_from(places), label="row")
    keys.forget()
    with transaction.atomic():
        assert past_the_triggers(f"DELETE FROM {table} WHERE ctid = %s::tid", [place]) == 1
        assert not verify(outside=[record]).is_clean, f"a row of {table} was removed unseen"
        transaction.set_rollback(True)


@settings(
    max_examples=_TRIED // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_any_row_entered_twice_or_in_anothers_place_is_found(record: bytes, data: st.DataObject) -> None:
    """What two rows hold is exchanged, but for their names: reordering."""
    table = data.draw(st.sampled_from(["record_act", "record_leaf", "people_unit", "vault_key"]), label="table")
    name = {"record_leaf": "index"}.get(table, "id")
    column = data.draw(st.sampled_from([each for each in TABLES[table] if each not in (name, "code")]), label="column")
    quoted, named = connection.ops.quote_name(column), connection.ops.quote_name(name)
    places = sorted({place for place, _, _ in cells(table)})
    one, other = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True), label="rows")
    keys.forget()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(
                f"SELECT {named}, {quoted}::text, ctid::text FROM {table} WHERE ctid IN (%s::tid, %s::tid)",
                [one, other],
            )
            (first, first_value, _), (second, second_value, _) = cursor.fetchall()
        assume(first_value != second_value)
        kind = columns_of(table)[column]
        try:
            with transaction.atomic():
                if table == "record_leaf":
                    past_the_triggers(f"UPDATE {table} SET {quoted} = -1 WHERE {named} = %s", [first])
                for row, value in ((second, first_value), (first, second_value)):
                    past_the_triggers(
                        f"UPDATE {table} SET {quoted} = %s::{kind} WHERE {named} = %s",
                        [value, row],
                    )
        except IntegrityError:
            assume(False)  # noqa: FBT003
        assert not verify(outside=[record]).is_clean, f"{table}.{column} was exchanged unseen"
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_an_act_slipped_in_is_found() -> None:
    some_record()
    sequencer.integrate(at=AT)
    kept = bytes(Head.objects.get().note)
    past_the_triggers(
        'INSERT INTO record_act (entry, payload_digest, rows, "case", sealed, key, at, name, actor, role, clauses)'
        ' SELECT entry, payload_digest, rows, "case", sealed, key, at, name, actor, role, clauses'
        " FROM record_act LIMIT 1"
    )
    assert not verify(outside=[kept]).is_clean
