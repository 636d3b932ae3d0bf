"""How long things take: the time words and counted days of a procedure's clocks, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.office.lawbook import Law
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say
from kitei.predicates.expression import Day
from kitei.predicates.facts import Fact
from kitei.procedures.procedure import REQUESTER, Procedure, Term
from kitei.regulations.schema.words import Language, Words

_DAYS = {"received_on": Words(ja="請求を受け取った日", en="the day your request arrived")}
"""Days whose name in the vocabulary serves other questions too."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a step must be done.

    Attributes:
        mine: it binds the person who asks, not the institution.
        within: 30日以内; empty where no days are counted.
        longer: how far it can be extended by written notice.
        word: the time word of the text: 遅滞なく.
        stops: it stands still while the institution waits for what is missing.
    """

    step: str
    title: str
    mine: bool
    within: str
    longer: str
    word: str
    stops: bool
    clauses: tuple[Citation, ...]


def deadlines(law: Law, procedure: Procedure, language: Language) -> tuple[Deadline, ...]:
    """The clocks of a procedure, in the order of its steps; the same clock once."""
    found: dict[object, Deadline] = {}
    for step in procedure.steps.values():
        clock = step.clock
        if clock is None:
            continue
        deadline = Deadline(
            step=step.id,
            title=say(step.title, language),
            mine=step.actor == REQUESTER,
            within=_term(law, clock.term, language),
            longer=_term(law, clock.extended, language),
            word=law.vocabulary.term("due_word", clock.word, language),
            stops=clock.stops,
            clauses=citations(law, clock.clauses, language),
        )
        found.setdefault((clock.word, clock.term, clock.clauses), deadline)
    return tuple(found.values())


def _term(law: Law, term: Term | None, language: Language) -> str:
    if term is None:
        return ""
    start = _from(law, term.start, language)
    length = _length(term, language)
    if language == "ja":
        return f"{start}から{length}以内" if start else f"{length}以内"
    return f"within {length} of {start}" if start else f"within {length}"


def _from(law: Law, day: Day, language: Language) -> str:
    for source in day.sources:
        if isinstance(source, Fact):
            if source.id in _DAYS:
                return _DAYS[source.id].of(language)
            fact = law.vocabulary.facts.get(source.id)
            return (fact.ja if language == "ja" else _lowered(fact.en)) if fact else ""
    return ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _length(term: Term, language: Language) -> str:
    days = term.nth_day or term.days
    if days:
        return f"{days}日" if language == "ja" else _many(days, "day")
    if term.months:
        return f"{term.months}か月" if language == "ja" else _many(term.months, "month")
    return f"{term.years}年" if language == "ja" else _many(term.years, "year")


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
