"""Cases as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kitei.regulations.schema.words import Language

_STATES = {
    "open": ("対応中", "open"),
    "waiting": ("本人待ち", "waiting"),
    "closed": ("終了", "closed"),
    "withdrawn": ("取下げ", "withdrawn"),
    "merged": ("併合", "merged"),
}


def lines(cases: list[dict[str, Any]], lang: Language) -> Iterator[str]:
    """A list of cases: number, state, last day, what it is about, what is next."""
    for each in cases:
        now = ", ".join(step[lang] for step in each["now"])
        parts = (each["number"], _state(each["state"], lang), each["due_on"] or "–", each["title"], now)
        yield "  ".join(part for part in parts if part)


def detail(case: dict[str, Any], lang: Language) -> Iterator[str]:
    """A case in full."""
    named = (
        ("番号", "number", case["number"]),
        ("件名", "title", case["title"]),
        ("本人", "person", case["name"]),
        ("状態", "state", _state(case["state"], lang)),
        ("結果", "outcome", case["outcome"]),
        ("部署", "unit", case["unit"]),
        ("受付日", "came in", case["opened_on"]),
        ("期限", "due", case["due_on"]),
        ("終了日", "closed", case["closed_on"]),
    )
    for ja, en, value in named:
        if value:
            yield f"{ja if lang == 'ja' else en}: {value}"
    for done in case["done"]:
        yield f"  [x] {done['step']} → {done['outcome']}  {done['at'][:10]}"
    for step in case["steps"]:
        due = f"  {step['due']}" if step["due"] else ""
        yield f"  [ ] {step['id']} {step[lang]}{due}"
        for way in step["outcomes"]:
            grounds = f" ({', '.join(way['grounds'])})" if way["grounds"] else ""
            yield f"        {way['id']} {way[lang]}{grounds}"
    for paper in case["papers"]:
        yield f"  {paper['form']}  {paper['issued_on']}  {paper['id']}"


def todo(page: dict[str, Any], lang: Language) -> Iterator[str]:
    """What is to do."""
    for each in page["todo"]:
        due = each["due_on"] or each["word"][lang] or "–"
        clauses = f"  ({', '.join(each['clauses'])})" if each["clauses"] else ""
        yield f"{due}  {each['case']}  {each['says'][lang]}{clauses}"
    if not page["todo"]:
        yield "今することはありません" if lang == "ja" else "nothing to do now"


def due(rows: list[dict[str, Any]], lang: Language) -> Iterator[str]:
    """What is due."""
    for each in rows:
        yield f"{each['due_on']}  {each['case']}  {each['step'][lang]}  {each['unit'][lang]}"


def timeline(rows: list[dict[str, Any]], lang: Language) -> Iterator[str]:
    """The acts of a case."""
    for each in rows:
        yield f"{each['at'][:16]}  {each['title'][lang]}  {each['role'][lang]}"


def held(found: dict[str, Any]) -> Iterator[str]:
    """Files, messages and notes."""
    for file in found["files"]:
        yield f"{file['id']}  {file['filename']}  {file['size']:,}"
    for message in found["messages"]:
        yield f"{message['at'][:16]}  {message['direction']}  {message['channel']}  {message['body']}"
    for note in found["notes"]:
        yield f"{note['at'][:16]}  {note['body']}"


def _state(name: str, lang: Language) -> str:
    ja, en = _STATES.get(name, (name, name))
    return ja if lang == "ja" else en
