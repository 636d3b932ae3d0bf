"""What can be answered, with which paper, and how far it is filled already: for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.filings.grounds import RefusedOn
from kitei.filings.noticing import Filled, to_write
from kitei.forms.catalogue import FormFolder
from kitei.notary import Receipt
from kitei.office.cases.models import Case
from kitei.office.cases.running import procedure_of
from kitei.office.ground.actors import Actor
from kitei.office.lawbook import current
from kitei.office.record.queries import receipt_of
from kitei.office.requests.acting.filling import Ending, filled, grounds, step_and_outcome
from kitei.office.requests.acting.proofs import asked_of
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Fee, HandOver, ProofSeen, ThirdParty
from kitei.procedures.procedure import Outcome, Step


@dataclass(frozen=True, slots=True)
class Prepared:
    """A way for a step to end, prepared.

    Attributes:
        grounds: of which one must be named. filled: the paper that goes with it, as far as it can be; `None` if none.
        folder: its form. to_write: the fields that whoever answers writes, the most important first.
    """

    step: Step
    outcome: Outcome
    grounds: tuple[RefusedOn, ...]
    filled: Filled | None
    folder: FormFolder | None
    to_write: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a request has beside its case.

    Attributes:
        missing: the proofs still asked for, by id.
    """

    proofs: tuple[ProofSeen, ...]
    missing: tuple[str, ...]
    third_parties: tuple[ThirdParty, ...]
    fees: tuple[Fee, ...]
    handovers: tuple[HandOver, ...]


def prepare(case: Case, ending: Ending, *, actor: Actor | None, on: date) -> Prepared:
    """What goes with a way for a step to end.

    Raises:
        NoSuchEnding: the procedure has no such step or ending.
        PaperNotReady: what was typed cannot be read.
    """
    law, book = current(), current_book()
    step, outcome = step_and_outcome(procedure_of(law, case.procedure), ending.step, ending.outcome)
    known = grounds(law, case, ending.step, ending.outcome)
    if outcome.notice is None:
        return Prepared(step, outcome, known, None, None, ())
    made = filled(law, case, ending, actor, on)
    return Prepared(step, outcome, known, made, book.form(made.form), to_write(book, outcome.notice, case.procedure))


def beside(case: Case) -> Beside:
    """What a request has beside its case: proofs, third parties, fees, what was handed over."""
    seen = tuple(ProofSeen.objects.filter(case=case).order_by("id"))
    given = {each.proof for each in seen if each.accepted}
    return Beside(
        proofs=seen,
        missing=tuple(each.proof.id for each in asked_of(case) if each.proof.id not in given),
        third_parties=tuple(ThirdParty.objects.filter(case=case).order_by("id")),
        fees=tuple(Fee.objects.filter(case=case).order_by("id")),
        handovers=tuple(HandOver.objects.filter(case=case).order_by("id")),
    )


def proof_of(handover: HandOver) -> Receipt:
    """The record's own proof that something was handed over, to be given to whoever received it.

    Raises:
        NoSuchAct, NotYetInTree: the act has not come into the tree yet; a second later it has.
    """
    return receipt_of(handover.act)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them: days ISO, choices in lists."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return plain(value)
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
