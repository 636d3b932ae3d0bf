"""The five universities: every grave divergence is found, in the right row, with a witness that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kitei.decisions.coverage.findings import Row
from kitei.decisions.deciding import Engine
from kitei.regulations.library import Library
from tests.decisions.coverage.library.conftest import ON, Covered

UNIVERSITIES = Library().universities()
_MOST_FINDINGS = 20


def expected() -> Iterator[Any]:
    table = yaml.safe_load(Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8"))
    for regulation, entries in table.items():
        for entry in entries:
            what = entry.get("trap") or entry["gap"]
            yield pytest.param(regulation, entry, id=f"{regulation} {what}: {entry['duty']} {entry['state']}")


@pytest.mark.parametrize(("regulation", "entry"), list(expected()))
def test_finds_what_the_analysis_found(regulation: str, entry: dict[str, str], covered: Covered) -> None:
    row = row_of(covered, regulation, entry["duty"])

    assert row.state == entry["state"]
    if "trap" in entry:
        assert entry["trap"] in [trap.id for trap in row.traps]


@pytest.mark.parametrize("regulation", UNIVERSITIES)
def test_every_trap_that_changes_a_decision_stands_in_a_row_of_severity_a(regulation: str, covered: Covered) -> None:
    coverage = covered(regulation)
    grave = {trap.id for trap in coverage.regulation.traps.values() if trap.severity == "A"}

    assert grave <= {trap.id for row in coverage.rows if row.severity == "A" for trap in row.traps}


@pytest.mark.parametrize("regulation", UNIVERSITIES)
def test_every_witness_is_a_case_on_which_the_two_texts_part(regulation: str, covered: Covered, home: Engine) -> None:
    for row in covered(regulation).rows:
        for finding in row.findings:
            if finding.how == "ask" and finding.facts and finding.question:
                answer = home.decide(regulation, finding.question, finding.facts, ON).answer
                assert (answer.regulation_says, answer.statute_says) == (finding.regulation_says, finding.statute_says)
                assert answer.regulation_says != answer.statute_says


@pytest.mark.parametrize("regulation", UNIVERSITIES)
def test_a_row_that_falls_short_says_what_to_settle(regulation: str, covered: Covered) -> None:
    for row in covered(regulation).rows:
        assert bool(row.settle) == (row.state != "ruled")
        assert len(row.findings) <= _MOST_FINDINGS


def test_a_regulation_that_forbids_opt_out_is_stricter_and_one_with_five_items_is_weaker(covered: Covered) -> None:
    closed, open_ = row_of(covered, "josai", "opt-out"), row_of(covered, "iuj", "opt-out")

    assert closed.state == "stricter"
    lacking = [each.en for f in open_.findings if f.state == "weaker" for each in (f.witness, *f.also)]
    assert len([each for each in lacking if each.startswith("without")]) == 3


def test_national_universities_are_held_to_chapter_5_and_private_ones_to_articles_32_to_39(covered: Covered) -> None:
    national = {row.duty.id for row in covered("muroran-it").rows}
    private = {row.duty.id for row in covered("josai").rows}

    assert {"nu-disclosure", "nu-file-register", "nu-anonymised"} <= national
    assert {"disclosure", "cease-use", "anonymised-making"} <= private
    assert not {"disclosure", "anonymised-making"} & national


def row_of(covered: Covered, regulation: str, duty: str) -> Row:
    return next(row for row in covered(regulation).rows if row.duty.id == duty)
