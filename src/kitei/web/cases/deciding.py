"""How a step is decided on a page: what it can come to, what each way needs, and the paper that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.values import BadValues, ValueFault, read_values
from kitei.office.cases import queries
from kitei.office.cases.acting import printing
from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.models import Case
from kitei.office.cases.queries import Judgement, Standing, Wanted
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.requests.acting.filling import Ending as Filling
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.answers import Prepared, plain, prepare
from kitei.web.cases.presenting import asking
from kitei.web.cases.presenting.ending import Ending, endings
from kitei.web.look.desk import Desk
from kitei.web.look.filling import papers
from kitei.web.look.filling.facts import Asked
from kitei.web.look.words import Language, language, say

PREFIX = "v-"
_PLACES = {
    "ReasonMissing": "f-reason",
    "AgainstEngine": "f-reason",
    "StillUnknown": "f-reason",
    "GroundMissing": "f-ground",
}
"""Beside which input an error stands."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """An open step, about to be decided.

    Attributes:
        blocked: facts that must be known first: they decide whether the step is needed at all.
        asks: facts that would settle what the engine says.
    """

    case: Case
    desk: Desk
    standing: Standing
    wanted: Wanted
    judgement: Judgement | None
    endings: tuple[Ending, ...]
    blocked: tuple[Asked, ...]
    asks: tuple[Asked, ...]

    @property
    def title(self) -> str:
        """The step's title."""
        return say(self.wanted.title)


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that goes with an outcome, as far as it is filled.

    Attributes:
        inputs: what is left to write. known: what the case fills in, or the other side does; it can be corrected.
        values: what was typed by hand.
    """

    folder: FormFolder
    name: str
    title: str
    inputs: tuple[papers.Input, ...]
    known: tuple[papers.Input, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """One way for a step to end, with everything entered for it.

    Attributes:
        needs_reason: always, or because the engine does not bear it out.
        errors: what to put right: id of the input, and what is wrong.
    """

    choosing: Choosing
    ending: Ending
    ground: str
    reason: str
    language: Language
    paper: Paper | None = None
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def against(self) -> bool:
        """Whether the engine says otherwise."""
        return self.ending.agrees is False

    @property
    def needs_reason(self) -> bool:
        """Whether it cannot be taken without a reason in writing."""
        judged = self.choosing.judgement
        unsettled = judged is not None and not judged.settled and self.ending.effect != "none"
        return self.ending.choice.reason or self.against or unsettled


def choosing(case: Case, desk: Desk, step: str) -> Choosing | None:
    """An open step that this person may take; nothing if it is not open, or another's."""
    standing = queries.progress(case, desk.today, desk.powers)
    wanted = next((each for each in standing.now if each.step == step and each.acting is not None), None)
    if wanted is None:
        return None
    judged = queries.why(case, wanted.question, desk.today) if wanted.question else None
    missing = [name for name in wanted.guard_facts if name not in case.facts]
    return Choosing(
        case=case,
        desk=desk,
        standing=standing,
        wanted=wanted,
        judgement=judged,
        endings=endings(case, standing, wanted, judged),
        blocked=asking.named(current(), missing, case, language()),
        asks=asking.wanted(case, judged.ask, language()) if judged else (),
    )


def form(choosing: Choosing, outcome: str, sent: QueryDict | None) -> Form | None:
    """The form of one way; nothing if the step cannot end so.

    Args:
        sent: what was entered; `None` when the form is first shown.
    """
    way = next((each for each in choosing.endings if each.choice.id == outcome), None)
    if way is None:
        return None
    data = sent if sent is not None else QueryDict()
    only = way.grounds[0].ground if len(way.grounds) == 1 else ""
    made = Form(
        choosing=choosing,
        ending=way,
        ground=data.get("ground", only),
        reason=data.get("reason", "").strip(),
        language="en" if data.get("paper_language", choosing.case.contact.get("language")) == "en" else "ja",
    )
    return replace(made, paper=_paper(made, sent)) if way.choice.notice else made


