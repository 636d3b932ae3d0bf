"""The list of duties: it cites clauses there are, asks questions there are, and is written in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.duties import AskTest, Duties, NoDuties, TasksTest, TopicTest, load_duties
from kitei.decisions.deciding import Engine
from kitei.regulations.regulation import Regulation

CLAUSE = "- id: josai:8\n  kind: article\n  title: {ja: 利用, en: Use}\n  says: {ja: 利用, en: Use}\n"


@pytest.fixture(scope="module")
def act(home: Engine) -> Regulation:
    return home.library.get("appi")


@pytest.fixture(scope="module")
def duties(act: Regulation) -> Duties:
    return load_duties(act, (act,))[1]


def test_cites_only_clauses_of_the_statute(duties: Duties, act: Regulation) -> None:
    assert [c for duty in duties.duties for c in duty.clauses if c not in act.clauses] == []


def test_every_chapter_has_duties_and_every_duty_a_chapter(duties: Duties) -> None:
    assert {duty.chapter for duty in duties.duties} == {chapter.id for chapter in duties.chapters}
    assert len({duty.id for duty in duties.duties}) == len(duties.duties)


def test_asks_questions_of_the_vocabulary_about_facts_of_that_question(duties: Duties, home: Engine) -> None:
    vocabulary = home.library.vocabulary
    for duty in duties.duties:
        for test in duty.tests:
            match test:
                case AskTest():
                    named = {*test.given, *test.each, *(name for probe in test.probes for name in probe)}
                    assert named <= set(vocabulary.facts_of(test.ask)), duty.id
                case TasksTest():
                    assert set(test.facts) <= set(vocabulary.facts_of(test.tasks)), duty.id
                case TopicTest():
                    assert test.topic in vocabulary.questions
                case _:
                    pass
    assert set(duties.usual) <= set(vocabulary.facts)


def test_what_the_statute_rules_for_an_institution_is_tested_by_some_duty(duties: Duties, act: Regulation) -> None:
    ruled = {norm.question for norm in act.norms.norms if norm.outcome}
    asked = {
        getattr(test, "ask", None) or getattr(test, "tasks", None) for duty in duties.duties for test in duty.tests
    }

    assert ruled <= asked


def test_a_statute_has_nothing_to_be_held_against(home: Engine) -> None:
    with pytest.raises(NoDuties, match="appi"):
        cover(home, "appi", date(2026, 11, 21))


@pytest.fixture
def unwritten(home: Engine, tmp_path: Path) -> Callable[[str], set[str]]:
    """The states of two rows of a folder whose norms are not written yet, its clauses being these."""

    def states(clauses: str) -> set[str]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))  # a library reads a folder once
        folder.mkdir()
        for file in ("regulation", "registers"):
            given = (home.library.folder / "josai" / f"{file}.yaml").read_text(encoding="utf-8")
            (folder / f"{file}.yaml").write_text(given, encoding="utf-8")
        (folder / "clauses.yaml").write_text(clauses, encoding="utf-8")
        topics = "\n".join(f"  {name}: {{state: silent}}" for name in home.library.vocabulary.questions)
        (folder / "norms.yaml").write_text(f"topics:\n{topics}\nnorms: []\n", encoding="utf-8")
        rows = cover(home, folder, date(2026, 11, 21)).rows
        return {row.state for row in rows if row.duty.id in {"use-within-purpose", "provision-consent"}}

    return states


def test_a_folder_whose_clauses_speak_of_nothing_is_silent(unwritten: Callable[[str], set[str]]) -> None:
    assert unwritten(CLAUSE) == {"silent"}


def test_a_folder_whose_clauses_speak_of_it_without_norms_is_not_read_yet(
    unwritten: Callable[[str], set[str]],
) -> None:
    assert unwritten(f"{CLAUSE}  topics: [use, provision]\n") == {"unread"}


def test_topics_an_import_proposes_count_until_they_are_rejected(unwritten: Callable[[str], set[str]]) -> None:
    proposed = "".join(f"    - {{topic: {name}, words: [x]}}\n" for name in ("use", "provision"))

    assert unwritten(f"{CLAUSE}  proposed_topics:\n{proposed}") == {"unread"}
    assert unwritten(f"{CLAUSE}  proposed_topics:\n{proposed}  confirmation: {{state: rejected}}\n") == {"silent"}
