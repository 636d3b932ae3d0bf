"""How a case stands, for whoever asked: by number and secret, with what may be told and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q

from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Attachment, Case, Document, Message, StepDone, Task
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.numbering import read_number
from kitei.office.cases.running import REOPENED, counted, procedure_of, run_of
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.record.models import Act
from kitei.office.requests.acting import tokens
from kitei.office.requests.books import book_of
from kitei.procedures.procedure import REQUESTER, WITHDRAWN, Label, Outcome, Procedure, Step
from kitei.regulations.schema.words import Words

FILED = "request.filed"
"""The act with which a case begins that somebody asked for."""
_NONE = tokens.secret_digest("")
Place = Literal["done", "now", "ahead"]


class NoSuchRequest(OfficeError):
    """A number and a secret that do not belong together; which of them is wrong is not said."""

    def __init__(self) -> None:
        super().__init__(
            ja="受付番号と照会番号の組合せが見つかりません。控えを見て、もう一度入力してください",
            en="no request goes with this number and secret; look at your receipt and try again",
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """A step as it is told to whoever asked."""

    step: Step
    place: Place
    on: date | None
    outcome: Outcome | None
    actor: Words


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that waits for whoever asked.

    Attributes:
        outcomes: the ways in which he can end it; none where the office notes it. papers: forms that go with it.
    """

    step: Step
    outcomes: tuple[Outcome, ...]
    papers: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that whoever asked may read."""

    document: Document
    title: Words
    came: bool


@dataclass(frozen=True, slots=True)
class Status:
    """How a case stands, for whoever asked.

    Attributes:
        stages: the steps done, those open now, and those that usually follow.
        waits: what waits for him. due: the day by which the institution must act, where one is counted.
        appeal: the procedure by which the outcome can be challenged. appeals: the appeals made.
        withdrawable: whether it can be taken back.
    """

    case: Case
    procedure: Procedure
    stages: tuple[Stage, ...]
    waits: tuple[Turn, ...]
    papers: tuple[Paper, ...]
    messages: tuple[Message, ...]
    files: tuple[Attachment, ...]
    due: date | None
    appeal: str | None
    appeals: tuple[str, ...]
    withdrawable: bool

    @property
    def title(self) -> Label:
        """What kind of request it is."""
        return self.procedure.title


def case_of(number: str, secret: str) -> Case:
    """The case of a number and a secret, in a time that does not tell which of them is wrong.

    Raises:
        NoSuchRequest: they do not belong together.
    """
    found: Case | None = Case.objects.select_related("unit").filter(number=read_number(number) or "").first()
    kept = found.secret_digest if found is not None and found.secret_digest else _NONE
    right = tokens.same(kept, tokens.secret_digest(secret))
    if not right or found is None or not found.secret_digest:
        raise NoSuchRequest
    return found


def status(*, number: str, secret: str, at: datetime) -> Status:
    """How a case stands.

    Raises:
        NoSuchRequest: number and secret do not belong together.
    """
    return status_of(case_of(number, secret), day_of(at))


def status_of(case: Case, on: date) -> Status:
    """How a case stands, for somebody of whom it is known that he asked."""
    law = current()
    rows = steps_of(case)
    run = run_of(law, case, rows, on)
    open_now = {each.step.id: each for each in run.progress.steps} if case.running else {}
    dues = dict(Task.objects.filter(case=case, done_at__isnull=True).values_list("step", "due_on"))
    waits = tuple(
        Turn(each.step, _own(law, each.step, each.outcomes), _forms(law, each.step), dues.get(each.step.id))
        for each in open_now.values()
        if each.step.actor == REQUESTER
    )
    ours = [dues.get(name) for name, each in open_now.items() if each.step.actor != REQUESTER]
    return Status(
        case=case,
        procedure=run.procedure,
        stages=tuple(_stages(law, run.procedure, counted(rows), tuple(open_now))),
        waits=waits,
        papers=tuple(papers_for_requester(case)),
        messages=tuple(Message.objects.filter(case=case).order_by("id")),
        files=tuple(Attachment.objects.filter(case=case, act__in=_own_acts(case)).defer("content").order_by("id")),
        due=min((day for day in ours if day is not None), default=None),
        appeal=run.procedure.appeal if case.outcome_effect else None,
        appeals=tuple(Case.objects.filter(appeal_of=case).order_by("id").values_list("number", flat=True)),
        withdrawable=case.running and run.progress.withdrawable,
    )


def papers_for_requester(case: Case) -> Iterator[Paper]:
    """The papers of a case that whoever asked may read: what he filed, and what is addressed to him."""
    law = current()
    book, procedure = book_of(law), procedure_of(law, case.procedure)
    own = _own_acts(case)
    for document in Document.objects.filter(case=case).select_related("step").order_by("id"):
        name = _paper_name(procedure, document)
        if document.direction == Direction.IN:
            if document.act not in own:
                continue  # somebody else's: a third party's opinion
            yield Paper(document, book.form(book.printed_as(name, procedure.id)).form.title, came=True)
        elif book.notice(name, procedure.id).to == REQUESTER:
            yield Paper(document, book.title(name, procedure.id), came=False)


def paper_of(case: Case, document: str) -> Document:
    """A paper of a case that whoever asked may read.

    Raises:
        NoSuchRequest: there is none of that id, or it is not for him.
    """
    found = next((each.document for each in papers_for_requester(case) if str(each.document.id) == document), None)
    if found is None:
        raise NoSuchRequest
    return found


def _own_acts(case: Case) -> frozenset[int]:
    """The acts by which whoever asked handed something in; what others hand in is not for his eyes."""
    mine = Q(name=FILED) | Q(actor=tokens.requester(case.secret_digest).pseudonym)
    return frozenset(Act.objects.filter(mine, case=case.number).values_list("id", flat=True))


def _paper_name(procedure: Procedure, document: Document) -> str:
    """A paper by its name in the procedure."""
    step = procedure.steps.get(document.step.step) if document.step is not None else None
    outcomes = step.outcomes if step is not None and document.step is not None else ()
    named = next((each.notice for each in outcomes if document.step and each.id == document.step.outcome), None)
    return named or document.form


def _stages(law: Law, procedure: Procedure, done: tuple[StepDone, ...], open_now: tuple[str, ...]) -> Iterator[Stage]:
    for row in done:
        step = procedure.steps.get(row.step)
        if step is None or row.outcome in (REOPENED, WITHDRAWN):
            continue
        outcome = next((each for each in step.outcomes if each.id == row.outcome), None)
        yield Stage(step, "done", day_of(row.at), outcome, _actor(law, step))
    for name in open_now:
        yield Stage(procedure.steps[name], "now", None, None, _actor(law, procedure.steps[name]))
    for name in _ahead(procedure, open_now, {row.step for row in done}):
        yield Stage(procedure.steps[name], "ahead", None, None, _actor(law, procedure.steps[name]))


def _ahead(procedure: Procedure, open_now: tuple[str, ...], done: set[str]) -> Iterator[str]:
    """The steps that usually follow: from the first open one, by the first outcome of each, past steps with a guard."""
    at, seen = (open_now[0] if open_now else None), {*open_now, *done}
    while at is not None and at in procedure.steps:
        after = procedure.steps[at].outcomes[0].then[0]
        while after in procedure.steps and procedure.steps[after].guarded and procedure.steps[after].otherwise:
            after = str(procedure.steps[after].otherwise)
        if after in seen or after not in procedure.steps:
            return
        seen.add(after)
        yield after
        at = after


def _actor(law: Law, step: Step) -> Words:
    return Words(ja=law.role_title(step.actor, "ja"), en=law.role_title(step.actor, "en"))


def _own(law: Law, step: Step, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The endings that he can choose; none where only the office can note it."""
    return tuple(each for each in outcomes if book_of(law).own(step.id, each.id))


def _forms(law: Law, step: Step) -> tuple[str, ...]:
    """The forms of the catalogue on which a step's papers come in."""
    book = book_of(law)
    named = (name for name in (step.form, *step.receives) if name is not None)
    return tuple(name for name in named if name in book.names or book.reply(name) is not None)
