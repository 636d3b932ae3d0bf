"""Opening a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kitei.decisions.building.programs import facts_of_question
from kitei.office.cases.acting.files import attachment_of, message_of
from kitei.office.cases.acting.locking import ref
from kitei.office.cases.acting.numbers import next_serial
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.printing import document_of
from kitei.office.cases.acting.taking import Taken, Taking, take
from kitei.office.cases.acting.tasks import renew
from kitei.office.cases.models import Case
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.numbering import number_of, year_of
from kitei.office.cases.running import plain_facts, procedure_of, read_case_facts
from kitei.office.cases.values import FileDraft, PaperDraft, Who
from kitei.office.ground.actors import Actor
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import Law, current
from kitei.office.people.access import CaseSight, Powers
from kitei.office.people.models import Unit
from kitei.office.record.services import write
from kitei.office.vault import index, keys
from kitei.procedures.procedure import Procedure

RECEIVED_ON = "received_on"
"""The fact from which periods run that begin with the request: the day it came in, if nobody says another."""


def open_case(
    *,
    procedure: str,
    title: str,
    who: Who,
    facts: Mapping[str, Any],
    unit: Unit,
    origin: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    outcome: str | None = None,
    papers: Sequence[PaperDraft] = (),
    files: Sequence[FileDraft] = (),
    message: str = "",
    appeal_of: Case | None = None,
    secret_digest: str = "",
    clauses: Sequence[str] = (),
    act: str = "case.opened",
    idempotency_key: str | None = None,
) -> Case:
    """Open a case: give it a number and a key, freeze the edition, and say what is to do.

    Args:
        who: whom it is about.
        facts: what is known, by the names of the vocabulary.
        outcome: how the first step ended, where it is taken at once (a request that was handed in).
        papers, files, message: what came with it.
        appeal_of: the case whose outcome is challenged.
        act: the name of the act, where another domain opens the case as part of its own.

    Raises:
        NoSuchProcedure, FactsNotRead: the regulation does not know it.
        NotPermitted, NotYours, WithoutPowers: the actor may not.
        ForbiddenFile, NoSuchPaper, PaperNotReady: something handed in cannot be kept.
        KeyUsedOtherwise: the idempotency key was used for something else.
    """
    asked = _Asked(
        procedure=procedure, title=title, who=who, facts=facts, unit=unit, origin=origin, outcome=outcome,
        papers=papers, files=files, message=message, appeal_of=appeal_of, secret_digest=secret_digest, clauses=clauses,
    )  # fmt: skip
    deed = Deed(act=act, actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, act, **asked.identity)
    with transaction.atomic():
        return request.answered(Case) or _open(current(), asked, deed, request)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A case as it is asked for."""

    procedure: str
    title: str
    who: Who
    facts: Mapping[str, Any]
    unit: Unit
    origin: str
    outcome: str | None
    papers: Sequence[PaperDraft]
    files: Sequence[FileDraft]
    message: str
    appeal_of: Case | None
    secret_digest: str
    clauses: Sequence[str]

    @property
    def identity(self) -> dict[str, Any]:
        """What makes two requests the same; each has a secret of its own."""
        names = ("procedure", "title", "who", "facts", "unit", "outcome", "papers", "files", "message", "appeal_of")
        return {name: getattr(self, name) for name in names}


def _open(law: Law, asked: _Asked, deed: Deed, request: Request) -> Case:
    plan = procedure_of(law, asked.procedure)
    sight = CaseSight(plan.id, asked.unit.id, new=True)
    deed.require(sight)
    case = _case(law, plan, deed, asked)
    first = Taking(step=plan.start, outcome=asked.outcome) if asked.outcome else None
    taken = take(law, case, [], first, deed, sight) if first else None
    came = _came(law, case, deed, asked)
    renewed = renew(law, case, [taken.row] if taken else [], deed)
    write(
        act=deed.act,
        actor=taken.taker.actor if taken else deed.actor,
        at=deed.at,
        clauses=[*dict.fromkeys((*plan.clauses, *(taken.clauses if taken else ()), *asked.clauses))],
        payload=_payload(case, taken, came, renewed.opened),
        case=ref(case),
        rows=[case, *(taken.rows if taken else ()), *came, *renewed.rows[1:], *request.remember(case, deed.at)],
    )
    return case


def _case(law: Law, plan: Procedure, deed: Deed, asked: _Asked) -> Case:
    who = asked.who
    known = plain_facts(read_case_facts(law, plan, asked.facts))
    if RECEIVED_ON in facts_of_question(law.vocabulary, plan.question):
        known.setdefault(RECEIVED_ON, deed.day.isoformat())
    year = year_of(deed.day)
    serial = next_serial(year, plan.matter)
    return Case(
        id=deed.new_id(),
        key=keys.create("case", deed.at).id,
        number=number_of(year, plan.matter, serial),
        year=year,
        kind=plan.matter,
        serial=serial,
        procedure=plan.id,
        edition=law.edition(deed.day).id,
        law_digest=law.digest,
        unit=asked.unit,
        origin=asked.origin,
        appeal_of=asked.appeal_of,
        secret_digest=asked.secret_digest,
        opened_on=deed.day,
        tokens=index.tokens(who.name, who.kana, *who.others),
        title=asked.title,
        name=who.name,
        kana=who.kana,
        contact=dict(who.contact),
        facts=known,
    )


def _came(law: Law, case: Case, deed: Deed, asked: _Asked) -> list[ActedRow]:
    """What came with it, one kind after the other."""
    documents = [document_of(law, case, paper, deed, direction=Direction.IN) for paper in asked.papers]
    attachments = [attachment_of(case, file, deed, direction=Direction.IN) for file in asked.files]
    bodies = [asked.message] if asked.message.strip() else []
    said = [message_of(case, deed, direction=Direction.IN, channel="portal", body=body) for body in bodies]
    return [*documents, *attachments, *said]


def _payload(case: Case, taken: Taken | None, came: Sequence[ActedRow], opened: Sequence[str]) -> dict[str, Any]:
    return {
        "procedure": case.procedure,
        "edition": case.edition,
        "law": case.law_digest,
        "origin": case.origin,
        "title": case.title,
        "facts": dict(case.facts),
        "came": [str(row) for row in came],
        "opened": list(opened),
        **({"taken": dict(taken.payload)} if taken else {}),
        **({"appeal_of": case.appeal_of.number} if case.appeal_of else {}),
    }
