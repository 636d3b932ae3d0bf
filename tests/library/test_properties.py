"""What must hold of every answer, at every institution, for any facts."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from kitei.decisions.answer import Answer
from kitei.decisions.building.programs import Ready
from kitei.decisions.deciding import engine
from kitei.decisions.outcomes import ESCALATE, SILENT, UNDETERMINED, rank
from kitei.predicates.expression import Case
from kitei.predicates.facts import Facts
from kitei.predicates.variables import facts_of_variable
from tests.library.facts import facts_of, value_of

HOME = engine()
ON = date(2026, 5, 11)
INSTITUTIONS = HOME.library.names()
QUESTIONS = tuple(name for name, model in HOME.library.vocabulary.questions.items() if model.resolver == "norms")


def ready(institution: str, question: str) -> Ready:
    return HOME.programs.get(HOME.library.get(institution), question, ON)


def answer(at: Ready, facts: Facts) -> Answer:
    return HOME.decide_ready(at, facts, ON).answer


PROGRAMS = st.builds(ready, st.sampled_from(INSTITUTIONS), st.sampled_from(QUESTIONS))


@given(PROGRAMS, st.data())
def test_giving_a_value_to_an_unknown_never_contradicts_a_determined_answer(at: Ready, data: st.DataObject) -> None:
    facts = data.draw(facts_of(at.program.facts))
    before = answer(at, facts).outcome
    unknown = [f for name, f in at.program.facts.items() if name not in facts and f.can_be_unknown]
    assume(before != UNDETERMINED and unknown)

    fact = data.draw(st.sampled_from(unknown))
    after = answer(at, {**facts, fact.id: data.draw(value_of(fact))}).outcome

    assert after == before


@given(PROGRAMS, st.data())
def test_the_returned_questions_settle_the_outcome_whatever_the_answers(at: Ready, data: st.DataObject) -> None:
    facts = dict(data.draw(facts_of(at.program.facts)))
    asked = [question.fact for question in answer(at, facts).questions]
    assume(asked)

    for name in asked:
        facts[name] = data.draw(value_of(at.program.facts[name]))

    assert answer(at, facts).outcome != UNDETERMINED


@given(PROGRAMS, st.data())
def test_no_question_is_asked_in_vain(at: Ready, data: st.DataObject) -> None:
    """Leaving one asked fact open can leave the outcome open: no smaller set settles it."""
    facts = data.draw(facts_of(at.program.facts))
    found = answer(at, facts)
    assume(len(found.questions) > 1)

    left_out = data.draw(st.sampled_from(found.questions)).fact
    diagrams, variables = at.determiner.diagrams, at.determiner.variables
    rest = diagrams.restrict(at.determiner.combined, at.determiner.classes(Case(facts, ON)))

    looking_at = {
        index for index in diagrams.support(rest) if left_out in {f.id for f in facts_of_variable(variables[index])}
    }

    assert looking_at


@given(PROGRAMS, st.data())
def test_the_combined_answer_is_never_laxer_than_either_layer(at: Ready, data: st.DataObject) -> None:
    facts = data.draw(facts_of(at.program.facts))
    found, family = answer(at, facts), at.program.family
    layers = {found.regulation_says, found.statute_says} - {SILENT, UNDETERMINED}
    compelled = facts.get("law_compels") is True or "law" in str(facts.get("grounds", ""))
    assume(family != "request" and found.outcome != UNDETERMINED and not compelled)

    same = {"valid", "not_required"}
    assert all(rank(family, found.outcome) <= rank(family, said) or {found.outcome, said} <= same for said in layers)


@given(PROGRAMS, st.data())
def test_silence_is_never_permission(at: Ready, data: st.DataObject) -> None:
    found = answer(at, data.draw(facts_of(at.program.facts)))

    if found.regulation_says == found.statute_says == SILENT:
        assert (found.outcome, found.basis) in {(ESCALATE, "gap"), (ESCALATE, "parent_document")}


@given(PROGRAMS, st.data())
def test_every_answer_names_the_clauses_that_made_it(at: Ready, data: st.DataObject) -> None:
    found = answer(at, data.draw(facts_of(at.program.facts)))

    assert [*found.because, *found.exceptions]
    assert all(cite.ja and cite.en for cite in (*found.because, *found.exceptions))


@given(PROGRAMS, st.data())
def test_conditions_of_a_conditional_permission_are_open_steps(at: Ready, data: st.DataObject) -> None:
    found = answer(at, data.draw(facts_of(at.program.facts)))

    if found.outcome == "allow_if":
        assert found.conditions
    if found.outcome == UNDETERMINED:
        assert found.questions
        assert not found.obligations
