"""Tests that ask a question of both texts: facts on which they part, and what must be done on given facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.decisions.answer import Task
from kitei.decisions.building.programs import Ready
from kitei.decisions.coverage.duties import AskTest, Duties, TasksTest, TopicTest
from kitei.decisions.coverage.findings import ELSEWHERE, NOTHING, RULED, SILENT, UNREAD, WEAKER, Finding
from kitei.decisions.coverage.layers import clauses_in, tasks_in
from kitei.decisions.coverage.probing import Parting, Prober, Witness
from kitei.decisions.coverage.wording import Phrases
from kitei.decisions.deciding import Engine
from kitei.decisions.norms import Label, Program
from kitei.decisions.outcomes import SILENT as SAYS_NOTHING
from kitei.predicates.expression import Case
from kitei.predicates.facts import Facts, Kind, read_facts
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause

_WORDS = ("immediately", "promptly", "swiftly", "without_delay")
"""Time words, strongest first; `in_advance` and `each_time` are of another kind."""


_SPOKEN = 6  # clauses named where nothing is read yet
_AGREE = Parting("", "", None)


@dataclass(frozen=True, slots=True)
class Probe:
    """One case that a test puts.

    Attributes:
        names: the facts that tell it from the test's other probes.
        lacking: where one item of a list is left out: which, in words.
    """

    facts: Facts
    names: tuple[str, ...]
    lacking: Label | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts the questions of the tests to one regulation."""

    engine: Engine
    regulation: Regulation
    duties: Duties
    phrases: Phrases
    on: date

    def ready(self, question: str) -> Ready:
        """The program of a question on the day."""
        return self.engine.programs.get(self.regulation, question, self.on)

    def read(self, program: Program, raw: Mapping[str, Any]) -> Facts:
        """Facts as the vocabulary types them."""
        return read_facts(raw, program.facts, program.clause_ids)

    def usual(self, program: Program) -> Facts:
        """The plain case, as far as the question knows its facts."""
        return self.read(program, {n: value for n, value in self.duties.usual.items() if n in program.facts})

    def ask(self, test: AskTest) -> Iterator[Finding]:
        """Where the two texts part, probe by probe."""
        ready = self.ready(test.ask)
        prober = Prober(ready, self.usual(ready.program), self.on)
        probes = list(self.probes(test))
        silent = [prober.wholly_silent(probe.facts) for probe in probes]
        if probes and all(silent):
            yield self._absent(ready.program, "ask")
            return
        for probe in probes:
            yield self._finding(ready, Witness(_AGREE, {**prober.usual, **probe.facts}, ()), probe)
            for witness in prober.partings(probe.facts):
                yield self._finding(ready, witness, probe)

    def probes(self, test: AskTest) -> Iterator[Probe]:
        """The facts of each probe, and what tells it from the others."""
        program = self.ready(test.ask).program
        for spread, lacking in _spread(test, program):
            for probe in test.probes:
                raw = {**test.given, **spread, **probe}
                names = tuple(name for name in (*spread, *probe) if not (lacking and name in spread))
                yield Probe(self.read(program, raw), names, self.phrases.lacking(lacking) if lacking else None)

    def tasks(self, test: TasksTest) -> Iterator[Finding]:
        """What the statute asks to be done on these facts and the text leaves out or asks less strictly."""
        ready = self.ready(test.tasks)
        usual = {n: v for n, v in self.duties.usual.items() if n in ready.program.facts}
        case = Case(self.read(ready.program, {**usual, **test.facts}), self.on)
        decided = self.engine.decide_ready(ready, case.facts, self.on)
        said, law = decided.answer.regulation_says, decided.answer.statute_says
        if said == SAYS_NOTHING:
            yield self._absent(ready.program, "tasks")
            return
        own, theirs = tasks_in(decided.text, said, case), tasks_in(decided.statute, law, case)
        cited = clauses_in(decided.text, ready.program.text, said)
        words = self.phrases.case(ready.program, case.facts, tuple(test.facts))
        yield Finding(RULED, "tasks", NOTHING, test.tasks, text_clauses=cited)
        handed_over = decided.answer.basis == "referred_law"
        for task in theirs:
            for short in self._shortfalls(task, [each for each in own if each.kind == task.kind]):
                yield Finding(
                    RULED if handed_over else WEAKER, "tasks", short, test.tasks, False, said, law,  # noqa: FBT003
                    facts=raw_facts(case.facts), witness=words, text_clauses=cited, statute_clauses=(task.clause,),
                    severity="C" if handed_over or task.strength == "effort" else "",
                )  # fmt: skip

    def topic(self, test: TopicTest) -> Iterator[Finding]:
        """Whether the text rules the question at all."""
        program = self.ready(test.topic).program
        if not program.text.norms and program.text.topic.state != "ruled":
            yield self._absent(program, "topic")
            return
        clauses = tuple(dict.fromkeys(clause for norm in program.text.norms for clause in norm.clauses))
        yield Finding(RULED, "topic", NOTHING, test.topic, text_clauses=clauses[:6])

    def _absent(self, program: Program, how: str) -> Finding:
        topic = program.text.topic
        near = tuple(dict.fromkeys((*topic.refers, *topic.near)))
        state = ELSEWHERE if topic.state == "elsewhere" or topic.document else SILENT
        spoken = () if near or state == ELSEWHERE else tuple(speaking_of(self.regulation, program.question))
        if spoken:
            state = UNREAD
        says = self.phrases.absent(program, state)
        return Finding(state, how, says, program.question, whole=True, text_clauses=near or spoken[:_SPOKEN])

    def _finding(self, ready: Ready, witness: Witness, probe: Probe) -> Finding:
        program, topic = ready.program, ready.program.text.topic
        decided = self.engine.decide_ready(ready, witness.facts, self.on)
        said, law = decided.answer.regulation_says, decided.answer.statute_says
        cites = clauses_in(decided.text, program.text, said), clauses_in(decided.statute, program.statute, law)
        state = witness.parting.state
        if state is None:
            own = cites[0] if said != SAYS_NOTHING else ()
            return Finding(RULED, "ask", NOTHING, program.question, text_clauses=own)
        if state == SILENT and (topic.refers or topic.document):
            state = RULED if topic.refers else ELSEWHERE
        return Finding(
            state, "ask", self.phrases.parting(said, law), program.question, False, said, law,  # noqa: FBT003
            facts=raw_facts(witness.facts),
            witness=self._in_words(program, witness, probe),
            text_clauses=cites[0], statute_clauses=cites[1],
        )  # fmt: skip

    def _in_words(self, program: Program, witness: Witness, probe: Probe) -> Label:
        shown = self.phrases.case(program, witness.facts, dict.fromkeys((*probe.names, *witness.departs)))
        parts = [each for each in (probe.lacking, shown) if each and each.ja]
        return Label("、".join(each.ja for each in parts), "; ".join(each.en for each in parts))

    def _shortfalls(self, task: Task, own: list[Task]) -> Iterator[Label]:
        if not own:
            yield self.phrases.lacks_task(task)
            return
        if task.due_word in _WORDS and not any(_as_strong(each.due_word, task.due_word) for each in own):
            yield self.phrases.weaker_word(task, own[0])
        if task.due and not any(each.due for each in own):
            yield self.phrases.lacks_day(task)
        if task.keep_until and not any(each.keep_until and each.keep_until >= task.keep_until for each in own):
            yield self.phrases.shorter_keeping(task, max((e.keep_until for e in own if e.keep_until), default=None))
        held = {self.duties.aliases.get(name, name) for each in own for name in each.fields}
        missing = [name for name in task.fields if name not in held]
        if missing:
            yield self.phrases.lacks_fields(task, missing)


