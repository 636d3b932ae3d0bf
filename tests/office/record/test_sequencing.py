"""Committed acts enter the tree in order, each once, and the head is signed."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitei.notary import Frontier, TilesDisagree, leaf_hash, open_checkpoint
from kitei.office.record import queries, sequencer
from kitei.office.record.models import Act, Checkpoint, Head, Leaf, Pending, Tile
from kitei.office.record.sequencer import HeadDisagrees
from kitei.office.record.signing import NoLogKey, verifier
from tests.office.record.acts import act, past_the_triggers
from tests.office.tables import AT

pytestmark = pytest.mark.django_db


def tree() -> dict[tuple[int, int], bytes]:
    return {(tile.level, tile.index): bytes(tile.hashes) for tile in Tile.objects.all()}


def test_the_tree_is_that_of_the_acts_in_their_order_whatever_the_portions() -> None:
    numbers = [act() for _ in range(300)]
    assert [sequencer.integrate(at=AT, most=most) for most in (100, 7, 10_000, 10_000)] == [100, 7, 193, 0]
    assert not Pending.objects.exists()
    assert list(Leaf.objects.order_by("index").values_list("act", flat=True)) == numbers
    entries = [bytes(entry) for entry in Act.objects.order_by("id").values_list("entry", flat=True)]
    signed = open_checkpoint(bytes(Head.objects.get().note), verifier()).head
    assert signed == Frontier().extended([leaf_hash(entry) for entry in entries]).head
    for number, entry in list(zip(numbers, entries, strict=True))[::37]:
        queries.receipt_of(number).verify(entry, verifier())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_in_whatever_portions_the_same_tiles_are_written(portions: list[int]) -> None:
    with transaction.atomic():
        for _ in range(sum(portions)):
            act()
        known = transaction.savepoint()
        sequencer.integrate(at=AT)
        at_once = tree(), bytes(Head.objects.get().note)
        transaction.savepoint_rollback(known)
        for portion in portions:
            sequencer.integrate(at=AT, most=portion)
        assert (tree(), bytes(Head.objects.get().note)) == at_once
        transaction.set_rollback(True)


def test_what_was_left_in_the_middle_is_done_again_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        act()

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sequencer, "_keep", stop)  # everything is written, and nothing is committed
    with pytest.raises(KeyboardInterrupt):
        sequencer.integrate(at=AT)
    assert (Pending.objects.count(), Leaf.objects.count(), Tile.objects.count()) == (10, 0, 0)
    monkeypatch.undo()
    assert sequencer.integrate(at=AT) == 10


def test_an_act_that_fell_out_of_the_queue_is_found_when_a_sequencer_starts() -> None:
    first, second = act(), act()
    Pending.objects.filter(act=first).delete()
    sequencer.integrate(at=AT)
    assert sequencer.find_forgotten(at=AT) == 1
    sequencer.integrate(at=AT)
    assert list(Leaf.objects.order_by("index").values_list("act", flat=True)) == [second, first]
    assert sequencer.find_forgotten(at=AT) == 0


def test_a_checkpoint_is_kept_every_ten_minutes_in_which_something_happened() -> None:
    for minutes in (0, 3, 9, 11, 12):
        act()
        sequencer.integrate(at=AT + timedelta(minutes=minutes))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [1, 4]
    sequencer.integrate(at=AT + timedelta(minutes=30))  # nothing new, and the last word is kept as well
    sequencer.integrate(at=AT + timedelta(minutes=60))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [1, 4, 5]


def test_nothing_is_built_on_a_head_that_was_altered() -> None:
    act()
    sequencer.integrate(at=AT)
    act()
    past_the_triggers("UPDATE record_head SET frontier = %s", [bytes(32)])
    with pytest.raises(HeadDisagrees):
        sequencer.integrate(at=AT)
    past_the_triggers("UPDATE record_head SET note = 'x'")
    with pytest.raises(HeadDisagrees, match="not a signed note"):
        sequencer.integrate(at=AT)
    assert Pending.objects.count() == 1


def test_nothing_is_built_on_a_tile_that_was_altered() -> None:
    act()
    sequencer.integrate(at=AT)
    act()
    past_the_triggers("UPDATE record_tile SET hashes = %s", [bytes(32)])
    with pytest.raises(TilesDisagree):
        sequencer.integrate(at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_tile SET hashes = substring(hashes FOR 32)",
        "UPDATE record_tile SET hashes = 'x' || hashes",
        "UPDATE record_tile SET level = 1",
        "DELETE FROM record_tile",
        "TRUNCATE record_tile",
        "UPDATE record_head SET size = 1",
        "DELETE FROM record_head",
        "TRUNCATE record_head",
    ],
)
def test_tiles_and_head_only_grow(statement: str) -> None:
    act()
    act()
    sequencer.integrate(at=AT)
    with pytest.raises(IntegrityError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_act_has_its_receipt_once_it_is_in_the_tree() -> None:
    number = act()
    assert queries.waiting() == 1
    with pytest.raises(queries.NotYetInTree, match=f"`?{number}"):
        queries.receipt_of(number)
    with pytest.raises(queries.NoSuchAct):
        queries.place(0)
    assert queries.head() is None
    sequencer.integrate(at=AT)
    assert queries.place(number) == 0
    assert queries.receipt_of(number).index == 0


def test_without_the_logs_key_nothing_is_signed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    act()
    monkeypatch.setattr("kitei.office.record.signing.FILE", str(tmp_path / "none.key"))
    with pytest.raises(NoLogKey, match=r"none\.key"):
        sequencer.integrate(at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_many_sequencers_one_works_and_no_act_is_placed_twice() -> None:
    numbers = [act() for _ in range(200)]
    done: list[int] = []

    def work() -> None:
        done.extend(sequencer.integrate(at=AT, most=5) for _ in range(40))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sequencer.integrate(at=AT)
    placed = list(Leaf.objects.order_by("index").values_list("index", "act"))
    assert placed == list(enumerate(numbers))
    assert sum(done) <= 200
