"""Covers a regulation: every duty and right of the statute that reaches the institution, tested and put in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kitei.decisions.coverage.asking import Asker
from kitei.decisions.coverage.duties import (
    AskTest,
    Duties,
    Duty,
    MentionTest,
    RefusalTest,
    RegisterTest,
    SetTest,
    TasksTest,
    Test,
    TopicTest,
    load_duties,
)
from kitei.decisions.coverage.findings import (
    RULED,
    STRICTER,
    UNREAD,
    Coverage,
    Finding,
    Row,
    grouped,
    severity_of,
    state_of,
)
from kitei.decisions.coverage.lists import Lists
from kitei.decisions.coverage.placing import Placer
from kitei.decisions.coverage.wording import Phrases
from kitei.decisions.deciding import Engine
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.norms import Label, TopicState
from kitei.predicates.facts import Facts
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import Trap


@dataclass(slots=True)
class _Coverer:
    regulation: Regulation
    statute: Regulation
    duties: Duties
    asker: Asker
    lists: Lists
    placer: Placer

    def rows(self) -> Iterator[Row]:
        for number, duty in enumerate(self.duties.reaching(self.regulation.identity.entity_type), 1):
            yield self._row(number, duty)

    def _row(self, number: int, duty: Duty) -> Row:
        findings = grouped(f for test in duty.tests for f in self._findings(test, duty))
        state = state_of(findings)
        traps = self._traps(duty, findings)
        general = self._general(duty, findings)
        shown = tuple(f for f in findings if f.says.ja)
        topics = list(self._topics(duty))
        return Row(
            number=number,
            duty=duty,
            state=state,
            severity=severity_of(duty, state, traps),
            findings=shown,
            text_clauses=_own(self.regulation, (c for f in findings for c in f.text_clauses)),
            statute_clauses=duty.clauses,
            refers=_unique(clause for topic in topics for clause in topic.refers),
            documents=_unique(topic.document for topic in topics if topic.document),
            traps=tuple(dict.fromkeys((*traps, *general))),
            settle=tuple(_settle(duty, state)),
        )

    def _findings(self, test: Test, duty: Duty) -> Iterator[Finding]:
        match test:
            case AskTest():
                yield from self.asker.ask(test)
            case TasksTest():
                yield from self.asker.tasks(test)
            case TopicTest():
                yield from self.asker.topic(test)
            case SetTest():
                yield from self.lists.items(test)
            case RegisterTest():
                yield from self.lists.register(test)
            case RefusalTest():
                yield from self.lists.refusals(test)
            case MentionTest():
                yield from self.lists.mentions(test, duty.title)

    def _topics(self, duty: Duty) -> Iterator[TopicState]:
        for question in _unique(_question(test) for test in duty.tests):
            if question:
                yield self.asker.ready(question).program.text.topic

    def _traps(self, duty: Duty, findings: tuple[Finding, ...]) -> tuple[Trap, ...]:
        """The traps whose norms the tests reach, and those on the lists compared."""
        named: list[str] = []
        for test in duty.tests:
            for known in self._probes(test):
                named.extend(self.placer.traps(self.asker.ready(_question(test)), known))
        cited = {clause for f in findings if f.how in ("set", "register", "refusals") for clause in f.text_clauses}
        named.extend(trap.id for trap in self.regulation.traps.values() if cited & set(trap.clauses))
        return self._known(named)

    def _general(self, duty: Duty, findings: tuple[Finding, ...]) -> tuple[Trap, ...]:
        """The traps of silent topics: they warn of the silence and say nothing on how grave it is."""
        if not any(finding.whole for finding in findings):
            return ()
        return self._known(name for topic in self._topics(duty) for name in topic.warnings)

    def _known(self, names: Iterable[str]) -> tuple[Trap, ...]:
        return tuple(trap for name in _unique(names) if (trap := self.regulation.traps.get(name)))

    def _probes(self, test: Test) -> Iterator[Facts]:
        if isinstance(test, AskTest):
            yield from (probe.facts for probe in self.asker.probes(test))
        elif isinstance(test, TasksTest):
            yield self.asker.read(self.asker.ready(test.tasks).program, test.facts)
        elif isinstance(test, TopicTest):
            yield {}


def cover(engine: Engine, name: str | Path, on: date) -> Coverage:
    """Hold a regulation against the statute it stands on.

    Raises:
        NoDuties: no statute lists its duties.
        UnknownRegulation, BadRegulation, UnreadableFile, NotInForce, BadNorm: the texts cannot be used.
    """
    regulation = engine.library.get(name)
    edition = regulation.text_on(on)
    statute, duties = load_duties(regulation, engine.library.statutes_of(regulation))
    phrases = Phrases(Wording(engine.library.vocabulary), _labels(engine, statute, regulation, duties))
    coverer = _Coverer(
        regulation,
        statute,
        duties,
        Asker(engine, regulation, duties, phrases, on),
        Lists(regulation, statute, duties, phrases),
        Placer(on),
    )
    return _finish(coverer, edition.id, on)


def _finish(coverer: _Coverer, edition: str, on: date) -> Coverage:
    rows = tuple(coverer.rows())
    placed = {trap.id for row in rows for trap in row.traps}
    rest = [trap for trap in coverer.regulation.traps.values() if trap.id not in placed]
    for number, row in enumerate(rows):
        near = tuple(trap for trap in rest if set(trap.clauses) & set(row.text_clauses))
        if near:
            worst = severity_of(row.duty, row.state, near)
            gravest = min([each for each in (row.severity, worst) if each], default=None)
            rows = (*rows[:number], replace(row, traps=(*row.traps, *near), severity=gravest), *rows[number + 1 :])
    placed |= {trap.id for row in rows for trap in row.traps}
    regulation, statute = coverer.regulation, coverer.statute
    return Coverage(
        regulation=regulation,
        statute=statute,
        edition=edition,
        on=on.isoformat(),
        chapters=coverer.duties.chapters,
        rows=rows,
        wording={n: Label(c.says.ja, c.says.en) for text in (regulation, statute) for n, c in text.clauses.items()},
        unplaced=tuple(trap for trap in regulation.traps.values() if trap.id not in placed),
    )


def _settle(duty: Duty, state: str) -> Iterator[Label]:
    if state == RULED:
        return
    if state == STRICTER:
        yield Label(
            "法より厳しい定めを意図して残すか、法に合わせるかを決め、残すなら理由を記録する。",
            "Decide whether to keep, on purpose, a rule stricter than the Act or to align it; if kept, record why.",
        )
        return
    if state == UNREAD:
        yield Label(
            "挙げた条項の意味を規範(norms.yaml)に書いてから、もう一度調べる。",
            "Write what the clauses named mean (norms.yaml), then look again.",
        )
    yield from (Label(point.ja, point.en) for point in duty.points)


def _question(test: Test) -> str:
    match test:
        case AskTest():
            return test.ask
        case TasksTest():
            return test.tasks
        case TopicTest():
            return test.topic
        case _:
            return ""


def _own(regulation: Regulation, clauses: Iterable[str]) -> tuple[str, ...]:
    return _unique(clause for clause in clauses if clause in regulation.clauses)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _labels(engine: Engine, statute: Regulation, regulation: Regulation, duties: Duties) -> Mapping[str, Label]:
    """Labels of items: of the vocabulary's values, the lists of both texts, and those the duties name."""
    found: dict[str, Label] = {}
    for enum in engine.library.vocabulary.enums.values():
        found.update({value.id: Label(value.ja or value.id, value.en or value.id) for value in enum.values})
    for text in (regulation, statute):
        for clause_set in text.registers.clause_sets:
            found.update({item.value: Label(item.ja, item.en) for item in clause_set.items})
        for register in text.registers.registers:
            found.update({each.id: Label(each.ja, each.en) for each in register.fields})
    found.update({name: Label(words.ja, words.en) for name, words in duties.words.items()})
    return found
