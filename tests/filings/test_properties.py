"""Whatever is filled in, a paper is read to facts that the vocabulary knows, or refused."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kitei.decisions.building.programs import facts_of_question
from kitei.filings.book import Book
from kitei.filings.filing import FilingFault, read_filing
from kitei.forms.definition import Field
from kitei.forms.values import read_values
from kitei.predicates.facts import read_facts
from tests.filings.books import LIBRARY, UNIVERSITIES, book

DAY = date(2026, 11, 9)
EXAMPLES = 2_000 if os.environ.get("KITEI_FULL") else 150
CLAIMANTS = (None, "principal", "legal_representative", "parent", "appointed_agent")
Paper = tuple[Book, str, dict[str, Any], Any, Any]
PAIRS = [(key, procedure) for key in UNIVERSITIES for procedure in book(key).filings]


def entry(field: Field) -> st.SearchStrategy[Any]:
    choices = [choice.id for choice in field.choices]
    match field.type:
        case "choice":
            return st.sampled_from(choices)
        case "choices":
            return st.lists(st.sampled_from(choices), min_size=1, unique=True)
        case "date":
            return st.integers(0, 400).map(lambda days: DAY - timedelta(days=days))
        case "flag":
            return st.booleans()
        case _:
            return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    key, procedure = draw(st.sampled_from(PAIRS))
    own = book(key)
    fields = [each for each in own.form(own.filing(procedure).form).form.fields if each.type not in ("stamp", "table")]
    chosen = draw(st.lists(st.sampled_from(fields), unique_by=lambda each: each.id))
    values = {field.id: draw(entry(field)) for field in chosen}
    kind = draw(st.sampled_from((None, *own.procedures[procedure].serves)))
    return own, procedure, values, draw(st.sampled_from(CLAIMANTS)), kind


@settings(max_examples=EXAMPLES)
@given(papers())
def test_a_paper_becomes_facts_of_the_vocabulary_or_is_refused(
    paper: tuple[Book, str, dict[str, Any], Any, Any],
) -> None:
    own, procedure, raw, claimant, kind = paper
    values = read_values(own.form(own.filing(procedure).form).form, raw, on=DAY, partial=True)
    try:
        found = read_filing(own, procedure, values, received_on=DAY, claimant=claimant, kind=kind)
    except FilingFault:
        return

    assert found[0].procedure == procedure
    vocabulary = LIBRARY.vocabulary.extended(own.regulation.identity.extends)
    for asked in found:
        plan = own.procedures[asked.procedure]
        questions = {plan.question, *(step.question for step in plan.steps.values() if step.question)}
        known = {name: fact for each in questions for name, fact in facts_of_question(vocabulary, each).items()}
        assert set(read_facts(asked.facts, known)) == set(asked.facts)
        assert asked.facts.get("request_kind") in (None, *plan.serves)
        assert asked.outcome in {each.id for each in plan.steps[plan.start].outcomes}
