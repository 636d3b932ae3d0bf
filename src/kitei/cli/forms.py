"""`kitei form list|render|check|batch|schema`: the papers of a regulation, printed, checked and merged."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from kitei.calendar import DayError, parse_day
from kitei.cli.door import (
    BAD_INPUT,
    JsonOption,
    LangOption,
    OnOption,
    console,
    fail,
    language,
    print_json,
    read_on,
    reported,
    today,
)
from kitei.forms.batch import Done, Job, already_done, rows_of, run
from kitei.forms.bundles import bundle
from kitei.forms.catalogue import Catalogue, FormFolder, NotInEdition, UnknownForm
from kitei.forms.checks import check_form
from kitei.forms.fieldsets import field_set, folder_schema, value_schema
from kitei.forms.ledgers import NoLedger, NotASheet, ledger_rows, ledger_template
from kitei.forms.paper.payload import DateStyle, Setting
from kitei.forms.paper.printing import BrokenLayout, Paper, Printer
from kitei.forms.paper.scans import NotAPicture
from kitei.forms.values import BadValues, ValueFault, read_values
from kitei.predicates.reading import PredicateError
from kitei.regulations.library import Library
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import read_yaml

app = typer.Typer(help="様式 / forms", no_args_is_help=True)

_PROBLEMS = {
    "unknown_field": ("この様式にない欄です。", "is no field of this form."),
    "missing": ("記入が必要です。", "must be filled in."),
    "too_long": ("長すぎます。", "is too long."),
    "bad_value": ("この値は使えません。", "the value is not allowed."),
}

RegulationArgument = Annotated[str, typer.Argument(metavar="R|DIR", help="規程又はフォルダー / regulation or folder")]
FormArgument = Annotated[str, typer.Argument(metavar="FORM", help="様式(form3、appi:…、office:…)/ form")]
PaperLanguage = Annotated[str, typer.Option("--paper-lang", metavar="ja|en", help="紙の言語 / language of the paper")]
Corrected = Annotated[bool, typer.Option("--corrected", help="条番号の誤りを正して印刷 / print corrected citations")]
PrintedEra = Annotated[bool, typer.Option("--printed-era", help="空欄の元号を原本のとおりに / the era of the original")]
Dates = Annotated[
    str, typer.Option("--dates", metavar="wareki|western|iso", help="日付の書き方 / how days are written")
]


@app.command("list")
def list_forms(
    regulation: Annotated[str | None, typer.Argument(metavar="[R|DIR]", help="省略時は全部 / default: all")] = None,
    as_json: JsonOption = False,
    on: OnOption = None,
    lang: LangOption = "ja",
) -> None:
    """様式の一覧 / the forms there are."""
    words = language(lang)
    day = read_on(on, words)
    with _said(words):
        catalogue = Catalogue(library := Library())
        keys = (regulation,) if regulation else library.universities()
        found = [(key, folder) for key in keys for folder in catalogue.every(key, day)]
    if as_json:
        print_json([_summary(key, folder) for key, folder in found])
        return
    table = Table(pad_edge=False)
    for heading in ("", "様式", "題名", "条項", "版") if words == "ja" else ("", "Form", "Title", "Clause", "Editions"):
        table.add_column(heading, overflow="fold")
    for key, folder in found:
        mark = "" if folder.form.prescribed or not folder.form.clause else " *"
        held = folder.form
        name = _called(key, folder) + mark
        table.add_row(key, name, held.title.of(words), held.clause or "", ", ".join(held.editions))
    console().print(table)
    console().print("* 規程が定めた様式ではない" if words == "ja" else "* not prescribed by the regulation")


@app.command()
def render(
    regulation: RegulationArgument,
    form: FormArgument,
    values: Annotated[Path | None, typer.Argument(metavar="[VALUES]", help="値(YAML、JSON)/ values")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="書き出し先 / where to write")] = None,
    fillable: Annotated[bool, typer.Option("--fillable", help="記入用 / to be completed on a screen")] = False,
    blank: Annotated[bool, typer.Option("--blank", help="白紙 / empty")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="残りは手書きする / the rest is written by hand")] = False,
    paper_lang: PaperLanguage = "ja",
    corrected: Corrected = False,
    printed_era: PrintedEra = False,
    dates: Dates = "wareki",
    footer: Annotated[str, typer.Option("--footer", help="紙の下の文字 / text at the foot")] = "",
    scans: Annotated[
        list[Path] | None, typer.Option("--scan", metavar="PICTURE", help="紙面の写し / paper scanned")
    ] = None,
    on: OnOption = None,
    lang: LangOption = "ja",
) -> None:
    """様式を印刷する。-o が .xlsx なら台帳、フォルダーなら一式 / print a form; .xlsx: a ledger; folder: everything."""
    words = language(lang)
    if out is None:
        fail("-o FILE が必要です" if words == "ja" else "-o FILE is needed")
    whole = out.is_dir()
    with _said(words):
        catalogue = Catalogue(Library())
        raw = {} if values is None else _values(values, catalogue.get(regulation, form), words)
        day = read_on(on, words) or _day_of(raw) or today()
        folder = catalogue.get(regulation, form, day)
        if out.suffix.lower() == ".xlsx":
            _write(out, ledger_template(folder.form, language(paper_lang, "--paper-lang"), made_on=day))
            return
        pictures = tuple(read_picture(each) for each in scans or [])
        setting = replace(_setting(day, paper_lang, corrected, printed_era, dates, footer), scans=pictures)
        if not (blank or fillable or values or whole):
            fail(
                "VALUES、--blank、--fillable のどれかが必要です"
                if words == "ja"
                else "give VALUES, --blank or --fillable"
            )
        left_open = blank or fillable or partial or not values
        read = read_values(folder.form, {} if blank else raw, on=day, partial=left_open)
        if whole:
            made = bundle(folder, read, setting, Printer(), office=True)
            for name, content in made.files(folder.form.id):
                _write(out / name, content)
            paper = made.archival
        else:
            print_one = Printer().fillable if fillable else Printer().print
            paper = print_one(folder, read, setting)
            _write(out, paper.pdf)
    _tell(paper, words)


@app.command()
def check(
    regulation: Annotated[str | None, typer.Argument(metavar="[R|DIR]", help="省略時は全部 / default: all")] = None,
    form: Annotated[str | None, typer.Argument(metavar="[FORM]")] = None,
    values: Annotated[Path | None, typer.Argument(metavar="[VALUES]", help="値を検査 / check these values")] = None,
    as_json: JsonOption = False,
    on: OnOption = None,
    lang: LangOption = "ja",
) -> None:
    """様式のフォルダー又は記入した値を検査する / find what is wrong in forms, or in the values for one."""
    words = language(lang)
    day = read_on(on, words) or today()
    with _said(words):
        catalogue = Catalogue(library := Library())
        if values is not None and regulation and form:
            held = catalogue.get(regulation, form, day)
            read_values(held.form, _values(values, held, words), on=day)
            print("記入に誤りはありません" if words == "ja" else "nothing is wrong with the values")
            return
        keys = (regulation,) if regulation else library.universities()
        folders = {
            folder.folder: folder
            for key in keys
            for name in ([form] if form else catalogue.names(key))
            for folder in catalogue.editions(key, name)
        }
        printer = Printer()
        found = [each for folder in folders.values() for each in check_form(folder, library, printer, on=day)]
    if as_json:
        print_json([{"file": f.file, "line": f.line, "code": f.code, "ja": f.ja, "en": f.en} for f in found])
    else:
        for each in found:
            print(f"{each.file}:{each.line}: {each.ja if words == 'ja' else each.en}")
        ja, en = (
            f"{len(folders)} 件の様式を検査し、指摘は {len(found)} 件",
            f"{len(folders)} forms, {len(found)} findings",
        )
        print(ja if words == "ja" else en)
    raise typer.Exit(1 if found else 0)


@app.command()
def schema(
    regulation: Annotated[str | None, typer.Argument(metavar="[R|DIR]")] = None,
    form: Annotated[str | None, typer.Argument(metavar="[FORM]")] = None,
    office: Annotated[bool, typer.Option("--office", help="事務局の欄も / with what the office fills in")] = False,
) -> None:
    """欄の定義を JSON で。様式を省くと form.yaml の定義 / the fields; without a form, the schema of form.yaml."""
    if regulation is None or form is None:
        print_json({"form": folder_schema("form"), "wording": folder_schema("wording")})
        return
    with _said("ja"):
        found = Catalogue(Library()).get(regulation, form).form
        fields = {tongue: field_set(found, tongue, office=office) for tongue in _LANGUAGES}
    print_json({"fields": fields, "schema": value_schema(found)})


@app.command()
def batch(
    regulation: RegulationArgument,
    form: FormArgument,
    rows: Annotated[Path, typer.Argument(metavar="ROWS", help="CSV 又は JSON Lines / one row a paper")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="書き出し先 / where to write")],
    common: Annotated[
        Path | None, typer.Option("--common", metavar="VALUES", help="共通の値 / values of every row")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="COLUMN", help="ファイル名にする列 / names the files")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="並べて動かす数 / processes")] = os.cpu_count() or 1,
    paper_lang: PaperLanguage = "ja",
    corrected: Corrected = False,
    printed_era: PrintedEra = False,
    dates: Dates = "wareki",
    on: OnOption = None,
    lang: LangOption = "ja",
) -> None:
    """表の1行から1枚ずつ印刷する。止めても続きから / one paper a row; a stopped run goes on where it was."""
    words = language(lang)
    day = read_on(on, words) or today()
    with _said(words):
        Catalogue(Library()).get(regulation, form, day)
        shared = {} if common is None else _mapping(common, words)
        setting = _setting(day, paper_lang, corrected, printed_era, dates, "")
        before = len(already_done(out))
        if before:
            print(f"{before} 件は済み" if words == "ja" else f"{before} already done", file=sys.stderr)
        job = Job(regulation, form, out, setting, shared, name)
        refused = run(job, rows_of(rows), workers=workers, told=_Progress(words))
    print(file=sys.stderr)
    if refused:
        fail(f"{refused} 行を印刷できません" if words == "ja" else f"{refused} rows could not be printed")


_LANGUAGES: tuple[Language, ...] = ("ja", "en")


class _Progress:
    """Tells how far a run is, on stderr, on one line where there is a terminal."""

    def __init__(self, lang: Language) -> None:
        self._lang, self._count = lang, 0

    def __call__(self, done: Done) -> None:
        self._count += 1
        if done.problem:
            said = _refused(done.problem, self._lang)
            print(f"{'行' if self._lang == 'ja' else 'row'} {done.number}: {said}", file=sys.stderr)
        elif sys.stderr.isatty():
            print(f"\r{self._count:,}", end="", file=sys.stderr, flush=True)
        elif self._count % 1000 == 0:
            print(f"{self._count:,}", file=sys.stderr, flush=True)


@contextmanager
def _said(lang: Language) -> Iterator[None]:
    """Turn what is wrong with forms and values into sentences."""
    try:
        with reported(lang):
            yield
    except BadValues as error:
        fail("\n".join(_fault(fault, lang) for fault in error.faults))
    except UnknownForm as error:
        near = f" → {error.nearest}" if error.nearest else ""
        known = ", ".join(error.known)
        ja, en = (
            f"様式 `{error.name}` はありません{near}。使えるもの: {known}",
            f"no form `{error.name}`{near}; known: {known}",
        )
        fail(ja if lang == "ja" else en)
    except NotInEdition as error:
        editions = "、".join(error.editions)
        ja, en = (
            f"様式 `{error.name}` は {error.edition} の版のものが手元にありません。ある版: {editions}",
            str(error),
        )
        fail(ja if lang == "ja" else en)
    except NotASheet as error:
        fail(f"この様式の表として読めません: {error.problem}" if lang == "ja" else str(error))
    except NotAPicture as error:
        kinds = "JPEG、PNG、WebP、TIFF、PDF" if lang == "ja" else "JPEG, PNG, WebP, TIFF, PDF"
        ja, en = f"--scan: 絵として開けません({kinds}): {error.problem}", f"--scan: {error} ({kinds})"
        fail(ja if lang == "ja" else en)
    except PredicateError as error:
        fail(str(error))
    except NoLedger as error:
        fail(f"`{error.form}` に表がありません" if lang == "ja" else f"`{error.form}` has no table")
    except BrokenLayout as error:
        fail(f"{error.name}: レイアウトを組めません: {error.problem}" if lang == "ja" else str(error))


def _fault(fault: ValueFault, lang: Language) -> str:
    ja, en = _PROBLEMS[fault.problem]
    near = f" → `{fault.nearest}`" if fault.nearest else ""
    clause = f" [{fault.clause}]" if fault.clause else ""
    return f"{fault.path}: {ja if lang == 'ja' else en}{near} ({fault.expected}){clause}"


def _refused(problem: str, lang: Language) -> str:
    """Why a row was refused, as its journal has it (`field: code; …`), in words."""
    faults = [fault.rpartition(": ") for fault in problem.split("; ")]
    if not all(code in _PROBLEMS for _, _, code in faults):
        return problem
    return " ".join(f"{path}: {_PROBLEMS[code][0 if lang == 'ja' else 1]}" for path, _, code in faults)


def _setting(day: date, paper_lang: str, corrected: bool, printed_era: bool, dates: str, footer: str) -> Setting:
    styles: dict[str, DateStyle] = {"wareki": "wareki", "western": "western", "iso": "iso"}
    if dates not in styles:
        fail(f"--dates: `{dates}` は wareki、western、iso のどれでもありません / is none of wareki, western, iso")
    return Setting(
        made_on=day,
        language=language(paper_lang, "--paper-lang"),
        citation_mode="corrected" if corrected else "verbatim",
        era="printed" if printed_era else "auto",
        dates=styles[dates],
        footer=footer,
    )


def _values(file: Path, folder: FormFolder, lang: Language) -> Mapping[str, Any]:
    """The values of a paper; of a spreadsheet, the lines of the form's table."""
    return ledger_rows(folder.form, file) if file.suffix.lower() == ".xlsx" else _mapping(file, lang)


