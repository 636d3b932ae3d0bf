"""From what each norm did to the answer: what is cited, what follows, on what basis (contract §2, §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kitei.decisions.answer import Answer, Asked, Cite, Deadline, NoticeDue, RecordDue, StatuteEdition, Task
from kitei.decisions.evaluating import counting
from kitei.decisions.evaluating.determination import Determination
from kitei.decisions.evaluating.traces import ExemptionTrace, NormTrace
from kitei.decisions.norms import Attachments, Duty, Layer, Program
from kitei.decisions.outcomes import ESCALATE, SILENT, UNDETERMINED, rank
from kitei.predicates.expression import Case, facts_of, tests_of

LAXER = "laxer-than-statute"
"""Warning: the text alone would have permitted more than the statute does."""

STANDING_EFFECT = {
    "deny": "forbids",
    "refuse": "forbids",
    "invalid": "requires",
    "required": "requires",
    "in_scope": "defines",
    "allow": "permits",
    "allow_if": "permits",
    "valid": "permits",
    "comply": "requires",
    "comply_partly": "requires",
    "may_refuse": "permits",
    "not_required": "exempts",
    "out_of_scope": "defines",
    ESCALATE: "refers",
}
_ALLOWING = ("allow", "allow_if")
_PROHIBITING = (
    "deny",
    "invalid",
    "refuse",
)  # their conditions say what would change the answer, they are not part of it


@dataclass(slots=True)
class _Follows:
    """What follows from the norms of one layer."""

    conditions: list[Task] = field(default_factory=list)
    obligations: list[Task] = field(default_factory=list)
    own: list[Task] = field(default_factory=list)  # what the answer itself asks for; not another question's matter
    deadlines: list[Deadline] = field(default_factory=list)
    notices: list[NoticeDue] = field(default_factory=list)
    records: list[RecordDue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assembler:
    """Assembles the answer of one case."""

    program: Program
    case: Case
    text: tuple[NormTrace, ...]
    statute: tuple[NormTrace, ...]
    found: Determination

    def answer(self) -> Answer:
        """The whole answer."""
        program, found = self.program, self.found
        law_decides = self._statute_speaks_here()
        text = self._follows(self.text, found.text)
        statute = self._follows(self.statute, found.statute) if law_decides else _Follows()
        obligations = counting.merge([*text.obligations, *statute.obligations])
        return Answer(
            regulation=program.regulation.id,
            edition=program.regulation.edition,
            statutes=tuple(StatuteEdition(each.id, each.edition) for each in program.statutes),
            on=self.case.on,
            question=program.question,
            outcome=found.outcome,
            regulation_says=found.outcome if program.is_statute else found.text,
            statute_says=found.statute,
            basis=self._basis(text, statute),
            because=tuple(self._because(law_decides=law_decides)),
            exceptions=tuple(self._exceptions(law_decides=law_decides)),
            conditions=counting.merge([*text.conditions, *statute.conditions]),
            obligations=obligations,
            records=tuple(dict.fromkeys([*text.records, *statute.records])),
            deadlines=tuple(dict.fromkeys([*text.deadlines, *statute.deadlines])),
            notices=tuple(dict.fromkeys([*text.notices, *statute.notices])),
            questions=tuple(self._asked(fact) for fact in found.open_facts),
            escalate_to=self._escalate_to(law_decides=law_decides) if found.outcome == ESCALATE else None,
            warnings=self._warnings(law_decides=law_decides),
        )

    def _statute_speaks_here(self) -> bool:
        """Whether the statute's norms are part of the reason: it gives the final outcome, or the matter is open."""
        found = self.found
        if found.outcome == UNDETERMINED:
            return found.statute != SILENT
        if found.text == SILENT or found.mandatory:
            return True
        same = found.statute == found.outcome
        equal = {found.statute, found.outcome} <= {"valid", "not_required"}
        allowing = found.statute in _ALLOWING and found.outcome in _ALLOWING
        return same or equal or allowing

    def _because(self, *, law_decides: bool) -> Iterator[Cite]:
        seen: set[str] = set()
        for clause, effect in self._reasons(law_decides=law_decides):
            if clause not in seen:
                seen.add(clause)
                yield self._cite(clause, effect)

    def _reasons(self, *, law_decides: bool) -> Iterator[tuple[str, str]]:
        found = self.found
        if found.text == SILENT and not self.program.is_statute:
            yield from _of_topic(self.program.text)
        yield from self._reasons_or_open(self.text, found.text)
        if found.text == SILENT and found.statute == SILENT and not self.program.is_statute:
            yield from _of_topic(self.program.statute)
        if law_decides or self.program.is_statute:
            yield from self._reasons_or_open(self.statute, found.statute)
            if self.program.is_statute and found.statute == SILENT:
                yield from _of_topic(self.program.statute)

    def _reasons_or_open(self, traces: tuple[NormTrace, ...], said: str) -> Iterator[tuple[str, str]]:
        """The reasons; where the outcome is certain though no single norm is settled, the norms that agree on it."""
        reasons = list(self._reasons_of(traces, said))
        deciding = {clause for trace in traces if trace.contribution == said for clause in trace.norm.clauses}
        yield from reasons
        if said not in (SILENT, UNDETERMINED) and not deciding:
            for trace in traces:
                if trace.engaged is not False and not trace.settled:
                    yield from _pending(trace)

    def _reasons_of(self, traces: tuple[NormTrace, ...], said: str) -> Iterator[tuple[str, str]]:
        for trace in traces:
            if trace.engaged is False:
                continue
            if said == UNDETERMINED and not trace.settled:
                yield from _pending(trace)
            elif trace.engaged is True:
                if trace.norm.outcome is None:
                    if trace.takes_effect:
                        yield from ((clause, _plain_effect(trace)) for clause in trace.norm.clauses)
                elif trace.contribution == said or (said == UNDETERMINED and trace.contribution is not None):
                    yield from ((clause, _effect(trace)) for clause in trace.norm.clauses)
            for exemption in trace.exemptions:
                if exemption.failed or (exemption.holds is True and exemption.undone):
                    yield from ((clause, "defines") for clause in exemption.exemption.clauses)

    def _exceptions(self, *, law_decides: bool) -> Iterator[Cite]:
        seen: set[str] = set()
        traces = [*self.text, *(self.statute if law_decides or self.program.is_statute else ())]
        for trace in traces:
            for exemption in trace.exemptions if trace.engaged is True else ():
                if exemption.lifts or exemption in trace.used:
                    effect = "permits" if self.program.family in ("act", "request") else "exempts"
                    for clause in exemption.exemption.clauses:
                        if clause not in seen:
                            seen.add(clause)
                            yield self._cite(clause, effect)

    def _follows(self, traces: tuple[NormTrace, ...], said: str) -> _Follows:
        found = _Follows()
        if self.found.outcome == UNDETERMINED:
            return found
        for trace in traces:
            if trace.norm.outcome is None:
                if trace.takes_effect and self._plain_follows(trace):
                    self._attach(found, trace.norm.attachments)
            elif trace.contribution == self.found.outcome or (
                trace.contribution == said and said in _ALLOWING and self.found.outcome in _ALLOWING
            ):
                self._effects(found, trace)
        return found

    def _plain_follows(self, trace: NormTrace) -> bool:
        outcome = self.found.outcome
        if trace.norm.only_if:
            return outcome in trace.norm.only_if
        return self.program.family != "act" or outcome in _ALLOWING

    def _effects(self, found: _Follows, trace: NormTrace) -> None:
        if trace.stands:
            self._tasks(found.conditions, found, trace.norm.conditions)
            self._attach(found, trace.norm.attachments)
            for exemption in trace.exemptions:
                if exemption.holds is True:
                    self._steps(found.conditions, found, exemption, exemption.undone)
        for exemption in trace.used:
            duty_like = self.program.family in ("check", "check_duty", "duty")
            target = found.obligations if duty_like and exemption.lifts_on_condition else found.conditions
            self._steps(target, found, exemption, exemption.open)
            self._attach(found, exemption.exemption.attachments)
            if exemption.lifts_on_condition and trace.contribution == trace.norm.outcome:
                self._attach(found, trace.norm.attachments)

    def _steps(self, target: list[Task], found: _Follows, exemption: ExemptionTrace, names: tuple[str, ...]) -> None:
        for step in exemption.exemption.steps:
            if step.fact.id in names:
                self._tasks(target, found, step.conditions)

    def _attach(self, found: _Follows, attachments: Attachments) -> None:
        self._tasks(found.obligations, found, attachments.duties)
        found.notices.extend(n for each in attachments.letters if (n := counting.notice(each, self.case)))
        found.records.extend(r for each in attachments.entries if (r := counting.record(each, self.case)))

    def _tasks(self, target: list[Task], found: _Follows, duties: Iterable[Duty]) -> None:
        for duty in counting.applicable(duties, self.case):
            task, deadline = counting.task(duty, self.case)
            target.append(task)
            if not duty.collateral and self.found.outcome not in _PROHIBITING:
                found.own.append(task)
            if deadline:
                found.deadlines.append(deadline)

    def _basis(self, text: _Follows, statute: _Follows) -> str:
        found, topic = self.found, self.program.text.topic
        if self.program.is_statute:
            return "gap" if found.statute == SILENT else "text"
        if found.text == SILENT:
            if topic.state == "elsewhere" or topic.document:
                return "parent_document"
            if found.statute == SILENT:
                return "gap"
            return "referred_law" if topic.refers else "floor"
        if found.mandatory and found.text != found.outcome:
            return "text+floor"
        if found.outcome in (found.text, UNDETERMINED):
            named = next(self._named_bases(), None)
            return named or ("text+floor" if _supplies(statute, text) else "text")
        return "text+floor"

    def _named_bases(self) -> Iterator[str]:
        for trace in self.text:
            if trace.engaged is True and trace.contribution is not None and trace.contribution == self.found.text:
                yield from (e.exemption.basis for e in trace.used if e.exemption.basis)
                if trace.norm.basis and (trace.stands or not trace.used):
                    yield trace.norm.basis

    def _escalate_to(self, *, law_decides: bool) -> str | None:
        for trace in (*self.text, *(self.statute if law_decides else ())):
            if trace.contribution == ESCALATE:
                used = (e.exemption.escalate_to for e in trace.used if e.exemption.escalate_to)
                whom = next(used, trace.norm.escalate_to)
                if whom:
                    return whom
        return self.program.text.topic.escalate_to if self.found.text == SILENT else None

    def _warnings(self, *, law_decides: bool) -> tuple[str, ...]:
        found = self.found
        named: list[str] = []
        if found.text == SILENT:
            named.extend(self.program.text.topic.warnings)
        for trace in (*self.text, *(self.statute if law_decides else ())):
            if trace.engaged is True:
                named.extend(trace.norm.warnings)
                for each in trace.exemptions:
                    relied = each.exemption.claim is not None and each.claimed is True
                    if relied or each.lifts or each in trace.used:
                        named.extend(each.exemption.warnings)
        if not self.program.statutes:
            named.extend(self.program.statute.topic.warnings)
        if self._laxer():
            named.append(LAXER)
        return tuple(dict.fromkeys(named))

    def _laxer(self) -> bool:
        found, family = self.found, self.program.family
        if self.program.is_statute or found.mandatory or {found.text, found.statute} & {SILENT, UNDETERMINED}:
            return False
        if found.outcome != found.statute or found.text == found.outcome:
            return False
        return family == "request" or rank(family, found.statute) < rank(family, found.text)

    def _asked(self, fact: str) -> Asked:
        prompt = self.program.prompts[fact]
        return Asked(fact, self._needed_for(fact), prompt.ja, prompt.en)

    def _needed_for(self, fact: str) -> str:
        """The clause that first turns on an unknown fact: an open exception's, or else its norm's."""
        for trace in (*self.text, *self.statute):
            if trace.norm.outcome is None or trace.engaged is False or trace.settled:
                continue
            for each in trace.exemptions:
                tests = [*tests_of(each.exemption.test), *tests_of(each.exemption.claim or each.exemption.test)]
                if each.pending and any(fact == named.id for atom in tests for named in facts_of(atom)):
                    return each.exemption.clauses[0]
            if any(fact == named.id for atom in tests_of(trace.norm.when) for named in facts_of(atom)):
                return trace.norm.clauses[0]
        return ""

    def _cite(self, clause: str, effect: str) -> Cite:
        wording = self.program.wording[clause]
        return Cite(clause, effect, wording.ja, wording.en)


