"""`kitei bench decide`: single decisions, explanations, questions and a million rows, beside the peers, in one run."""

from __future__ import annotations

import sys
import tempfile
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kitei.cli.benches import cases, measuring, peers, translating
from kitei.cli.benches.measuring import Figures
from kitei.cli.benches.permission import Bar, bars
from kitei.decisions.answer import Answer
from kitei.decisions.compiled.columns import read_cell
from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.rows import Bulk
from kitei.decisions.compiled.single import FastEngine
from kitei.decisions.deciding import Engine
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.outcomes import UNDETERMINED
from kitei.predicates.expression import Case
from kitei.predicates.facts import Fact, Facts, Kind, read_facts

QUESTION = "provision"
DAYS = (date(2024, 6, 3), date(2025, 6, 2), date(2026, 5, 11))
"""The edition is picked by the day of each case."""

ON = DAYS[-1]
SEED = 20261121

OTHERS = 10
"""Times as many other cases come before the new ones that are measured."""

Single = tuple[dict[str, Any], date]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    cases: int
    rows: int
    many_rows: int
    runs: int


QUICK = Size(cases=200, rows=200_000, many_rows=1_000_000, runs=3)
FULL = Size(cases=1_000, rows=1_000_000, many_rows=50_000_000, runs=5)


