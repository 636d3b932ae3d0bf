"""`kitei regulation import`, `confirm`, `export`: a text comes in, a person confirms, a text goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from kitei.cli.door import JsonOption, LangOption, fail, language, print_json, reported
from kitei.regulations.exporting import NoSuchForm, compared, exported, read_folder
from kitei.regulations.importing import (
    CannotImport,
    Decision,
    FolderExists,
    Imported,
    NothingProposed,
    Proposal,
    UnknownClause,
    UnknownTopic,
    decide,
    folder_files,
    import_regulation,
    progress,
    proposals,
    read_clauses,
    slug,
    write_clauses,
    write_folder,
)
from kitei.regulations.schema.words import Language
from kitei.regulations.vocabulary import load_vocabulary

_REPORTED = (CannotImport, FolderExists, NoSuchForm, NothingProposed, UnknownClause, UnknownTopic)
_SHOWN = 20  # doubts printed; the rest stands in import.yaml
_PAGES = re.compile(r"(\d+)(?:-(\d+))?")
_KEY = re.compile(r"[a-z][a-z0-9-]*")


@contextmanager
def _said(words: Language) -> Iterator[None]:
    """Turn the errors of importing and exporting into their sentence and exit status 2."""
    with reported(words):
        try:
            yield
        except _REPORTED as error:
            fail(error.ja if words == "ja" else error.en)


def import_file(
    file: Annotated[
        Path, typer.Argument(help="テキスト、Word、PDF、HTML、e-Gov の XML / text, Word, PDF, HTML, e-Gov XML")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="書き出すフォルダー / folder to write")] = None,
    key: Annotated[str | None, typer.Option("--id", help="規程の識別名(英小文字)/ key of the regulation")] = None,
    pages: Annotated[str | None, typer.Option("--pages", help="PDF のページ 12-20 / pages of a PDF")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """規程の文書を取り込む / import a regulation from a document."""
    words = language(lang)
    name = key or slug(file.name)
    if not _KEY.fullmatch(name):
        fail(f"--id: `{name}` は英小文字・数字・ハイフンで / small letters, digits and hyphens only")
    wanted = _pages(pages)
    with _said(words):
        found = import_regulation(_bytes(file), file.name, pages=wanted)
        if out is not None:
            write_folder(out, folder_files(found, name, tuple(load_vocabulary().questions)))
    if as_json:
        print_json(_report(found, name, out))
        return
    print("\n".join(_lines(found, out, words)))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail(f"{file}: 読めません。パスを確かめてください / cannot be read; check the path ({error.strerror})")


def _pages(text: str | None) -> range | None:
    if text is None:
        return None
    found = _PAGES.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last:
        fail(f"--pages: `{text}` は 12-20 のように / write it like 12-20")
    return range(first - 1, last)


def _report(found: Imported, key: str, out: Path | None) -> dict[str, Any]:
    return {
        "id": key,
        "title": found.document.title,
        "sort": found.document.sort,
        "counts": found.counts,
        "editions": [
            {"effective_on": str(each.effective_on), "applies_from": str(each.applies_from)} for each in found.editions
        ],
        "references": {"all": len(found.references), "resolved": len(found.references) - len(found.unresolved)},
        "unresolved": [
            {"clause": f"{key}:{each.clause}", "as": each.printed, "why": each.why} for each in found.unresolved
        ],
        "definitions": len(found.definitions),
        "proposed": len(found.topics),
        "doubts": [{"line": each.line, "code": each.code, "ja": each.ja, "en": each.en} for each in found.doubts],
        "folder": str(out) if out else None,
    }


_KINDS = {
    "part": ("編", "parts"),
    "chapter": ("章", "chapters"),
    "section": ("節", "sections"),
    "article": ("条", "articles"),
    "paragraph": ("項", "paragraphs"),
    "item": ("号", "items"),
    "subitem": ("号の細分", "sub-items"),
    "supplementary": ("附則", "supplementary provisions"),
    "table": ("別表", "tables"),
    "form": ("様式", "forms"),
    "annex": ("別紙", "annexes"),
}


def _lines(found: Imported, out: Path | None, words: Language) -> Iterator[str]:
    ja = words == "ja"
    yield found.document.title or ("(題名が見つかりません)" if ja else "(no title found)")
    counts = [
        (labels[0] if ja else labels[1], found.counts[kind]) for kind, labels in _KINDS.items() if kind in found.counts
    ]
    yield "  " + "　".join(f"{label} {count}" if ja else f"{count} {label}" for label, count in counts)
    days = [
        str(each.effective_on)
        + (f" ({each.applies_from} から適用)" if ja else f" (applied from {each.applies_from})")
        * (each.applies_from != each.effective_on)
        for each in found.editions
    ]
    yield ("  施行: " if ja else "  in force: ") + (", ".join(days) or ("読み取れません" if ja else "unknown"))
    resolved, total = len(found.references) - len(found.unresolved), len(found.references)
    yield (
        f"  参照 {resolved}/{total} 解決　定義 {len(found.definitions)}　論点の案 {len(found.topics)} 条項"
        if ja
        else (
            f"  references {resolved}/{total} resolved, {len(found.definitions)} definitions, "
            f"topics proposed for {len(found.topics)} clauses"
        )
    )
    for doubt in found.doubts[:_SHOWN]:
        yield f"  {'行' if ja else 'line '}{doubt.line}: {doubt.ja if ja else doubt.en}"
    if len(found.doubts) > _SHOWN:
        more = len(found.doubts) - _SHOWN
        yield f"  ほか {more} 件(import.yaml)" if ja else f"  {more} more (in import.yaml)"
    if out is None:
        yield (
            "  --out DIR を付けると規程フォルダーを書き出します"
            if ja
            else "  add --out DIR to write a regulation folder"
        )
    else:
        yield (
            f"  {out} に書き出しました。次は: kitei regulation confirm {out}"
            if ja
            else f"  written to {out}; next: kitei regulation confirm {out}"
        )


def confirm(
    folder: Annotated[Path, typer.Argument(help="取り込んだフォルダー / an imported folder")],
    yes: Annotated[
        list[str] | None, typer.Option("--yes", help="案どおり確認する条項(all で全部)/ confirm as proposed (all)")
    ] = None,
    no: Annotated[list[str] | None, typer.Option("--no", help="案を退ける条項 / reject")] = None,
    topics: Annotated[
        str | None, typer.Option("--topics", help="--yes の条項の論点(a,b)/ topics instead of the proposed ones")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="確認した人 / who confirms", envvar="KITEI_BY")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """取り込んだ条項の案を一つずつ確かめる / walk through what an import proposed."""
    words = language(lang)
    with _said(words):
        rows = read_clauses(folder)
        waiting = proposals(rows)
        if not (yes or no):
            if as_json:
                print_json({"progress": progress(rows), "waiting": [_proposal(each) for each in waiting]})
                return
            yes, no = _walk(waiting, words)
        chosen = _decisions(waiting, yes or [], no or [], topics, by or _who(words), _now())
        rows = decide(rows, chosen, load_vocabulary().questions)
        if chosen:
            write_clauses(folder, rows)
    counts = progress(rows)
    if as_json:
        print_json({"progress": counts, "decided": list(chosen)})
        return
    left = counts["proposed"]
    print(
        f"確認 {counts['confirmed']}　却下 {counts['rejected']}　残り {left}"
        if words == "ja"
        else f"{counts['confirmed']} confirmed, {counts['rejected']} rejected, {left} left"
    )


def _now() -> datetime:
    return datetime.now(ZoneInfo("Asia/Tokyo")).replace(microsecond=0)


def _who(words: Language) -> str:
    return str(typer.prompt("確認する人" if words == "ja" else "Who confirms"))


def _proposal(each: Proposal) -> dict[str, Any]:
    topics = [{"topic": topic, "words": list(found)} for topic, found in each.topics]
    return {"clause": each.clause, "title": each.title, "text": each.text, "state": each.state, "topics": topics}


def _decisions(
    waiting: Sequence[Proposal], yes: Sequence[str], no: Sequence[str], topics: str | None, by: str, at: datetime
) -> dict[str, Decision]:
    own = tuple(part.strip() for part in topics.split(",") if part.strip()) if topics is not None else None
    confirmed = [each.clause for each in waiting] if list(yes) == ["all"] else list(yes)
    made = {clause: Decision(state="confirmed", by=by, at=at, topics=own) for clause in confirmed}
    return made | {clause: Decision(state="rejected", by=by, at=at, topics=()) for clause in no}


def _walk(waiting: Sequence[Proposal], words: Language) -> tuple[list[str], list[str]]:
    """Ask for each waiting clause: yes, no, later, or stop."""
    yes: list[str] = []
    no: list[str] = []
    question = "y=このとおり n=ちがう Enter=あとで q=終わる" if words == "ja" else "y=so n=not so Enter=later q=stop"
    for place, each in enumerate(waiting, 1):
        print(f"\n[{place}/{len(waiting)}] {each.clause} {each.title}\n{each.text}")
        for topic, found in each.topics:
            print(f"  → {topic} ({'、'.join(found)})")
        answer = str(typer.prompt(question, default="", show_default=False)).strip().lower()
        if answer == "q":
            break
        if answer == "y":
            yes.append(each.clause)
        elif answer == "n":
            no.append(each.clause)
    return yes, no


def export(
    folder: Annotated[Path, typer.Argument(help="規程フォルダー / a regulation folder")],
    to: Annotated[str, typer.Option("--to", help="xml | docx | html | md")],
    out: Annotated[Path | None, typer.Option("--out", help="書き出すファイル / file to write")] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="旧版のフォルダー: 新旧対照表 / the older folder: a comparison")
    ] = None,
    lang: LangOption = "ja",
) -> None:
    """規程を書き出す(法令標準XML、溶け込み版、新旧対照表)/ export the text, or a comparison of two."""
    words = language(lang)
    with _said(words):
        text = read_folder(folder)
        written = compared(read_folder(against), text, to) if against is not None else exported(text, to)
        target = out or Path(f"{text.key}{'-comparison' if against else ''}.{to}")
        try:
            target.write_bytes(written)
        except OSError as error:
            fail(f"{target}: 書けません / cannot be written ({error.strerror})")
    print(f"{target} ({len(written):,} bytes)")
