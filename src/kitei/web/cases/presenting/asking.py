"""The questions about a case: those that would settle it, and everything known so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kitei.office.cases.models import Case
from kitei.office.cases.queries import Asked as Wanted
from kitei.office.cases.running import FactsNotRead, allowed_facts, procedure_of
from kitei.office.lawbook import Law, current
from kitei.regulations.vocabulary import Vocabulary
from kitei.web.look.filling import facts
from kitei.web.look.words import Language


def vocabulary() -> Vocabulary:
    """The vocabulary of this office."""
    return current().vocabulary


def wanted(case: Case, asks: Iterable[Wanted], language: Language) -> tuple[facts.Asked, ...]:
    """Only what would settle the question, in the order in which to ask, each with the clause it is needed for."""
    listed = tuple(asks)
    clauses = {each.fact: each.clause for each in listed}
    return facts.asked(vocabulary(), clauses, case.facts, language, clauses=clauses)


def named(law: Law, names: Iterable[str], case: Case, language: Language) -> tuple[facts.Asked, ...]:
    """Some facts by name."""
    return facts.asked(law.vocabulary, names, case.facts, language)


def every(case: Case, language: Language, faults: Mapping[str, str] | None = None) -> tuple[facts.Asked, ...]:
    """Every fact that the case's procedure asks about, with what is known."""
    law = current()
    names = allowed_facts(law, procedure_of(law, case.procedure))
    ordered = sorted(names.values(), key=lambda fact: (fact.id not in case.facts, fact.rank))
    return facts.asked(law.vocabulary, [fact.id for fact in ordered], case.facts, language, faults=faults)


def known(case: Case, language: Language) -> tuple[tuple[str, str], ...]:
    """What is known, in words."""
    words = vocabulary()
    return tuple(
        (words.facts[name].ja if language == "ja" else words.facts[name].en, facts.said(words, name, value, language))
        for name, value in case.facts.items()
        if name in words.facts
    )


def told(error: FactsNotRead, language: Language) -> dict[str, str]:
    """What to put right, by fact; all together under no name where a fault names none of ours."""
    return facts.told(vocabulary(), error.faults, language) or {"": error.of(language)}
