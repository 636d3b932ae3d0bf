"""The peers' texts say what the norms say: checked here without the peers, and against them in `kitei bench decide`."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from kitei.cli.benches import cases, deciding, peers, translating
from kitei.cli.benches.permission import bars
from kitei.decisions.building.programs import Ready
from kitei.decisions.deciding import Engine, engine
from kitei.predicates.expression import FALSE, TRUE, All, Case, Compare, Day, Number, truth
from kitei.predicates.facts import Kind
from tests.cli.conftest import Run

ON = date(2026, 5, 11)
SMALL = deciding.Size(cases=20, rows=500, many_rows=1_000, runs=1)


@pytest.fixture(scope="module")
def home() -> Engine:
    return engine()


def provision(home: Engine, institution: str) -> Ready:
    return home.programs.get(home.library.get(institution), "provision", ON)


def test_allow_is_written_out_as_one_predicate(home: Engine, *, full: bool) -> None:
    for institution in home.library.universities():
        ready = provision(home, institution)
        standing = bars(ready.program)
        for raw in cases.known_cases(ready.program.facts, 10_000 if full else 200, seed=1):
            case = Case(cases.as_facts(raw, ready.program.facts), ON)
            barred = any(truth(each.stands, case) for each in standing)
            assert barred == (ready.determiner.determine(case).outcome != "allow")


def test_the_plain_polars_expression_allows_the_rows_that_are_allowed(home: Engine) -> None:
    bench, people = deciding.DecideBench(home, "josai", SMALL), cases.people(500, seed=1)

    allowed = bench._limit(people)()  # noqa: SLF001

    assert isinstance(allowed, pl.DataFrame)
    assert allowed["allowed"].to_list() == (bench._bulk().decide(people)["outcome"] == "allow").to_list()  # noqa: SLF001


def test_every_university_can_be_put_to_the_peers(home: Engine) -> None:
    for institution in home.library.universities():
        standing = bars(provision(home, institution).program)
        assert translating.cedar(standing).count("forbid(") == len(standing)
        for each in standing:
            json.dumps([translating.json_logic(each.stands), translating.formula(each.stands)])


def test_what_a_peer_cannot_be_given_is_said(home: Engine) -> None:
    day = next(fact for fact in provision(home, "josai").program.facts.values() if fact.kind is Kind.DATE)

    with pytest.raises(translating.Untranslatable):
        translating.formula(Compare(day, "after", Day(("on",), months=3)))
    with pytest.raises(translating.Untranslatable):
        translating.json_logic(Compare(day, "above", Number(fact=day)))


def test_idle_parts_are_left_out() -> None:
    assert translating.formula(TRUE) == ["const", True]
    assert translating.json_logic(All((TRUE, FALSE))) == {"and": [True, False]}


def test_a_small_run_prints_every_figure_and_target(kitei: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kitei.cli.benching.QUICK", SMALL)

    done = kitei("bench", "decide", "--quick", "--no-peers")

    found = json.loads(done.stdout)
    assert found["peers"] == {"left_out": "--no-peers"}
    assert {"single", "explained", "questions", "rows", "machine", "targets"} <= found.keys()
    assert len(found["targets"]) == 7


def test_without_a_network_it_says_so_and_measures_the_rest(kitei: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise peers.NoPeers("no route to host")

    monkeypatch.setattr("kitei.cli.benching.QUICK", SMALL)
    monkeypatch.setattr(peers, "environment", unreachable)

    done = kitei("bench", "decide", "--quick")

    assert "peers left out: no route to host" in done.stderr
    assert json.loads(done.stdout)["peers"] == {"left_out": "no route to host"}
