"""A database's rows as a file that any version of PostgreSQL takes back: one `COPY` a table, and the sequences.

The tables themselves come from the migrations, so a dump holds what was written and nothing of how it is stored.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from kitei.premises.postgres import ADMINISTRATOR, Server

_PASSED_OVER: Final = ("django_migrations", "django_content_type", "django_session", "auth_permission")
_QUEUE: Final = "procrastinate_"
_SEQUENCES = "sequences.json"
_PRESET = 6  # of xz: what is sealed does not shrink, the rest does


def write_dump(server: Server, database: str, file: Path, *, beside: Iterable[Path] = ()) -> None:
    """Write all rows of a database into a `.tar.xz`; it appears whole or not at all.

    Args:
        beside: files to put into it under `keys/`: only for an office for practice, whose keys are no secret.
    """
    half = file.with_suffix(".half")
    with tarfile.open(half, "w:xz", preset=_PRESET) as tar, _connected(server, database) as connection:
        for table in _tables(connection):
            columns = _columns(connection, table)
            _add(tar, f"tables/{table}", json.dumps(columns).encode() + b"\n" + _rows(connection, table, columns))
        _add(tar, _SEQUENCES, json.dumps(_sequences(connection)).encode())
        for each in sorted(beside):
            _add(tar, f"keys/{each.name}", each.read_bytes())
    half.replace(file)


def read_beside(file: Path) -> dict[str, bytes]:
    """The files that were put beside the rows, by name."""
    with tarfile.open(file, "r:xz") as tar:
        return {
            member.name.removeprefix("keys/"): found.read()
            for member in tar
            if member.name.startswith("keys/") and (found := tar.extractfile(member))
        }


def read_dump(server: Server, database: str, file: Path) -> None:
    """Put the rows of a dump into a database whose tables are there and empty, in one transaction."""
    with _connected(server, database) as connection, tarfile.open(file, "r:xz") as tar:
        # Triggers guard what people write; these rows were written under them.
        connection.execute("SET session_replication_role = replica")
        for member in tar:
            found = tar.extractfile(member)
            if found is None:
                continue
            if member.name == _SEQUENCES:
                _set_sequences(connection, json.loads(found.read()))
            elif member.name.startswith("tables/"):
                columns = json.loads(found.readline())
                _fill(connection, member.name.removeprefix("tables/"), columns, found)
        connection.execute("SET session_replication_role = origin")
    with _connected(server, database, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _connected(server: Server, database: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server.url(database, ADMINISTRATOR), autocommit=autocommit)


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    for (name,) in connection.execute(asked).fetchall():
        if str(name) not in _PASSED_OVER and not str(name).startswith(_QUEUE):
            yield str(name)


def _columns(connection: psycopg.Connection[tuple[object, ...]], table: str) -> list[str]:
    asked = (
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
        "AND is_generated = 'NEVER' ORDER BY ordinal_position"
    )
    return [str(name) for (name,) in connection.execute(asked, [table]).fetchall()]


def _listed(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def _rows(connection: psycopg.Connection[tuple[object, ...]], table: str, columns: list[str]) -> bytes:
    # In one order, so that the same rows give the same file.
    asked = sql.SQL("COPY (SELECT {columns} FROM {table} ORDER BY 1) TO STDOUT").format(
        columns=_listed(columns), table=sql.Identifier(table)
    )
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        return b"".join(bytes(block) for block in copy)


def _fill(
    connection: psycopg.Connection[tuple[object, ...]], table: str, columns: list[str], rows: io.BufferedIOBase | object
) -> None:
    asked = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(table=sql.Identifier(table), columns=_listed(columns))
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        while block := rows.read(1 << 20):  # type: ignore[union-attr] # tarfile's own file type has no name
            copy.write(block)


def _sequences(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    asked = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    return {str(name): int(str(value)) for name, value in connection.execute(asked).fetchall()}


def _set_sequences(connection: psycopg.Connection[tuple[object, ...]], values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.execute("SELECT setval(%s, %s) WHERE to_regclass(%s) IS NOT NULL", [name, value, name])


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
