"""Every foreseen error as a sentence: what is wrong, where, what was expected, the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import singledispatch

from kitei.calendar import DayError
from kitei.decisions.building.layers import BadNorm
from kitei.decisions.building.programs import UnknownQuestion
from kitei.decisions.compiled.rows import BadRows
from kitei.decisions.golden import BadCase
from kitei.decisions.keeping.storing import NotAStoredDecision
from kitei.decisions.questions import BadQuestion
from kitei.predicates.facts import BadFacts, FactFault
from kitei.procedures.reading import BadProcedure
from kitei.regulations.findings import BadRegulation
from kitei.regulations.library import UnknownRegulation
from kitei.regulations.regulation import NotInForce, TextNotSupplied
from kitei.regulations.schema.identity import Edition
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import UnreadableFile

REPORTED: tuple[type[Exception], ...] = (
    BadFacts,
    BadNorm,
    BadCase,
    BadProcedure,
    BadQuestion,
    BadRegulation,
    BadRows,
    DayError,
    NotAStoredDecision,
    NotInForce,
    UnknownQuestion,
    UnknownRegulation,
    UnreadableFile,
)
"""The errors that are the user's to mend; anything else is a fault of ours."""

_FILE_PROBLEMS: dict[str, tuple[str, str]] = {
    "missing": ("読めません({detail})。パスを確かめてください", "cannot be read ({detail}); check the path"),
    "too_large": (
        "大きすぎます({detail} バイト)。1件ずつの問いか、--rows を使ってください",
        "is too large ({detail} bytes); ask case by case, or use --rows",
    ),
    "not_utf8": (
        "UTF-8 ではありません(バイト {detail})。UTF-8 で保存し直してください",
        "is not UTF-8 (byte {detail}); save it as UTF-8",
    ),
    "syntax": (
        "書き方が途中で崩れています({detail})。この行の前後の引用符、括弧、字下げを確かめてください",
        "is not well formed ({detail}); check quotes, brackets and indentation around this line",
    ),
    "alias": (
        "アンカーと別名({detail})は使えません。値をそのまま書いてください",
        "anchors and aliases ({detail}) are not allowed; write the value out",
    ),
    "duplicate_key": ("同じ項目 `{detail}` が二度あります。一つにしてください", "`{detail}` is given twice; keep one"),
    "depth": ("入れ子が深すぎます({detail} 段まで)", "is nested too deeply (at most {detail} levels)"),
    "table": (
        "表として読めない種類です({detail})。csv、parquet、xlsx のいずれかにしてください",
        "is no table that can be read ({detail}); use csv, parquet or xlsx",
    ),
    "empty": ("中身がありません", "is empty"),
}


@singledispatch
def say(error: Exception, lang: Language) -> Iterator[str]:  # noqa: ARG001 - the registered forms use it
    """The sentences for an error."""
    yield str(error)


@say.register
def _(error: BadFacts, lang: Language) -> Iterator[str]:
    for fault in error.faults:
        yield _fault(fault, lang)


@say.register
def _(error: DayError, lang: Language) -> Iterator[str]:
    yield error.ja if lang == "ja" else error.en


@say.register
def _(error: BadRegulation, lang: Language) -> Iterator[str]:
    for finding in error.findings:
        yield f"{finding.file}:{finding.line}: {finding.ja if lang == 'ja' else finding.en}"


@say.register
def _(error: BadProcedure, lang: Language) -> Iterator[str]:
    place = f"procedures.yaml: {error.procedure}.{error.step}: {error.problem}"
    yield place + (f"(書けるもの: {error.expected})" if lang == "ja" else f"; expected {error.expected}")


@say.register
def _(error: UnreadableFile, lang: Language) -> Iterator[str]:
    ja, en = _FILE_PROBLEMS[error.problem]
    where = f"{error.file}:{error.line}" if error.line else error.file
    yield f"{where}: {(ja if lang == 'ja' else en).format(detail=error.detail)}"


