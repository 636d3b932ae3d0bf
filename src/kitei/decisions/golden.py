"""Cases with expected answers: what each must show, and every difference (format: the golden cases' README)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Decision, Engine
from kitei.predicates.facts import BadFacts
from kitei.regulations.yamlfile import Document, read_yaml

_EXACT = ("outcome", "regulation_says", "statute_says", "basis", "edition", "escalate_to")


class BadCase(ValueError):
    """A case file that is not as it should be.

    Attributes:
        file, line: where. problem: what is wrong.
    """

    def __init__(self, file: Path, line: int, problem: str) -> None:
        self.file, self.line, self.problem = file, line, problem
        super().__init__(f"{file}:{line}: {problem}")


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """One case at one institution."""

    id: str
    title: str
    question: str
    on: date
    facts: Mapping[str, Any]
    regulation: str
    expect: Mapping[str, Any]
    file: Path
    line: int

    @property
    def contestable(self) -> bool:
        """Whether reasonable lawyers could answer otherwise."""
        return bool(self.expect.get("contestable"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the answer does not show."""

    key: str
    expected: object
    got: object


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case came out."""

    case: GoldenCase
    decision: Decision | None
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """The answer shows everything expected."""
        return not self.differences


def read_cases(folder: Path) -> Iterator[GoldenCase]:
    """Read every `*.yaml` below a folder, one case for each institution it names.

    Raises:
        BadCase, UnreadableFile: a file cannot be read as cases.
    """
    files = sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]
    for file in files:
        document = read_yaml(file)
        if not isinstance(document.data, list):
            raise BadCase(file, 1, "a list of cases is expected")
        for index, raw in enumerate(document.data):
            yield from _cases(document, index, raw)


def judge(engine: Engine, case: GoldenCase) -> Verdict:
    """Decide one case and compare."""
    try:
        decision = engine.decide(case.regulation, case.question, case.facts, case.on)
    except (BadFacts, ValueError) as error:
        return Verdict(case, None, (Difference("error", "an answer", str(error)),))
    return Verdict(case, decision, tuple(differences(case.expect, decision.answer)))


def differences(expect: Mapping[str, Any], answer: Answer) -> Iterator[Difference]:
    """Everything expected that the answer does not show."""
    for key in _EXACT:
        if key in expect and expect[key] != getattr(answer, key):
            yield Difference(key, expect[key], getattr(answer, key))
    yield from _cites(expect, answer)
    yield from _contained(expect, answer)
    yield from _dates(expect, answer)


def _cites(expect: Mapping[str, Any], answer: Answer) -> Iterator[Difference]:
    cited = [cite.clause for cite in (*answer.because, *answer.exceptions)]
    cited += [task.clause for task in (*answer.conditions, *answer.obligations)]
    for wanted in expect.get("cites", ()):
        if not any(is_at_or_below(clause, wanted) for clause in cited):
            yield Difference("cites", wanted, sorted(set(cited)))


def _contained(expect: Mapping[str, Any], answer: Answer) -> Iterator[Difference]:
    shown = {
        "obligations": [each.kind for each in answer.obligations],
        "conditions": [each.kind for each in answer.conditions],
        "notices": [each.document for each in answer.notices],
        "warnings": list(answer.warnings),
        "missing": [each.clause for each in answer.conditions],
    }
    for key, got in shown.items():
        for wanted in expect.get(key, ()):
            if wanted not in got:
                yield Difference(key, wanted, got)
    asked = {each.fact for each in answer.questions}
    if "questions" in expect and set(expect["questions"]) != asked:
        yield Difference("questions", sorted(expect["questions"]), sorted(asked))


def _dates(expect: Mapping[str, Any], answer: Answer) -> Iterator[Difference]:
    tasks = (*answer.conditions, *answer.obligations)
    for kind, wanted in expect.get("due", {}).items():
        days = {each.due.isoformat() for each in tasks if each.kind == kind and each.due}
        listed = wanted if isinstance(wanted, list) else [wanted]
        if {str(day) for day in listed} != days:
            yield Difference(f"due.{kind}", [str(day) for day in listed], sorted(days))
    if "due_word" in expect and expect["due_word"] not in [each.due_word for each in tasks]:
        yield Difference("due_word", expect["due_word"], sorted({each.due_word for each in tasks}))
    if "keep_until" in expect:
        ends = [*(task.keep_until for task in tasks), *(record.keep_until for record in answer.records)]
        kept = {str(day) for day in ends if day}
        if str(expect["keep_until"]) not in kept:
            yield Difference("keep_until", str(expect["keep_until"]), sorted(kept))


def is_at_or_below(clause: str, wanted: str) -> bool:
    """Whether a clause is the one wanted, or stands below it (`appi:rule-7(1)(4)` below `appi:rule-7`)."""
    return clause == wanted or clause.startswith((f"{wanted}(", f"{wanted}."))


def _cases(document: Document, index: int, raw: Any) -> Iterator[GoldenCase]:
    line = document.line((index,))
    if not isinstance(raw, dict) or not {"id", "question", "expect"} <= raw.keys():
        raise BadCase(document.file, line, "a case needs `id`, `question`, `on`, `facts` and `expect`")
    on = raw.get("on")
    if not isinstance(on, date):
        raise BadCase(document.file, document.line((index, "on")), "`on` is no day")
    for regulation, expect in raw["expect"].items():
        yield GoldenCase(
            str(raw["id"]),
            str(raw.get("title", "")),
            raw["question"],
            on,
            raw.get("facts") or {},
            regulation,
            expect,
            document.file,
            line,
        )
