"""What whoever asked does in the case over the portal, by number and secret: writing, sending in, taking back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kitei.filings.filing import read_reply
from kitei.forms.values import BadValues, read_values
from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.models import Case, Document, Message, StepDone
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.services import corresponding, documents, withdrawing
from kitei.office.cases.services.stepping import take_step
from kitei.office.cases.values import FileDraft, PaperDraft
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.acting import tokens
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.status import case_of, paper_of


class ForTheOffice(OfficeError):
    """A step of the person's that only the office can note: a payment, a period that went by."""

    def __init__(self, step: str) -> None:
        super().__init__(
            ja=f"この手続(`{step}`)は、窓口で確認して記録します。お急ぎのときは連絡欄からお知らせください",
            en=f"the office notes this (`{step}`) once it has seen it; write to it if it is urgent",
        )


def write_message(
    *,
    number: str,
    secret: str,
    body: str,
    at: datetime,
    files: Sequence[FileDraft] = (),
    idempotency_key: str | None = None,
) -> Message:
    """Write to the office about a case, and send files with it.

    Raises:
        NoSuchRequest: number and secret do not belong together.
        NoMessage, ForbiddenFile, Erased: it cannot be kept.
    """
    with transaction.atomic():
        case = case_of(number, secret)
        actor = tokens.requester(case.secret_digest)
        for file in files:
            documents.attach(case=case, file=file, actor=actor, powers=None, at=at)
        return corresponding.receive(
            case=case, body=body, actor=actor, powers=None, at=at, idempotency_key=idempotency_key
        )


def reply(
    *,
    number: str,
    secret: str,
    step: str,
    outcome: str,
    at: datetime,
    paper: str | None = None,
    values: Mapping[str, Any] | None = None,
    files: Sequence[FileDraft] = (),
    message: str = "",
    idempotency_key: str | None = None,
) -> StepDone:
    """Take a step that is the person's own: supply what was missing, say what is meant, choose the way of disclosure.

    Args:
        paper: a form sent in with it, filled in with `values`; what it says about the case is taken over.

    Raises:
        NoSuchRequest: number and secret do not belong together.
        StepNotOpen, NoSuchOutcome, NotYours, ForTheOffice: it is not the person's turn, or not so.
        PaperNotReady, ForbiddenFile, NoMessage: what was sent cannot be kept.
    """
    if not current_book().own(step, outcome):
        raise ForTheOffice(step)
    with transaction.atomic():
        case = case_of(number, secret)
        actor = tokens.requester(case.secret_digest)
        facts: dict[str, Any] = {}
        if paper is not None:
            facts = _take_in(case, paper, values or {}, at)
        for file in files:
            documents.attach(case=case, file=file, actor=actor, powers=None, at=at)
        if message.strip():
            corresponding.receive(case=case, body=message, actor=actor, powers=None, at=at)
        return take_step(
            case=case,
            step=step,
            outcome=outcome,
            facts=facts or None,
            actor=actor,
            powers=None,
            at=at,
            idempotency_key=idempotency_key,
        )


def take_back(
    *, number: str, secret: str, at: datetime, reason: str = "", idempotency_key: str | None = None
) -> StepDone:
    """Take the request back; the case is closed.

    Raises:
        NoSuchRequest: number and secret do not belong together.
        NotWithdrawable, NotRunning, Erased: there is nothing to take back.
    """
    with transaction.atomic():
        case = case_of(number, secret)
        actor = tokens.requester(case.secret_digest)
        return withdrawing.withdraw(
            case=case, actor=actor, powers=None, at=at, reason=reason, idempotency_key=idempotency_key
        )


def note_download(*, number: str, secret: str, document: str, at: datetime) -> Document:
    """The paper that the person downloads; one of the office counts as handed over the first time.

    Raises:
        NoSuchRequest: number and secret do not belong together, or the case has no such paper.
    """
    with transaction.atomic():
        case = case_of(number, secret)
        found = paper_of(case, document)
        if found.delivered_on is not None or found.direction == Direction.IN:
            return found
        return documents.hand_over(
            document=found,
            how="portal",
            on=day_of(at),
            actor=tokens.requester(case.secret_digest),
            powers=None,
            at=at,
            proof="download",
        )


def _take_in(case: Case, paper: str, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    book, day = current_book(), day_of(at)
    name = book.printed_as(paper, case.procedure)
    try:
        read = read_values(book.form(name).form, values, on=day)
    except BadValues as error:
        raise PaperNotReady(name, error) from error
    documents.receive(
        case=case,
        paper=PaperDraft(form=name, values=dict(read)),
        actor=tokens.requester(case.secret_digest),
        powers=None,
        at=at,
    )
    return read_reply(book, paper, read, received_on=day)
