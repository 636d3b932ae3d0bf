"""The given cases, and the project's own."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from kitei.cli.decisions.judging import read_disagreements
from kitei.decisions.deciding import Engine
from kitei.decisions.golden import Verdict, judge, read_cases

CASES = Path(__file__).parents[1] / "cases"
SECOND_READING = "second-reading"  # of every regulation, by somebody who had not seen the norms
DISAGREEMENTS = Path(__file__).parents[1] / "disagreements.yaml"


def failures(home: Engine, folder: Path) -> list[str]:
    disputed = read_disagreements(DISAGREEMENTS)
    verdicts = [judge(home, case) for case in read_cases(folder)]
    for verdict in verdicts:
        if (verdict.case.id, verdict.case.regulation) in disputed:
            sys.stdout.write(
                f"known disagreement: {said(verdict)}: {disputed[verdict.case.id, verdict.case.regulation]}\n"
            )
    return [
        said(verdict)
        for verdict in verdicts
        if not verdict.passed
        and not verdict.case.contestable
        and (verdict.case.id, verdict.case.regulation) not in disputed
    ]


def said(verdict: Verdict) -> str:
    shown = "; ".join(f"{each.key}: {each.expected!r} but {each.got!r}" for each in verdict.differences)
    return f"{verdict.case.id} at {verdict.case.regulation}: {shown}"


def test_every_given_case_is_answered_as_expected(home: Engine, shared: Path) -> None:
    assert failures(home, shared / "golden") == []


def test_every_case_of_our_own_is_answered_as_expected(home: Engine) -> None:
    assert failures(home, CASES) == []


@pytest.mark.parametrize("regulation", sorted(path.name for path in CASES.iterdir() if path.name != SECOND_READING))
def test_each_question_a_text_rules_has_at_least_three_cases(home: Engine, regulation: str) -> None:
    counted = Counter(case.question for case in read_cases(CASES / regulation))  # those of the Act: wherever it rules
    topics = home.library.get(regulation).norms.topics

    ruled = [question for question, topic in topics.items() if topic.state == "ruled"]

    assert {question: counted[question] for question in ruled if counted[question] < 3} == {}