@dataclass(frozen=True, slots=True)
class DecideBench:
    """One run of all measurements for the provision question at one institution."""

    home: Engine
    regulation: str
    size: Size

    def run(self, *, with_peers: bool) -> Figures:
        """Everything, as it is printed."""
        ready = self.home.programs.get(self.home.library.get(self.regulation), QUESTION, ON)
        known = cases.known_cases(ready.program.facts, self.size.cases, SEED)
        people = cases.people(self.size.rows, SEED)
        found: Figures = {
            "bench": "decide",
            "question": QUESTION,
            "regulation": self.regulation,
            "machine": measuring.machine(["polars"]),
            "cases": self.size.cases,
            "runs": self.size.runs,
            "single": self._single(known),
            "explained": self._explained(known),
            "questions": self._questions(),
            "rows": self._rows(people),
        }
        found["peers"] = self._peers(known, people, bars(ready.program)) if with_peers else {"left_out": "--no-peers"}
        found["targets"] = targets(found)
        found["machine"]["load_at_end"] = measuring.machine([])["load"]
        return found

    def _single(self, known: list[dict[str, Any]]) -> Figures:
        """The whole answer from a dict, the edition picked by the day."""
        days = [(case, DAYS[index % len(DAYS)]) for index, case in enumerate(known)]
        warm = self._decider()
        return {
            "warm": measuring.single(warm, days, self.size.runs, rounds=10),
            "cold": measuring.cold(self._decider, days, self.size.runs),
            "new_cases_after_others": self._new_cases(),
            "interpreter": measuring.single(
                lambda case: self.home.decide(self.regulation, QUESTION, *case), days[:200], self.size.runs
            ),
        }

    def _decider(self) -> Callable[[Single], Answer]:
        decide, regulation = FastEngine(self.home).decide, self.regulation
        return lambda case: decide(regulation, QUESTION, *case)

    def _new_cases(self) -> Figures:
        """Cases never seen before, by a program that has seen many others; with and without unknown facts."""
        facts = self.home.programs.get(self.home.library.get(self.regulation), QUESTION, ON).program.facts
        fast = FastEngine(self.home).program(self.regulation, QUESTION, ON)
        found: Figures = {}
        for name, make in (("known", cases.known_cases), ("half_known", cases.partly_known_cases)):
            every = make(facts, (OTHERS + 1) * self.size.cases, SEED + 1)
            for case in every[: OTHERS * self.size.cases]:
                fast.decide(case)
            found[name] = measuring.cold(lambda: fast.decide, every[OTHERS * self.size.cases :], 1)
        return found

    def _explained(self, known: list[dict[str, Any]]) -> Figures:
        """The answer with its explanation tree."""
        wording = Wording(self.home.library.vocabulary)
        program = FastEngine(self.home).program(self.regulation, QUESTION, ON)
        plain = Explainer(wording)
        partly = cases.partly_known_cases(program.ready.program.facts, self.size.cases, SEED)
        decisions = [program.decision(case) for case in known]
        return {
            "decision_and_tree_warm": measuring.single(FastExplainer(program, wording).explain, known, self.size.runs),
            "decision_and_tree_warm_half_known": measuring.single(
                FastExplainer(program, wording).explain, partly, self.size.runs
            ),
            "tree_alone_without_memory": measuring.single(plain.explain, decisions, self.size.runs),
            "tree_alone_without_memory_half_known": measuring.single(
                plain.explain, [program.decision(case) for case in partly], self.size.runs
            ),
        }

    def _questions(self) -> Figures:
        """The minimal questions without memory, at every university, where something must be asked."""
        found: Figures = {}
        for name in self.home.library.universities():
            ready = self.home.programs.get(self.home.library.get(name), QUESTION, ON)
            facts, ids = ready.program.facts, ready.program.clause_ids
            partly = [
                Case(read_facts(each, facts, ids), ON)
                for each in cases.partly_known_cases(facts, self.size.cases // 2, SEED)
            ]
            asked = [case for case in partly if ready.determiner.determine(case).outcome == UNDETERMINED]
            found[name] = measuring.single(ready.determiner.determine, asked, self.size.runs)
        return found

    def _rows(self, people: pl.DataFrame) -> Figures:
        """Whole answers for a table; each run starts without memory."""
        wording = Wording(self.home.library.vocabulary)
        typed = cases.typed(people)
        fresh, warm = self._bulk, self._bulk()
        warm.decide(typed)
        cold_ms = measuring.bulk(lambda: fresh().decide(typed), self.size.runs)

        def explain() -> object:
            bulk = fresh()
            return bulk.explain(typed, FastExplainer(bulk.fast, wording))

        return {
            "rows": people.height,
            "columns": people.columns,
            "common_facts": len(warm.common),
            "distinct_cases": warm.count(typed),
            "typed_cold_ms": cold_ms,
            "typed_warm_ms": measuring.bulk(lambda: warm.decide(typed), self.size.runs),
            "text_cold_ms": measuring.bulk(lambda: fresh().decide(people), self.size.runs),
            "rows_per_second": round(people.height / cold_ms * 1_000),
            "explained_ms": measuring.bulk(explain, self.size.runs),
            "limit_plain_polars_ms": measuring.bulk(self._limit(people), self.size.runs),
            "memory": self._memory(typed),
        }

    def _bulk(self) -> Bulk:
        program = FastEngine(self.home).program(self.regulation, QUESTION, ON)
        return Bulk(program, self._common(program.ready.program.facts))

    def _common(self, facts: dict[str, Fact] | Any) -> Facts:
        return cases.as_facts({name: value for name, value in cases.ACT.items() if name in facts}, facts)

    def _limit(self, people: pl.DataFrame) -> Callable[[], object]:
        """The bare outcome as one Polars expression: no clause, no obligation, no question, nothing unknown.

        The lists stand ready as one boolean column for each member, which is not measured.
        """
        ready = self.home.programs.get(self.home.library.get(self.regulation), QUESTION, ON)
        facts = ready.program.facts
        columns: dict[str, pl.Expr] = {}
        for name, value in self._common(facts).items():
            columns |= {each: pl.lit(found) for each, (found,) in _plain(facts[name], [value]).items()}
        table = people.select(column for name in people.columns for column in _members(facts[name], people[name]))
        columns |= {name: pl.col(name) for name in table.columns}
        stands = [translating.polars(each.stands, columns, ON) for each in bars(ready.program)]
        allowed = (~pl.any_horizontal(stands)).alias("allowed")
        return lambda: table.select(allowed)

    def _memory(self, people: pl.DataFrame) -> Figures:
        """Memory over many rows, batch by batch, as `kitei decide --rows` goes about it."""
        bulk, done = self._bulk(), 0
        seen: list[float] = []
        while done < self.size.many_rows:
            bulk.decide(people.sample(people.height, with_replacement=True, seed=done))
            done += people.height
            seen.append(measuring.memory_mib())
        settled = seen[len(seen) // 5 :]
        return {"rows": done, "mib_settled": settled[0], "mib_most": max(settled), "mib_end": seen[-1]}

    def _peers(self, known: list[dict[str, Any]], people: pl.DataFrame, standing: tuple[Bar, ...]) -> Figures:
        try:
            python = peers.environment()
            with tempfile.TemporaryDirectory(prefix="kitei-bench-") as folder:
                return Peers(self, python, Path(folder), standing).run(known, people)
        except (peers.NoPeers, translating.Untranslatable) as error:
            print(f"peers left out: {error}", file=sys.stderr)
            return {"left_out": str(error)}


class Disagreement(RuntimeError):
    """A peer answers otherwise than Kitei: its text is wrong, and its speed means nothing."""


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers on the same cases and rows, with texts generated from the same norms."""

    bench: DecideBench
    python: Path
    folder: Path
    bars: tuple[Bar, ...]

    def run(self, known: list[dict[str, Any]], people: pl.DataFrame) -> Figures:
        """Each peer's figures.

        Raises:
            NoPeers: one failed.
            Disagreement: one answers otherwise than Kitei on a known case.
        """
        fast = FastEngine(self.bench.home).program(self.bench.regulation, QUESTION, ON)
        facts = fast.ready.program.facts
        typed = [translating.plain(cases.as_facts(case, facts), ON) for case in known]
        ours = [fast.decide(case).outcome == "allow" for case in known]
        task = {"cases": typed, "runs": self.bench.size.runs, "rounds": 1}
        found = {
            "cedarpy": self._ask({**task, "peer": "cedarpy", "policies": translating.cedar(self.bars)}, ours),
            "datalogic-py": self._ask({**task, "peer": "datalogic-py", "rules": self._rules(), "rounds": 5}, ours),
            "openfisca-core": self._ask({**task, **self._openfisca(facts, people)}, ours),
        }
        rows = (self.bench._bulk().decide(people)["outcome"] == "allow").to_list()  # noqa: SLF001 - its own bench
        if rows != [bool(byte) for byte in (self.folder / "allowed").read_bytes()]:
            raise Disagreement("openfisca-core answers some row otherwise")
        return {**found, "agreed": {"cases": len(known), "rows": len(rows), "allowed": sum(ours)}}

    def _ask(self, task: Figures, ours: list[bool]) -> Figures:
        found = peers.ask(self.python, task)
        theirs = found.pop("answers")
        wrong = [index for index, (one, other) in enumerate(zip(theirs, ours, strict=False)) if one != other]
        if wrong:
            raise Disagreement(f"{task['peer']} answers case {wrong[0]} (and {len(wrong) - 1} more) otherwise")
        return {name: round(each, 1) if isinstance(each, float) else each for name, each in found.items()}

    def _rules(self) -> list[Any]:
        return [translating.json_logic(each.stands) for each in self.bars]

    def _openfisca(self, facts: Any, people: pl.DataFrame) -> Figures:
        common = self.bench._common(facts)  # noqa: SLF001 - its own bench
        inputs: dict[str, Any] = {translating.ON: "int"}
        for fact in facts.values():
            inputs |= _inputs(fact)
        fixed = {translating.ON: ON.toordinal()}
        for name, value in common.items():
            fixed |= {key: each[0] for key, each in _numbers(facts[name], [value]).items()}
        return {
            "peer": "openfisca-core",
            "formulas": [translating.formula(each.stands) for each in self.bars],
            "inputs": inputs,
            "common": fixed,
            "rows": people.height,
            "columns": [column for name in people.columns for column in self._stored(facts[name], people[name])],
            "out": str(self.folder / "allowed"),
        }

    def _stored(self, fact: Fact, column: pl.Series) -> list[tuple[str, str, str]]:
        """The column as raw numbers in files: what the peer is spared, our own columns are not."""
        raws = column.unique().to_list()
        values = [read_cell(fact, raw, frozenset()) for raw in raws]
        stored = []
        for name, numbers in _numbers(fact, values).items():
            kind, code = ("bool", "b") if fact.kind not in (Kind.ONE, Kind.INT, Kind.DATE) else ("int32", "i")
            file = self.folder / f"{name}.raw"
            found = column.replace_strict(raws, numbers, return_dtype=pl.Int32).to_list()
            file.write_bytes(array(code, found).tobytes())
            stored.append((name, kind, str(file)))
        return stored


def targets(found: Figures) -> list[Figures]:
    """What `shared/figures/targets.md` asks, and whether it was met in this run."""
    single, rows, them = found["single"]["warm"], found["rows"], found["peers"]
    scale = 1_000_000 / rows["rows"]
    asked = [
        ("decisions per second", single["per_second"], ">=", 100_000),
        ("p99 of a decision, µs", single["p99_us"], "<=", 30),
        ("explanation tree p50, µs", found["explained"]["tree_alone_without_memory"]["p50_us"], "<=", 300),
        ("minimal questions p50, µs", _middle(found["questions"]), "<=", 150),
        ("1,000,000 rows, ms of CPU", round(rows["typed_cold_ms"] * scale, 1), "<=", 200),
        ("1,000,000 rows explained, ms of CPU", round(rows["explained_ms"] * scale, 1), "<=", 4_000),
        ("memory over many rows, most : settled", round(_growth(rows["memory"]), 2), "<=", 1.2),
    ]
    if "left_out" not in them:
        asked += [
            ("times cedarpy", round(single["per_second"] / them["cedarpy"]["per_second"], 1), ">=", 50),
            ("times datalogic-py", round(single["per_second"] / them["datalogic-py"]["per_second"], 2), ">=", 1.5),
            (
                "rows, times openfisca-core",
                round(them["openfisca-core"]["rows_ms"] / rows["typed_cold_ms"], 2),
                ">=",
                1.5,
            ),
        ]
    return [
        {"what": what, "measured": at, "target": f"{sign} {limit}", "met": at >= limit if sign == ">=" else at <= limit}
        for what, at, sign, limit in asked
    ]


def _growth(memory: Figures) -> float:
    return float(memory["mib_most"] / memory["mib_settled"])


def _middle(questions: Figures) -> float:
    each = sorted(figures["p50_us"] for figures in questions.values())
    return float(each[len(each) // 2])


def _inputs(fact: Fact) -> Figures:
    match fact.kind:
        case Kind.ANY:
            return {f"{fact.id}__{value}": "bool" for value in fact.values}
        case Kind.ONE:
            return {fact.id: list(fact.values)}
        case Kind.INT | Kind.DATE:
            return {fact.id: "int"}
        case _:
            return {fact.id: "bool"}


def _numbers(fact: Fact, values: list[Any]) -> dict[str, list[int]]:
    """Values as OpenFisca takes them, column by column."""
    match fact.kind:
        case Kind.ANY:
            return {f"{fact.id}__{each}": [int(each in value) for value in values] for each in fact.values}
        case Kind.ONE:
            return {fact.id: [fact.values.index(value) for value in values]}
        case Kind.DATE:
            return {fact.id: [value.toordinal() for value in values]}
        case _:
            return {fact.id: [int(value) for value in values]}


def _plain(fact: Fact, values: list[Any]) -> dict[str, list[Any]]:
    """Values as Polars takes them: lists as one truth value for each member, all else as it is."""
    if fact.kind is not Kind.ANY:
        return {fact.id: values}
    return {f"{fact.id}__{each}": [each in value for value in values] for each in fact.values}


def _members(fact: Fact, column: pl.Series) -> Iterator[pl.Series]:
    if fact.kind is not Kind.ANY:
        yield column
        return
    raws = column.unique().to_list()
    for name, found in _plain(fact, [read_cell(fact, raw, frozenset()) for raw in raws]).items():
        yield column.replace_strict(raws, found, return_dtype=pl.Boolean).alias(name)
