"""Explanations for many cases are those of the interpreter's explainer, made once for each state of a norm."""

from __future__ import annotations

import pytest

from kitei.decisions.compiled import explaining
from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.single import FastEngine
from kitei.decisions.deciding import Engine
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from tests.decisions.compiled.sample import LATE, SPOKEN, cases, interpreted


@pytest.mark.parametrize("question", SPOKEN)
def test_decisions_and_trees_are_the_interpreters(home: Engine, question: str) -> None:
    program, wording = FastEngine(home).program("school", question, LATE), Wording(home.library.vocabulary)
    explainer = FastExplainer(program, wording)

    for facts in cases(program, 10):
        expected = interpreted(program, facts)
        assert explainer.explain(facts) == (expected, Explainer(wording).explain(expected))


def test_the_lines_of_a_norm_are_made_once_for_each_state_of_its_facts(home: Engine) -> None:
    program, wording = FastEngine(home).program("school", "provision", LATE), Wording(home.library.vocabulary)
    explainer = FastExplainer(program, wording)
    trees = [explainer.explain({"consent": each, "subject_age": age})[1] for each in (True, False) for age in (20, 30)]
    lines = [tree.below[1].below[0] for tree in trees]

    assert lines[0] is lines[1]
    assert lines[2] is lines[3]
    assert lines[0] != lines[2]


def test_lines_are_let_go_when_there_are_too_many(home: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    program, wording = FastEngine(home).program("school", "provision", LATE), Wording(home.library.vocabulary)
    explainer = FastExplainer(program, wording)

    def line() -> object:
        return explainer.explain({"consent": True})[1].below[1].below[0]

    first = line()
    remembered = len(explainer._remembering.lines)  # noqa: SLF001 - how full it is shows nowhere else
    monkeypatch.setattr(explaining, "CAPACITY", remembered)
    assert line() is first
    monkeypatch.setattr(explaining, "CAPACITY", remembered - 1)
    assert line() == first
    assert line() is not first
