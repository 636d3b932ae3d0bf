"""What happened in a case, newest first, as a timeline."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kitei.office.cases.queries import Entry
from kitei.web.look.days import moment
from kitei.web.look.showing import naming as words
from kitei.web.look.words import say, t

STEPS = frozenset({"case.step_taken", "case.opened", "case.withdrawn", "case.reopened", "request.filed"})
"""The acts that move a case; the others are drawn smaller."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, for the timeline."""

    at: Markup
    title: str
    text: str
    by: str
    state: str
    clauses: tuple[str, ...]


def told(entries: tuple[Entry, ...]) -> tuple[Told, ...]:
    """The acts of a case, newest first."""
    return tuple(_told(each) for each in reversed(entries))


def _told(entry: Entry) -> Told:
    against = t("規程と法令からの答えと異なる決定", "Decided against the engine") if entry.against_engine else ""
    said = [say(entry.more), against, t(f"理由: {entry.reason}", f"Reason: {entry.reason}") if entry.reason else ""]
    moves = entry.act in STEPS or entry.act.startswith("meeting.")
    return Told(
        at=moment(entry.at),
        title=say(entry.says),
        text=t("。", ". ").join(each for each in said if each),
        by=" ".join(each for each in (say(entry.role), entry.by) if each),
        state="bad" if entry.against_engine else "done" if moves else "minor",
        clauses=entry.clauses if moves else (),
    )


def handed(how: str) -> str:
    """How a paper reached the person."""
    return {
        "letter": t("郵送", "by post"),
        "electronic": t("電磁的記録", "electronically"),
        "other": t("その他", "otherwise"),
    }.get(how, words.channel(how))
