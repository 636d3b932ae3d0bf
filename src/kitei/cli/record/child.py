"""What a process of `kitei bench acts` does: `python -m kitei.cli.record.child TASK`, options as JSON on stdin."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import count
from statistics import median, quantiles
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - Django is set up first

from kitei import clock  # noqa: E402
from kitei.cli.record.filling import COLUMNS, fill_and_verify  # noqa: E402
from kitei.cli.record.measuring import READY  # noqa: E402
from kitei.notary import Frontier, leaf_hash  # noqa: E402
from kitei.notary.merkle.hashing import split  # noqa: E402
from kitei.office.ground.actors import Actor  # noqa: E402
from kitei.office.ground.identifiers import new_id  # noqa: E402
from kitei.office.ground.rows import keep  # noqa: E402
from kitei.office.people.models import Unit  # noqa: E402
from kitei.office.record import sequencer  # noqa: E402
from kitei.office.record.models import Act  # noqa: E402
from kitei.office.record.services import subscribing, write  # noqa: E402
from kitei.office.vault import keys  # noqa: E402

CLERK = Actor("person:k3v9w2mz", "clerk")
PAYLOAD = {"step": "identity", "outcome": "confirmed", "reason": "学生証により本人であることを確かめた。" * 3}


def make_tables() -> dict[str, Any]:
    """What the limits write to: the table of acts without triggers and queue, and a tree head that writers lock."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (LIKE record_act INCLUDING ALL)")
        cursor.execute("CREATE TABLE bench_head (id int PRIMARY KEY, size bigint, frontier bytea)")
        cursor.execute("INSERT INTO bench_head VALUES (1, 0, '')")
    keys.of_office(clock.now())
    return {}


def append(*, group: int, runs: int) -> dict[str, float]:
    """Durable appends a second, `group` to a commit, in turn with two limits.

    `plain` inserts the same columns by one prepared text of SQL; `orm` inserts one row of the office as Django does.
    """
    rounds = max(3, 400 // group)
    row = _columns()
    kinds: dict[str, Callable[[int], object]] = {"plain": lambda _: _plain(row), "orm": _orm, "acts": _act}
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for one in kinds.values():
        _rate(10, 1, one)
    for _ in range(runs):
        for kind, one in kinds.items():
            rates[kind].append(_rate(rounds, group, one))
    Unit.objects.filter(act=0).delete()  # made by no act: the record that is verified later would rightly name them
    return {
        **{f"{kind}_per_s": round(median(found), 1) for kind, found in rates.items()},
        **{f"acts_per_{limit}": _ratio(rates["acts"], rates[limit]) for limit in ("plain", "orm")},
    }


def _ratio(mine: list[float], limit: list[float]) -> float:
    return round(median(one / other for one, other in zip(mine, limit, strict=True)), 3)


def _rate(rounds: int, group: int, one: Any) -> float:
    begun = time.perf_counter()
    for _ in range(rounds):
        with transaction.atomic():
            for number in range(group):
                one(number)
    return rounds * group / (time.perf_counter() - begun)


def write_for(*, kind: str, seconds: float, number: int) -> dict[str, Any]:
    """Write from a moment on, for so many seconds; of every tenth act its number and the time of its commit."""
    kinds: dict[str, Callable[[], Callable[[int], int]]] = {
        "plain": _plain_writer,
        "locked": lambda: _locked,
        "acts": lambda: _act,
        "acts_with_row": lambda: _with_row,
    }
    one = kinds[kind]()
    with transaction.atomic():
        one(-number - 1)
    end, commits, done = _wait_for_all() + seconds, [], 0
    for done in count():
        if time.time() >= end:
            break
        with transaction.atomic():
            written = one(done)
        if done % 10 == 0:
            commits.append((written, time.time()))
    return {"count": done, "commits": commits}


def sequence(*, seconds: float) -> dict[str, Any]:
    """Be the sequencer; when the tree had which size."""
    sequencer.integrate(at=clock.now())
    taken, end = [], _wait_for_all() + seconds
    while time.time() < end:
        sequencer.integrate(at=clock.now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(size), 0) FROM record_head")
            taken.append((time.time(), cursor.fetchone()[0]))
        time.sleep(0.03)
    return {"taken": taken}


def _wait_for_all() -> float:
    """Say that this process is ready, and wait for the moment at which all begin."""
    sys.stdout.write(READY)
    sys.stdout.flush()
    begin = float(sys.stdin.readline())
    time.sleep(max(0.0, begin - time.time()))
    return begin


def delays(*, commits: list[tuple[int, float]], taken: list[tuple[float, int]]) -> dict[str, float]:
    """How long after its commit an act was in the tree, in milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT act, index FROM record_leaf WHERE act = ANY(%s)", [[act for act, _ in commits]])
        places = dict(cursor.fetchall())
    waited = []
    for act, at in commits:
        there = next((when for when, size in taken if act in places and size > places[act]), None)
        if there is not None:
            waited.append(1e3 * max(0.0, there - at))
    shares = quantiles(waited or [0.0], n=100) if len(waited) > 1 else [0.0]
    return {
        "p50_ms": round(median(waited or [0.0]), 1), "p99_ms": round(shares[-1], 1),
        "max_ms": round(max(waited, default=0.0), 1),
        "not_yet": len(commits) - len(waited),
    }  # fmt: skip


def _act(number: int) -> int:
    return write(act="case.step_taken", actor=CLERK, at=clock.now(), payload={"n": number, **PAYLOAD}, case=None)


def _with_row(number: int) -> int:
    at = clock.now()
    rows = [_unit(number, at)]
    return write(act="unit.added", actor=CLERK, at=at, payload={"n": number, **PAYLOAD}, case=None, rows=rows)


def _orm(number: int) -> None:
    """What an application without a record would do."""
    keep(_unit(number, clock.now()))


def _unit(number: int, at: datetime) -> Unit:
    code = f"{time.time_ns()}-{number}"[:40]
    return Unit(id=new_id(at), act=0, code=code, title_ja="課", title_en="Unit", kind="office")


def _locked(number: int) -> int:
    """What every writer would do without a sequencer: take the tree head, grow it, give it back at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, frontier FROM bench_head WHERE id = 1 FOR UPDATE")
        size, frontier = cursor.fetchone()
        written = _act(number)
        entry = bytes(Act.objects.values_list("entry", flat=True).get(id=written))
        grown = Frontier(size, tuple(split(bytes(frontier)))).extended([leaf_hash(entry)])
        cursor.execute("UPDATE bench_head SET size = %s, frontier = %s", [grown.size, b"".join(grown.hashes)])
    return written


def _plain_writer() -> Callable[[int], int]:
    row = _columns()
    return lambda _: _plain(row)


def _columns() -> list[Any]:
    """The columns of an act, as values."""
    with transaction.atomic():
        made = _act(0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM record_act WHERE id = %s", [made])  # noqa: S608 - columns named here
        entry, digest, rows, case, sealed, key, at, name, actor, role, clauses = cursor.fetchone()
    return [bytes(entry), digest, rows, case, bytes(sealed), key, at, name, actor, role, clauses]


def _plain(row: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO bench_plain ({COLUMNS})"  # noqa: S608 - columns named here
            " VALUES (%s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s, %s, %s::jsonb) RETURNING id",
            row,
        )
        return int(cursor.fetchone()[0])


TASKS: dict[str, Any] = {
    task.__name__: task for task in (make_tables, append, write_for, sequence, delays, fill_and_verify)
}

if __name__ == "__main__":
    subscribing.unsubscribe_all()
    print(json.dumps(TASKS[sys.argv[1]](**json.loads(sys.stdin.readline()))))
