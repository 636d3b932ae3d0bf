# ruff: noqa: S608 - changes named here
"""A verification finds nothing in an honest record, and names what was altered in any other."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from kitei.notary import ForgedSignature, SigningKey, TreeHead, Unsigned, sign_checkpoint
from kitei.office.people.models import Unit
from kitei.office.record import sequencer
from kitei.office.record.models import Act, Head, Leaf
from kitei.office.record.signing import log_key
from kitei.office.record.verifying import Fault, Report, verify
from kitei.office.record.verifying.report import MOST_LISTED
from kitei.office.vault import keys
from kitei.office.vault.models import Key
from tests.office.record.acts import act, case, past_the_triggers, some_record, unit
from tests.office.tables import AT

pytestmark = pytest.mark.django_db
_EXCHANGED = "UPDATE record_act SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) WHERE id = %s"


def faults(report: Report) -> set[Fault]:
    return {finding.fault for finding in report.findings}


def only(report: Report) -> Any:
    (finding,) = report.findings
    return finding


def test_an_empty_record_is_clean() -> None:
    report = verify()
    assert report.is_clean, report.findings
    assert (report.acts, report.size, report.root[:8]) == (0, 0, "e3b0c442")


def test_an_honest_record_is_clean_also_where_a_case_was_erased_and_acts_wait() -> None:
    some_record()
    report = verify()
    assert report.is_clean, report.findings
    assert (report.acts, report.waiting, report.size, report.rows) == (9, 2, 7, 5)
    assert (report.payloads, report.erased, report.keys) == (8, 1, 2)
    assert json.dumps(report.as_json())


def test_an_edited_row_is_named_with_its_table_and_its_last_act() -> None:
    rows = some_record()
    past_the_triggers("UPDATE people_unit SET title_ja = '別' WHERE id = %s", [rows[1].id])
    found = only(verify())
    assert (found.fault, found.table, found.row, found.act) == (
        Fault.ROW_CHANGED, "people_unit", str(rows[1].id), rows[1].act
    )  # fmt: skip
    assert found.ja == (
        f"表 people_unit の行 {rows[1].id} が、最後の行為 {rows[1].act} の後に、記録を通さず変えられています"
    )
    assert str(found).startswith("row_changed: row ")


def test_a_row_put_back_to_what_an_older_act_made_it_is_named() -> None:
    rows = some_record()
    older = Act.objects.get(rows__contains=[[str(rows[1].id)]], name="unit.added")
    past_the_triggers("UPDATE people_unit SET title_ja = '部', act = %s WHERE id = %s", [older.id, rows[1].id])
    found = only(verify())
    assert (found.fault, found.row, found.act) == (Fault.ROW_CHANGED, str(rows[1].id), rows[1].act)


def test_a_removed_row_is_named() -> None:
    rows = some_record()
    past_the_triggers("DELETE FROM people_unit WHERE id = %s", [rows[2].id])
    found = only(verify())
    assert (found.fault, found.row, found.act) == (Fault.ROW_REMOVED, str(rows[2].id), rows[2].act)


def test_an_inserted_row_is_named() -> None:
    some_record()
    row = unit("u99")
    row.act = 1
    Unit._base_manager.bulk_create([row])
    found = only(verify())
    assert (found.fault, found.row, found.act) == (Fault.ROW_INSERTED, str(row.id), 1)


def test_a_row_that_came_back_after_its_removal_is_named() -> None:
    some_record()
    gone = Act.objects.get(name="unit.removed")
    row = unit("u3", id=UUID(gone.rows[0][1]))
    row.act = gone.id
    Unit._base_manager.bulk_create([row])
    assert (only(verify()).fault, only(verify()).row) == (Fault.ROW_INSERTED, str(row.id))


@pytest.mark.parametrize(
    "change",
    [
        "name = 'case.closed'", "actor = 'person:other'", "role = 'other'", "at = at + interval '1 microsecond'",
        "\"case\" = 'R8-D-0009'", "clauses = '[]'", "rows = '[]'", "rows = '{}'", "payload_digest = repeat('0', 64)",
        "rows = jsonb_set(rows, '{0,2}', to_jsonb(repeat('0', 64)))",
    ],
)  # fmt: skip
def test_an_act_whose_columns_are_not_those_of_its_entry_is_named(change: str) -> None:
    some_record()
    altered = Act.objects.filter(name="unit.added").order_by("id")[1]
    past_the_triggers(f"UPDATE record_act SET {change} WHERE id = %s", [altered.id])
    report = verify()
    assert (Fault.ACT_ALTERED, altered.id) in {(one.fault, one.act) for one in report.findings}


def test_an_altered_entry_is_named_by_its_place() -> None:
    some_record()
    past_the_triggers(
        "UPDATE record_act SET entry = set_byte(entry, 20, get_byte(entry, 20) # 1)"
        " WHERE id = (SELECT act FROM record_leaf WHERE index = 3)"
    )
    report = verify()
    assert faults(report) == {Fault.ENTRY_ALTERED, Fault.ACT_ALTERED, Fault.HISTORY_REWRITTEN}
    assert {(one.first, one.last) for one in report.findings if one.fault is Fault.ENTRY_ALTERED} == {(3, 3)}


def test_a_removed_act_is_named() -> None:
    some_record()
    gone = Leaf.objects.get(index=2).act
    past_the_triggers("DELETE FROM record_act WHERE id = %s", [gone])
    report = verify()
    assert (Fault.ACT_REMOVED, gone) in {(one.fault, one.act) for one in report.findings}
    assert Fault.ENTRIES_UNREADABLE in faults(report)


def test_a_removed_act_that_waits_is_named() -> None:
    some_record()
    last = Act.objects.latest("id").id
    past_the_triggers("DELETE FROM record_act WHERE id = %s", [last])
    assert (Fault.ACT_REMOVED, last) in {(one.fault, one.act) for one in verify().findings}


def test_an_act_that_will_never_enter_the_tree_is_named() -> None:
    some_record()
    last = Act.objects.latest("id").id
    past_the_triggers("DELETE FROM record_pending WHERE act = %s", [last])
    assert (only(verify()).fault, only(verify()).act) == (Fault.ACT_FORGOTTEN, last)


def test_two_acts_in_each_others_places_are_named() -> None:
    some_record()
    past_the_triggers("UPDATE record_leaf SET act = -act WHERE index IN (1, 2)")
    past_the_triggers(
        "UPDATE record_leaf AS l SET act = -o.act FROM record_leaf o"
        " WHERE l.index IN (1, 2) AND o.index IN (1, 2) AND l.index <> o.index"
    )
    assert (Fault.ENTRY_ALTERED, 1, 2) in {(one.fault, one.first, one.last) for one in verify().findings}


def test_an_altered_payload_is_named_and_so_is_one_under_another_key() -> None:
    some_record()
    last = Act.objects.latest("id").id
    past_the_triggers(_EXCHANGED, [last])
    assert {(one.fault, one.act) for one in verify().findings} == {
        (Fault.ACT_ALTERED, last), (Fault.PAYLOAD_ALTERED, last)
    }  # fmt: skip
    past_the_triggers("UPDATE record_act SET key = gen_random_uuid() WHERE id = %s", [last])
    assert faults(verify()) == {Fault.ACT_ALTERED, Fault.PAYLOAD_ALTERED, Fault.KEY_ALTERED}


def test_what_nobody_can_open_any_more_cannot_be_exchanged_unseen() -> None:
    some_record()
    erased = Act.objects.get(key__in=Key.objects.filter(wrapped=None).values("id")).id
    past_the_triggers(_EXCHANGED, [erased])
    assert (only(verify()).fault, only(verify()).act) == (Fault.ACT_ALTERED, erased)
    assert only(verify(payloads=False)).act == erased


def test_without_payloads_no_key_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    some_record()
    monkeypatch.setattr(keys, "opened", None)
    report = verify(payloads=False)
    assert report.is_clean
    assert (report.payloads, report.keys) == (0, 0)


def test_a_damaged_tile_is_told_from_an_altered_entry() -> None:
    some_record()
    past_the_triggers("UPDATE record_tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)")
    assert (only(verify()).fault, only(verify()).first) == (Fault.TILE_DAMAGED, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO record_leaf (index, act) VALUES (999, 999)",
        "INSERT INTO record_tile (level, index, hashes) VALUES (3, 0, 'x')",
        "UPDATE record_tile SET hashes = hashes || decode(repeat('00', 32), 'hex')",
    ],
)
def test_what_the_tree_does_not_have_is_named(statement: str) -> None:
    some_record()
    past_the_triggers(statement)
    assert Fault.PLACE_ALTERED in faults(verify())


@pytest.mark.parametrize(
    "change", ["note = 'x'", "frontier = decode(repeat('00', 96), 'hex')", "size = size - 1", "frontier = ''"]
)
def test_an_altered_head_is_named(change: str) -> None:
    some_record()
    past_the_triggers(f"UPDATE record_head SET {change}")
    assert Fault.HEAD_FORGED in faults(verify())


def test_a_removed_head_is_named() -> None:
    some_record()
    past_the_triggers("DELETE FROM record_head")
    assert Fault.HEAD_FORGED in faults(verify())


@pytest.mark.parametrize("change", ["note = 'x'", "size = size + 1"])
def test_an_altered_kept_checkpoint_is_named(change: str) -> None:
    some_record()
    past_the_triggers(f"UPDATE record_checkpoint SET {change}")
    assert (only(verify()).fault, only(verify()).table) == (Fault.CHECKPOINT_FORGED, "record_checkpoint")


def test_a_tail_cut_off_with_everything_made_to_fit_shows_only_against_a_checkpoint_kept_elsewhere() -> None:
    some_record()
    known = transaction.savepoint()
    sequencer.integrate(at=AT)
    kept = bytes(Head.objects.get().note)
    transaction.savepoint_rollback(known)  # as if the last acts had never been
    assert verify().is_clean
    found = only(verify(outside=[kept]))
    assert (found.fault, found.first, found.last) == (Fault.TAIL_CUT, 7, 8)


def test_a_tree_computed_anew_and_signed_shows_only_against_a_checkpoint_kept_elsewhere() -> None:
    act(act="unit.added", rows=[unit("u1")])
    known = transaction.savepoint()
    act(act="case.refused")
    sequencer.integrate(at=AT)
    kept = bytes(Head.objects.get().note)
    transaction.savepoint_rollback(known)
    act(act="case.granted")  # another history, with the office's own keys
    sequencer.integrate(at=AT)
    assert verify().is_clean
    report = verify(outside=[kept])
    assert Fault.HISTORY_REWRITTEN in faults(report)
    assert report.outside == 1


def test_a_checkpoint_kept_elsewhere_that_agrees_says_so() -> None:
    some_record()
    kept = bytes(Head.objects.get().note)
    sequencer.integrate(at=AT)
    report = verify(outside=[kept])
    assert (report.is_clean, report.outside) == (True, 1)


def test_a_checkpoint_from_elsewhere_that_cannot_be_believed_is_refused() -> None:
    some_record()
    head = Head.objects.get()
    with pytest.raises(ForgedSignature):
        verify(outside=[bytes(head.note).replace(b"\n7\n", b"\n6\n")])
    other = SigningKey("other.example", bytes(32))
    with pytest.raises(Unsigned):
        verify(outside=[sign_checkpoint(TreeHead(7, bytes(32)), other)])
    assert log_key().name != other.name


def test_a_lifted_guard_is_named() -> None:
    some_record()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_act DISABLE TRIGGER ALL")
    report = verify()
    assert faults(report) == {Fault.GUARD_MISSING}
    assert {(one.table, one.row) for one in report.findings} == {
        ("record_act", "append_only_rows"), ("record_act", "append_only_table"),
    }  # fmt: skip


def test_a_key_that_is_gone_or_came_back_or_does_not_open_is_named() -> None:
    some_record()
    one = case("R8-D-0003")
    act(case=one, payload={"x": 1})
    known = transaction.savepoint()
    for statement in (
        "DELETE FROM vault_key WHERE id = %s",
        "UPDATE vault_key SET wrapped = NULL, destroyed_at = now() WHERE id = %s",
        "UPDATE vault_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE id = %s",
    ):
        keys.forget()
        past_the_triggers(statement, [one.key])
        assert (Fault.KEY_ALTERED, str(one.key)) in {(found.fault, found.row) for found in verify().findings}
        transaction.savepoint_rollback(known)
        known = transaction.savepoint()
    past_the_triggers("UPDATE vault_key SET wrapped = 'x', destroyed_at = NULL WHERE wrapped IS NULL")
    assert Fault.KEY_ALTERED in faults(verify())
    keys.forget()


def test_a_table_that_is_not_known_is_named() -> None:
    some_record()
    past_the_triggers('UPDATE record_act SET rows = \'[["people_ghost", "1", "2"]]\' WHERE name = \'unit.removed\'')
    report = verify()
    assert (Fault.TABLE_UNKNOWN, "people_ghost") in {(one.fault, one.table) for one in report.findings}


def test_of_very_many_findings_some_are_listed_and_the_rest_counted() -> None:
    report = Report()
    for number in range(MOST_LISTED + 5):
        report.add(Fault.ROW_REMOVED, table="t", row=number, act=number)
    assert (len(report.findings), report.further) == (MOST_LISTED, {Fault.ROW_REMOVED: 5})
