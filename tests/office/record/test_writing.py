"""One act is one leaf, in the transaction that changes its rows."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from kitei.notary import EntryTooLong, Leaf, NotALeaf, salted_digest
from kitei.office.ground.actors import Actor
from kitei.office.ground.rows import row_digest
from kitei.office.people.models import Unit
from kitei.office.record import queries
from kitei.office.record.models import Act, Checkpoint, Head, Pending, Tile, Verification, Witnessing
from kitei.office.record.models import Leaf as Leaf_
from kitei.office.record.sealed import open_payload
from kitei.office.record.services import CaseRef, RowChanged, destroy_key, write
from kitei.office.record.services.writing import NotPlain, NoTransaction, act_digest
from kitei.office.vault import keys
from kitei.office.vault.fields import DESTROYED
from kitei.office.vault.models import Key
from tests.office.record.acts import CLERK, act, case, destroy, unit
from tests.office.tables import AT


@pytest.mark.django_db
def test_an_act_saves_its_rows_and_one_leaf() -> None:
    row = unit()
    number = act(act="unit.added", rows=[row])
    assert (Unit.objects.get().act, row.act, Act.objects.get().id) == (number, number, number)
    assert Pending.objects.get().act == number


@pytest.mark.django_db
def test_the_leaf_says_who_did_what_when_on_which_clauses_and_no_more() -> None:
    one, row = case(), unit("u7")
    payload = {"name": "髙橋 一郎", "on": date(2026, 4, 1)}
    tokyo = datetime(2026, 4, 1, 12, 30, 0, 7, timezone(timedelta(hours=9)))
    number = act(act="unit.added", case=one, at=tokyo, payload=payload, rows=[row], clauses=("josai:20(1)",))
    kept = Act.objects.get(id=number)
    leaf = Leaf.decode(bytes(kept.entry))
    assert (leaf.actor, leaf.role, leaf.act, leaf.case) == (CLERK.pseudonym, "clerk", "unit.added", "R8-D-0001")
    assert (leaf.at, leaf.clauses) == (datetime(2026, 4, 1, 3, 30, 0, 7, UTC), ("josai:20(1)",))
    assert kept.rows == [["people_unit", str(row.id), row_digest(row)]]
    opened = open_payload(bytes(kept.sealed), payload_digest=kept.payload_digest, key=kept.key)
    assert opened is not None
    assert opened[0] == {"name": "髙橋 一郎", "on": "2026-04-01"}
    assert salted_digest(opened[0], salt=opened[1]) == kept.payload_digest
    assert leaf.digest == act_digest(kept.payload_digest, kept.rows, bytes(kept.sealed))
    assert "髙橋".encode() not in bytes(kept.entry) + bytes(kept.sealed)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(NoTransaction, match=r"`test\.done`"):
        write(act="test.done", actor=CLERK, at=AT, payload={}, case=None)


@pytest.mark.django_db
def test_an_act_that_fails_leaves_neither_row_nor_leaf() -> None:
    act(rows=[unit("u1")])
    with pytest.raises(IntegrityError):
        act(rows=[unit("u2"), unit("u3", kind=None)])
    assert (Act.objects.count(), Pending.objects.count(), Unit.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_changed_and_removed_rows_are_named_in_their_act() -> None:
    rows = [unit("u1"), unit("u2"), unit("u3")]
    act(rows=rows)
    rows[0].title_ja = "課"
    number = act(rows=rows[:1], removed=rows[1:2])
    assert queries.act(number).rows == [
        ["people_unit", str(rows[0].id), row_digest(rows[0])],
        ["people_unit", str(rows[1].id), None],
    ]
    assert set(Unit.objects.values_list("code", "title_ja", "act")) == {("u1", "課", number), ("u3", "部", number - 1)}


@pytest.mark.django_db
def test_a_row_that_others_stand_on_is_not_removed_with_them() -> None:
    above = unit("u1")
    act(rows=[above, unit("u2", parent=above)])
    act_of_removal = transaction.savepoint()
    act(removed=[above])
    with pytest.raises(IntegrityError):
        connection.check_constraints()  # as the commit does
    transaction.savepoint_rollback(act_of_removal)
    assert Unit.objects.count() == 2


@pytest.mark.django_db
def test_of_two_who_read_the_same_row_one_wins() -> None:
    act(rows=[unit("u1")])
    one, other = Unit.objects.get(), Unit.objects.get()
    one.title_ja, other.title_ja = "課", "室"
    act(rows=[one])
    with pytest.raises(RowChanged, match="people_unit"):
        act(rows=[other])
    with pytest.raises(RowChanged):
        act(removed=[other])
    assert Unit.objects.get().title_ja == "課"
    act(removed=[one])
    with pytest.raises(RowChanged):
        act(rows=[one])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_act_at_once_one_wins_and_the_others_are_told() -> None:
    act(rows=[unit("u1")])
    ready, outcomes = threading.Barrier(6), []

    def change(title: str) -> None:
        row = Unit.objects.get()
        row.title_ja = title
        ready.wait()
        try:
            act(rows=[row])
            outcomes.append(title)
        except RowChanged:
            outcomes.append("")
        connection.close()

    threads = [threading.Thread(target=change, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [title for title in outcomes if title]
    assert len(won) == 1
    assert Unit.objects.get().title_ja == won[0]
    assert Act.objects.count() == 2


class _Word(StrEnum):
    YES = "yes"


@pytest.mark.django_db
def test_a_payload_may_hold_days_times_ids_and_decimals() -> None:
    payload = {
        "day": date(2026, 4, 1), "at": AT, "id": UUID(int=1), "fee": Decimal("1.50"), "word": _Word.YES,
        "set": {"b", "a"}, "tuple": (1, None, True, 0.5), "deep": {"x": [{"y": "z"}]},
    }  # fmt: skip
    number = act(payload=payload)
    assert queries.payload(queries.act(number)) == {
        "day": "2026-04-01", "at": "2026-04-01T03:00:00+00:00", "id": "00000000-0000-0000-0000-000000000001",
        "fee": "1.50", "word": "yes", "set": ["a", "b"], "tuple": [1, None, True, 0.5], "deep": {"x": [{"y": "z"}]},
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"payload": {"x": object()}}, NotPlain),
        ({"payload": {"x": b"bytes"}}, NotPlain),
        ({"act": "Unit added"}, NotALeaf),
        ({"actor": Actor("髙橋", "clerk")}, NotALeaf),
        ({"clauses": ("第20条",)}, NotALeaf),
        ({"at": datetime(2026, 4, 1)}, ValueError),  # noqa: DTZ001 - the point
        ({"clauses": ("josai:" + "2" * 100,) * 700}, EntryTooLong),
    ],
)
def test_what_cannot_be_recorded_is_refused(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        act(rows=[unit()], **options)
    assert not Act.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_destroyed_key_erases_the_payload_and_is_an_act_of_its_own() -> None:
    one = case()
    first = act(case=one, payload={"name": "髙橋"})
    ended = destroy(one)
    assert queries.payload(queries.act(first)) is DESTROYED
    assert queries.act(ended).name == "case.key_destroyed"
    assert queries.act(ended).rows == [["vault_key", str(one.key), None]]
    assert queries.payload(queries.act(ended)) == {"key": str(one.key)}
    assert list(queries.acts_of("R8-D-0001").values_list("id", flat=True)) == [first, ended]
    with pytest.raises(keys.KeyDestroyed):
        act(case=one)
    with pytest.raises(keys.KeyDestroyed):
        destroy_key(key=one.key, case=None, actor=CLERK, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["record_act", "record_leaf", "record_checkpoint", "record_witnessing"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_what_is_append_only(table: str, statement: str) -> None:
    act()
    column = {"record_act": "id", "record_leaf": "act", "record_checkpoint": "size", "record_witnessing": "act"}[table]
    with connection.cursor() as cursor:
        if table == "record_leaf":
            cursor.execute("INSERT INTO record_leaf (index, act) VALUES (0, 1)")
        elif table == "record_checkpoint":
            cursor.execute("INSERT INTO record_checkpoint (size, note, signed_at) VALUES (0, 'x', now())")
        elif table == "record_witnessing":
            cursor.execute(
                'INSERT INTO record_witnessing (id, act, witness, "where", size, note, answer, at)'
                " VALUES (gen_random_uuid(), 1, 'file', '', 0, '', '', now())"
            )
        with pytest.raises(IntegrityError, match=rf"{table} は追記のみの表です。\w+ は拒否されました.*is append-only"):
            cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db
def test_acts_are_listed_newest_first_page_by_page() -> None:
    numbers = [act() for _ in range(5)]
    assert [one.id for one in queries.acts(size=2)] == numbers[:-3:-1]
    assert [one.id for one in queries.acts(before=numbers[3], size=2)] == numbers[2:0:-1]
    with pytest.raises(queries.NoSuchAct, match="`0`"):
        queries.act(0)


@pytest.mark.django_db
def test_many_new_rows_of_one_act_are_saved_in_few_statements(django_assert_max_num_queries: Any) -> None:
    rows = [unit(f"u{number}") for number in range(200)]
    keys.of_office(AT)
    with django_assert_max_num_queries(8):
        number = act(rows=rows)
    assert Unit.objects.filter(act=number).count() == 200


def test_a_case_reference_says_number_and_key() -> None:
    assert CaseRef("R8-D-0001", UUID(int=1)).number == "R8-D-0001"


def test_rows_of_the_record_name_themselves_without_telling_anything() -> None:
    rows = (
        Act(id=7, name="case.opened"), Pending(act=7), Leaf_(index=3, act=7), Tile(level=0, index=2), Head(size=9),
        Checkpoint(size=9), Witnessing(witness="file", size=9), Key(purpose="case", id=UUID(int=1)),
        Verification(at=AT, is_clean=True), Verification(at=AT, is_clean=False),
    )  # fmt: skip
    assert [str(row) for row in rows] == [
        "7 case.opened", "7", "3: 7", "0/2", "9", "9", "file 9", "case 00000000-0000-0000-0000-000000000001",
        "2026-04-01 03:00:00+00:00 clean", "2026-04-01 03:00:00+00:00 altered",
    ]  # fmt: skip
