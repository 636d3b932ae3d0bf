"""Handing over (開示の実施): what, how, when, to whom, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction

from kitei.calendar import wareki
from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Attachment, Case, Document, StepDone
from kitei.office.cases.running import run_of
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.models import Fee, HandOver, ThirdParty
from kitei.office.requests.services.answering import answer
from kitei.predicates.expression import TRUE, truth
from kitei.predicates.expression import Case as Asked

ACT = "case.handed_over"
Proof = Literal["receipt", "post", "download", "attended"]
SHOWN_DIGITS = 16
"""Of a file's digest on the paper; the whole of it stands in the row."""


class TooSoon(OfficeError):
    """A disclosure that somebody opposed, before the day from which it may be carried out."""

    def __init__(self, day: date | None) -> None:
        ja = f"{wareki(day)} より前には行えません" if day else "決定を知らせ、2週間以上おくまで行えません"
        en = f"not before {day.isoformat()}" if day else "not before it was told and two weeks have passed"
        super().__init__(ja=f"反対の意見を出した第三者がいます。開示は{ja}", en=f"a third party has objected: {en}")


class FeeOpen(OfficeError):
    """A fee that is neither paid nor remitted."""

    def __init__(self, fee: Fee) -> None:
        super().__init__(
            ja=f"手数料 {fee.amount} 円が納められていません。納付又は減免を記録してから渡してください",
            en=f"the fee of {fee.amount} yen is open; note that it was paid or remitted first",
        )


class NotTheWayAsked(OfficeError):
    """Another way of disclosure than the person asked for, and no reason given."""

    def __init__(self) -> None:
        super().__init__(
            ja="本人が求めた方法と違います。求められた方法が困難な理由を書くか、求められた方法で渡してください",
            en="this is not the way the person asked for; say why that way is not possible, or use it",
        )


class NothingHandedOver(OfficeError):
    """A handing over of nothing."""

    def __init__(self) -> None:
        super().__init__(ja="渡した物がありません。何を渡したかを書いてください", en="say what was handed over")


@dataclass(frozen=True, slots=True)
class Item:
    """Something handed over: its name, how much, and for a file its SHA-256."""

    title: str
    quantity: str
    digest: str = ""


def hand_over(
    *,
    case: Case,
    ending: Ending,
    items: Sequence[Item],
    receiver: str,
    proof: Proof,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    place: str = "",
    receipt: Attachment | None = None,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> HandOver:
    """Hand over what was decided to disclose: the paper with its receipt goes out, and what proves it is kept.

    Args:
        ending: the step, and the way of disclosure as its ending; a reason where it is not the way asked for.
        receipt: the signed receipt or delivery record, as a file of the case.

    Raises:
        NothingHandedOver, TooSoon, FeeOpen, NotTheWayAsked: see there.
        Everything that `answering.answer` does.
    """
    if not items:
        raise NothingHandedOver
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, ACT, case=case, items=items, receiver=receiver, ending=ending)
    typed = {**_typed(items, receiver, proof, place), **(ending.typed or {})}
    with transaction.atomic():
        first = request.answered(HandOver)
        if first is not None:
            return first
        _may(case, ending, day_of(at))
        done = answer(case=case, ending=replace(ending, typed=typed), actor=actor, powers=powers, at=at, seen=seen)
        row = _row(deed, done, items, receiver, proof)
        row.place, row.receipt = place or None, receipt

        def make(now: Case) -> Made:
            row.case, row.key = now, now.key
            said = {"method": row.method, "proof": proof, "items": row.items, "to": receiver}
            return Made(row, [row], said)

        return act_on(case, deed, request, HandOver, make, running=False)


def _typed(items: Sequence[Item], receiver: str, proof: Proof, place: str) -> dict[str, Any]:
    """What is written on the paper that goes with it."""
    listed = [{"title": each.title, "pages": each.quantity, "digest": each.digest[:SHOWN_DIGITS]} for each in items]
    typed = {"enclosures": listed, "proof": proof, "received_by": receiver}
    return {**typed, "place": place} if place else typed


def _row(deed: Deed, done: StepDone, items: Sequence[Item], receiver: str, proof: Proof) -> HandOver:
    return HandOver(
        id=deed.new_id(),
        method=done.outcome,
        proof=proof,
        on=deed.day,
        cover=Document.objects.filter(step=done).first(),
        by_id=deed.actor.person,
        role=deed.actor.role,
        at=deed.at,
        items=[{"title": each.title, "quantity": each.quantity, "sha256": each.digest} for each in items],
        receiver=receiver,
    )


def _may(case: Case, ending: Ending, day: date) -> None:
    opposed = ThirdParty.objects.filter(case=case, opinion=ThirdParty.Opinion.OPPOSE)
    for party in opposed:
        if party.disclosed_from is None or day < party.disclosed_from:
            raise TooSoon(party.disclosed_from)
    fee = Fee.objects.filter(case=case, state=Fee.State.DUE).first()
    if fee is not None:
        raise FeeOpen(fee)
    run = run_of(current(), case, steps_of(case), day)
    step = run.open(ending.step)
    asked = [
        each.id
        for each in (step.outcomes if step else ())
        if each.when != TRUE and truth(each.when, Asked(run.facts, day)) is True
    ]
    if asked and ending.outcome not in asked and not (ending.reason or "").strip():
        raise NotTheWayAsked