def _of_topic(layer: Layer) -> Iterator[tuple[str, str]]:
    yield from ((clause, "refers") for clause in (*layer.topic.refers, *layer.topic.near))


def _pending(trace: NormTrace) -> Iterator[tuple[str, str]]:
    yield from ((clause, _effect(trace)) for clause in trace.norm.clauses)
    for each in trace.exemptions:
        if each.pending:
            yield from ((clause, "exempts") for clause in each.exemption.clauses)


def _effect(trace: NormTrace) -> str:
    if trace.norm.effect:
        return trace.norm.effect
    return STANDING_EFFECT[trace.contribution or trace.norm.outcome or ""]


def _plain_effect(trace: NormTrace) -> str:
    return trace.norm.effect or ("requires" if trace.norm.attachments.duties else "defines")


def _supplies(statute: _Follows, text: _Follows) -> bool:
    """Whether the statute supplies part of the answer that the text leaves out: a duty, a time word, a date."""
    for task in statute.own:
        same = [mine for mine in text.own if mine.kind == task.kind]
        if not same:
            return True
        if task.due_word != "none" and all(mine.due_word == "none" for mine in same):
            return True
        if _missing(task.due, (mine.due for mine in same)):
            return True
    return False


def _missing(day: date | None, own: Iterable[date | None]) -> bool:
    return day is not None and all(each is None for each in own)
