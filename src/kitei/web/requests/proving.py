"""Which proofs are asked of whoever filed a request, and which document was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from kitei import clock
from kitei.calendar import DayError, parse_day
from kitei.office.cases.models import Case
from kitei.office.requests.acting.proofs import asked_of
from kitei.office.requests.queries.answers import beside
from kitei.office.requests.services.checking import Shown
from kitei.web.look.desk import Desk
from kitei.web.look.words import Language, t


@dataclass(frozen=True, slots=True)
class Ask:
    """A proof that is asked for.

    Attributes:
        of: identity or authority. missing: it was not given yet.
        papers: the documents of which one will do. days: how old it may be.
    """

    id: str
    title: str
    missing: bool
    papers: tuple[tuple[str, str], ...]
    days: int | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that was looked at."""

    title: str
    accepted: bool
    on: date
    remark: str


def asks(case: Case, language: Language) -> tuple[Ask, ...]:
    """Every proof asked for, those missing first."""
    missing = beside(case).missing
    found = [
        Ask(
            each.proof.id,
            t("本人の確認", "Who asks")
            if each.proof.of == "identity"
            else t("代理権の確認", "Power to act for the person"),
            each.proof.id in missing,
            tuple((paper.id, paper.of(language)) for paper in each.papers),
            each.proof.within_days,
            each.proof.clause,
        )
        for each in asked_of(case)
    ]
    return tuple(sorted(found, key=lambda each: not each.missing))


def seen(case: Case, language: Language) -> tuple[Seen, ...]:
    """The documents looked at so far."""
    names = {paper.id: paper.of(language) for each in asked_of(case) for paper in each.papers}
    return tuple(
        Seen(names.get(row.paper, row.paper), row.accepted, clock.day_of(row.at), str(row.remark or ""))
        for row in beside(case).proofs
    )


def asked(case: Case, desk: Desk, data: QueryDict) -> dict[str, Any]:
    """What is asked of `check_identity`. A paper is chosen together with the proof it is for: `proof:paper`."""
    proof, _, paper = data.get("paper", "").partition(":")
    shown = Shown(
        proof=proof,
        paper=paper,
        accepted=data.get("accepted", "yes") == "yes",
        made_on=_day(data.get("made_on", "")),
        remark=data.get("remark", "").strip(),
        copy_kept="copy_kept" in data,
    )
    turn = data.get("turn", "")
    return {
        "case": case,
        "shown": shown,
        "seen": int(turn) if turn.isdecimal() else None,
        "actor": desk.actor("request.identity_checked", case),
        "powers": desk.powers,
        "at": desk.at,
    }


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except DayError:
        return None
