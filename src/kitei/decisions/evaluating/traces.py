"""The interpreter: what each norm does in one case. This is the definition; the fast forms are checked against it."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.decisions.norms import Exemption, Layer, Norm
from kitei.decisions.outcomes import SILENT, StatuteOutcome, laxest, strictest
from kitei.predicates.expression import Case, Truth, truth


@dataclass(frozen=True, slots=True)
class ExemptionTrace:
    """What one exception does in one case.

    Attributes:
        claimed: somebody relies on it, and its norm is engaged; `None`: unknown.
        holds: its claim and tests are true; steps aside.
        undone: steps that are refused or too late. open: steps that can still be taken.
    """

    exemption: Exemption
    claimed: Truth
    holds: Truth
    undone: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def lifts(self) -> bool:
        """It holds, and every step is done."""
        return self.holds is True and not self.undone and not self.open

    @property
    def lifts_on_condition(self) -> bool:
        """It holds once the open steps are done."""
        return self.holds is True and not self.undone and bool(self.open)

    @property
    def failed(self) -> bool:
        """It was relied on, and does not hold."""
        return self.exemption.claim is not None and self.claimed is True and self.holds is False

    @property
    def pending(self) -> bool:
        """Unknown facts decide whether it holds."""
        return self.holds is None and not self.undone

    @property
    def offer(self) -> str:
        """The laxest outcome it could offer its norm if it held."""
        return (self.exemption.conditional if self.open else self.exemption.outcome) or ""

    @property
    def candidate(self) -> str | None:
        """The outcome it offers its norm, if it lifts it now or on condition."""
        if self.lifts:
            return self.exemption.outcome
        return self.exemption.conditional if self.lifts_on_condition else None


@dataclass(frozen=True, slots=True)
class NormTrace:
    """What one norm does in one case.

    Attributes:
        engaged: its `when`.
        contribution: the outcome it gives; `None` if it is not engaged, has no outcome, or is not settled.
        settled: no unknown fact bears on it.
    """

    norm: Norm
    engaged: Truth
    exemptions: tuple[ExemptionTrace, ...]
    contribution: str | None
    settled: bool

    @property
    def stands(self) -> bool:
        """It is engaged and nothing lifts it, not even on condition."""
        return self.engaged is True and not any(each.candidate or each.lifts for each in self.exemptions)

    @property
    def takes_effect(self) -> bool:
        """For a norm without outcome: engaged, and no exception definitely holds."""
        return self.engaged is True and not any(each.lifts for each in self.exemptions)

    @property
    def used(self) -> tuple[ExemptionTrace, ...]:
        """The exceptions that gave the contribution."""
        if self.contribution is None:
            return ()
        return tuple([each for each in self.exemptions if each.candidate == self.contribution])


def evaluate(layer: Layer, family: str, case: Case) -> tuple[NormTrace, ...]:
    """Evaluate every norm of a layer."""
    return tuple(_norm(norm, family, case) for norm in layer.norms)


def outcome_of(traces: tuple[NormTrace, ...], family: str) -> str | None:
    """The layer's outcome where every norm is settled, else `None`."""
    if not all(trace.settled for trace in traces):
        return None
    return strictest(family, (t.contribution for t in traces if t.contribution is not None)) or SILENT


def statute_outcome(traces: tuple[NormTrace, ...], family: str) -> StatuteOutcome | None:
    """The statute's outcome where every norm is settled, and whether a mandatory exception made it."""
    outcome = outcome_of(traces, family)
    if outcome is None:
        return None
    lifting = (e for trace in traces if trace.norm.outcome is not None for e in trace.exemptions if e.lifts)
    return StatuteOutcome(outcome, any(each.exemption.mandatory for each in lifting))


def _norm(norm: Norm, family: str, case: Case) -> NormTrace:
    engaged = truth(norm.when, case)
    if engaged is False:
        return NormTrace(norm, engaged, (), None, settled=True)
    exemptions = tuple(_exemption(each, case) for each in norm.unless)
    if norm.outcome is None:
        return NormTrace(norm, engaged, exemptions, None, settled=True)
    certain = laxest(family, [norm.outcome, *(each.candidate for each in exemptions if each.candidate is not None)])
    possible = laxest(family, [certain, *(each.offer for each in exemptions if each.pending)])
    settled = engaged is True and possible == certain
    contribution = certain if settled else None
    return NormTrace(norm, engaged, exemptions, contribution, settled)


def _exemption(exemption: Exemption, case: Case) -> ExemptionTrace:
    claimed: Truth = True if exemption.claim is None else truth(exemption.claim, case)
    tested = truth(exemption.test, case)
    holds = False if claimed is False or tested is False else None if claimed is None or tested is None else True
    states = {step.fact.id: case.facts.get(step.fact.id) for step in exemption.steps}
    undone = tuple(name for name, state in states.items() if state is False)
    still_open = tuple(name for name, state in states.items() if state is None)
    return ExemptionTrace(exemption, claimed, holds, undone, still_open)
