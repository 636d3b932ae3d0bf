"""`kitei regulation check` and `kitei regulation schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kitei.cli.door import JsonOption, LangOption, language, print_json, reported
from kitei.decisions.building.contradictions import MeaningChecker
from kitei.decisions.building.programs import Programs
from kitei.filings.checking import FilingChecker
from kitei.filings.opening import open_book
from kitei.procedures.checking import ProcedureChecker
from kitei.procedures.reading import BadProcedure
from kitei.regulations.checks import Checker
from kitei.regulations.findings import BadRegulation, Finding
from kitei.regulations.library import Library
from kitei.regulations.schema.publishing import write_schemas


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="規程のフォルダー(省略時は全部)/ default: all")
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """規程のフォルダーを検査する / find what is wrong in a regulation folder, with file and line."""
    words = language(lang)
    with reported(words):
        library = Library()
        names: list[str | Path] = [folder] if folder is not None else list(library.names())
        findings = [finding for name in names for finding in check_one(library, name)]
    if as_json:
        print_json([{"file": f.file, "line": f.line, "code": f.code, "ja": f.ja, "en": f.en} for f in findings])
    else:
        for each in findings:
            print(f"{each.file}:{each.line}: {each.ja if words == 'ja' else each.en}")
        print(_closing(len(names), len(findings), words == "ja"))
    raise typer.Exit(1 if findings else 0)


def schema(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="書き出し先 / where to write")] = Path("schema"),
) -> None:
    """エディターが補完と検査に使う JSON Schema を書き出す / write the JSON Schemas for your editor."""
    for file in write_schemas(out):
        print(file)


def check_one(library: Library, name: str | Path) -> list[Finding]:
    """Every finding for one regulation."""
    try:
        regulation = library.get(name)
        statutes = library.statutes_of(regulation)
    except BadRegulation as error:
        return list(error.findings)
    form = Checker(regulation, library.vocabulary, statutes).findings()
    meaning = MeaningChecker(Programs(library), regulation).findings()
    procedures = ProcedureChecker(regulation, library.vocabulary, statutes).findings()
    return sorted({*form, *meaning, *procedures, *_papers(library, name)})


def _papers(library: Library, name: str | Path) -> list[Finding]:
    """What is wrong with `filings.yaml`; a procedure that cannot be read is a finding of its own already."""
    try:
        return FilingChecker(open_book(library, name)).findings()
    except BadProcedure:
        return []


def _closing(folders: int, findings: int, ja: bool) -> str:
    if ja:
        return f"{folders} 件の規程を検査しました。" + (f"指摘 {findings} 件。" if findings else "指摘はありません。")
    checked = "1 regulation" if folders == 1 else f"{folders} regulations"
    found = "no finding" if not findings else "1 finding" if findings == 1 else f"{findings} findings"
    return f"{checked} checked; {found}"
