"""Soak: the engine asked without a pause, as a server is over days, keeps its answers and its memory."""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta

import pytest

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Engine, engine
from kitei.predicates.facts import Fact, Kind

SECONDS = 5
SECONDS_IN_FULL = 600
REPEATED = 500  # cases that are asked again and again
GROWTH = 64  # MiB that the process may still grow once warm
ON = date(2026, 5, 11)

AnyCase = tuple[str, str, dict[str, object]]


@pytest.fixture(scope="module")
def asked() -> Engine:
    return engine()


def test_the_answers_stay_the_same_and_the_memory_does_not_grow(asked: Engine, full: bool) -> None:
    cases = [random_case(asked) for _ in range(REPEATED)]
    first = [answer(asked, case) for case in cases]
    for _ in range(REPEATED):  # warm: whatever the engine keeps by program is kept now
        answer(asked, random_case(asked))
    before = peak_memory()

    end = time.monotonic() + (SECONDS_IN_FULL if full else SECONDS)
    while time.monotonic() < end:
        number = random.randrange(REPEATED)
        assert answer(asked, cases[number]) == first[number]
        answer(asked, random_case(asked))

    assert peak_memory() - before < GROWTH


def random_case(asked: Engine) -> AnyCase:
    """A regulation, a question and facts of the right types; about half of them not given."""
    regulation = random.choice(asked.library.names())
    question = random.choice(tuple(asked.library.vocabulary.questions))
    ready = asked.programs.get(asked.library.get(regulation), question, ON)
    given = {
        name: random_value(fact)
        for name, fact in ready.program.facts.items()
        if fact.kind is not Kind.CLAUSE and random.random() < 0.5
    }
    return regulation, question, given


def random_value(fact: Fact) -> object:
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return random.random() < 0.5
        case Kind.ONE:
            return random.choice(fact.values)
        case Kind.ANY:
            return random.sample(fact.values, random.randint(0, min(3, len(fact.values))))
        case Kind.INT:
            return random.choice([n for n in (0, 1, 5, 17, 18, 1000, 1001, 2026, 5000) if fact.least <= n <= fact.most])
        case Kind.DATE:
            return ON + timedelta(days=random.randint(-1500, 1500))
        case Kind.CLAUSE:
            return None


def answer(asked: Engine, case: AnyCase) -> Answer:
    regulation, question, facts = case
    return asked.decide(regulation, question, facts, ON).answer


def peak_memory() -> float:
    """The most memory this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2
