"""Many papers from one table: resumed where it stopped, the bad rows named, memory that does not grow."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kitei.forms import batch
from kitei.forms.batch import JOURNAL, Done, Job, already_done, rows_of, run
from kitei.forms.bench import bench_letters
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.regulations.yamlfile import UnreadableFile
from tests.forms.misfits import deadly, endless
from tests.forms.samples import DAY, form, text_of

NAME = "office:principal-notice"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    common = {key: value for key, value in form(NAME).example().items() if key != "recipient"}
    return Job("josai", NAME, tmp_path / "out", Setting(made_on=DAY), common, "recipient")


def people(count: int) -> Iterator[dict[str, Any]]:
    return ({"recipient": f"山田 {number} 子"} for number in range(1, count + 1))


def printed(job: Job, rows: Iterator[dict[str, Any]], workers: int = 1) -> list[Done]:
    told: list[Done] = []
    run(job, rows, workers=workers, told=told.append)
    return told


def test_one_paper_a_row_in_order(job: Job) -> None:
    told = printed(job, people(7), workers=2)

    assert [done.number for done in told] == list(range(1, 8))
    assert sorted(path.name for path in job.out.glob("*.pdf")) == [done.file for done in told]
    assert told[0].file == "000001-山田_1_子.pdf"


def test_a_paper_of_a_run_is_the_same_as_one_alone(job: Job) -> None:
    printed(job, people(1))
    folder = form(NAME)
    values = read_values(folder.form, {**job.common, "recipient": "山田 1 子"}, on=DAY)
    alone = Printer().print(folder, values, job.setting).pdf

    # The office's paper carries the name of the institution that issues it, which is another one here.
    assert len((job.out / "000001-山田_1_子.pdf").read_bytes()) == pytest.approx(len(alone), rel=0.2)


def test_a_stopped_run_goes_on_where_it_was(job: Job) -> None:
    printed(job, islice(people(6), 3))
    (job.out / "000002-山田_2_子.pdf").unlink()  # lost: printed again
    with (job.out / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write("4,0000\n")  # a line cut off by the stop

    told = printed(job, people(6))

    assert [done.number for done in told] == [2, 4, 5, 6]
    assert len(already_done(job.out)) == 6


def test_a_row_that_cannot_be_is_refused_and_the_others_printed(job: Job) -> None:
    rows = iter(
        [
            {"recipient": "山田"},
            {"recipient": "佐藤", "date": "never"},
            {"recipient": "鈴木"},
            {"recipient": "徳川", "date": "1800-01-01"},  # no wareki
        ]
    )
    told: list[Done] = []

    assert run(job, rows, workers=1, told=told.append) == 2
    assert [bool(done.problem) for done in told] == [False, True, False, True]
    assert already_done(job.out) == {1, 3}


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "x\0y", "." * 3, "長" * 300])
def test_a_file_name_stays_in_its_folder(job: Job, name: str) -> None:
    told = printed(job, iter([{"recipient": name}]))

    assert told[0].file.startswith("000001")
    assert [path.parent for path in job.out.rglob("*.pdf")] == [job.out]


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([["a", "b", "c"], ["1", "", '["x"]'], ["2", "z", "[not json]"]])
    lines = tmp_path / "rows.jsonl"
    lines.write_text(json.dumps({"a": ["x"]}) + "\n\n", encoding="utf-8")

    assert list(rows_of(table)) == [{"a": "1", "c": ["x"]}, {"a": "2", "b": "z", "c": "[not json]"}]
    assert list(rows_of(lines)) == [{"a": ["x"]}]


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b"a\n\x83\n"), ("x.jsonl", b"{"), ("x.pdf", b""), ("y", b""), ("x.xlsx", b"PK")]
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UnreadableFile):
        list(rows_of(tmp_path / name))


def test_memory_does_not_grow_with_the_rows(tmp_path: Path, full: bool) -> None:
    count = 10_000 if full else 120
    ticks = iter(range(10))

    found = bench_letters(lambda: next(ticks), tmp_path, letters=count)

    assert (found["letters"], found["printed_twice"]) == (count, 0)
    early, late = found["megabytes_at_a_tenth"], found["megabytes_at_the_end"]
    assert late["this"] - early["this"] < 15
    assert late["worker"] - early["worker"] < 40
    assert len(list((tmp_path / "letters").glob("*.pdf"))) == count


def test_a_lost_process_loses_no_paper(job: Job) -> None:
    told: list[Done] = []

    def kill_once(done: Done) -> None:
        told.append(done)
        if done.number == 3:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    assert run(job, people(30), workers=2, told=kill_once) == 0
    assert [done.number for done in told] == list(range(1, 31))
    assert len(list(job.out.glob("*.pdf"))) == 30


def test_a_paper_that_takes_its_process_with_it_is_given_up(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_one", deadly)

    told: list[Done] = []
    assert run(job, people(9), workers=2, told=told.append) == 1

    assert [done.number for done in told if done.problem] == [5]
    assert [done.number for done in told] == list(range(1, 10))


def test_a_paper_that_never_ends_is_given_up(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_one", endless)
    monkeypatch.setattr(batch, "LONGEST", 6.0)

    told: list[Done] = []
    assert run(job, people(6), workers=2, told=told.append) == 1

    assert [(done.number, bool(done.problem)) for done in told] == [(n, n == 2) for n in range(1, 7)]
    assert multiprocessing.active_children() == []


def test_a_spreadsheet_is_read_like_a_table(tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "kinds", "n"])
        sheet.write_row(1, 0, ["髙橋 𠮷彦", "disclose;erase", 3])

    assert list(rows_of(file)) == [{"name": "髙橋 𠮷彦", "kinds": "disclose;erase", "n": "3"}]


def test_the_texts_of_a_table_become_answers(tmp_path: Path) -> None:
    job = Job("josai", "form3", tmp_path, Setting(made_on=DAY), {**form("josai:form3").example()})
    rows = iter([{"kinds": "disclose; erase", "name": "山田"}, {"kinds": "x"}])

    told = printed(job, rows)

    assert [bool(done.problem) for done in told] == [False, True]
    assert "山田" in text_of((tmp_path / "000001.pdf").read_bytes())