def speaking_of(regulation: Regulation, question: str) -> Iterator[str]:
    """The clauses said, or proposed by an import and not rejected, to bear on a question."""
    for clause in regulation.clauses.values():
        proposed = () if clause.topics or _rejected(clause) else tuple(each.topic for each in clause.proposed_topics)
        if question in (*clause.topics, *proposed):
            yield clause.id


def _rejected(clause: Clause) -> bool:
    return clause.confirmation is not None and clause.confirmation.state == "rejected"


def raw_facts(facts: Facts) -> dict[str, Any]:
    """Facts as a case file gives them."""
    return {name: _raw(value) for name, value in facts.items()}


def _raw(value: object) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _as_strong(own: str, theirs: str) -> bool:
    return own in _WORDS and _WORDS.index(own) <= _WORDS.index(theirs)


def _spread(test: AskTest, program: Program) -> list[tuple[dict[str, Any], str | None]]:
    """The values the test's `each` gives its fact, one by one; with `missing`, also which value is left out."""
    if not test.each:
        return [({}, None)]
    ((name, spread),) = test.each.items()
    fact = program.facts[name]
    values = fact.values if isinstance(spread, str) else spread
    if spread == "missing":
        return [({name: [other for other in values if other != value]}, value) for value in values]
    return [({name: [value] if fact.kind is Kind.ANY else value}, None) for value in values]
