"""Each row of the office against the last act that changed it.

What each act says of its rows is sorted by the database into a table for this transaction; then rows and last acts are
read side by side, both in the order of their ids. Nothing grows with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from kitei.office.ground.rows import ActedRow, acted_models, row_digest
from kitei.office.record.services.writing import KEYS
from kitei.office.record.verifying.report import Fault, Report

AT_ONCE = 2_000
MEMORY = 16_000_000  # bytes of rows held at once, about

# Of two acts the later in the tree is the last one, whatever their numbers say; what waits comes after the tree.
_LAST = """
CREATE TEMPORARY TABLE record_last ON COMMIT DROP AS
SELECT DISTINCT ON (tbl, row_id) tbl, row_id, act, digest FROM (
    SELECT one ->> 0 AS tbl, (one ->> 1) COLLATE "C" AS row_id, a.id AS act, one ->> 2 AS digest,
           coalesce(l.index, 4611686018427387904 + a.id) AS place
    FROM record_act a
    LEFT JOIN record_leaf l ON l.act = a.id
    CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(a.rows) WHEN 'array' THEN a.rows ELSE '[]' END) AS one
) AS said
ORDER BY tbl, row_id, place DESC
"""
_READ = 'SELECT row_id, act, digest FROM record_last WHERE tbl = %s ORDER BY row_id COLLATE "C"'
_UNKNOWN = "SELECT tbl, max(act) FROM record_last WHERE tbl <> ALL(%s) OR tbl IS NULL GROUP BY tbl ORDER BY tbl"
_STANDING = "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid) AND relname = ANY(%s)"
_WEIGHT = "SELECT '{name}', pg_table_size('{table}'::regclass), (SELECT count(*) FROM {table})"


def check_rows(report: Report, models: Iterable[type[ActedRow]] | None = None) -> None:
    """Compare every row with its last act.

    Args:
        models: only these; by default all that the office knows.
    """
    chosen = acted_models(apps.get_models()) if models is None else list(models)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS record_last")
        cursor.execute(_LAST)
        cursor.execute("CREATE INDEX ON record_last (tbl, row_id)")
        cursor.execute("ANALYZE record_last")
        if models is None:
            cursor.execute(_UNKNOWN, [[KEYS, *(model._meta.db_table for model in chosen)]])
            for table, act in cursor.fetchall():
                report.add(Fault.TABLE_UNKNOWN, table=str(table), act=act)
    weights = _weights([model._meta.db_table for model in chosen])
    for model in chosen:
        _check_table(report, model, weights.get(model._meta.db_table, 0))
        report.tables += 1
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE record_last")


def _weights(tables: list[str]) -> dict[str, int]:
    """How many bytes a row of each table has, about; none where no row is, or no table: its acts say what is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [tables])
        standing = [name for (name,) in cursor.fetchall()]
        if not standing:
            return {}
        asked = (_WEIGHT.format(name=name, table=connection.ops.quote_name(name)) for name in standing)
        cursor.execute(" UNION ALL ".join(asked))
        return {name: int(size) // count for name, size, count in cursor.fetchall() if count}


def _check_table(report: Report, model: type[ActedRow], weight: int) -> None:
    table = model._meta.db_table
    rows: Iterator[ActedRow] = _rows(model, weight) if weight else iter(())
    for row_id, row, last in _side_by_side(rows, _last_acts(table)):
        report.rows += row is not None
        act, digest = last or (None, None)
        if row is None:
            if digest is not None:
                report.add(Fault.ROW_REMOVED, table=table, row=row_id, act=act)
        elif digest is None:
            report.add(Fault.ROW_INSERTED, table=table, row=row_id, act=row.act)
        elif row.act != act or row_digest(row) != digest:
            report.add(Fault.ROW_CHANGED, table=table, row=row_id, act=act)


_Last = tuple[int, str | None]


def _side_by_side(
    rows: Iterator[ActedRow], lasts: Iterator[tuple[str, _Last]]
) -> Iterator[tuple[str, ActedRow | None, _Last | None]]:
    row, last = next(rows, None), next(lasts, None)
    while row is not None or last is not None:
        row_id = None if row is None else str(row.pk)
        if row is not None and row_id is not None and (last is None or row_id <= last[0]):
            mine = last is not None and last[0] == row_id
            yield row_id, row, last[1] if last is not None and mine else None
            row = next(rows, None)
            if mine:
                last = next(lasts, None)
        elif last is not None:
            yield last[0], None, last[1]
            last = next(lasts, None)


def _rows(model: type[ActedRow], weight: int) -> Iterator[ActedRow]:
    """Every row in the order of its id, as few at once as their size asks for."""
    at_once = max(4, min(AT_ONCE, MEMORY // max(weight, 1)))
    found: Any = model._base_manager.order_by("pk").iterator(chunk_size=at_once)
    yield from found


def _last_acts(table: str) -> Iterator[tuple[str, _Last]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_READ, [table])
        while found := cursor.fetchmany(AT_ONCE):
            for row_id, act, digest in found:
                yield str(row_id), (act, digest)
