"""Appealing (不服申立て・審査請求): against what was decided, where the regulation or the statute lets one appeal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kitei.filings.filing import Appealed
from kitei.office.cases.models import Case, Document
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.running import procedure_of
from kitei.office.cases.values import FileDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.office.requests.models import Draft
from kitei.office.requests.services.filing import Claim, Filed, Origin, file_request
from kitei.procedures.procedure import Procedure
from kitei.regulations.schema.filings import Channel

EFFECTS = {"granted": "granted", "partly": "partly", "refused": "refused"}


class NoAppealLies(OfficeError):
    """A decision against which neither the regulation nor the statute gives an appeal to the institution."""

    def __init__(self, procedure: Procedure) -> None:
        super().__init__(
            ja=f"「{procedure.title.ja}」の結果について、学内の不服申立ての定めはありません。苦情・相談の窓口をご利用ください",
            en=f'no appeal inside the institution is laid down against "{procedure.title.en}"; use the complaints desk',
        )


class NothingDecided(OfficeError):
    """A case in which nothing was decided yet."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} はまだ決定していません。決定の通知を受けてから申し立ててください",
            en=f"nothing was decided in {case.number} yet; appeal when you have the decision",
        )


def appeal_of(case: Case) -> str | None:
    """The procedure by which the outcome of a case can be challenged; `None` where there is none."""
    return procedure_of(current(), case.procedure).appeal


def appeal(
    *,
    of: Case,
    values: Mapping[str, Any],
    at: datetime,
    claim: Claim | None = None,
    origin: Origin = "portal",
    actor: Actor | None = None,
    powers: Powers | None = None,
    channel: Channel | None = None,
    received_on: date | None = None,
    files: Sequence[FileDraft] = (),
    message: str = "",
    draft: Draft | None = None,
    status_page: str = "",
    idempotency_key: str | None = None,
) -> Filed:
    """Appeal against the outcome of a case.

    What the decision was and when it became known is taken from the case. Whether it is the same matter again is not
    judged here: without an earlier appeal it is known not to be, else it stays open for whoever must judge it.

    Raises:
        NoAppealLies: there is no appeal. NothingDecided: nothing to appeal against.
        Everything that `filing.file_request` does.
    """
    procedure = procedure_of(current(), of.procedure)
    if procedure.appeal is None:
        raise NoAppealLies(procedure)
    if not of.outcome_effect:
        raise NothingDecided(of)
    facts = {name: value for name, value in of.facts.items() if name != "same_content"}
    appealed = Appealed(
        number=of.number,
        title=of.title,
        facts=facts,
        decision=EFFECTS.get(of.outcome_effect, "refused"),
        decided_on=known_on(of),
        first=not earlier(of),
    )
    return file_request(
        procedure=procedure.appeal,
        values=values,
        at=at,
        claim=claim,
        origin=origin,
        actor=actor,
        powers=powers,
        unit=of.unit,
        channel=channel,
        received_on=received_on,
        files=files,
        message=message,
        appeal_of=of,
        appealed=appealed,
        draft=draft,
        status_page=status_page,
        idempotency_key=idempotency_key,
    )


def earlier(case: Case) -> list[Case]:
    """The appeals against a case so far, oldest first."""
    return list(Case.objects.filter(appeal_of=case).exclude(state=Case.State.MERGED).order_by("id"))


def known_on(case: Case) -> date | None:
    """The day on which the person learned of the decision: when its paper was handed over."""
    papers = Document.objects.filter(case=case, direction=Direction.OUT, delivered_on__isnull=False)
    decided = papers.exclude(step__isnull=True).exclude(step__effect="none").order_by("-id").first()
    return decided.delivered_on if decided is not None else None
