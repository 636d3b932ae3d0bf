"""Brute force: every completion of the unknown facts, decided by the interpreter alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from kitei.decisions.building.programs import Ready
from kitei.decisions.evaluating.traces import evaluate, outcome_of, statute_outcome
from kitei.decisions.outcomes import combine
from kitei.predicates.expression import Case
from kitei.predicates.facts import Facts, Value

Domain = Mapping[str, Sequence[Value]]
"""The values tried for each fact: at least one for everything that some norm can tell apart."""


def completions(known: Facts, domain: Domain) -> Iterator[Facts]:
    """All ways to give the unknown facts values."""
    unknown = [name for name in domain if name not in known]
    for values in product(*(domain[name] for name in unknown)):
        yield {**known, **dict(zip(unknown, values, strict=True))}


def outcome(ready: Ready, facts: Facts, on: date) -> str:
    """The outcome of a case in which nothing that matters is unknown, by the interpreter and the floor."""
    program, case = ready.program, Case(facts, on)
    text = outcome_of(evaluate(program.text, program.family, case), program.family)
    statute = statute_outcome(evaluate(program.statute, program.family, case), program.family)
    assert text is not None
    assert statute is not None
    return combine(program.family, text, statute)


def outcomes(ready: Ready, known: Facts, domain: Domain, on: date) -> set[str]:
    """The outcomes still possible."""
    return {outcome(ready, facts, on) for facts in completions(known, domain)}


def needed(ready: Ready, known: Facts, domain: Domain, on: date) -> list[str]:
    """The unknown facts that belong to every set that settles the outcome.

    A fact is needed if two completions that differ in it alone lead to different outcomes: whoever knows everything
    but this fact does not know the outcome.
    """
    found = {}
    for facts in completions(known, domain):
        found[frozenset(facts.items())] = outcome(ready, facts, on)
    return [
        name
        for name in domain
        if name not in known
        and any(
            found[frozenset({**dict(facts), name: value}.items())] != said
            for facts, said in found.items()
            for value in domain[name]
        )
    ]


def settles(ready: Ready, known: Facts, asked: Sequence[str], domain: Domain, on: date) -> bool:
    """Whether the outcome is certain once these facts are known, whatever they turn out to be."""
    chosen = {name: domain[name] for name in asked}
    return all(len(outcomes(ready, facts, domain, on)) == 1 for facts in completions(known, chosen))
