"""How many papers a second, from warm workers, beside typst alone in the same run."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

import typst

from kitei.forms.catalogue import LAYOUTS, Catalogue, FormFolder
from kitei.forms.paper.payload import Setting, payload
from kitei.forms.paper.printing import ARCHIVAL, Printer, fonts
from kitei.forms.values import read_values
from kitei.regulations.library import Library

Clock = Callable[[], float]
_DAY = date(2026, 11, 21)


def bench_forms(clock: Clock, *, papers: int = 400, workers: int = 2, warm_up: int = 6) -> dict[str, Any]:
    """Print every prescribed form in turn and tell forms a second.

    Args:
        clock: seconds as a float, rising; the caller's, for this floor has none.
        warm_up: papers of every form that each worker prints before the clock runs.

    Returns:
        `forms_per_second` from `workers` warm processes and from one; `forms_per_cpu_second`, which does not depend on
        what else the machine does; `typst_alone_per_second` in one process, which leaves out reading the values and
        tagging row headers.
    """
    names = _prescribed()
    one, _ = _measure(clock, names, papers // 2, 1, warm_up)
    several, cpu = _measure(clock, names, papers, workers, warm_up)
    return {
        "forms": len(names),
        "papers": papers,
        "workers": workers,
        "forms_per_second": round(several, 1),
        "forms_per_cpu_second": round(cpu, 1),
        "forms_per_second_one_worker": round(one, 1),
        "typst_alone_per_second": round(_typst_alone(clock, names, papers // 2), 1),
    }


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


def _typst_alone(clock: Clock, names: list[tuple[str, str]], papers: int) -> float:
    catalogue = Catalogue(Library())
    setting = Setting(made_on=_DAY)
    ready: list[tuple[typst.Compiler, bytes, list[str]]] = []
    for key, name in names:
        form = catalogue.get(key, name)
        source = form.layout.encode()
        texts = [
            payload(form, read_values(form.form, _numbered(form, number), on=_DAY), setting)
            for number in range(papers // len(names) + 2)
        ]
        ready.append((typst.Compiler(source, root=str(LAYOUTS), font_paths=fonts()), source, texts))
    for compiler, source, texts in ready:
        compiler.compile(input=source, format="pdf", sys_inputs={"paper": texts[-1]}, pdf_standards=ARCHIVAL)
    start = clock()
    for number in range(papers):
        compiler, source, texts = ready[number % len(ready)]
        paper = texts[number // len(ready)]
        compiler.compile(input=source, format="pdf", sys_inputs={"paper": paper}, pdf_standards=ARCHIVAL)
    return papers / (clock() - start)
