"""`kitei regulation new DIR`: the interview at the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from kitei.calendar import DayError, parse_day
from kitei.cli.door import LangOption, fail, language, reported, today
from kitei.cli.regulations.checking import check_one
from kitei.regulations.drafting.choices import Choice, Option
from kitei.regulations.drafting.interview import (
    Answers,
    BadAnswers,
    asked,
    default_answers,
    default_option,
    open_options,
    pick,
    read_answers,
)
from kitei.regulations.drafting.writing import FolderInUse, write_folder
from kitei.regulations.library import Library
from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.words import Language, Words
from kitei.regulations.yamlfile import read_yaml

_ENTITIES: tuple[EntityType, ...] = ("private_school_corporation", "national_university_corporation")


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="作るフォルダー / the folder to make")],
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="答えのファイル / a file of answers, no interview")
    ] = None,
    defaults: Annotated[bool, typer.Option("--defaults", help="すべて標準の答え / take every default")] = False,
    lang: LangOption = "ja",
) -> None:
    """規程のない大学のため、問いに答えて規程の骨組みを作る / an interview that drafts a complete regulation folder."""
    words = language(lang)
    with reported(words):
        try:
            given = _answers(folder, answers, words, defaults=defaults)
            written = write_folder(given, folder)
        except (BadAnswers, FolderInUse) as error:
            fail(error.ja if words == "ja" else error.en)
        except OSError as error:
            fail(f"{error.filename}: {'書けません' if words == 'ja' else 'cannot be written'} ({error.strerror})")
        findings = check_one(Library(), folder)
    for file in written:
        print(file)
    for each in findings:
        print(f"{each.file}:{each.line}: {each.ja if words == 'ja' else each.en}")
    print(_closing(folder, words))
    raise typer.Exit(1 if findings else 0)


def _answers(folder: Path, file: Path | None, words: Language, *, defaults: bool) -> Answers:
    if file is not None:
        return read_answers(file)
    plain = default_answers(_key(folder), _next_april(today()))
    return plain if defaults else _interview(plain, words)


def _interview(plain: Answers, words: Language) -> Answers:
    ja = words == "ja"
    print(
        "規程の骨組みを作ります。Enter で [ ] の答えになります。"
        if ja
        else "This drafts a regulation. Enter takes the answer in [ ]."
    )
    key = _ask(
        "条項の番号の前に付く英小文字の名前" if ja else "key before the colon of clause ids", plain.id, _is_key, words
    )
    title = Words(
        ja=_say("規程の題名" if ja else "title (Japanese)", plain.title.ja),
        en=_say("題名(英語)" if ja else "title (English)", plain.title.en),
    )
    institution = Words(
        ja=_say("法人の名称" if ja else "institution (Japanese)", plain.institution.ja),
        en=_say("法人の名称(英語)" if ja else "institution (English)", plain.institution.en),
    )
    entity = _ENTITIES[_pick(_entity_labels(words), 1) - 1]
    day = _ask("施行日" if ja else "effective on", plain.effective_on.isoformat(), _is_day, words)
    chosen: dict[str, Option] = {}
    for choice in asked(entity, chosen):
        chosen[choice.id] = _choose(choice, chosen, words)
    return Answers(
        id=key,
        title=title,
        institution=institution,
        entity_type=entity,
        effective_on=parse_day(day),
        choices={name: option.id for name, option in chosen.items()},
    )


def _choose(choice: Choice, chosen: Mapping[str, Option], words: Language) -> Option:
    options = open_options(choice, chosen)
    print(f"\n{choice.ask.of(words)}")
    usual = next(n for n, option in enumerate(options, 1) if option.id == default_option(choice, chosen))
    number = _pick([_shown(option, words) for option in options], usual)
    return pick(choice, options[number - 1].id, chosen)


def _shown(option: Option, words: Language) -> str:
    like = "、".join(_institution(name, words) for name in option.like)
    parts = [option.label.of(words)]
    if like:
        parts.append(f"     {'同じ定め' if words == 'ja' else 'like'}: {like}")
    if option.caution:
        parts.append(f"     ! {option.caution.of(words)}")
    return "\n".join(parts)


def _pick(shown: list[str], usual: int) -> int:
    for number, line in enumerate(shown, 1):
        print(f"  {number}. {line}")
    while True:
        said = _say(f"  (1-{len(shown)})", str(usual))
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(shown):
            return int(said)


def _say(what: str, usual: str) -> str:
    return str(typer.prompt(what, default=usual)).strip() or usual


def _ask(what: str, usual: str, fits: Callable[[str], bool], words: Language) -> str:
    while True:
        said = _say(what, usual)
        if fits(said):
            return said
        print("  その書き方では読めません。" if words == "ja" else "  that cannot be read.")


def _is_key(said: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9-]*", said) is not None


def _is_day(said: str) -> bool:
    try:
        parse_day(said)
    except DayError:
        return False
    return True


def _entity_labels(words: Language) -> list[str]:
    glossary = Library().vocabulary
    return [glossary.term("entity_type", each, words) for each in _ENTITIES]


@cache
def _institution(name: str, words: Language) -> str:
    """The institution's name, read from its identity alone."""
    found = read_yaml(Library().folder / name / "regulation.yaml").data["institution"]
    return str(found[words])


def _key(folder: Path) -> str:
    found = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return re.sub(r"^[0-9-]+", "", found) or "regulation"


def _next_april(day: date) -> date:
    return date(day.year + (day >= date(day.year, 4, 1)), 4, 1)


def _closing(folder: Path, words: Language) -> str:
    done, then = ("できました。", "次に") if words == "ja" else ("Done. ", "Next")
    commands = (f"kitei regulation coverage {folder}", f"kitei regulation export {folder} --to docx")
    return f"{done}{then}: {', '.join(commands)}"