@say.register
def _(error: UnknownRegulation, lang: Language) -> Iterator[str]:
    yield _unknown("規程" if lang == "ja" else "regulation", error.name, error.known, error.nearest, lang)


@say.register
def _(error: UnknownQuestion, lang: Language) -> Iterator[str]:
    yield _unknown("問い" if lang == "ja" else "question", error.name, error.known, error.nearest, lang)


@say.register
def _(error: TextNotSupplied, lang: Language) -> Iterator[str]:
    supplied = ", ".join(each.id for each in error.editions if each.text == "supplied")
    if lang == "ja":
        yield (
            f"{error.regulation}: {error.day.isoformat()} に施行されていた版({error.edition.id})の本文は"
            f"提供されていないため、判断できません。本文のある版: {supplied}"
        )
    else:
        yield (
            f"{error.regulation}: the text of the edition in force on {error.day.isoformat()} ({error.edition.id}) "
            f"was not supplied, so nothing can be decided; editions with text: {supplied}"
        )


@say.register
def _(error: NotInForce, lang: Language) -> Iterator[str]:
    listed = ", ".join(_edition(each) for each in error.editions)
    if lang == "ja":
        yield f"{error.regulation}: {error.day.isoformat()} には施行されていません。版: {listed}"
    else:
        yield f"{error.regulation}: not in force on {error.day.isoformat()}; editions: {listed}"


@say.register
def _(error: BadNorm, lang: Language) -> Iterator[str]:
    document = error.regulation.documents["norms"]
    near = _near(error.nearest, lang)
    expected = f"書けるもの: {error.expected}" if lang == "ja" else f"expected: {error.expected}"
    yield f"{document.file}:{document.line(error.place)}: {error.problem}{near} ({expected})"


@say.register
def _(error: BadRows, lang: Language) -> Iterator[str]:
    for fault in error.faults:
        yield f"{error.file}: {_fault(fault, lang)}"


@say.register
def _(error: BadQuestion, lang: Language) -> Iterator[str]:
    for fault in error.faults:
        where = f"{error.file}: " if error.file else ""
        yield where + _fault(fault, lang)


def _unknown(what: str, name: str, known: tuple[str, ...], near: str | None, lang: Language) -> str:
    listed = ", ".join(known)
    if lang == "ja":
        return f"`{name}` という{what}はありません。{_near(near, lang)}使えるもの: {listed}"
    return f"unknown {what} `{name}`.{_near(near, lang)} Known: {listed}"


def _near(near: str | None, lang: Language) -> str:
    if near is None:
        return ""
    return f"`{near}` ではありませんか。" if lang == "ja" else f" Did you mean `{near}`?"


def _fault(fault: FactFault, lang: Language) -> str:
    problem, _, detail = fault.problem.partition(":")
    words: dict[str, Callable[[], tuple[str, str]]] = {
        "unknown_fact": lambda: ("この問いにない事実です。", "is no fact of this question."),
        "unknown_key": lambda: ("ここに書けない項目です。", "is no key here."),
        "unknown_column": lambda: (
            "この問いの事実ではない列です。残すだけの列は --keep に挙げてください。",
            "is no fact of this question; name columns to carry along with --keep.",
        ),
        "missing": lambda: ("必要です。", "is needed."),
        "taken": lambda: ("出力に使う列名です。名前を変えてください。", "is a name of the output; rename the column."),
        "bad_day": lambda: (f"{detail.partition('|')[0]}。", f"{detail.partition('|')[2]}."),
        "bad_value": lambda: (f"値 {detail} は使えません。", f"the value {detail} is not allowed."),
    }
    ja, en = words.get(problem, lambda: (fault.problem, fault.problem))()
    if lang == "ja":
        return f"{fault.path}: {ja}{_near(fault.nearest, lang)}使えるもの: {fault.expected}"
    return f"{fault.path}: {en}{_near(fault.nearest, lang)} Expected: {fault.expected}"


def _edition(edition: Edition) -> str:
    return f"{edition.id} ({edition.applies_from.isoformat()}–)"
