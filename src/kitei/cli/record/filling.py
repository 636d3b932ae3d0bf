"""A record of a million acts: made in bulk, taken into the tree, verified."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kitei import clock
from kitei.notary import Leaf, canonical, leaf_hash, open_checkpoint, verify_inclusion
from kitei.notary.leaves import SALT_SIZE
from kitei.notary.merkle.hashing import root_of
from kitei.office.ground import dice
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import row_digest
from kitei.office.people.models import Unit
from kitei.office.record import queries, sequencer
from kitei.office.record.models import Act
from kitei.office.record.sealed import digest_of, seal_whole
from kitei.office.record.services.writing import act_digest
from kitei.office.record.signing import verifier
from kitei.office.record.storage import entries
from kitei.office.record.verifying import Report, verify
from kitei.office.record.verifying.acts import check_acts, check_payloads
from kitei.office.record.verifying.rows import check_rows
from kitei.office.record.verifying.tree import check_tree
from kitei.office.vault import keys

ACTS_OF_A_ROW = 5
AT_ONCE = 5_000
PROOFS = 300
COLUMNS = 'entry, payload_digest, rows, "case", sealed, key, at, name, actor, role, clauses'
_STEP = 7_919
_PAYLOAD = canonical({"reason": "学生証により本人であることを確かめた。", "step": "identity"})


def fill_and_verify(*, leaves: int, runs: int) -> dict[str, Any]:
    """Fill the record up to so many acts, and measure the verification and proofs."""
    already = Act.objects.count()
    fill_s = _wall(lambda: _fill(leaves - already))
    integrate_s = _wall(_integrate_all)
    size = queries.head().size  # type: ignore[union-attr] # it was just made
    floors, trees, servers = [], [], []
    for _ in range(runs):
        floors.append(_cpu(lambda: root_of(b"".join([leaf_hash(entry) for entry in _held]))) if _hold(size) else 0.0)
        server = _server_cpu()
        trees.append(_cpu(_tree))
        servers.append(_server_cpu() - server)
    _held.clear()
    memory = _memory()
    parts = {name: round(_wall(part), 2) for name, part in _PARTS.items()}
    whole = _wall(lambda: _clean(verify()))
    return {
        "acts": Act.objects.count(), "rows": Unit.objects.count(), "size": size,
        "filled_per_s": round((leaves - already) / fill_s), "integrated_per_s": round(leaves / integrate_s),
        "floor_cpu_s": round(median(floors), 2), "tree_cpu_s": round(median(trees), 2),
        "tree_per_floor": round(median(one / other for one, other in zip(trees, floors, strict=True)), 2),
        "tree_server_cpu_s": round(median(servers), 2), "parts_wall_s": parts, "whole_wall_s": round(whole, 1),
        "memory_before_mib": memory, "memory_after_mib": _memory(), **_proofs(size),
    }  # fmt: skip


_held: list[bytes] = []


def _hold(size: int) -> bool:
    """Have the entries at hand for the floor, which reads nothing."""
    if not _held:
        _held.extend(entries(size))
    return True


def _fill(acts: int) -> None:
    """Acts as `write` makes them, in bulk: every row is made by one and changed by four more."""
    now = clock.now()
    key = keys.of_office(now)
    units: dict[int, Unit] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM record_act")
        first = cursor.fetchone()[0] + 1
        for start in range(0, acts, AT_ONCE):
            # Made before the connection is busy copying: a key may have to be asked for.
            made = [_made(first, number, now, units, key) for number in range(start, min(start + AT_ONCE, acts))]
            with cursor.copy(f"COPY record_act (id, {COLUMNS}) FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
        cursor.execute("SELECT setval(pg_get_serial_sequence('record_act', 'id'), %s)", [first + acts])
        cursor.execute("INSERT INTO record_pending SELECT generate_series(%s::bigint, %s)", [first, first + acts - 1])
        Unit._base_manager.bulk_create(units.values(), batch_size=5_000)
        cursor.execute("ANALYZE")


def _made(first: int, number: int, now: datetime, units: dict[int, Unit], key: UUID) -> tuple[Any, ...]:
    """The columns of one act, which makes its unit or changes it."""
    place, at = number // ACTS_OF_A_ROW, now + timedelta(microseconds=number)
    unit = units.get(place)
    if unit is None:
        unit = units[place] = Unit(id=new_id(at), code=f"bench-{first}-{place}", title_en="Unit", kind="office")
    unit.title_ja, unit.act = f"課{number}", first + number
    return (first + number, *_row(unit, at, key))


def _row(unit: Unit, at: Any, key: UUID) -> Iterator[Any]:
    salt = dice.token(SALT_SIZE)
    digest = digest_of(_PAYLOAD, salt)
    changed = [["people_unit", str(unit.id), row_digest(unit)]]
    sealed = seal_whole(salt + _PAYLOAD, payload_digest=digest, key=key)
    leaf = Leaf(
        actor="person:k3v9w2mz", role="clerk", act="unit.changed", case=None, at=at, clauses=(),
        digest=act_digest(digest, changed, sealed),
    )  # fmt: skip
    yield from (
        leaf.encode(), digest, canonical(changed).decode(), None,
        sealed, key, at, leaf.act, leaf.actor, leaf.role, "[]",
    )  # fmt: skip


def _integrate_all() -> None:
    while sequencer.integrate(at=clock.now()):
        pass


def _tree() -> None:
    with transaction.atomic():
        report = Report()
        check_tree(report, key=verifier(), outside=[])
    _clean(report)


def _part(check: Callable[[Report], None]) -> Callable[[], None]:
    def run() -> None:
        report = Report()
        with transaction.atomic():
            check(report)
        _clean(report)

    return run


_PARTS = {"tree": _tree, "acts": _part(check_acts), "rows": _part(check_rows), "payloads": _part(check_payloads)}


def _proofs(size: int) -> dict[str, float]:
    asked = [number * _STEP % size for number in range(PROOFS)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT index, act FROM record_leaf WHERE index = ANY(%s)", [asked])
        acts = dict(cursor.fetchall())
    made, proving, proving_cpu, checking = [], [], [], []
    for index in asked:
        begun, cpu = time.perf_counter(), time.process_time()
        made.append(queries.receipt_of(acts[index]))
        proving.append(time.perf_counter() - begun)
        proving_cpu.append(time.process_time() - cpu)
    for one in made:
        entry, head = bytes(queries.act(acts[one.index]).entry), one.checkpoint
        root = open_checkpoint(head, verifier()).head.root
        begun = time.perf_counter()
        verify_inclusion(leaf=leaf_hash(entry), index=one.index, size=size, proof=one.proof, root=root)
        checking.append(time.perf_counter() - begun)
    return {
        "receipt_wall_p50_ms": round(1e3 * median(proving), 2),
        "receipt_cpu_p50_ms": round(1e3 * median(proving_cpu), 2),
        "inclusion_verify_p50_ms": round(1e3 * median(checking), 3),
    }  # fmt: skip


def _clean(report: Report) -> None:
    if not report.is_clean:
        raise AssertionError(f"an honest record was found altered: {report.findings[:3]}")


def _wall(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _server_cpu() -> float:
    """CPU seconds of the server's process that serves us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
