"""An office's database: made, brought up to date, and given to the role that works with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kitei.premises.home import Home
from kitei.premises.postgres import OWNER, NoPostgres, Server

SETTINGS = "kitei.project.settings"


class NotUpToDate(RuntimeError):
    """The tables could not be made or changed; what Django said is in the message."""


def environment(home: Home) -> dict[str, str]:
    """The environment in which a process of this office runs."""
    return {**os.environ, "KITEI_HOME": str(home.folder), "DJANGO_SETTINGS_MODULE": SETTINGS}


def embedded(home: Home) -> Server | None:
    """The office's embedded server; `None` where the institution's own is named."""
    if os.environ.get("DATABASE_URL") or home.section("database").get("url"):
        return None
    return Server(home.folder / "postgres")


def database_of(home: Home) -> str:
    """The name of the office's database on an embedded server."""
    return f"kitei_{home.name}"


def prepare(home: Home) -> None:
    """Start the embedded server, make the database if there is none, and bring its tables up to date.

    Raises:
        NoPostgres: the server cannot be started.
        NotUpToDate: the tables cannot be brought up to date.
    """
    server = embedded(home)
    if server is not None:
        server.ensure()
        make_database(server, database_of(home))
    migrate(home)


def make_database(server: Server, name: str, template: str = "template1") -> None:
    """Make a database that its owner role owns; nothing happens if it is there."""
    if not server.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        server.psql(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')
        server.psql("CREATE EXTENSION IF NOT EXISTS btree_gin; CREATE EXTENSION IF NOT EXISTS pg_trgm", name)


def migrate(home: Home) -> None:
    """Bring the tables up to date, as the role that owns them, and let the other role use them.

    Raises:
        NotUpToDate: with what was said.
    """
    run_django(home, "migrate", "--no-input", "--verbosity=0")
    run_django(home, "grant_application")


def run_django(home: Home, *arguments: str) -> str:
    """Run one of Django's commands as the role that owns the tables.

    Raises:
        NotUpToDate: it failed.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", *arguments],
        env={**environment(home), "KITEI_AS_OWNER": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path("/"),
    )
    if done.returncode:
        raise NotUpToDate(f"{' '.join(arguments)}: {done.stderr.strip()[-1500:]}")
    return done.stdout


__all__ = ["NoPostgres", "NotUpToDate", "database_of", "embedded", "environment", "make_database", "migrate", "prepare"]
