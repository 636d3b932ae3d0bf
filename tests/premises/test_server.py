"""The embedded PostgreSQL: made, started, reached by a socket with passwords, backed up, stopped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kitei.premises import databases
from kitei.premises.databases import NotUpToDate, database_of, environment, make_database, server_of, url_of
from kitei.premises.dumps import NotRestored, read_beside, read_dump, write_dump
from kitei.premises.home import Home, make_home
from kitei.premises.postgres import ADMINISTRATOR, OWNER, NoPostgres, Server, find_binaries


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    at = Path(tempfile.mkdtemp(prefix="kitei-server-", dir="/var/tmp"))
    at.chmod(0o755)
    yield at
    shutil.rmtree(at, ignore_errors=True)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    made = Server(folder / "postgres")
    made.ensure()
    yield made
    made.stop("immediate")


@pytest.fixture
def home(folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shared = f'[database]\nembedded = "{server.folder}"'
    made = make_home(folder / "home", name="try-it", regulation="here", base_url="http://localhost", extra=shared)
    yield made
    shutil.rmtree(made.folder)


def test_it_answers_by_its_socket_and_by_nothing_else(server: Server) -> None:
    assert server.is_running()
    assert server.psql("SHOW listen_addresses") == ""
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert {server.psql(f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")} == {"on"}
    assert server.psql("SHOW data_checksums") == "on"


def test_starting_what_runs_changes_nothing(server: Server) -> None:
    before = server.psql("SELECT pg_postmaster_start_time()")

    server.ensure()

    assert server.psql("SELECT pg_postmaster_start_time()") == before


def test_the_role_that_serves_owns_nothing(server: Server) -> None:
    make_database(server, "owned")
    with psycopg.connect(server.url("owned", OWNER)) as owner:
        owner.execute("CREATE TABLE kept (id int)")
    with psycopg.connect(server.url("owned")) as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("DROP TABLE kept")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("owned").replace("kitei_app:", "kitei_app:x"))


def test_a_dump_gives_the_rows_back_and_names_what_it_cannot_take(server: Server, tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_database(server, name)
        with psycopg.connect(server.url(name, OWNER)) as owner:
            owner.execute("CREATE TABLE said (id serial PRIMARY KEY, words text, sealed bytea)")
    with psycopg.connect(server.url("one", OWNER)) as owner:
        owner.execute("INSERT INTO said (words, sealed) VALUES ('髙橋\t\\N\n', '\\x00ff'), (NULL, NULL)")
    key = tmp_path / "a.key"
    key.write_text("not secret", encoding="utf-8")

    write_dump(server.url("one", ADMINISTRATOR), tmp_path / "one.tar.xz", beside=[key])
    write_dump(server.url("one", ADMINISTRATOR), tmp_path / "again.tar.xz", beside=[key])
    read_dump(server.url("two", ADMINISTRATOR), tmp_path / "one.tar.xz")

    with psycopg.connect(server.url("two", OWNER)) as owner:
        rows = owner.execute("SELECT id, words, sealed FROM said ORDER BY id").fetchall()
        assert rows == [(1, "髙橋\t\\N\n", b"\x00\xff"), (2, None, None)]
        assert owner.execute("INSERT INTO said (words) VALUES ('next') RETURNING id").fetchone() == (3,)
    assert read_beside(tmp_path / "one.tar.xz") == {"a.key": b"not secret"}
    assert (tmp_path / "one.tar.xz").read_bytes() == (tmp_path / "again.tar.xz").read_bytes()
    with pytest.raises(NotRestored, match="duplicate key"):
        read_dump(server.url("two", ADMINISTRATOR), tmp_path / "one.tar.xz")
    with pytest.raises(NotRestored, match=r"a\.key"):
        read_dump(server.url("two", ADMINISTRATOR), key)


def test_sql_that_fails_says_so(server: Server) -> None:
    with pytest.raises(NoPostgres, match="syntax error"):
        server.psql("SELEKT")


def test_an_office_finds_its_database(home: Home, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    assert server_of(home) == server
    assert database_of(home) == "kitei_try_it"
    assert url_of(home).startswith("postgresql://kitei_app:")
    assert environment(home)["KITEI_HOME"] == str(home.folder)
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.jp/kitei")
    monkeypatch.setenv("KITEI_OWNER_URL", "postgresql://owner@db.example.jp/kitei")
    assert server_of(home) is None
    assert (url_of(home), url_of(home, OWNER)) == (
        "postgresql://db.example.jp/kitei",
        "postgresql://owner@db.example.jp/kitei",
    )
    databases.start(home)


def test_tables_that_cannot_be_made_say_why(home: Home) -> None:
    with pytest.raises(NotUpToDate, match="nonsense"):
        databases.run_django(home, "nonsense")


def test_a_server_is_looked_for_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITEI_PG_BIN", str(tmp_path))
    with pytest.raises(NoPostgres, match="holds no `postgres`"):
        find_binaries()
    monkeypatch.delenv("KITEI_PG_BIN")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (find_binaries() / "initdb").is_file()


def test_a_path_that_is_too_long_for_a_socket_is_answered_by_a_short_one(tmp_path: Path) -> None:
    assert len(str(Server(tmp_path / ("long" * 30)).socket)) < 90


def test_what_does_not_run_is_not_stopped_twice(tmp_path: Path) -> None:
    absent = Server(tmp_path / "absent")

    absent.stop()

    assert not absent.is_running()
