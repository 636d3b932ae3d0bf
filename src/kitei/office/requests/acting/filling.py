"""How far a paper of a case is filled by what the case knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.calendar import parse_day
from kitei.filings.book import Book
from kitei.filings.filing import entries_of
from kitei.filings.grounds import RefusedOn, grounds_of
from kitei.filings.noticing import Filled, Occasion, fill
from kitei.forms.values import BadValues, read_values
from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case, Document
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.running import counted, facts_for, procedure_of
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law
from kitei.office.requests.acting.signing import officer
from kitei.office.requests.books import book_of
from kitei.predicates.expression import Case as Asked
from kitei.procedures.procedure import Outcome, Procedure, Step
from kitei.regulations.schema.words import Language
from kitei.text import nearest


class NoSuchEnding(OfficeError):
    """A step, or a way for it to end, that the procedure does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        near = nearest(name, known)
        super().__init__(
            ja=f"`{name}` はこの手続にありません。近いもの: `{near}`",
            en=f"the procedure has no `{name}`; nearest: `{near}`",
        )


class NoPaper(OfficeError):
    """An ending that goes with no paper."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            ja=f"「{outcome.title.ja}」には出す書面がありません", en=f'no paper goes with "{outcome.title.en}"'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A way for a step to end, about to be chosen.

    Attributes:
        typed: what is written on the paper by hand, by field.
    """

    step: str
    outcome: str
    ground: str | None = None
    reason: str | None = None
    typed: Mapping[str, Any] | None = None
    language: Language = "ja"


def step_and_outcome(procedure: Procedure, step: str, outcome: str) -> tuple[Step, Outcome]:
    """A step and one of its endings.

    Raises:
        NoSuchEnding: the procedure has none of that name.
    """
    found = procedure.steps.get(step)
    if found is None:
        raise NoSuchEnding(step, tuple(procedure.steps))
    ending = next((each for each in found.outcomes if each.id == outcome), None)
    if ending is None:
        raise NoSuchEnding(outcome, tuple(each.id for each in found.outcomes))
    return found, ending


def grounds(law: Law, case: Case, step: str, outcome: str) -> tuple[RefusedOn, ...]:
    """The grounds of which one must be named for an ending, with clause, nature and who judges them."""
    found, ending = step_and_outcome(procedure_of(law, case.procedure), step, outcome)
    return grounds_of(book_of(law), found, ending, case.facts.get("request_kind"))


def filled(law: Law, case: Case, ending: Ending, actor: Actor | None, on: date) -> Filled:
    """The paper that goes with an ending, as far as it is filled.

    Raises:
        NoSuchEnding, NoPaper: there is no such ending, or no paper goes with it.
        PaperNotReady: what was typed cannot be read.
    """
    procedure = procedure_of(law, case.procedure)
    step, outcome = step_and_outcome(procedure, ending.step, ending.outcome)
    if outcome.notice is None:
        raise NoPaper(outcome)
    book = book_of(law)
    known = grounds_of(book, step, outcome, case.facts.get("request_kind"))
    signed = officer(law, step.actor, case.unit, actor, on, ending.language)
    occasion = Occasion(
        number=case.number,
        issued_on=on,
        received_on=received_on(case),
        procedure=procedure,
        step=step,
        outcome=outcome,
        officer=signed.line,
        officer_name=signed.name or signed.title,
        institution=law.institution.of(ending.language),
        desk=book.desk.of(ending.language) if book.desk else law.institution.of(ending.language),
        recipient=str(case.contact.get("name") or case.name),
        facts=case.facts,
        entries=entries(book, case),
        title=case.title,
        ground=next((each for each in known if each.ground == ending.ground), None),
        reason=ending.reason,
        due_on=case.due_on,
        extended_to=_extended(law, case, procedure, step, on),
        decided_on=_decided_on(case),
    )
    try:
        return fill(book, outcome.notice, occasion, ending.typed or {}, language=ending.language)
    except BadValues as error:
        raise PaperNotReady(outcome.notice, error) from error


def entries(book: Book, case: Case) -> Mapping[str, Any]:
    """What the office took for itself from the paper with which the case was filed; empty where there is none."""
    filing = book.filings.get(case.procedure)
    if filing is None:
        return {}
    came = Document.objects.filter(case=case, direction=Direction.IN, form=filing.form).order_by("id").first()
    if came is None or not came.values:
        return {}
    form = book.form(filing.form).form
    return entries_of(filing, read_values(form, came.values, on=came.issued_on, partial=True))


def received_on(case: Case) -> date:
    """The day on which the request came in."""
    given = case.facts.get("received_on") or case.facts.get("filed_on")
    return parse_day(given) if isinstance(given, str) else case.opened_on


def _extended(law: Law, case: Case, procedure: Procedure, step: Step, on: date) -> date | None:
    """The last day after an extension, where the text lets the period of the step be extended."""
    if step.clock is None or step.clock.extended is None:
        return None
    facts = facts_for(law, procedure.question, case.facts)
    return step.clock.extended.due(Asked(facts, on), case.stopped_days if step.clock.stops else 0)


def _decided_on(case: Case) -> date | None:
    """The day of the last decision for or against the person."""
    done = counted(steps_of(case))
    papers = Document.objects.filter(
        case=case, direction=Direction.OUT, step__in=[row for row in done if row.effect != "none"]
    )
    last = papers.order_by("-id").first()
    return last.issued_on if last is not None else None
