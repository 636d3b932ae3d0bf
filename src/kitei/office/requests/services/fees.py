"""Fees (手数料): set where the law lets the institution set one, paid, or remitted."""

from __future__ import annotations

from datetime import date, datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import Powers
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Fee

ACT = "request.fee_noted"
MOST = 1_000_000


class NoFeeAllowed(OfficeError):
    """A request for which nothing may be asked."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} の請求には、手数料の定めがありません。徴収できません",
            en=f"no fee is laid down for what {case.number} asks; none may be asked",
        )


class NotAnAmount(OfficeError):
    """No amount of yen."""

    def __init__(self, amount: int) -> None:
        super().__init__(
            ja=f"{amount} 円は手数料になりません。0円から{MOST:,}円までの額を入れてください",
            en=f"{amount} yen is no fee; enter 0 to {MOST:,} yen",
        )


class FeeSetAlready(OfficeError):
    """A case whose fee is set, or settled, already."""

    def __init__(self, fee: Fee) -> None:
        super().__init__(
            ja=f"手数料は既に {fee.amount} 円と定められています",
            en=f"the fee was set at {fee.amount} yen already",
        )


def set_fee(
    *,
    case: Case,
    amount: int,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    reason: str = "",
    idempotency_key: str | None = None,
) -> Fee:
    """Say what a request costs.

    Raises:
        NoFeeAllowed: neither regulation nor statute lets the institution ask for one. NotAnAmount, FeeSetAlready.
        NotRunning, Erased, NotPermitted, WithoutPowers: see `act_on`.
    """
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, ACT, case=case, amount=amount)
    if not 0 <= amount <= MOST:
        raise NotAnAmount(amount)

    def make(now: Case) -> Made:
        rule = current_book().fee(str(now.facts.get("request_kind", "")), now.procedure)
        if rule is None:
            raise NoFeeAllowed(now)
        before = Fee.objects.filter(case=now).first()
        if before is not None:
            raise FeeSetAlready(before)
        row = Fee(
            id=deed.new_id(),
            key=now.key,
            case=now,
            amount=amount,
            state=Fee.State.DUE,
            clause=rule.clause[0],
            set_on=deed.day,
            reason=reason.strip() or None,
        )
        return Made(row, [row], {"fee": amount}, rule.clause)

    return act_on(case, deed, request, Fee, make)


def settle_fee(
    *,
    fee: Fee,
    paid: bool,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    on: date | None = None,
    reason: str = "",
) -> Fee:
    """Note that a fee was paid, or is remitted.

    Raises:
        FeeSetAlready: it was settled before.
        NotRunning, Erased, NotPermitted, WithoutPowers: see `act_on`.
    """
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)

    def make(now: Case) -> Made:
        row = Fee.objects.select_for_update().get(pk=fee.pk, case=now)
        if row.state != Fee.State.DUE:
            raise FeeSetAlready(row)
        row.state = Fee.State.PAID if paid else Fee.State.REMITTED
        row.settled_on = min(on or deed.day, deed.day)
        row.reason = reason.strip() or row.reason
        return Made(row, [row], {"fee": row.amount, "paid": paid, "reason": reason.strip()}, (row.clause,))

    return act_on(fee.case, deed, Request(actor, None, ACT), Fee, make)
