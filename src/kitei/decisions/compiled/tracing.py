"""Traces that are remembered norm by norm: what a norm does depends only on the few facts it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kitei.decisions.compiled.coding import attachments_of, facts_of_due, facts_of_keep
from kitei.decisions.evaluating.determination import expressions_of
from kitei.decisions.evaluating.traces import NormTrace, evaluate
from kitei.decisions.norms import Duty, Layer, Norm, TopicState
from kitei.predicates.expression import Case, Expression, facts_of, tests_of

Codes = Mapping[str, int]
"""The number of each known fact (see `coding`)."""

_NO_TOPIC = TopicState("ruled")


@dataclass(slots=True)
class TracedNorm:
    """One norm on one day, with what it did in the cases seen.

    Equal behaviour is one object, so that traces can be compared by identity.
    """

    norm: Norm
    family: str
    _own: tuple[str, ...] = ()
    _dates: tuple[str, ...] = ()
    _by_codes: dict[tuple[int, ...], NormTrace] = field(default_factory=dict)
    _by_behaviour: dict[Any, NormTrace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._dates = tuple(dict.fromkeys(_facts_of_effects(self.norm)))
        self._own = tuple(dict.fromkeys([*_facts_of_outcome(self.norm), *self._dates]))

    def codes(self, codes: Codes) -> tuple[int, ...]:
        """The numbers of the facts that the norm looks at."""
        get = codes.get
        return tuple([get(name, 0) for name in self._own])

    def trace(self, codes: Codes, case: Case) -> NormTrace:
        """What the norm does in this case."""
        key = self.codes(codes)
        found = self._by_codes.get(key)
        if found is None:
            (fresh,) = evaluate(Layer((self.norm,), _NO_TOPIC), self.family, case)
            found = self._by_behaviour.setdefault(self._behaviour(fresh, codes), fresh)
            self._by_codes[key] = found
        return found

    def _behaviour(self, trace: NormTrace, codes: Codes) -> tuple[Any, ...]:
        if trace.engaged is False:
            return (False,)
        exemptions = tuple((each.claimed, each.holds, each.undone, each.open) for each in trace.exemptions)
        return trace.engaged, exemptions, tuple(codes.get(name, 0) for name in self._dates)


def _facts_of_outcome(norm: Norm) -> Iterator[str]:
    yield from _named(expressions_of(norm))
    yield from (step.fact.id for exemption in norm.unless for step in exemption.steps)


def _facts_of_effects(norm: Norm) -> Iterator[str]:
    """The facts that decide what follows from a norm, and by when."""
    duties: list[Duty] = [*norm.conditions, *(d for e in norm.unless for step in e.steps for d in step.conditions)]
    for attachments in attachments_of(norm):
        duties.extend(attachments.duties)
        yield from _named(letter.when for letter in attachments.letters)
        yield from _named(entry.when for entry in attachments.entries)
        for entry in attachments.entries:
            yield from facts_of_keep(entry.keep)
    yield from _named(duty.when for duty in duties)
    for duty in duties:
        yield from facts_of_due(duty.due)
        yield from facts_of_keep(duty.keep)


def _named(expressions: Iterable[Expression]) -> Iterator[str]:
    yield from (fact.id for each in expressions for atom in tests_of(each) for fact in facts_of(atom))
