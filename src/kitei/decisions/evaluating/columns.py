"""What an answer can depend on: every predicate of a program, and the classes its facts fall into."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kitei.decisions.norms import Attachments, Duty, Norm, Program
from kitei.predicates.expression import Expression, tests_of
from kitei.predicates.variables import Variable, facts_of_variable, variables_of


def by_column(program: Program) -> dict[str, list[Variable]]:
    """The variables of every predicate of a program (not only those of its outcome), by the fact they look at."""
    tests = list(dict.fromkeys(atom for each in expressions(program) for atom in tests_of(each)))
    steps = [step.fact for norm in norms_of(program) for exemption in norm.unless for step in exemption.steps]
    found: dict[str, list[Variable]] = {}
    for variable in variables_of(tests, steps):
        for fact in facts_of_variable(variable):
            found.setdefault(fact.id, []).append(variable)
    return found


def expressions(program: Program) -> Iterator[Expression]:
    """Every predicate of a program, attachments' included."""
    for norm in norms_of(program):
        yield norm.when
        for exemption in norm.unless:
            yield from ([exemption.claim] if exemption.claim is not None else [])
            yield exemption.test
        for attachments in _attachments(norm):
            yield from (letter.when for letter in attachments.letters)
            yield from (entry.when for entry in attachments.entries)
    yield from (duty.when for duty in duties_of(program))


def duties_of(program: Program) -> Iterator[Duty]:
    """Every obligation and condition a program can give."""
    for norm in norms_of(program):
        yield from norm.conditions
        for attachments in _attachments(norm):
            yield from attachments.duties
        yield from (duty for exemption in norm.unless for step in exemption.steps for duty in step.conditions)


def norms_of(program: Program) -> Iterator[Norm]:
    """The norms of both layers."""
    return chain.from_iterable(layer.norms for layer in (program.text, program.statute))


def _attachments(norm: Norm) -> Iterator[Attachments]:
    yield norm.attachments
    yield from (exemption.attachments for exemption in norm.unless)
