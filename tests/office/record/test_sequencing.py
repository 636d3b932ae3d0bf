"""Committed acts enter the tree in order, once, and the head is signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kitei.notary import Frontier, leaf_hash, open_checkpoint
from kitei.office.ground.actors import system
from kitei.office.record import queries, sequencer
from kitei.office.record.models import Act, Checkpoint, Head, Leaf, Pending
from kitei.office.record.services import write
from kitei.office.record.signing import verifier

AT = datetime(2026, 4, 1, 3, tzinfo=UTC)


def act(**payload: object) -> int:
    with transaction.atomic():
        return write(act="test.done", actor=system("clock"), at=AT, payload=payload, case=None)


@pytest.mark.django_db
def test_the_tree_is_that_of_the_acts_in_their_order() -> None:
    numbers = [act(n=n) for n in range(300)]
    assert sequencer.integrate(at=AT, most=100) == 100
    assert sequencer.integrate(at=AT, most=7) == 7
    assert sequencer.integrate(at=AT) == 193
    assert sequencer.integrate(at=AT) == 0
    assert not Pending.objects.exists()
    assert list(Leaf.objects.order_by("index").values_list("act", flat=True)) == numbers
    entries = [bytes(entry) for entry in Act.objects.order_by("id").values_list("entry", flat=True)]
    head = Head.objects.get()
    signed = open_checkpoint(bytes(head.note), verifier()).head
    assert signed == Frontier().extended([leaf_hash(entry) for entry in entries]).head
    for number, entry in zip(numbers, entries, strict=True):
        queries.receipt_of(number).verify(entry, verifier())
