"""The bench of acts measures what it says, at a small size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from typer.testing import CliRunner

from kitei.cli import benching
from kitei.cli.record import child, measuring
from kitei.cli.record.filling import fill_and_verify
from kitei.office.record.models import Act
from kitei.premises.home import read_home
from tests.conftest import FULL

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tables() -> Iterator[None]:
    child.make_tables()
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_plain, bench_head")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_wait_for_all", time.time)


@pytest.mark.usefixtures("tables")
def test_appends_stand_beside_plain_inserts() -> None:
    found = child.append(group=100, runs=1)
    assert found["acts_per_plain"] == pytest.approx(found["acts_per_s"] / found["plain_per_s"], abs=0.01)
    assert found["acts_per_orm"] == pytest.approx(found["acts_per_s"] / found["orm_per_s"], abs=0.01)


@pytest.mark.usefixtures("tables", "at_once")
@pytest.mark.parametrize("kind", ["plain", "locked", "acts", "acts_with_row"])
def test_every_kind_of_writer_writes_for_its_time(kind: str) -> None:
    begun = time.monotonic()
    found = child.write_for(kind=kind, seconds=0.2, number=0)
    assert found["count"] > 0
    assert time.monotonic() - begun >= 0.2
    assert Act.objects.count() == (1 if kind == "plain" else found["count"] + 1 + (kind == "plain"))


@pytest.mark.usefixtures("tables", "at_once")
def test_delays_are_those_between_commit_and_tree() -> None:
    written = child.write_for(kind="acts", seconds=0.2, number=0)
    taken = child.sequence(seconds=0.1)
    found = child.delays(commits=written["commits"], taken=taken["taken"])
    assert found["not_yet"] == 0
    assert 0 <= found["p50_ms"] <= found["max_ms"]
    none = child.delays(commits=[(0, time.time())], taken=[])
    assert none["not_yet"] == 1


def test_a_filled_record_verifies_and_proves() -> None:
    found = fill_and_verify(leaves=700, runs=1)
    assert (found["acts"], found["size"], found["rows"]) == (700, 700, 140)
    assert set(found["parts_wall_s"]) == {"tree", "acts", "rows", "payloads"}
    assert found["receipt_wall_p50_ms"] > 0


@pytest.mark.usefixtures("tables")
def test_processes_begin_together_and_report(monkeypatch: pytest.MonkeyPatch) -> None:
    database: dict[str, Any] = connection.settings_dict
    who = f"{database['USER']}:{database['PASSWORD']}"
    url = f"postgresql://{who}@/{database['NAME']}?host={quote(database['HOST'], safe='')}"
    monkeypatch.setenv("DATABASE_URL", url)
    home = read_home()
    rate, delays = measuring._write_at_once(home, "acts", writers=1, seconds=0.5)  # noqa: SLF001
    assert rate > 0
    assert delays["max_ms"] < 60_000
    with pytest.raises(measuring.ChildFailed, match="KeyError"):
        measuring._run(home, "no_such_task")  # noqa: SLF001
    assert settings.OFFICE["home"] == home.folder


@pytest.mark.skipif(not FULL, reason="an office of its own takes a minute: KITEI_FULL")
def test_the_whole_bench_prints_json() -> None:
    done = CliRunner().invoke(
        benching.app, ["acts", "--writers", "2", "--seconds", "1", "--leaves", "3000", "--runs", "1"]
    )
    assert done.exit_code == 0, done.exception
    assert '"tree_per_floor"' in done.output