def _day_of(raw: Mapping[str, Any]) -> date | None:
    """The day that stands on the paper; a day that cannot be read is found with the other faults."""
    try:
        return parse_day(str(raw["date"]))
    except (KeyError, DayError):
        return None


def _mapping(file: Path, lang: Language) -> Mapping[str, Any]:
    data = read_yaml(file).data
    if not isinstance(data, dict):
        fail(
            f"{file}: 「欄: 値」の並びではありません" if lang == "ja" else f"{file}: not a mapping of fields", BAD_INPUT
        )
    return data


def read_picture(file: Path) -> bytes:
    """The bytes of a picture.

    Raises:
        typer.Exit: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        return fail(f"{file}: {error.strerror}")


def _write(file: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    finally:
        part.unlink(missing_ok=True)


def _tell(paper: Paper, lang: Language) -> None:
    if paper.written_out:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in paper.written_out)
        ja, en = f"活字にない文字は名前で印刷しました: {signs}", f"printed by name, for no font has them: {signs}"
        print(ja if lang == "ja" else en, file=sys.stderr)


def _called(key: str, folder: FormFolder) -> str:
    return folder.form.id if folder.home == key else folder.name


def _summary(key: str, folder: FormFolder) -> dict[str, Any]:
    form = folder.form
    return {
        "regulation": key,
        "form": _called(key, folder),
        "title_ja": form.title.ja,
        "title_en": form.title.en,
        "clause": form.clause,
        "clauses": list(form.clauses),
        "prescribed": form.prescribed,
        "editions": list(form.editions),
        "filled_by": form.filled_by,
        "handwritten": form.handwritten,
        "seal": form.seal,
        "layout": form.layout,
        "ledger": any(field.columns for field in form.fields),
        "fields": [field.id for field in form.fields],
        "beside": [{"ja": each.ja, "en": each.en, "warning": each.warning} for each in form.beside],
    }
