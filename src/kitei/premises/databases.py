"""An office's database: found, made, brought up to date, and given to the role that works with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from kitei.premises.home import Home
from kitei.premises.postgres import APPLICATION, OWNER, Role, Server

SETTINGS = "kitei.project.settings"
_UPDATING: Final = 7_151_031  # a lock of the database: whoever changes its tables


class NotUpToDate(RuntimeError):
    """The tables could not be made or changed; what Django said is in the message."""


def environment(home: Home) -> dict[str, str]:
    """The environment in which a process of this office runs."""
    return {**os.environ, "KITEI_HOME": str(home.folder), "DJANGO_SETTINGS_MODULE": SETTINGS}


def server_of(home: Home) -> Server | None:
    """The embedded server an office uses; `None` where the institution's own is named.

    `[database] embedded` in `office.toml` names one that several offices share.
    """
    if os.environ.get("DATABASE_URL") or home.section("database").get("url"):
        return None
    shared = home.section("database").get("embedded")
    return Server(Path(str(shared)) if shared else home.folder / "postgres")


def database_of(home: Home) -> str:
    """The name of the office's database on an embedded server."""
    return f"kitei_{home.name.replace('-', '_')}"


def url_of(home: Home, role: Role = APPLICATION) -> str:
    """The address of the office's database, for a role.

    The institution's own server is named by `DATABASE_URL` (and `KITEI_OWNER_URL`, where another role owns the tables)
    or by `[database] url` and `owner_url` in `office.toml`.
    """
    own = home.section("database")
    server = server_of(home)
    if server is not None:
        return server.url(database_of(home), role)
    if role == OWNER and (owner := os.environ.get("KITEI_OWNER_URL") or own.get("owner_url")):
        return str(owner)
    return os.environ.get("DATABASE_URL") or str(own.get("url", ""))


def start(home: Home) -> None:
    """Start the embedded server, if the office uses one.

    Raises:
        NoPostgres: it cannot be started.
    """
    server = server_of(home)
    if server is not None:
        server.ensure()


def prepare(home: Home) -> None:
    """Start the embedded server, make the database if there is none, and bring its tables up to date.

    Raises:
        NoPostgres: the server cannot be started.
        NotUpToDate: the tables cannot be brought up to date.
    """
    server = server_of(home)
    if server is not None:
        server.ensure()
        make_database(server, database_of(home))
    migrate(home)


def make_database(server: Server, name: str, template: str = "template1") -> None:
    """Make a database that its owner role owns; nothing happens if it is there."""
    with server.alone():
        if not server.has_database(name):
            server.psql(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')
            server.psql("CREATE EXTENSION IF NOT EXISTS btree_gin; CREATE EXTENSION IF NOT EXISTS pg_trgm", name)


def migrate(home: Home, url: str | None = None) -> None:
    """Bring the tables up to date, as the role that owns them, and let the other role use them.

    Args:
        url: of another database than the office's own.

    Raises:
        NotUpToDate: with what was said.
    """
    other = {"DATABASE_URL": url} if url else {}
    with _alone(url or url_of(home, OWNER)):
        run_django(home, "migrate", "--no-input", "--verbosity=0", env=other)
        run_django(home, "grant_application", env=other)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Processes that open an office at the same moment bring it up to date one after the other."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_UPDATING])
            yield
    except psycopg.OperationalError as error:
        raise NotUpToDate(str(error).strip()) from error


def run_django(home: Home, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run one of Django's commands as the role that owns the tables.

    Raises:
        NotUpToDate: it failed.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", *arguments],
        env={**environment(home), "KITEI_AS_OWNER": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path("/"),
    )
    if done.returncode:
        raise NotUpToDate(f"{' '.join(arguments)}: {done.stderr.strip()[-1500:]}")
    return done.stdout
