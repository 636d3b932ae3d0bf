"""Papers and files of a case."""

from __future__ import annotations

from datetime import date, datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.files import attachment_of
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.printing import document_of
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.models import Attachment, Case, Document
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.values import FileDraft, PaperDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers

WAYS = ("portal", "mail", "letter", "counter", "electronic", "other")
"""How a paper reaches a person."""


class NoSuchWay(OfficeError):
    """A way of handing over that is not known."""

    def __init__(self, how: str) -> None:
        super().__init__(
            ja=f"渡し方 `{how}` はありません。{', '.join(WAYS)} から選んでください",
            en=f"no way of handing over `{how}`; choose one of {', '.join(WAYS)}",
        )


class HandedOverAlready(OfficeError):
    """A paper that was handed over before, or one that came in."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            ja=f"`{document.form}` は既に渡したものか、受け取ったものです",
            en=f"`{document.form}` was handed over before, or is a paper that came in",
        )


class NotCorrected(OfficeError):
    """A paper to correct that this case did not issue."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"訂正できるのは {case.number} で発行した書面です",
            en=f"only a paper that was issued in {case.number} can be corrected",
        )


def issue(
    *,
    case: Case,
    paper: PaperDraft,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    running: bool = True,
    corrects: Document | None = None,
    reason: str = "",
    idempotency_key: str | None = None,
) -> Document:
    """Issue a paper that goes with no step: a copy, an interim letter.

    Args:
        running: `False` to issue it also in a case that is closed.
        corrects: the paper that this one corrects, which stays in the file; `reason` says why, and is needed then.

    Raises:
        NotCorrected: it is no paper that this case issued. ReasonMissing: a correction without a reason.
        NoSuchPaper, PaperNotReady: the paper is not ready.
        NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.document_issued", actor=actor, powers=powers, at=at)
    request = Request(
        actor, idempotency_key, deed.act, case=case, paper=paper,
        **({"corrects": corrects.pk, "reason": reason} if corrects is not None else {}),
    )  # fmt: skip
    said = _correction(case, corrects, reason)

    def make(now: Case) -> Made:
        row = document_of(current(), now, paper, deed)
        return Made(row, [row], {"paper": paper.form, "digest": row.digest, **said})

    return act_on(case, deed, request, Document, make, running=running)


def _correction(case: Case, corrects: Document | None, reason: str) -> dict[str, str]:
    """What the record keeps of a correction."""
    if corrects is None:
        return {"reason": reason.strip()} if reason.strip() else {}
    if corrects.case_id != case.pk or corrects.direction != Direction.OUT:
        raise NotCorrected(case)
    if not reason.strip():
        raise ReasonMissing("書面の訂正", "Correcting a paper")
    return {"corrects": str(corrects.pk), "reason": reason.strip()}


def receive(
    *,
    case: Case,
    paper: PaperDraft,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    idempotency_key: str | None = None,
) -> Document:
    """Keep a paper that came in, with what was filled in.

    Raises:
        NoSuchPaper, PaperNotReady: it is no form of this office, or cannot be read.
        NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.document_received", actor=actor, powers=powers, at=at, permission="case.attachment_added")
    request = Request(actor, idempotency_key, deed.act, case=case, paper=paper)

    def make(now: Case) -> Made:
        row = document_of(current(), now, paper, deed, direction=Direction.IN)
        return Made(row, [row], {"paper": paper.form, "digest": row.digest})

    return act_on(case, deed, request, Document, make)


def attach(
    *,
    case: Case,
    file: FileDraft,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    direction: str = Direction.IN,
    idempotency_key: str | None = None,
) -> Attachment:
    """Add a file, once it was looked at.

    Raises:
        ForbiddenFile, FileTooLarge: it is not kept.
        NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.attachment_added", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, file=file, direction=direction)

    def make(now: Case) -> Made:
        row = attachment_of(now, file, deed, direction=direction)
        said = {"file": row.filename, "type": row.media_type, "size": row.size, "purpose": row.purpose}
        return Made(row, [row], said)

    return act_on(case, deed, request, Attachment, make)


def hand_over(
    *,
    document: Document,
    how: str,
    on: date,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    proof: str = "",
    idempotency_key: str | None = None,
) -> Document:
    """Note that a paper reached the person: how, and on which day.

    Args:
        on: the day, inclusive; not after the day of the act.
        proof: what proves it: a receipt, a number of the post.

    Raises:
        NoSuchWay: `how` is none of `WAYS`.
        HandedOverAlready: it was before.
        Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    if how not in WAYS:
        raise NoSuchWay(how)
    deed = Deed(act="case.handed_over", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, document=document, how=how, on=on, proof=proof)

    def make(now: Case) -> Made:
        row = Document.objects.select_for_update().get(pk=document.pk, case=now)
        if row.delivered_on is not None or row.direction != Direction.OUT:
            raise HandedOverAlready(row)
        row.delivered_on, row.how = min(on, deed.day), how
        return Made(row, [row], {"paper": row.form, "how": how, "on": row.delivered_on, "proof": proof})

    return act_on(document.case, deed, request, Document, make, running=False)
