"""Many papers from one table: constant memory, every paper whole or not there, and a stopped run goes on where it was.

A journal beside the papers says which rows are done: one line a paper, `number, file, SHA-256`. It is the progress, the
proof, and the place to resume from.
"""

from __future__ import annotations

import csv
import hashlib
import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kitei.calendar import DayError
from kitei.forms.catalogue import Catalogue, FormFolder
from kitei.forms.definition import FieldType
from kitei.forms.ledgers import NotASheet, sheet_rows
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import BadValues, read_values
from kitei.regulations.library import Library
from kitei.regulations.yamlfile import UnreadableFile

JOURNAL = "journal.csv"
_AHEAD = 4  # papers on their way for every worker; more would only fill memory
_FLAGS = {"true": True, "yes": True, "有": True, "1": True, "false": False, "no": False, "無": False, "0": False}
LONGEST = 60.0
"""Seconds after which a paper is given up; a layout that never ends must not hold the run."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every paper of a run has in common.

    Attributes:
        common: values given to every row; a row's own value wins.
        name: the column that names the file; without it files are numbered.
    """

    regulation: str
    form: str
    out: Path
    setting: Setting
    common: Mapping[str, Any]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One row, done or refused.

    Attributes:
        number: the row, counted from 1.
        file: the paper's name, or empty if the row was refused.
        problem: why the row was refused.
    """

    number: int
    file: str
    digest: str
    problem: str = ""


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a CSV (with headings), JSON Lines or XLSX file, one at a time. Empty cells are not given.

    In a CSV or XLSX file several answers are separated by `;`, and `{…}` or `[…]` is read as JSON. A sheet is held in
    memory whole; for very many rows use CSV.

    Raises:
        UnreadableFile: it is neither, or not UTF-8.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            match file.suffix.lower():
                case ".csv":
                    yield from (
                        {name: _cell(text) for name, text in row.items() if text} for row in csv.DictReader(stream)
                    )
                case ".xlsx":
                    yield from ({name: _cell(text) for name, text in row.items()} for row in sheet_rows(file))
                case ".jsonl" | ".ndjson":
                    yield from (json.loads(line) for line in stream if line.strip())
                case suffix:
                    raise UnreadableFile(file, None, "table", suffix or "?")
    except UnicodeDecodeError as error:
        raise UnreadableFile(file, None, "not_utf8", f"0x{error.object[error.start]:02x}") from error
    except NotASheet as error:
        raise UnreadableFile(file, None, "syntax", error.problem) from error
    except (json.JSONDecodeError, csv.Error) as error:
        raise UnreadableFile(file, None, "syntax", str(error)) from error
    except OSError as error:
        raise UnreadableFile(file, None, "missing", error.strerror or "") from error


def run(job: Job, rows: Iterator[dict[str, Any]], *, workers: int, told: Callable[[Done], None]) -> int:
    """Print every row that is not yet done; returns the number of rows refused.

    Args:
        workers: processes; one means none but this.
        told: called for every row, in order, as soon as it is done.
    """
    job.out.mkdir(parents=True, exist_ok=True)
    done = already_done(job.out)
    todo = ((number, row) for number, row in enumerate(rows, 1) if number not in done)
    refused = 0
    with (job.out / JOURNAL).open("a", encoding="utf-8", newline="") as journal:
        for paper in _here(job, todo) if workers == 1 else _beside(job, todo, workers):
            csv.writer(journal).writerow((paper.number, paper.file, paper.digest, paper.problem))
            journal.flush()
            refused += bool(paper.problem)
            told(paper)
    return refused


Rows = Iterator[tuple[int, Mapping[str, Any]]]


def _here(job: Job, todo: Rows) -> Iterator[Done]:
    _start(job)
    yield from (_one(number, row) for number, row in todo)


def _beside(job: Job, todo: Rows, workers: int) -> Iterator[Done]:
    """Papers in order, from processes that are never more than a few papers ahead.

    A paper that never ends, or that takes its process with it, is given up, and the others go on in new processes.
    """
    ahead = deque(islice(todo, workers * _AHEAD))
    suspects = 0  # papers that were on their way when a process was lost: one at a time, to find the one
    while ahead:
        others = set(multiprocessing.active_children())
        pool = _pool(job, workers)
        waiting: deque[Future[Done]] = deque()
        try:
            pool.submit(_ready).result()  # a slow start is no slow paper
            while ahead:
                while len(waiting) < (1 if suspects else len(ahead)):
                    waiting.append(pool.submit(_one, *ahead[len(waiting)]))
                done = waiting[0].result(LONGEST)
                waiting.popleft()
                ahead.popleft()
                ahead.extend(islice(todo, 1))
                suspects = max(0, suspects - 1)
                yield done
        except TimeoutError:
            yield Done(ahead.popleft()[0], "", "", f"no end after {LONGEST:g} seconds")
        except BrokenProcessPool:
            if suspects:
                yield Done(ahead.popleft()[0], "", "", "its process was killed")
            suspects = suspects - 1 if suspects else len(ahead)
        finally:
            if waiting:
                for process in set(multiprocessing.active_children()) - others:
                    process.terminate()
            pool.shutdown(cancel_futures=True)


def _pool(job: Job, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # a worker inherits no locks and no open files
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(job,))


def already_done(out: Path) -> frozenset[int]:
    """The rows whose paper is there; a refused row is tried again."""
    journal = out / JOURNAL
    if not journal.is_file():
        return frozenset()
    with journal.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.reader(stream) if len(line) == 4]
    return frozenset(int(number) for number, file, _, _ in lines if file and (out / file).is_file())


def _cell(text: str) -> Any:
    if text[:1] in "[{" and text[-1:] in "]}":
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text


class _Worker:
    """What a worker keeps warm between papers."""

    job: Job
    form: FormFolder
    printer: Printer


def _start(job: Job) -> None:
    _Worker.job, _Worker.printer = job, Printer()
    _Worker.form = Catalogue(Library()).get(job.regulation, job.form, job.setting.made_on)


def _ready() -> None:
    """Nothing: done as soon as a worker has started."""


def _one(number: int, row: Mapping[str, Any]) -> Done:
    job, form = _Worker.job, _Worker.form
    name = f"{number:06}" if job.name is None else _safe(str(row.get(job.name, "")), number)
    given = {key: value for key, value in row.items() if key != job.name or _has(form, key)}
    try:
        values = read_values(form.form, {**job.common, **_typed(form, given)}, on=job.setting.made_on)
        pdf = _Worker.printer.print(form, values, job.setting).pdf
    except (BadValues, DayError) as error:
        return Done(number, "", "", str(error))
    part = job.out / f".{name}.part"
    part.write_bytes(pdf)
    part.replace(job.out / f"{name}.pdf")
    return Done(number, f"{name}.pdf", hashlib.sha256(pdf).hexdigest())


def _has(form: FormFolder, name: str) -> bool:
    return any(field.id == name for field in form.form.fields)


def _typed(form: FormFolder, row: Mapping[str, Any]) -> dict[str, Any]:
    """A table knows only texts: several answers are one text, and so is yes or no."""
    types = {field.id: field.type for field in form.form.fields}
    return {name: _answer(types.get(name, "line"), value) for name, value in row.items()}


def _answer(kind: FieldType, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match kind:
        case "choices":
            return [each.strip() for each in value.split(";")]
        case "flag":
            return _FLAGS.get(value.strip().casefold(), value)
        case _:
            return value


def _safe(text: str, number: int) -> str:
    """A file name that stays in its folder, unique by the row's number."""
    kept = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in text)[:60]
    return f"{number:06}-{kept}" if kept else f"{number:06}"
