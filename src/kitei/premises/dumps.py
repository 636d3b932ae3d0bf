"""A database's rows as a file that any version of PostgreSQL takes back: one `COPY` a table, and the sequences.

The tables themselves come from the migrations, so a dump holds what was written and nothing of how it is stored.
"""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

import psycopg
from psycopg import sql

_PASSED_OVER: Final = ("django_migrations", "django_content_type", "django_session", "auth_permission")
_Connection = psycopg.Connection[tuple[object, ...]]
_IN_MEMORY: Final = 1 << 24  # bytes of a table; what is more goes to the disk
_QUEUE: Final = "procrastinate_"
_SEQUENCES = "sequences.json"


class NotWritten(RuntimeError):
    """The rows could not be read; no file was made."""


class NotRestored(RuntimeError):
    """The rows could not be put back; nothing of them was kept."""


def write_dump(url: str, file: Path, *, beside: Iterable[Path] = ()) -> None:
    """Write all rows of a database, as they are at one moment, into a `.tar.xz`; it appears whole or not at all.

    Args:
        url: of the database, for a role that may read everything.
        beside: files to put into it under `keys/`: only for an office for practice, whose keys are no secret.

    Raises:
        NotWritten: the database cannot be read to the end.
        OSError: the file cannot be written, the disk is full.
    """
    half = file.with_name(f"{file.name}.half")
    try:
        with tarfile.open(half, "w:xz") as tar, psycopg.connect(url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for table in _tables(connection):
                _add_table(tar, connection, table)
            _add(tar, _SEQUENCES, json.dumps(_sequences(connection)).encode())
            for each in sorted(beside):
                _add(tar, f"keys/{each.name}", each.read_bytes())
        half.replace(file)
    except psycopg.Error as error:
        raise NotWritten(f"{file.name}: {str(error).strip()}") from error
    finally:
        half.unlink(missing_ok=True)


def read_beside(file: Path) -> dict[str, bytes]:
    """The files that were put beside the rows, by name."""
    with tarfile.open(file, "r:xz") as tar:
        return {
            member.name.removeprefix("keys/"): found.read()
            for member in tar
            if member.name.startswith("keys/") and (found := tar.extractfile(member))
        }


def read_dump(url: str, file: Path) -> None:
    """Put the rows of a dump into a database whose tables are there and empty, in one transaction.

    Args:
        url: of the database, for its administrator: who may pass by the triggers.

    Raises:
        NotRestored: it is not empty, the role may not, or the file is no dump.
    """
    try:
        with psycopg.connect(url) as connection, tarfile.open(file, "r:xz") as tar:
            # Triggers guard what people write; these rows were written under them.
            connection.execute("SET session_replication_role = replica")
            for member in tar:
                _put_back(connection, tar, member)
            connection.execute("SET session_replication_role = origin")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
    except (psycopg.Error, tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise NotRestored(f"{file.name}: {str(error).strip()}") from error


def _put_back(connection: _Connection, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    found = tar.extractfile(member)
    if found is None:
        return
    if member.name == _SEQUENCES:
        _set_sequences(connection, json.loads(found.read()))
    elif member.name.startswith("tables/"):
        _fill(connection, member.name.removeprefix("tables/"), json.loads(found.readline()), found)


def _tables(connection: _Connection) -> Iterator[str]:
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    for (name,) in connection.execute(asked).fetchall():
        if str(name) not in _PASSED_OVER and not str(name).startswith(_QUEUE):
            yield str(name)


def _columns(connection: _Connection, table: str) -> list[str]:
    asked = (
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
        "AND is_generated = 'NEVER' ORDER BY ordinal_position"
    )
    return [str(name) for (name,) in connection.execute(asked, [table]).fetchall()]


def _listed(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def _add_table(tar: tarfile.TarFile, connection: _Connection, table: str) -> None:
    """One table as an entry; by way of a file, for it may be larger than the memory, and its size is told first."""
    columns = _columns(connection, table)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as rows:
        rows.write(json.dumps(columns).encode() + b"\n")
        _read_rows(connection, table, columns, rows)
        entry = tarfile.TarInfo(f"tables/{table}")
        entry.size = rows.tell()
        rows.seek(0)
        tar.addfile(entry, rows)


def _read_rows(connection: _Connection, table: str, columns: list[str], into: IO[bytes]) -> None:
    # In one order, so that the same rows give the same file.
    asked = sql.SQL("COPY (SELECT {columns} FROM {table} ORDER BY 1) TO STDOUT").format(
        columns=_listed(columns), table=sql.Identifier(table)
    )
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        for block in copy:
            into.write(block)


def _fill(connection: _Connection, table: str, columns: list[str], rows: IO[bytes]) -> None:
    asked = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(table=sql.Identifier(table), columns=_listed(columns))
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        while block := rows.read(1 << 20):
            copy.write(block)


def _sequences(connection: _Connection) -> dict[str, int]:
    asked = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    return {str(name): int(str(value)) for name, value in connection.execute(asked).fetchall()}


def _set_sequences(connection: _Connection, values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.execute("SELECT setval(%s, %s) WHERE to_regclass(%s) IS NOT NULL", [name, value, name])


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
