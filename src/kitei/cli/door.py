"""What every command shares: options, the clock, and errors as one clear sentence on stderr with exit status 2."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from kitei.calendar import DayError, parse_day
from kitei.cli.messages import REPORTED, say
from kitei.predicates.facts import BadFacts
from kitei.regulations.schema.words import Language

BAD_INPUT = 2

JsonOption = Annotated[bool, typer.Option("--json", help="機械可読な JSON で出力 / print JSON")]
LangOption = Annotated[str, typer.Option("--lang", help="ja | en", metavar="ja|en", envvar="KITEI_LANG")]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="判断の日(2026-05-11、令和8年5月11日)/ the day asked for")
]


def today() -> date:
    """Today in Tokyo. The one place where the command line reads the clock."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def language(lang: str, name: str = "--lang") -> Language:
    """Read `--lang`, or another option that names a language.

    Raises:
        typer.Exit: it is neither `ja` nor `en`.
    """
    if lang in ("ja", "en"):
        return "ja" if lang == "ja" else "en"
    return fail(f"{name}: `{lang}` は ja または en でなければなりません / `{lang}` is neither ja nor en")


def read_on(text: str | None, lang: Language, name: str = "--on") -> date | None:
    """Read a day given on the command line.

    Raises:
        typer.Exit: it is no day.
    """
    if text is None:
        return None
    try:
        return parse_day(text)
    except DayError as error:
        said = f"{error.ja}(書き方の例: " if lang == "ja" else f"{error.en} (write "
        fail(f"{name}: {said}2026-05-11, 令和8年5月11日)")


@contextmanager
def reported(lang: Language, file: Path | None = None) -> Iterator[None]:
    """Turn every foreseen error into its sentence and exit status 2.

    Args:
        file: where facts that cannot be read came from; named before the fact.
    """
    try:
        yield
    except REPORTED as error:
        place = f"{file}: " if file is not None and isinstance(error, BadFacts) else ""
        fail("\n".join(place + line for line in say(error, lang)))


def fail(message: str, status: int = BAD_INPUT) -> NoReturn:
    """Say what is wrong on stderr and stop."""
    print(message, file=sys.stderr)
    raise typer.Exit(status)


def print_json(value: Any) -> None:
    """Print JSON on stdout, Japanese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def console() -> Console:
    """A console for people: as wide as the terminal, 110 columns where there is none."""
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "110"))
    return Console(width=width, highlight=False, soft_wrap=False)
