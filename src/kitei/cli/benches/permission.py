"""The outcome `allow` of an act as one predicate over known facts, for engines that know only yes and no.

The same norms, exceptions and floor (contract §2) as the engine's, written out; made from the program, not by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from kitei.decisions.norms import Exemption, Layer, Norm, Program
from kitei.decisions.outcomes import ESCALATE, rank
from kitei.predicates.expression import FALSE, TRUE, All, AnyOf, Expression, Is, Not


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands in the way of `allow`: a norm of the statute, the text's norms together, or a gap."""

    name: str
    stands: Expression


def bars(program: Program) -> tuple[Bar, ...]:
    """Everything that stands in the way of `allow`; with all facts known, the answer is `allow` if none stands."""
    allowed, escalated = rank("act", "allow"), rank("act", ESCALATE)
    text, statute = _as_strict_as(program.text, allowed - 1), program.statute.norms
    silent = All((Not(_speaks(program.text)), Not(_speaks(program.statute))))
    ordered = all_of(_forced(program.statute), _as_strict_as(program.text, escalated), _speaks(program.statute))
    return (
        *(Bar(norm.clauses[0], found) for norm in statute if (found := _stands(norm, allowed - 1)) != FALSE),
        Bar("text", all_of(text, not_(ordered))),
        Bar("gap", silent),
    )


def all_of(*parts: Expression) -> Expression:
    """A conjunction without idle parts."""
    left = tuple(part for part in parts if part != TRUE)
    if FALSE in left:
        return FALSE
    return TRUE if not left else left[0] if len(left) == 1 else All(left)


def any_of(*parts: Expression) -> Expression:
    """A disjunction without idle parts."""
    left = tuple(part for part in parts if part != FALSE)
    if TRUE in left:
        return TRUE
    return FALSE if not left else left[0] if len(left) == 1 else AnyOf(left)


def not_(part: Expression) -> Expression:
    """A negation."""
    return FALSE if part == TRUE else TRUE if part == FALSE else Not(part)


def _speaks(layer: Layer) -> Expression:
    return any_of(*(norm.when for norm in layer.norms if norm.outcome is not None))


def _as_strict_as(layer: Layer, limit: int) -> Expression:
    """Some norm of the layer gives an outcome at least so strict."""
    return any_of(*(_stands(norm, limit) for norm in layer.norms))


def _stands(norm: Norm, limit: int) -> Expression:
    """The norm is engaged, at least so strict, and no exception that holds makes it laxer."""
    if norm.outcome is None or rank("act", norm.outcome) > limit:
        return FALSE
    laxer = [each for each in norm.unless if each.outcome is not None and rank("act", each.outcome) > limit]
    return all_of(norm.when, *(not_(_holds(each)) for each in laxer))


def _holds(exemption: Exemption) -> Expression:
    steps = (Is(step.fact, frozenset((True,))) for step in exemption.steps)
    return all_of(exemption.claim or TRUE, exemption.test, *steps)


def _forced(statute: Layer) -> Expression:
    """A court order and its like: a mandatory exception whose norm is engaged."""
    pairs = chain.from_iterable(((norm, each) for each in norm.unless if each.mandatory) for norm in statute.norms)
    return any_of(*(all_of(norm.when, each.claim or TRUE, each.test) for norm, each in pairs if norm.outcome))
