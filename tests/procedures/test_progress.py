"""What is next: the same history gives the same steps, no legal history is an error, and every case can be closed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.predicates.expression import Case, Day, truth
from kitei.predicates.facts import Facts
from kitei.procedures.procedure import WITHDRAWN, Procedure, Term
from kitei.procedures.progress import Done, NoSuchStep, Progress, next_steps, paths
from tests.library.facts import facts_of
from tests.procedures.library import EVERY, case, facts_at, follow, homewards, walk

KEYS = st.sampled_from(sorted(EVERY))


def some_history(data: st.DataObject, procedure: Procedure, at: Case, longest: int = 12) -> tuple[Done, ...]:
    """A history of steps that were open, each ending in a way that was offered."""
    done: tuple[Done, ...] = ()
    for _ in range(data.draw(st.integers(0, longest), label="length")):
        progress = next_steps(procedure, done, at)
        if progress.closed:
            break
        following = data.draw(st.sampled_from(progress.steps))
        done = (*done, Done(following.step.id, data.draw(st.sampled_from(following.outcomes)).id))
    return done


def names(progress: Progress) -> list[str]:
    return [following.step.id for following in progress.steps]


@given(KEYS, st.data())
def test_no_legal_history_is_an_error_and_each_can_be_brought_to_an_end(key: str, data: st.DataObject) -> None:
    procedure, at = EVERY[key], case(data.draw(facts_of(facts_at(key))))

    done = some_history(data, procedure, at)

    assert next_steps(procedure, walk(procedure, at, homewards(procedure), done), at).closed


@given(KEYS, st.data())
def test_a_history_stays_one_when_facts_become_known_or_are_corrected(key: str, data: st.DataObject) -> None:
    procedure = EVERY[key]
    before = case(data.draw(facts_of(facts_at(key)), label="before"))
    after = case(data.draw(facts_of(facts_at(key)), label="after"))

    done = some_history(data, procedure, before)

    assert next_steps(procedure, walk(procedure, after, homewards(procedure), done), after).closed


@given(KEYS, st.data())
def test_replaying_a_history_gives_the_same_steps(key: str, data: st.DataObject) -> None:
    procedure, at = EVERY[key], case(data.draw(facts_of(facts_at(key))))
    done = some_history(data, procedure, at)

    assert next_steps(procedure, done, at) == next_steps(procedure, done, at)
    assert all(next_steps(procedure, done[:count], at) for count in range(len(done)))


@given(KEYS, st.data())
def test_every_open_step_offers_a_way_to_end_and_its_guard_is_not_false(key: str, data: st.DataObject) -> None:
    procedure, at = EVERY[key], case(data.draw(facts_of(facts_at(key))))

    progress = next_steps(procedure, some_history(data, procedure, at), at)

    for following in progress.steps:
        guard = truth(following.step.when, at)
        assert following.outcomes
        assert guard is not False
        assert following.open_guard == (guard is None)


@given(KEYS, st.data())
def test_whoever_asked_can_take_it_back_and_the_office_cannot(key: str, data: st.DataObject) -> None:
    procedure, at = EVERY[key], case(data.draw(facts_of(facts_at(key))))
    done = some_history(data, procedure, at)
    progress = next_steps(procedure, done, at)
    if progress.closed:
        return
    back = (*done, Done(progress.steps[0].step.id, WITHDRAWN))

    if procedure.withdrawable:
        assert next_steps(procedure, back, at).closed
    else:
        with pytest.raises(NoSuchStep):
            next_steps(procedure, back, at)


@given(KEYS, st.data())
def test_a_step_that_is_not_open_is_refused_by_name(key: str, data: st.DataObject) -> None:
    procedure, at = EVERY[key], case()
    done = some_history(data, procedure, at)

    with pytest.raises(NoSuchStep, match="`no-such-step` is not open now"):
        next_steps(procedure, (*done, Done("no-such-step", "done")), at)


@pytest.mark.parametrize(
    ("claimant", "guard", "first"),
    [("parent", False, "ask-instruction"), ("principal", None, "search"), (None, True, "ask-instruction")],
)
def test_a_guard_is_true_false_or_open(claimant: str | None, guard: bool | None, first: str) -> None:
    facts: Facts = {} if claimant is None else {"claimant": claimant}
    done = (Done("request", "submitted"), Done("identity", "verified"), Done("authority", "verified"))

    following = next_steps(EVERY["josai/disclosure"], done, case(facts)).steps[0]

    assert following.step.id == first
    assert following.open_guard is bool(guard)


def test_an_outcome_that_the_step_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(NoSuchStep, match="cannot end in `granted`; it can end in submitted"):
        next_steps(EVERY["josai/disclosure"], (Done("request", "granted"),), case())


def test_a_ground_that_the_outcome_does_not_have_is_refused_by_name() -> None:
    done = (Done("request", "submitted"), Done("identity", "verified"), Done("search", "found"))
    at = case({"claimant": "principal"})

    assert next_steps(EVERY["josai/disclosure"], (*done, Done("decide", "refused", "evaluation")), at).closed
    with pytest.raises(NoSuchStep, match="no ground `hinders_operations`; violates_law, evaluation, harm_to_person"):
        next_steps(EVERY["josai/disclosure"], (*done, Done("decide", "refused", "hinders_operations")), at)


def test_an_extension_told_by_the_caller_counts_like_one_in_the_history() -> None:
    procedure, at = EVERY["muroran-it/correction"], case({"received_on": date(2026, 11, 2), "claimant": "principal"})
    done = (
        Done("request", "submitted"), Done("identity", "verified"), Done("transfer", "keep"), Done("search", "found"),
    )  # fmt: skip

    told = next_steps(procedure, done, at, extended=True).steps[0]
    in_history = next_steps(procedure, (*done, Done("decide", "extended")), at).steps[0]

    assert told == in_history


@pytest.mark.parametrize(
    ("term", "stopped", "due"),
    [
        (Term(Day(("on",)), "civil", days=30), 0, date(2026, 12, 2)),
        (Term(Day(("on",)), "civil", days=30), 3, date(2026, 12, 5)),
        (Term(Day(("on",)), "civil", months=3), 0, date(2027, 2, 2)),
        (Term(Day(("on",)), "civil", months=3), 5, date(2027, 2, 7)),
        (Term(Day(("on",)), "ppc", nth_day=30), 0, date(2026, 12, 1)),
    ],
)
def test_a_counted_day_moves_by_the_days_the_clock_stood_still(term: Term, stopped: int, due: date) -> None:
    assert term.due(case(), stopped) == due


@pytest.mark.parametrize("key", sorted(EVERY))
def test_every_path_without_loops_can_be_replayed(key: str) -> None:
    for path in list(paths(EVERY[key], limit=200)):
        next_steps(EVERY[key], path, case())


@pytest.mark.parametrize("voted", ["accepted", "partly", "refused"])
def test_a_step_that_answers_what_was_decided_ends_as_that_did(voted: str) -> None:
    appeal = EVERY["josai/appeal"]
    taken = ("appeal:submitted", "receive:admitted", "hear:not_needed", f"deliberate:{voted}")
    progress, done = follow(appeal, case(), *taken)

    assert [[way.id for way in each.outcomes] for each in progress.steps] == [[voted]]
    assert all(Done("answer", voted) in way or Done("deliberate", voted) not in way for way in paths(appeal, 200))
    assert done[-1].outcome == voted


def test_a_period_that_runs_from_a_step_is_counted_from_its_day() -> None:
    disclosure = EVERY["muroran-it/disclosure"]
    before = [Done("request", "submitted", on=date(2026, 11, 2))]
    way = next(way for way in paths(disclosure) if any(each.step == "method" for each in way))
    taken = way[: [each.step for each in way].index("method")]
    told = date(2026, 11, 20)
    days = (*before, *(Done(each.step, each.outcome, on=told) for each in taken[1:]))
    on = Case({}, date(2026, 12, 1))

    found = [each for each in next_steps(disclosure, days, on).steps if each.step.id == "method"]
    assert [each.due for each in found] == [date(2026, 12, 20)]
    undated = tuple(Done(each.step, each.outcome) for each in taken)
    steps = next_steps(disclosure, undated, on).steps
    assert [each.due for each in steps if each.step.id == "method"] == [None]
