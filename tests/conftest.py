"""What every test may lean on: the size of the run, and where the given cases lie."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection, connections
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import Settings

from kitei.premises.home import make_home
from kitei.premises.postgres import Server

ROOT = Path(__file__).parents[1]
FULL = bool(os.environ.get("KITEI_FULL"))


_OPEN: list[tuple[Server, Path]] = []


def _close_office() -> None:
    while _OPEN:
        server, folder = _OPEN.pop()
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """The run is over."""
    _close_office()


def _open_office() -> None:
    """A folder and a database for the offices of this run: thrown away at its end, started before Django looks."""
    folder = Path(tempfile.mkdtemp(prefix="kitei-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    hosts = '[web]\nhosts = ["localhost"]\n[signin]\nsecond_factor = "optional"'
    make_home(folder / "home", name="test", regulation="josai", base_url="http://testserver", extra=hosts)
    server = Server(folder / "postgres", durable=False)
    _OPEN.append((server, folder))
    atexit.register(_close_office)
    server.ensure()
    # Tests make and throw away tables, which their owner may.
    server.psql("ALTER ROLE kitei_owner SUPERUSER")
    server.psql("CREATE DATABASE kitei OWNER kitei_owner")
    os.environ["KITEI_HOME"] = str(folder / "home")
    os.environ["DATABASE_URL"] = server.url("kitei", "kitei_owner")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kitei.project.settings"


# A process that runs a part of the tests uses the office of the one that hands them out, with a database of its own.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _open_office()
django.setup()
# The threads of a live server leave no connection behind, or the database could not be thrown away.
connections.settings["default"]["CONN_MAX_AGE"] = 0


def _empty_tables_past_triggers() -> None:
    """Tests empty all tables after themselves, which append-only triggers refuse: a superuser passes them by."""
    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def past_triggers(self: Any, sql_list: list[str]) -> None:
        flush(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    operations.execute_sql_flush = past_triggers


def _throw_the_database_away_whoever_looks() -> None:
    """At the end of the run: an autovacuum that still looks at the database must not keep it."""
    creation: Any = type(connection.creation)

    def destroy(self: Any, test_database_name: str, verbosity: int) -> None:
        del verbosity
        with self._nodb_cursor() as cursor:
            name = self.connection.ops.quote_name(test_database_name)
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    creation._destroy_test_db = destroy  # noqa: SLF001 - Django's one place for it


_empty_tables_past_triggers()
_throw_the_database_away_whoever_looks()

# `./test` tries fewer examples than `./test --full`; both print the seed that repeats the run.
# How slowly, or how seldom, an example is found hangs on the seed and on what else the machine does: no fault of ours.
LENIENT = (HealthCheck.too_slow, HealthCheck.filter_too_much)
settings.register_profile("fast", max_examples=100, deadline=None, print_blob=True, suppress_health_check=LENIENT)
settings.register_profile("full", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=LENIENT)
settings.load_profile("full" if FULL else "fast")


@pytest.fixture(autouse=True)
def _nothing_is_left_of_the_test_before() -> None:
    """No key, for its tables are gone; not its language; and not the width of its terminal."""
    import_module("kitei.office.vault.keys").forget()
    translation.deactivate()
    os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the stated counts are asked for (`./test --full`), and not the reduced ones."""
    return FULL


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of given cases and documents beside the project.

    Tests that need it say so and are skipped where the project stands alone.
    """
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the given cases (../shared) are not beside this project")
    return folder


@pytest.fixture
def office(request: pytest.FixtureRequest, settings: Settings) -> str:
    """The key of the regulation that the office of this test runs: `@pytest.mark.regulation("iuj")`, or josai's."""
    marker = request.node.get_closest_marker("regulation")
    key = str(marker.args[0]) if marker else "josai"
    settings.OFFICE = {**settings.OFFICE, "regulation": key}
    return key
