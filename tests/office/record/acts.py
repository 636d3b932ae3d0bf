"""Acts to test with."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from kitei.office.ground.actors import Actor
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Unit
from kitei.office.record import sequencer
from kitei.office.record.services import CaseRef, destroy_key, write
from kitei.office.vault import keys
from tests.office.tables import AT

CLERK = Actor("person:k3v9w2mz", "clerk")


def unit(code: str = "u1", **values: Any) -> Unit:
    """A row that can be saved; not yet saved."""
    return Unit(**{"id": new_id(AT), "code": code, "title_ja": "部", "title_en": "Unit", "kind": "office", **values})


def act(**options: Any) -> int:
    """One act in a transaction of its own."""
    with transaction.atomic():
        return write(**{"act": "test.done", "actor": CLERK, "at": AT, "payload": {}, "case": None, **options})


def case(number: str = "R8-D-0001") -> CaseRef:
    """A case with a key of its own."""
    return CaseRef(number, keys.create("case", AT).id)


def some_record() -> list[Unit]:
    """Acts of every kind, two of them not yet in the tree: rows made, changed and removed, a case erased."""
    rows = [unit(f"u{number}") for number in range(6)]
    act(act="unit.added", rows=rows[:1])
    act(act="unit.added", rows=rows[1:4], clauses=("josai:20(1)", "josai:22"))
    one, other = case("R8-D-0001"), case("R8-D-0002")
    act(case=one, payload={"name": "髙橋"})
    act(case=other, payload={"name": "佐藤"})
    rows[1].title_ja = "課"
    act(act="unit.changed", rows=rows[1:2])
    act(act="unit.removed", removed=rows[3:4])
    destroy(one)
    sequencer.integrate(at=AT)
    act(act="unit.added", rows=rows[4:])
    rows[4].title_ja = "室"
    act(act="unit.changed", rows=rows[4:5])
    return [rows[0], rows[1], rows[2], rows[4], rows[5]]


def destroy(one: CaseRef) -> int:
    """Destroy the key of a case."""
    return destroy_key(key=one.key, case=one.number, actor=CLERK, at=AT)


def past_the_triggers(statement: str, values: Any = ()) -> int:
    """What an administrator of the database can do: change anything, unseen by the triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        changed = int(cursor.rowcount)
        cursor.execute("SET session_replication_role = DEFAULT")
    return changed