def asked(form: Form, turn: int | None) -> dict[str, Any]:
    """What is asked of `answer`.

    Args:
        turn: the turn of the case that the page showed.
    """
    case, desk = form.choosing.case, form.choosing.desk
    return {
        "case": case,
        "ending": _ending(form, form.paper.values if form.paper else None),
        "seen": turn,
        "actor": desk.actor("case.step_taken", case),
        "powers": desk.powers,
        "at": desk.at,
    }


def printed(paper: Paper, form: Form) -> bytes:
    """The paper as it would be issued today.

    Raises:
        PaperNotReady: an entry is missing or cannot be read.
    """
    case, on = form.choosing.case, form.choosing.desk.today
    made = _prepared(form, paper.values).filled
    try:
        values = read_values(paper.folder.form, made.values if made else {}, on=on)
    except BadValues as error:
        raise PaperNotReady(paper.name, error) from error
    return printing.printed(paper.folder, values, Setting(made_on=on, language=form.language, footer=case.number))


def wrong(form: Form, error: OfficeError) -> Form:
    """The form again, with what is wrong beside what is wrong."""
    if isinstance(error, PaperNotReady) and form.paper is not None:
        return _faults(form, form.paper, error.faults)
    return replace(form, errors=((_PLACES.get(type(error).__name__, ""), error.of(language())),))


def _faults(form: Form, paper: Paper, faults: tuple[ValueFault, ...]) -> Form:
    told = papers.told(paper.folder.form, faults, language())
    every = [
        replace(each, error=told.get(each.name.removeprefix(PREFIX), "")) for each in (*paper.inputs, *paper.known)
    ]
    written = {each.name for each in paper.inputs}
    inputs = tuple(each for each in every if each.error or each.name in written)
    known = tuple(each for each in every if each not in inputs)
    errors = tuple((f"f-{PREFIX}{name}", said) for name, said in told.items())
    return replace(form, paper=replace(paper, inputs=inputs, known=known), errors=errors)


def _ending(form: Form, typed: Mapping[str, Any] | None) -> Filling:
    return Filling(
        step=form.choosing.wanted.step,
        outcome=form.ending.choice.id,
        ground=form.ground or None,
        reason=form.reason or None,
        typed=typed,
        language=form.language,
    )


def _prepared(form: Form, typed: Mapping[str, Any] | None) -> Prepared:
    desk, case = form.choosing.desk, form.choosing.case
    return prepare(case, _ending(form, typed), actor=desk.actor("case.step_taken", case), on=desk.today)


def _paper(form: Form, sent: QueryDict | None) -> Paper:
    """The paper of an outcome: at first as the case fills it, then as it was entered.

    What was left empty is filled by the case again, the reason given beside the paper included.
    """
    made = _prepared(form, None)
    folder = made.folder or current_book().form("office:letter")
    filled = plain(made.filled.values) if made.filled else {}
    typed = papers.sent(folder.form, sent, prefix=PREFIX) if sent is not None else {}
    shown = papers.inputs(folder.form, language(), {**filled, **typed}, prefix=PREFIX, order=made.to_write)
    notice = form.ending.choice.notice or ""
    title = current_book().title(notice, form.choosing.case.procedure).of(language())
    left = _left(folder, notice, form.choosing.case.procedure, filled)
    inputs = tuple(each for each in shown if each.name.removeprefix(PREFIX) in left)
    return Paper(folder, notice, title, inputs, tuple(each for each in shown if each not in inputs), typed)


def _left(folder: FormFolder, notice: str, procedure: str, filled: Mapping[str, Any]) -> frozenset[str]:
    """The fields that whoever decides writes: what the case does not fill, nor the reason, nor the other side."""
    book = current_book()
    entry = book.notice(notice, procedure)
    rules = book.values_of(entry)
    stated = {name for name, rule in rules.items() if rule.source in {"stated", "stated_on_grounds"}}
    return frozenset(
        field.id
        for field in folder.form.fields
        if field.id in entry.typed or (field.id not in filled and field.id not in stated and not field.office)
    )
