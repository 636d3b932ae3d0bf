"""What may be refused, on which ground, by whom; and on which grounds one may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.filings.grounds import grounds_of
from kitei.office.lawbook import Law
from kitei.office.requests.books import book_of
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say, who_acts
from kitei.procedures.procedure import Outcome, Procedure, Step
from kitei.regulations.schema.words import Language

_REFUSING = ("refused", "partly")
_STOPPING = "stop_grounds"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A ground for refusing all or part of a request (不開示事由 and the like).

    Attributes:
        must: a request that falls under it must be refused; otherwise it may be.
        decider: who judges it.
    """

    ground: str
    title: str
    must: bool
    decider: str
    clauses: tuple[Citation, ...]


def refusals(law: Law, procedure: Procedure, language: Language) -> tuple[Refusal, ...]:
    """The grounds that the procedure's outcomes name, once each."""
    stopping = {value.id for value in law.vocabulary.enums[_STOPPING].values}
    kind = next(iter(procedure.serves), None)
    found: dict[str, Refusal] = {}
    for step, outcome in _refusing(procedure):
        for each in grounds_of(book_of(law), step, outcome, kind):
            if each.ground in stopping or each.ground in found:
                continue
            found[each.ground] = Refusal(
                ground=each.ground,
                title=each.title.of(language),
                must=each.nature == "must",
                decider=who_acts(law, each.decider, language),
                clauses=citations(law, each.clauses, language),
            )
    return tuple(found.values())


def stop_grounds(law: Law, procedure: Procedure, language: Language) -> tuple[str, ...]:
    """The grounds on which one may ask for something to be stopped, where the procedure names them."""
    values = {value.id: value for value in law.vocabulary.enums[_STOPPING].values}
    named = dict.fromkeys(
        ground for step in procedure.steps.values() for outcome in step.outcomes for ground in outcome.grounds
    )
    return tuple(say(values[each], language) for each in named if each in values)


def _refusing(procedure: Procedure) -> Iterator[tuple[Step, Outcome]]:
    for step in procedure.steps.values():
        yield from ((step, outcome) for outcome in step.outcomes if outcome.effect in _REFUSING)
