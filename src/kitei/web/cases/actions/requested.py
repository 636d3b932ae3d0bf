"""What a request has beside its case: its fee, others who are heard, the death of whoever asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from kitei.calendar import DayError, parse_day
from kitei.office.cases.models import Case
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Fee, ThirdParty
from kitei.office.requests.queries import answers
from kitei.office.requests.queries.answers import Beside
from kitei.office.requests.services import ending, fees, third_parties
from kitei.web.cases.actions.kinds import Action, Entry, NothingChosen, Sent
from kitei.web.look.desk import Desk
from kitei.web.look.words import t


def _fee_allowed(case: Case, held: Beside) -> bool:
    kind = str(case.facts.get("request_kind", ""))
    return case.running and not held.fees and current_book().fee(kind, case.procedure) is not None


def _due(held: Beside) -> Fee | None:
    return next((each for each in held.fees if each.state == "due"), None)


def _waiting(held: Beside) -> tuple[ThirdParty, ...]:
    return tuple(each for each in held.third_parties if each.opinion == "open")


def _amount(sent: Sent) -> int:
    text = sent.text("amount")
    if not (text.isascii() and text.isdigit()):
        raise NothingChosen("手数料の額", "an amount of yen")
    return int(text)


def _settle(sent: Sent) -> object:
    fee = _due(answers.beside(sent.case))
    if fee is None:
        raise NothingChosen("手数料", "a fee")
    return fees.settle_fee(fee=fee, paid=sent.text("how") == "paid", reason=sent.text("reason"), **sent.common)


def _heard(sent: Sent) -> object:
    party = next((each for each in _waiting(answers.beside(sent.case)) if str(each.pk) == sent.text("party")), None)
    if party is None:
        raise NothingChosen("第三者", "a third party")
    opinion: Any = sent.text("opinion")
    return third_parties.receive_opinion(party=party, opinion=opinion, reason=sent.text("reason"), **sent.common)


def _died(sent: Sent) -> object:
    return ending.requester_died(
        case=sent.case,
        died_on=_day(sent.text("died_on")),
        told_by=sent.text("told_by"),
        goes_on=sent.text("goes_on") == "yes",
        seen=sent.seen,
        **sent.common,
    )


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except DayError as error:
        raise NothingChosen("日付", "a day") from error


def _parties(case: Case, desk: Desk) -> tuple[Entry, ...]:
    del desk
    opinions = (
        ("agree", t("支障はない", "No objection")),
        ("oppose", t("反対する", "Opposed")),
        ("none", t("期限までに返事がなかった", "No answer in time")),
    )
    return (
        Entry(
            name="party",
            kind="select",
            label=t("第三者", "Third party"),
            options=tuple((str(each.pk), str(each.name)) for each in _waiting(answers.beside(case))),
        ),
        Entry(name="opinion", kind="select", label=t("意見", "Opinion"), options=opinions),
        Entry(name="reason", kind="area", label=t("述べられた理由", "Reason given"), required=False),
    )


FEE = Action(
    name="fee",
    act="request.fee_noted",
    ja="手数料を定める",
    en="Set the fee",
    done_ja="手数料を定めました",
    done_en="Fee set",
    lead_ja="手数料を徴収できると定めがある請求だけです。",
    lead_en="Only where a fee is laid down for what is asked.",
    entries=lambda _case, _desk: (
        Entry(name="amount", kind="text", label=t("額（円）", "Amount (yen)")),
        Entry(name="reason", kind="area", label=t("理由", "Reason"), required=False),
    ),
    do=lambda sent: fees.set_fee(case=sent.case, amount=_amount(sent), reason=sent.text("reason"), **sent.common),
    fits=_fee_allowed,
)
SETTLED = Action(
    name="fee-settled",
    act="request.fee_noted",
    ja="手数料の納付・減免を記録する",
    en="Note that the fee was paid or remitted",
    done_ja="手数料を記録しました",
    done_en="Fee noted",
    entries=lambda _case, _desk: (
        Entry(
            name="how",
            kind="select",
            label=t("結果", "Result"),
            options=(("paid", t("納付された", "Paid")), ("remitted", t("減免した", "Remitted"))),
        ),
        Entry(name="reason", kind="area", label=t("減免の理由", "Why remitted"), required=False),
    ),
    do=_settle,
    fits=lambda _case, held: _due(held) is not None,
)
HEARD = Action(
    name="opinion",
    act="request.third_party_noted",
    ja="第三者の意見を記録する",
    en="Note a third party’s opinion",
    done_ja="意見を記録しました",
    done_en="Opinion noted",
    entries=_parties,
    do=_heard,
    fits=lambda case, held: case.running and bool(_waiting(held)),
)
DIED = Action(
    name="died",
    act="case.withdrawn",
    ja="請求者の死亡を記録する",
    en="Note the death of whoever asked",
    done_ja="記録しました",
    done_en="Noted",
    lead_ja="自分の情報を求める権利は生きている人のものです。続ける事情がなければ、決定をせずに終わります。",
    lead_en="The right to ask about oneself belongs to a living person; unless it goes on, the case ends undecided.",
    entries=lambda _case, _desk: (
        Entry(name="died_on", kind="date", label=t("亡くなった日", "Day of death")),
        Entry(name="told_by", kind="text", label=t("知らせた人と確認の方法", "Who told, and how it was proved")),
        Entry(
            name="goes_on",
            kind="select",
            label=t("手続", "The case"),
            options=(
                ("no", t("終える", "ends")),
                ("yes", t("相続人の情報でもあるので続ける", "goes on: an heir takes it up")),
            ),
        ),
    ),
    do=_died,
)
LISTED = (FEE, SETTLED, HEARD, DIED)
