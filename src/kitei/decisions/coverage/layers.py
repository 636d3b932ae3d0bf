"""What one text does in one case: the clauses that decide, and the duties that follow, each layer by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitei.decisions.answer import Task
from kitei.decisions.evaluating import counting
from kitei.decisions.evaluating.traces import NormTrace
from kitei.decisions.norms import Duty, Layer
from kitei.decisions.outcomes import SILENT
from kitei.predicates.expression import Case

_PROHIBITING = ("deny", "invalid", "refuse")


def clauses_in(traces: Iterable[NormTrace], layer: Layer, said: str) -> tuple[str, ...]:
    """The clauses that made one text say what it says; where it is silent, those nearest to the matter."""
    if said == SILENT:
        return tuple(dict.fromkeys((*layer.topic.refers, *layer.topic.near)))
    found: list[str] = []
    for trace in traces:
        if trace.engaged is True and trace.contribution == said:
            found.extend(clause for each in trace.used for clause in each.exemption.clauses)
            if not trace.used or trace.norm.outcome == said:
                found.extend(trace.norm.clauses)
            found.extend(clause for each in trace.exemptions if each.failed for clause in each.exemption.clauses)
    return tuple(dict.fromkeys(found))


def tasks_in(traces: Iterable[NormTrace], said: str, case: Case) -> tuple[Task, ...]:
    """What one text asks to be done in a case, with dates; matters of another question left out."""
    duties = [duty for duty in _duties(traces, said) if not duty.collateral]
    return tuple(counting.task(duty, case)[0] for duty in counting.applicable(duties, case))


def _duties(traces: Iterable[NormTrace], said: str) -> Iterator[Duty]:
    for trace in traces:
        if trace.engaged is not True:
            continue
        if trace.norm.outcome is None:
            if trace.takes_effect:
                yield from trace.norm.attachments.duties
        elif trace.contribution == said:
            yield from _of_deciding(trace, said)


def _of_deciding(trace: NormTrace, said: str) -> Iterator[Duty]:
    if trace.stands:
        yield from trace.norm.conditions
        if said not in _PROHIBITING:
            yield from trace.norm.attachments.duties
    for each in trace.used:
        yield from each.exemption.attachments.duties
        yield from (duty for step in each.exemption.steps for duty in step.conditions)
