"""How many papers a second, from warm workers, beside typst alone in the same run; and a long run of letters."""

from __future__ import annotations

import csv
import os
import resource
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import typst

from kitei.forms.batch import Done, Job, rows_of, run
from kitei.forms.catalogue import LAYOUTS, Catalogue, FormFolder
from kitei.forms.paper.payload import Setting, payload
from kitei.forms.paper.printing import ARCHIVAL, Printer, fonts
from kitei.forms.values import read_values
from kitei.regulations.library import Library

Clock = Callable[[], float]
_DAY = date(2026, 11, 21)
_LETTER = "office:principal-notice"


def bench_forms(clock: Clock, *, papers: int = 400, workers: int = 2, warm_up: int = 6) -> dict[str, Any]:
    """Print every prescribed form in turn and tell forms a second.

    Args:
        clock: seconds as a float, rising; the caller's, for this floor has none.
        warm_up: papers of every form that each worker prints before the clock runs.

    Returns:
        `forms_per_second` from `workers` warm processes and from one; `typst_alone_per_second` in one process, which
        leaves out reading the values and tagging row headers; both `per_cpu_second`, which depends little on what else
        the machine does; `times_typst_alone`: processor time of a form beside typst's own, by turns in one process.
    """
    names = _prescribed()
    one, _ = _measure(clock, names, papers // 2, 1, warm_up)
    several, cpu = _measure(clock, names, papers, workers, warm_up)
    alone, alone_cpu, times = _side_by_side(clock, names, papers // 2)
    return {
        "forms": len(names),
        "papers": papers,
        "workers": workers,
        "forms_per_second": round(several, 1),
        "forms_per_cpu_second": round(cpu, 1),
        "forms_per_second_one_worker": round(one, 1),
        "typst_alone_per_second": round(alone, 1),
        "typst_alone_per_cpu_second": round(alone_cpu, 1),
        "times_typst_alone": round(times, 2),
    }


def bench_letters(clock: Clock, folder: Path, *, letters: int = 10_000, workers: int = 2) -> dict[str, Any]:
    """Merge letters from a CSV file, stopped once on the way and resumed, and watch the memory of every process.

    Args:
        folder: where the table and the letters go.

    Returns:
        `letters_per_second`; resident megabytes of this process and of its largest worker after a tenth of the letters
        and at the end (0 where the system does not tell); `printed_twice`: letters that the resumed run made again.
    """
    library = Library()
    form = Catalogue(library).get(key := library.universities()[0], _LETTER)
    common = {name: value for name, value in form.example().items() if name != "recipient"}
    job = Job(key, _LETTER, folder / "letters", Setting(made_on=_DAY), common)
    table = folder / "people.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["recipient"], *([f"山田 {number} 子"] for number in range(1, letters + 1))])
    memory: dict[int, tuple[int, int]] = {}
    made: list[int] = []

    def told(paper: Done) -> None:
        made.append(paper.number)
        if len(made) in (letters // 10, letters):
            memory[len(made)] = _resident()

    start = clock()
    run(job, islice(rows_of(table), letters // 3), workers=workers, told=told)
    run(job, rows_of(table), workers=workers, told=told)
    seconds = clock() - start
    (early, worker_early), (late, worker_late) = memory[letters // 10], memory[letters]
    return {
        "letters": len(set(made)),
        "printed_twice": len(made) - len(set(made)),
        "letters_per_second": round(letters / seconds, 1),
        "megabytes_at_a_tenth": {"this": early, "worker": worker_early},
        "megabytes_at_the_end": {"this": late, "worker": worker_late},
    }


def _resident() -> tuple[int, int]:
    """Megabytes of this process and of its largest child; Linux tells, others do not."""
    own = os.getpid()
    children = [each.pid for each in active_children() if each.pid]
    return _megabytes(own), max((_megabytes(each) for each in children), default=0)


def _megabytes(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() // 1_000_000


def _prescribed() -> list[tuple[str, str]]:
    library = Library()
    catalogue = Catalogue(library)
    return [
        (key, form.form.id)
        for key in library.universities()
        for form in catalogue.every(key)
        if form.home == key and form.form.prescribed
    ]


def _measure(
    clock: Clock, names: list[tuple[str, str]], papers: int, workers: int, warm_up: int
) -> tuple[float, float]:
    """Forms a second of the clock, and of the processors."""
    if workers == 1:
        _start(names)
        return _timed(clock, map, papers, warm_up * len(names))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(names,)) as pool:
        return _timed(clock, pool.map, papers, workers * warm_up * len(names))


def _timed(clock: Clock, mapped: Callable[..., Iterable[float]], papers: int, before: int) -> tuple[float, float]:
    list(mapped(_print, range(before)))
    start = clock()
    spent = list(mapped(_print, range(papers)))
    return papers / (clock() - start), papers / max(sum(spent), 1e-9)


class _Worker:
    printer: Printer
    forms: list[FormFolder]


def _start(names: list[tuple[str, str]]) -> None:
    catalogue = Catalogue(Library())
    _Worker.printer = Printer()
    _Worker.forms = [catalogue.get(key, name) for key, name in names]


def _print(number: int) -> float:
    """Print one paper; the processor seconds it took."""
    before = _processor()
    form = _Worker.forms[number % len(_Worker.forms)]
    raw = _numbered(form, number)
    values = read_values(form.form, raw, on=_DAY)
    _Worker.printer.print(form, values, Setting(made_on=_DAY))
    return _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _numbered(form: FormFolder, number: int) -> dict[str, Any]:
    """The example with one text changed, so that no paper is set from a memory of another."""
    raw = dict(form.example())
    texts = [
        field.id for field in form.form.fields if field.printed and field.type in ("text", "line") and field.id in raw
    ]
    if texts:
        raw[texts[0]] = f"{raw[texts[0]]} {number}"
    return raw


def _side_by_side(clock: Clock, names: list[tuple[str, str]], papers: int) -> tuple[float, float, float]:
    """Typst alone and a whole paper by turns, so that both meet the same machine.

    Returns:
        Papers that typst alone makes in a second of the clock and of the processor; how many times its processor time a
        whole paper takes.
    """
    _start(names)
    setting = Setting(made_on=_DAY)
    ready: list[tuple[typst.Compiler, bytes, list[str]]] = []
    for form in _Worker.forms:
        source = form.layout.encode()
        texts = [
            payload(form, read_values(form.form, _numbered(form, number), on=_DAY), setting)
            for number in range(papers // len(names) + 2)
        ]
        ready.append((typst.Compiler(source, root=str(LAYOUTS), font_paths=fonts()), source, texts))
    for number, (compiler, source, texts) in enumerate(ready):
        compiler.compile(input=source, format="pdf", sys_inputs={"paper": texts[-1]}, pdf_standards=ARCHIVAL)
        _print(number)
    seconds = alone = whole = 0.0
    for number in range(papers):
        compiler, source, texts = ready[number % len(ready)]
        paper = texts[number // len(ready)]
        start, used = clock(), _processor()
        compiler.compile(input=source, format="pdf", sys_inputs={"paper": paper}, pdf_standards=ARCHIVAL)
        alone += _processor() - used
        seconds += clock() - start
        whole += _print(number + papers)
    return papers / seconds, papers / max(alone, 1e-9), whole / max(alone, 1e-9)
