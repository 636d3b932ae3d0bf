"""Third parties (第三者の意見): asked before information about them is disclosed, heard, and told when it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction

from kitei.calendar import parse_day
from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.cases.services import documents
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import Powers
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.models import ThirdParty
from kitei.office.requests.services.answering import answer

ACT = "request.third_party_noted"
Opinion = Literal["none", "agree", "oppose"]


class HeardAlready(OfficeError):
    """A third party that has given its opinion."""

    def __init__(self) -> None:
        super().__init__(
            ja="この第三者の意見は既に受け取っています", en="this third party has given its opinion already"
        )


class DidNotOppose(OfficeError):
    """Somebody told of a disclosure against which nothing was said."""

    def __init__(self) -> None:
        super().__init__(
            ja="この第三者は反対していないので、知らせる必要はありません",
            en="this third party did not oppose the disclosure; there is nothing to tell it",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A third party to be asked.

    Attributes:
        information: what about it is held. duty: whether it may or must be asked.
        why: for a duty, why it may be disclosed. reply_by: the last day for the opinion, inclusive.
    """

    name: str
    contact: str
    information: str
    reply_by: date
    duty: Literal["may", "must"] = "may"
    why: str = ""


def ask_third_party(
    *,
    case: Case,
    ending: Ending,
    party: Asked,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
) -> ThirdParty:
    """Give a third party the opportunity to be heard: the enquiry goes out with the step, and the party is kept.

    Args:
        ending: the step and the ending by which a third party is asked.

    Raises:
        Everything that `answering.answer` does.
    """
    typed = {
        "recipient": party.name,
        "duty": party.duty,
        "third_info": party.information,
        "reply_by": party.reply_by,
        **({"mandatory_reason": party.why} if party.why else {}),
        **(ending.typed or {}),
    }
    with transaction.atomic():
        done = answer(case=case, ending=replace(ending, typed=typed), actor=actor, powers=powers, at=at, seen=seen)
        return note_third_party(case=case, party=party, step=done, actor=actor, powers=powers, at=at)


def note_third_party(
    *, case: Case, party: Asked, step: StepDone | None, actor: Actor, powers: Powers | None, at: datetime
) -> ThirdParty:
    """Keep a further third party that is asked, with its enquiry where a step issued one.

    Raises:
        NotRunning, Erased, NotPermitted, WithoutPowers: see `act_on`.
    """
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)

    def make(now: Case) -> Made:
        row = ThirdParty(
            id=deed.new_id(),
            key=now.key,
            case=now,
            duty=party.duty,
            asked_on=deed.day,
            reply_by=party.reply_by,
            enquiry=Document.objects.filter(step=step).first() if step is not None else None,
            name=party.name,
            contact=party.contact,
            information=party.information,
        )
        clause = "appi:86(2)" if party.duty == "must" else "appi:86(1)"
        return Made(row, [row], {"asked": party.name, "duty": party.duty, "reply_by": party.reply_by}, (clause,))

    return act_on(case, deed, Request(actor, None, ACT), ThirdParty, make)


def receive_opinion(
    *,
    party: ThirdParty,
    opinion: Opinion,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    reason: str = "",
    paper: PaperDraft | None = None,
    ending: Ending | None = None,
    received_on: date | None = None,
) -> ThirdParty:
    """Keep what a third party said, or that it said nothing in time.

    Args:
        paper: the opinion as it came in, on its form.
        ending: the step and ending that this makes, once every party was heard; left out while others are open.

    Raises:
        HeardAlready: it has given its opinion.
        Everything that `answering.answer` does.
    """
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)
    case = party.case

    def make(now: Case) -> Made:
        row = ThirdParty.objects.select_for_update().get(pk=party.pk, case=now)
        if row.opinion != ThirdParty.Opinion.OPEN:
            raise HeardAlready
        row.opinion, row.reason = opinion, reason.strip() or None
        row.received_on = (received_on or deed.day) if opinion != "none" else None
        return Made(row, [row], {"opinion": opinion, "reason": reason.strip()}, ("appi:86(2)",))

    with transaction.atomic():
        row = act_on(case, deed, Request(actor, None, ACT), ThirdParty, make)
        if paper is not None:
            documents.receive(case=case, paper=paper, actor=actor, powers=powers, at=at)
        if ending is not None:
            answer(case=case, ending=ending, actor=actor, powers=powers, at=at)
    return row


def tell_opponent(
    *,
    party: ThirdParty,
    ending: Ending,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
) -> ThirdParty:
    """Tell a third party that opposed that it is disclosed all the same, why, and from which day.

    Raises:
        DidNotOppose: it did not.
        Everything that `answering.answer` does.
    """
    if party.opinion != ThirdParty.Opinion.OPPOSE:
        raise DidNotOppose
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)
    typed: Mapping[str, Any] = {"recipient": party.name, **(ending.typed or {})}
    with transaction.atomic():
        done = answer(
            case=party.case, ending=replace(ending, typed=typed), actor=actor, powers=powers, at=at, seen=seen
        )
        notice = Document.objects.filter(step=done).first()
        values = notice.values if notice is not None else {}

        def make(now: Case) -> Made:
            row = ThirdParty.objects.select_for_update().get(pk=party.pk, case=now)
            row.told_on = deed.day
            row.disclosed_from = parse_day(str(values.get("disclosed_from") or day_of(at).isoformat()))
            return Made(row, [row], {"told_on": row.told_on, "from": row.disclosed_from}, ("appi:86(3)",))

        return act_on(party.case, deed, Request(actor, None, ACT), ThirdParty, make)
