"""How a request stands, in plain words: where it is now, what comes next, until when, and what the person can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kitei.office.cases.models import Case, Document
from kitei.office.lawbook import Law
from kitei.office.requests.queries.status import Stage, Status, Turn
from kitei.portal.asking.timing import deadlines
from kitei.portal.filing.fields import written
from kitei.portal.filing.reading import shown
from kitei.portal.shared.answering import t
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say, who_acts
from kitei.regulations.schema.words import Language

_TOLD = frozenset({"line", "text", "date", "choice", "choices"})
_NOT_TOLD = frozenset({"head", "to", "from", "office"})

Tone = Literal["info", "care", "good", "bad"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline."""

    state: Literal["done", "now", "todo"]
    on: date | None
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Now:
    """Where the request is now.

    Attributes:
        says: one or two sentences. due: the day by which something must happen.
        clauses: where the time limit stands.
    """

    tone: Tone
    title: str
    says: str
    due: date | None
    clauses: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper of the request, with what it says where it came from the institution.

    Attributes:
        rows: label and entry, so that it can be read without opening the PDF.
        file: the PDF is there.
    """

    id: str
    title: str
    came: bool
    on: date
    rows: tuple[tuple[str, str], ...]
    file: bool


def letters(law: Law, state: Status, language: Language) -> tuple[Letter, ...]:
    """The papers of the request, oldest first."""
    return tuple(
        Letter(
            id=str(each.document.id),
            title=each.title.of(language),
            came=each.came,
            on=each.document.issued_on,
            rows=() if each.came else tuple(_rows(law, each.document, language)),
            file=bool(each.document.digest),
        )
        for each in state.papers
    )


def _rows(law: Law, document: Document, language: Language) -> Iterator[tuple[str, str]]:
    """What stands in the rows of a paper; who sent it, and when, is told elsewhere."""
    form = law.form(document.form).form
    values = document.values if isinstance(document.values, dict) else {}
    entered = shown(form, values)
    for field in form.fields:
        if field.printed and field.type in _TOLD and field.place not in _NOT_TOLD and field.id in entered:
            text = written(form, field.id, entered, language)
            if text:
                yield field.of(language), text


def lines(law: Law, state: Status, language: Language) -> tuple[Line, ...]:
    """The timeline: what was done, what is being done, what usually follows."""
    places: dict[str, Literal["done", "now", "todo"]] = {"done": "done", "now": "now", "ahead": "todo"}
    return tuple(
        Line(
            state=places[stage.place],
            on=stage.on,
            title=say(stage.step.title, language),
            text=say(stage.outcome.title, language) if stage.outcome is not None else "",
            by=who_acts(law, stage.step.actor, language),
        )
        for stage in state.stages
    )


def now(law: Law, state: Status, language: Language) -> Now:
    """Where it is now, and what happens next."""
    case = state.case
    if case.state == Case.State.WITHDRAWN:
        return _ended(
            "info",
            t("取り下げました", "Withdrawn"),
            t("この請求は取り下げられ、手続は終わりました。", "You withdrew this request; it is closed."),
        )
    if case.state == Case.State.MERGED:
        return _ended(
            "info",
            t("ほかの請求とまとめました", "Joined to another request"),
            t("同じ内容の請求とまとめて扱っています。", "It is dealt with together with another request of yours."),
        )
    if not case.running:
        return _closed(state)
    if state.waits:
        return _waiting(state.waits[0], language)
    return _running(law, state, language)


def _ended(tone: Tone, title: str, says: str) -> Now:
    return Now(tone, title, says, None, ())


def _closed(state: Status) -> Now:
    says = t(
        "結果のお知らせは、下の「文書」から受け取れます。",
        "You find the notice under “Documents” below.",
    )
    match state.case.outcome_effect:
        case "granted":
            return _ended("good", t("求めに応じました", "Granted"), says)
        case "partly":
            return _ended("care", t("求めの一部に応じました", "Granted in part"), says)
        case "refused":
            return _ended("care", t("求めに応じられませんでした", "Not granted"), says)
        case _:
            return _ended("good", t("手続が終わりました", "Closed"), says)


def _waiting(turn: Turn, language: Language) -> Now:
    return Now(
        "care",
        t("あなたの番です", "It is your turn"),
        say(turn.step.title, language)
        + t("。済むまで、手続は先に進みません。", ". Until then your request has to wait."),
        turn.due,
        (),
    )


def _running(law: Law, state: Status, language: Language) -> Now:
    stage = next((each for each in state.stages if each.place == "now"), None)
    if stage is None:
        return _ended("info", t("手続の途中です", "In hand"), "")
    actor, title = who_acts(law, stage.step.actor, language), say(stage.step.title, language)
    return Now(
        "info",
        t("大学で手続をしています", "In hand at the institution"),
        t(f"今の段階：{title}（{actor}）。", f"Now: {title} ({actor}).") + _until(law, state, stage, language),
        state.due,
        citations(law, stage.step.clock.clauses, language) if stage.step.clock else (),
    )


def _until(law: Law, state: Status, stage: Stage, language: Language) -> str:
    """By when, where no day is counted: the time word of this step, or of the decision still to come."""
    if state.due is not None:
        return ""
    ahead = [stage.step.id, *(each.step.id for each in state.stages if each.place == "ahead")]
    for each in deadlines(law, state.procedure, language):
        if each.step in ahead and not each.mine and (each.within or each.word):
            how = each.within or each.word
            return t(f"決定は「{how}」行うことになっています。", f" The decision is to be made {how}.")
    return t(
        "日数の定めはありません。長くかかるときは、下から問い合わせてください。",
        " No number of days is laid down. If it takes long, ask below.",
    )
