"""What the school's coverage looks like, as somebody has read and approved it.

.venv/bin/python -P -m tests.decisions.coverage.approving    # writes it anew, to be read before it is committed
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.findings import Coverage
from kitei.decisions.coverage.presenting.data import to_json
from kitei.decisions.coverage.presenting.page import page
from kitei.decisions.coverage.presenting.sheet import write_sheet
from kitei.decisions.deciding import engine
from kitei.regulations.schema.words import Language
from tests.decisions.coverage.conftest import ON, library

APPROVED = Path(__file__).parent / "approved"
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def found(coverage: Coverage) -> dict[str, Any]:
    """The coverage as JSON, without the digests of the texts, and with what of a finding only the row shows."""
    data: dict[str, Any] = json.loads(json.dumps(to_json(coverage)))
    del data["digest"], data["statute"]["digest"]
    for row, shown in zip(coverage.rows, data["rows"], strict=True):
        for each, finding in zip(row.findings, shown["findings"], strict=True):
            finding |= {"whole": each.whole, "severity": each.severity}
    return data


def page_without_style(coverage: Coverage, lang: Language) -> str:
    """The page without its style sheet, a tag to a line."""
    bare = re.sub(r"<style>.*</style>", "<style/>", page(coverage, lang), flags=re.DOTALL)
    return re.sub(r"><(?=[^/])", ">\n<", bare)


def sheets(file: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet of a workbook as texts."""
    with zipfile.ZipFile(file) as book:
        names = [each.get("name") or "" for each in _xml(book, "workbook.xml").iter(f"{_SPACE}sheet")]
        shared = ["".join(part.itertext()) for part in _xml(book, "sharedStrings.xml").iter(f"{_SPACE}si")]
        return {
            name: [
                [_text(cell, shared) for cell in row.iter(f"{_SPACE}c")]
                for row in _xml(book, f"worksheets/sheet{number}.xml").iter(f"{_SPACE}row")
            ]
            for number, name in enumerate(names, 1)
        }


def approved(name: str) -> str:
    """An approved file."""
    return (APPROVED / name).read_text(encoding="utf-8")


def _xml(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(f"xl/{name}"))  # noqa: S314 - written by ourselves


def _text(cell: ET.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SPACE}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value


def written(data: dict[str, list[Any] | Any]) -> str:
    """JSON with a line for each thing in a list."""
    parts = [f"{json.dumps(name, ensure_ascii=False)}: {_lines(value)}" for name, value in data.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"


def main() -> None:
    """Write what is to be approved."""
    coverage, book = cover(engine(library()), "school", ON), APPROVED / "book.xlsx"
    write_sheet(coverage, book, "ja")
    made = {
        "coverage.json": written(found(coverage)),
        "page.html": page_without_style(coverage, "ja"),
        "sheets.json": written(sheets(book)),
    }
    book.unlink()
    for name, text in made.items():
        (APPROVED / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
