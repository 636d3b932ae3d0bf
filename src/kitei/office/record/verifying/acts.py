"""Each act against its entry: columns, rows, payload."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from kitei.notary.leaves import SALT_SIZE
from kitei.office.record.models import Act, Leaf, Pending
from kitei.office.record.sealed import digest_of, open_whole
from kitei.office.record.verifying.report import Fault, Report
from kitei.office.vault import keys
from kitei.office.vault.masters import NoMaster
from kitei.office.vault.sealing import Forged

AT_ONCE = 2_000

# The entry as the columns would have it. Identifiers hold no blank, so PostgreSQL's JSON lists become canonical by
# dropping the blank behind each comma.
_ALTERED = """
SELECT id FROM record_act
WHERE entry IS DISTINCT FROM convert_to(
    '{"act":' || to_json(name::text) || ',"actor":' || to_json(actor::text)
    || ',"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","case":' || coalesce(to_json("case"::text)::text, 'null')
    || ',"clauses":' || replace(clauses::text, ', ', ',')
    || ',"digest":"' || encode(sha256(convert_to(
        '{"payload":' || to_json(payload_digest::text) || ',"rows":' || replace(rows::text, ', ', ',')
        || ',"sealed":"' || encode(sha256(sealed), 'hex') || '"}', 'UTF8'
    )), 'hex')
    || '","role":' || to_json(role::text) || ',"v":1}', 'UTF8')
ORDER BY id LIMIT 100000
"""
_REMOVED = """
SELECT l.index, l.act FROM record_leaf l LEFT JOIN record_act a ON a.id = l.act
WHERE a.id IS NULL ORDER BY 1 LIMIT 100000
"""
_REMOVED_WAITING = """
SELECT p.act FROM record_pending p LEFT JOIN record_act a ON a.id = p.act WHERE a.id IS NULL ORDER BY 1 LIMIT 100000
"""
_FORGOTTEN = """
SELECT a.id FROM record_act a
LEFT JOIN record_leaf l ON l.act = a.id
LEFT JOIN record_pending p ON p.act = a.id
WHERE (l.act IS NULL) = (p.act IS NULL) ORDER BY 1 LIMIT 100000
"""


def check_acts(report: Report) -> None:
    """Compare every act with its entry, and the acts with the leaves."""
    report.acts, report.waiting = Act.objects.count(), Pending.objects.count()
    acts = Act._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(_ALTERED)
        for (act,) in cursor.fetchall():
            report.add(Fault.ACT_ALTERED, table=acts, row=act, act=act)
        cursor.execute(_REMOVED)
        for index, act in cursor.fetchall():
            report.add(Fault.ACT_REMOVED, table=Leaf._meta.db_table, row=index, act=act)
        cursor.execute(_REMOVED_WAITING)
        for (act,) in cursor.fetchall():
            report.add(Fault.ACT_REMOVED, table=Pending._meta.db_table, row="-", act=act)
        cursor.execute(_FORGOTTEN)
        for (act,) in cursor.fetchall():
            report.add(Fault.ACT_FORGOTTEN, table=acts, row=act, act=act)


def check_payloads(report: Report) -> None:
    """Open every payload whose key lives, and compare it with the digest that commits to it."""
    for batch in _batches():
        peers = {key for _, _, _, key in batch}
        for act, sealed, digest, key in batch:
            try:
                whole = open_whole(sealed, payload_digest=digest, key=key, among=peers)
            except (Forged, keys.NoSuchKey):
                report.add(Fault.PAYLOAD_ALTERED, table=Act._meta.db_table, row=act, act=act)
                continue
            except NoMaster:
                report.unopened += 1  # `check_keys` names the key
                continue
            if whole is None:
                report.erased += 1
                continue
            report.payloads += 1
            if digest_of(whole[SALT_SIZE:], whole[:SALT_SIZE]) != digest:
                report.add(Fault.PAYLOAD_ALTERED, table=Act._meta.db_table, row=act, act=act)


def _batches() -> Iterator[list[tuple[int, bytes, str, UUID]]]:
    columns = ("id", "sealed", "payload_digest", "key")
    rows: Iterator[Any] = Act.objects.order_by("id").values_list(*columns).iterator(chunk_size=AT_ONCE)
    while batch := [(act, bytes(sealed), digest, key) for act, sealed, digest, key in islice(rows, AT_ONCE)]:
        yield batch
