"""Coverage as a workbook: one sheet of rows, one of differences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from kitei.decisions.coverage.findings import Coverage, Row
from kitei.decisions.coverage.presenting.texts import STATE, of, text
from kitei.regulations.schema.words import Language

_COLOURS = {
    "weaker": "#FFDAD6",
    "silent": "#FFEBD7",
    "unread": "#F3ECFB",
    "elsewhere": "#E8E8EB",
    "stricter": "#D9E6FF",
    "ruled": "#E6F5EC",
}
_STATE = 2  # the column that takes the colour of its state
_ROWS = (("number", 7), ("duty", 30), ("state", 14), ("chapter", 16), ("severity", 10), ("act", 52), ("regulation", 52),
         ("findings", 60), ("traps", 46), ("settle", 60))  # fmt: skip
_FINDINGS = (("number", 7), ("duty", 30), ("state", 14), ("question", 18), ("finding", 48), ("witness", 60),
             ("regulation_says", 18), ("statute_says", 18), ("regulation", 28), ("act", 28), ("facts", 60))  # fmt: skip


def write_sheet(coverage: Coverage, file: Path, lang: Language) -> None:
    """Write the workbook.

    Raises:
        OSError: the file cannot be written.
    """
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        wrap = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#CCCCCC"}
        plain = book.add_format(wrap)
        head = book.add_format({**wrap, "bold": True, "bg_color": "#F1F1F4"})
        shades = {state: book.add_format({**wrap, "bold": True, "bg_color": c}) for state, c in _COLOURS.items()}
        for name, columns, lines in (
            (text("rows", lang), _ROWS, _row_lines(coverage, lang)),
            (text("findings", lang), _FINDINGS, _finding_lines(coverage, lang)),
        ):
            sheet = book.add_worksheet(name)
            _fill(sheet, [text(each, lang) for each, _ in columns], lines, (head, plain, shades))
            sheet.autofilter(0, 0, sheet.dim_rowmax, len(columns) - 1)
            for index, (_, width) in enumerate(columns):
                sheet.set_column(index, index, width)


def _fill(sheet: Any, headings: Sequence[str], lines: Iterable[tuple[str, list[Any]]], formats: Any) -> None:
    head, plain, shades = formats
    sheet.write_row(0, 0, headings, head)
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for number, (state, line) in enumerate(lines, 1):
        sheet.write_row(number, 0, line, plain)
        sheet.write(number, _STATE, line[_STATE], shades[state])


def _row_lines(coverage: Coverage, lang: Language) -> Iterator[tuple[str, list[Any]]]:
    titles = {chapter.id: chapter.title.of(lang) for chapter in coverage.chapters}
    for row in coverage.rows:
        yield (
            row.state,
            [
                row.number,
                row.duty.title.of(lang),
                of(STATE[row.state], lang),
                titles[row.duty.chapter],
                row.severity or "",
                _clauses(coverage, row.statute_clauses, lang),
                _clauses(coverage, row.text_clauses, lang),
                "\n".join(_difference(row, lang)),
                "\n".join(f"{t.id} ({t.severity}) {t.says.of(lang)}" for t in row.traps),
                "\n".join(f"・{of(each, lang)}" for each in row.settle),
            ],
        )


def _finding_lines(coverage: Coverage, lang: Language) -> Iterator[tuple[str, list[Any]]]:
    for row in coverage.rows:
        for each in row.findings:
            witness = [of(w, lang) for w in (each.witness, *each.also) if w.ja]
            yield (
                each.state,
                [
                    row.number,
                    row.duty.title.of(lang),
                    of(STATE[each.state], lang),
                    each.question or "",
                    of(each.says, lang),
                    "\n".join(witness),
                    each.regulation_says or "",
                    each.statute_says or "",
                    ", ".join(each.text_clauses),
                    ", ".join(each.statute_clauses),
                    json.dumps(dict(each.facts), ensure_ascii=False) if each.facts else "",
                ],
            )


def _difference(row: Row, lang: Language) -> Iterator[str]:
    for each in row.findings:
        witness = f"({of(each.witness, lang)})" if each.witness.ja else ""
        yield f"{of(STATE[each.state], lang)}: {of(each.says, lang)}{witness}"


def _clauses(coverage: Coverage, ids: Iterable[str], lang: Language) -> str:
    return "\n".join(f"{each} {of(coverage.wording[each], lang)}" for each in ids if each in coverage.wording)
