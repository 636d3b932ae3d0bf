"""`kitei decide --rows`: tables in and out, as a person would type it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from kitei.cli import rows
from kitei.decisions.compiled.rows import OUTPUT, Bulk
from tests.cli.conftest import Run

WORDS = ("--regulation", "josai", "--question", "provision", "--on", "2026-05-11", "--keep", "id", "--lang", "en")
PEOPLE = "id,consent,grounds,subject_age\n1,true,[],20\n2,false,law;vital,17\n3,,,\n"
BAD = PEOPLE + "4,maybe,[],20\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    return file


def read(file: Path) -> list[dict[str, str | None]]:
    if file.suffix == ".csv":
        table = pl.read_csv(file, infer_schema=False)
    else:
        table = pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_excel(file, infer_schema_length=0)
    return [{name: cell or None for name, cell in row.items()} for row in table.to_dicts()]


@pytest.mark.parametrize("out", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_every_kind_of_table_in_gives_every_kind_out(kitei: Run, people: Path, kind: str, out: str) -> None:
    source, target = people.with_suffix(f".{kind}"), people.with_name(f"decided.{out}")
    table = pl.read_csv(people, infer_schema=False)
    if kind == "parquet":
        table.write_parquet(source)
    elif kind == "xlsx":
        table.write_excel(source)

    assert kitei("decide", "--rows", str(source), *WORDS, "--out", str(target)).exit_code == 0

    found = read(target)
    assert list(found[0]) == ["id", "consent", "grounds", "subject_age", *OUTPUT]
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert all(row["outcome"] and row["because"] and row["error"] is None for row in found)


def test_without_out_the_answers_are_csv_on_stdout(kitei: Run, people: Path) -> None:
    common = people.with_name("common.json")
    common.write_text(json.dumps({"facts": {"recipient": "company"}}), encoding="utf-8")

    done = kitei("decide", "--rows", str(people), *WORDS, "--facts", str(common))

    assert done.exit_code == 0
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["id", "1", "2", "3"]


def test_a_bad_cell_is_an_error_in_its_row_and_named_with_its_row_number(kitei: Run, people: Path) -> None:
    people.write_text(BAD, encoding="utf-8")
    target = people.with_name("decided.csv")

    done = kitei("decide", "--rows", str(people), *WORDS, "--out", str(target))

    assert done.exit_code == 2
    assert "people.csv: row 5: consent: 'maybe'" in done.stderr
    found = read(target)
    assert [row["error"] is None for row in found] == [True, True, True, False]
    assert found[3]["outcome"] is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"id,consen\n1,true\n", "Did you mean `consent`?"),
        (b"id,consent\n1,true\n2,\x83\x65\n", "people.csv:3: is not UTF-8 (byte 0x83)"),
        (b"id,consent\n1,tru\xe3", "is not UTF-8"),
        (b"id,consent\n1,true\n2,true,4\n", "is not well formed"),
        (b"", "is empty"),
        (None, "No such file"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence_and_nothing_is_written(
    kitei: Run, people: Path, text: bytes | None, says: str
) -> None:
    people.write_bytes(text) if text is not None else people.unlink()
    target = people.with_name("decided.csv")

    done = kitei("decide", "--rows", str(people), *WORDS, "--out", str(target))

    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in people.parent.iterdir()] == (["people.csv"] if text is not None else [])


@pytest.mark.parametrize("name", ["half.parquet", "fake.xlsx", "notes.txt"])
def test_a_file_that_is_no_table_is_refused(kitei: Run, people: Path, name: str) -> None:
    file = people.rename(people.with_name(name))

    done = kitei("decide", "--rows", str(file), *WORDS)

    assert done.exit_code == 2
    assert done.stderr.startswith(str(file))


@pytest.mark.parametrize(
    "out", ["nowhere/decided.csv", "nowhere/decided.parquet", "nowhere/decided.xlsx", "decided.txt"]
)
def test_an_output_that_cannot_be_written_is_one_sentence(kitei: Run, people: Path, out: str) -> None:
    done = kitei("decide", "--rows", str(people), *WORDS, "--out", str(people.parent / out))

    assert done.exit_code == 2
    assert [each.name for each in people.parent.iterdir()] == ["people.csv"]


@pytest.mark.parametrize("out", ["decided.csv", "decided.parquet"])
def test_cancelled_half_way_it_leaves_what_was_there(
    kitei: Run, people: Path, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = people.with_name(out)
    target.write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(rows, "_decided", cancelled_after_one_batch)

    assert kitei("decide", "--rows", str(people), *WORDS, "--out", str(target)).exit_code != 0

    assert target.read_text(encoding="utf-8") == "as it was"
    assert {each.name for each in people.parent.iterdir()} == {"people.csv", out}


def cancelled_after_one_batch(bulk: Bulk, source: pl.LazyFrame, _file: Path) -> Iterator[pl.DataFrame]:
    yield bulk.decide(source.collect())
    raise KeyboardInterrupt


def test_a_long_run_says_how_far_it_is(kitei: Run, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PROGRESS", 2)

    assert "3 rows …" in kitei("decide", "--rows", str(people), *WORDS).stderr


def test_a_table_with_a_header_alone_gives_a_header(kitei: Run, people: Path) -> None:
    people.write_text("id,consent\n", encoding="utf-8")

    assert kitei("decide", "--rows", str(people), *WORDS).stdout.startswith("id,consent,outcome")
