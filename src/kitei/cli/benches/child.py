"""Runs one peer in an environment of its own: a task as JSON on stdin, what was measured as JSON on stdout.

Imports nothing of Kitei, and the peers by name, because they are not there when Kitei is checked.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Json = Any
PERIOD = "2026-05-11"


def main() -> None:
    """Run the task that stands on stdin."""
    task = json.load(sys.stdin)
    json.dump(PEERS[task["peer"]](task), sys.stdout)


def cedarpy(task: Json) -> Json:
    """Cedar: the policies parsed once, one request a case."""
    cedar = importlib.import_module("cedarpy")
    policies, entities = cedar.PolicySet.from_str(task["policies"]), cedar.Entities.from_json_str("[]")
    request = {"principal": 'User::"u"', "action": 'Action::"provide"', "resource": 'Data::"d"'}

    def decide(case: Json) -> bool:
        answer = cedar.is_authorized({**request, "context": case}, policies, entities)
        if answer.diagnostics.errors:
            raise ValueError(answer.diagnostics.errors)
        return bool(answer.allowed)

    return measured("cedarpy", decide, task)


def datalogic(task: Json) -> Json:
    """JSONLogic in Rust: one boolean for each rule, by the fastest way in that takes a dict."""
    engine = importlib.import_module("datalogic_py").Engine()
    rule, session = engine.compile(task["rules"]), engine.session()
    by_rule = measured("datalogic-py", lambda case: not any(rule.evaluate(case)), task)
    by_session = measured("datalogic-py", lambda case: not any(session.evaluate(rule, case)), task)
    return max(by_rule, by_session, key=lambda found: found["per_second"])


def openfisca(task: Json) -> Json:
    """OpenFisca: one variable for each rule; one person at a time, then all rows."""
    world = OpenFisca(task)
    columns = {name: (kind, Path(file)) for name, kind, file in task["columns"]}
    numpy = importlib.import_module("numpy")
    rows = {name: numpy.fromfile(file, dtype=kind) for name, (kind, file) in columns.items()}
    built, decided = [], []
    for _ in range(task["runs"]):
        start = time.process_time()
        simulation = world.simulation(task["rows"], rows)
        middle = time.process_time()
        allowed = world.allowed(simulation)
        decided.append(time.process_time() - middle)
        built.append(middle - start)
    allowed.astype("uint8").tofile(task["out"])
    single = measured("openfisca-core", world.one, {**task, "cases": task["cases"][:60], "rounds": 1})
    return {**single, "rows": task["rows"], "rows_ms": 1_000 * median(decided), "rows_input_ms": 1_000 * median(built)}


class OpenFisca:
    """A tax and benefit system with one person entity, and a variable for each input and each rule."""

    def __init__(self, task: Json) -> None:
        self.numpy = importlib.import_module("numpy")
        entities = importlib.import_module("openfisca_core.entities")
        systems = importlib.import_module("openfisca_core.taxbenefitsystems")
        self.simulations = importlib.import_module("openfisca_core.simulations")
        self.variables = importlib.import_module("openfisca_core.variables")
        self.periods = importlib.import_module("openfisca_core.periods")
        self.person = entities.build_entity("person", "persons", "a person", is_person=True)
        self.system = systems.TaxBenefitSystem([self.person])
        self.inputs, self.common = task["inputs"], task["common"]
        self.rules = [f"rule_{index}" for index in range(len(task["formulas"]))]
        for name, kind in self.inputs.items():
            self._add(name, bool if kind == "bool" else int, None)
        for name, tree in zip(self.rules, task["formulas"], strict=True):
            self._add(name, bool, self._formula(tree))
        self._add("allowed", bool, lambda person, period: ~self._any([person(rule, period) for rule in self.rules]))

    def _add(self, name: str, kind: type, formula: Callable[..., Any] | None) -> None:
        members: dict[str, Any] = {
            "value_type": kind, "entity": self.person, "definition_period": self.periods.DateUnit.DAY,
        }  # fmt: skip
        if formula is not None:
            members["formula"] = lambda person, period, _parameters=None, made=formula: made(person, period)
        self.system.add_variable(type(name, (self.variables.Variable,), members))

    def simulation(self, count: int, rows: Json) -> Any:
        """A population with its inputs set."""
        simulation = self.simulations.SimulationBuilder().build_default_simulation(self.system, count)
        for name in self.inputs:
            if name in rows:
                simulation.set_input(name, PERIOD, rows[name])
            elif name in self.common:
                kind = "bool" if self.inputs[name] == "bool" else "int32"
                simulation.set_input(name, PERIOD, self.numpy.full(count, self.common[name], dtype=kind))
        return simulation

    def allowed(self, simulation: Any) -> Any:
        """Every rule, and whether none stands in the way."""
        return simulation.calculate("allowed", PERIOD)

    def one(self, case: Json) -> bool:
        """One person."""
        given = {name: self.numpy.array([value]) for name, value in self.flat(case).items() if name in self.inputs}
        return bool(self.allowed(self.simulation(1, given))[0])

    def flat(self, case: Json) -> Json:
        """A case as columns: a list as one truth value for each member."""
        found: dict[str, Any] = {}
        for name, value in case.items():
            if isinstance(value, list):
                found.update((f"{name}__{each}", True) for each in value)
            else:
                found[name] = self.inputs_code(name, value)
        return found

    def inputs_code(self, name: str, value: Any) -> Any:
        """The number of a word."""
        words = self.inputs.get(name)
        return words.index(value) if isinstance(words, list) else value

    def _formula(self, tree: Json) -> Callable[..., Any]:
        head, *rest = tree
        if head in {"all", "any"}:
            parts = [self._formula(each) for each in rest[0]]
            join = self._all if head == "all" else self._any
            return lambda person, period: join([part(person, period) for part in parts])
        if head == "not":
            inner = self._formula(rest[0])
            return lambda person, period: ~inner(person, period)
        return self._test(head, rest)

    def _test(self, head: str, rest: Json) -> Callable[..., Any]:
        isin, where = self.numpy.isin, self.numpy.where
        name = rest[0]
        match head:
            case "const":
                return lambda person, _period: self.numpy.full(person.count, name)
            case "true":
                return lambda person, period: person(name, period)
            case "in" if len(rest[1]) == 1:
                return lambda person, period: person(name, period) == rest[1][0]
            case "in":
                return lambda person, period: isin(person(name, period), rest[1])
            case "given":
                return lambda person, period: person(name, period) > 0
            case _:
                pass
        compare = COMPARE[rest[1]]

        def first(person: Any, period: Any, sources: Json) -> Any:
            if isinstance(sources[0], int) or len(sources) == 1:
                return sources[0] if isinstance(sources[0], int) else person(sources[0], period)
            head = person(sources[0], period)
            return where(head > 0, head, first(person, period, sources[1:]))

        dated = any(source == "on" for source in rest[2])  # an absent day is 0; numbers are always given

        def formula(person: Any, period: Any) -> Any:
            left = person(name, period)
            found = compare(left, first(person, period, rest[2]))
            return (left > 0) & found if dated else found

        return formula

    @staticmethod
    def _all(parts: list[Any]) -> Any:
        found = parts[0]
        for part in parts[1:]:
            found = found & part
        return found

    @staticmethod
    def _any(parts: list[Any]) -> Any:
        found = parts[0]
        for part in parts[1:]:
            found = found | part
        return found


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    "==": lambda left, right: left == right,
}


def measured(package: str, decide: Callable[[Json], bool], task: Json) -> Json:
    """What a peer answers, and how fast: CPU time of one thread, medians of several runs."""
    cases = task["cases"]
    answers = [decide(case) for case in cases]
    clock = time.thread_time_ns
    seconds, p50, p99 = [], [], []
    for _ in range(task["runs"]):
        start = clock()
        for _ in range(task["rounds"]):
            for case in cases:
                decide(case)
        seconds.append((clock() - start) / 1e9 / (len(cases) * task["rounds"]))
        taken = []
        for case in cases:
            start = clock()
            decide(case)
            taken.append((clock() - start) / 1_000)
        taken.sort()
        p50.append(taken[len(taken) // 2])
        p99.append(taken[len(taken) * 99 // 100])
    return {
        "version": version(package), "answers": answers, "per_second": 1 / median(seconds),
        "p50_us": median(p50), "p99_us": median(p99),
    }  # fmt: skip


def median(values: list[float]) -> float:
    """The middle value."""
    return sorted(values)[len(values) // 2]


PEERS: dict[str, Callable[[Json], Json]] = {"cedarpy": cedarpy, "datalogic-py": datalogic, "openfisca-core": openfisca}

if __name__ == "__main__":
    main()
