"""The vault against the record: every key that sealed something is there, opens, and ended only by an act."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from kitei.office.record.services.writing import KEYS
from kitei.office.record.verifying.report import Fault, Report
from kitei.office.vault import keys
from kitei.office.vault.fields import SealedRow
from kitei.office.vault.masters import NoMaster
from kitei.office.vault.models import Key
from kitei.office.vault.sealing import Forged

_ENDED = """
WITH ended AS (
    SELECT one ->> 1 AS id, min(a.at) AS at FROM record_act a
    CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(a.rows) WHEN 'array' THEN a.rows ELSE '[]' END) AS one
    WHERE a.rows @> '[["vault_key"]]' AND one ->> 0 = %s
    GROUP BY 1
)
SELECT coalesce(e.id, k.id::text) FROM ended e FULL JOIN vault_key k ON k.id::text = e.id
WHERE k.purpose IS DISTINCT FROM 'draft'
  AND ((e.id IS NULL AND k.wrapped IS NULL)
    OR (k.wrapped IS NULL AND k.master_id <> '')
    OR (e.id IS NOT NULL AND k.destroyed_at IS DISTINCT FROM e.at))
ORDER BY 1 LIMIT 100000
"""
_MISSING = """
SELECT DISTINCT t.key FROM {table} t LEFT JOIN vault_key k ON k.id = t.key WHERE k.id IS NULL ORDER BY 1 LIMIT 1000
"""


def check_keys(report: Report) -> None:
    """Compare the vault with the acts, and unwrap every living key."""
    sealed = {model._meta.db_table for model in apps.get_models() if issubclass(model, SealedRow)}
    sealed &= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [KEYS])
        for (key,) in cursor.fetchall():
            report.add(Fault.KEY_ALTERED, table=KEYS, row=key)
        for table in ("record_act", *sorted(sealed)):
            cursor.execute(_MISSING.format(table=connection.ops.quote_name(table)))
            for (key,) in cursor.fetchall():
                report.add(Fault.KEY_ALTERED, table=table, row=key)
    for row in Key.objects.filter(wrapped__isnull=False).order_by("id").iterator():
        report.keys += 1
        try:
            keys.check(row)
        except (Forged, NoMaster):
            report.add(Fault.KEY_ALTERED, table=KEYS, row=row.id)
