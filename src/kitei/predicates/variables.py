"""From facts to the variables of a decision diagram: the finitely many classes that a set of tests can tell apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import assert_never

from kitei.predicates.diagram import Diagrams, Node
from kitei.predicates.expression import (
    TRUE,
    All,
    AnyOf,
    Case,
    Compare,
    Const,
    Expression,
    Given,
    Has,
    Is,
    Not,
    Number,
    Only,
    Test,
    facts_of,
    test,
)
from kitei.predicates.facts import Absence, Fact, Kind

OPEN, DONE, REFUSED = 0, 1, 2
"""The three classes of a step."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value of a flag or `one` fact, up to what the tests distinguish. Class = index of the group.

    A fact whose absence means that it has not happened has one class more: not given.
    """

    fact: Fact
    groups: tuple[frozenset[str | bool], ...]

    @property
    def has_absent_class(self) -> bool:
        """Whether the last class stands for `not given`."""
        return self.fact.absence is Absence.NONE

    def classify(self, case: Case) -> int | None:
        """The class in this case, or `None`: unknown."""
        value = case.facts.get(self.fact.id)
        if value is None:
            return len(self.groups) if self.has_absent_class else None
        return next(index for index, group in enumerate(self.groups) if value in group)


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether an `any` fact contains one of these values: one value, or the rest that no test names. Class 1 = yes."""

    fact: Fact
    values: frozenset[str]

    def classify(self, case: Case) -> int | None:
        """The class in this case, or `None`: unknown."""
        value = case.facts.get(self.fact.id)
        return int(bool(value & self.values)) if isinstance(value, frozenset) else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Which interval between the named bounds an int fact falls in. Class = number of cuts at or below the value."""

    fact: Fact
    cuts: tuple[int, ...]  # class i: cuts[i-1] <= value < cuts[i]

    def classify(self, case: Case) -> int | None:
        """The class in this case, or `None`: unknown."""
        value = case.facts.get(self.fact.id)
        return bisect_left(self.cuts, value + 1) if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether a test that compares facts, or asks whether one was given, is true. Class 1 = yes."""

    atom: Compare | Given

    @property
    def fact(self) -> Fact:
        """The first fact the test looks at."""
        return self.atom.fact

    def classify(self, case: Case) -> int | None:
        """The class in this case, or `None`: unknown."""
        value = test(self.atom, case)
        return None if value is None else int(value)


@dataclass(frozen=True, slots=True)
class Step:
    """How a step stands: open, done, or refused and too late."""

    fact: Fact

    def classify(self, case: Case) -> int:
        """The class in this case; a step is never unknown."""
        value = case.facts.get(self.fact.id)
        return OPEN if value is None else DONE if value else REFUSED


Variable = OneOf | Contains | Interval | Holds | Step


def facts_of_variable(variable: Variable) -> tuple[Fact, ...]:
    """The facts whose values give the variable its class."""
    return facts_of(variable.atom) if isinstance(variable, Holds) else (variable.fact,)


def variables_of(tests: Iterable[Test], steps: Iterable[Fact]) -> tuple[Variable, ...]:
    """The variables needed to tell all these tests and steps apart, in the order of their facts."""
    by_fact: dict[Fact, list[Test]] = {}
    for atom in tests:
        by_fact.setdefault(atom.fact, []).append(atom)
    found: list[Variable] = [Step(fact) for fact in dict.fromkeys(steps)]
    for fact, atoms in by_fact.items():
        found.extend(_variables_of_fact(fact, list(dict.fromkeys(atoms))))
    return tuple(sorted(found, key=lambda variable: variable.fact.rank))


def _variables_of_fact(fact: Fact, atoms: list[Test]) -> list[Variable]:
    found: list[Variable] = []
    constants = sorted({cut for atom in atoms if (cut := _cut(atom)) is not None})
    if constants:
        found.append(Interval(fact, tuple(constants)))
    grouped = fact.kind in (Kind.FLAG, Kind.ONE)  # whose `given` is the last class of its own variable
    apart = [atom for atom in atoms if isinstance(atom, Compare | Given) and _cut(atom) is None]
    found.extend(Holds(atom) for atom in apart if not (grouped and isinstance(atom, Given)))
    if grouped:
        found.append(OneOf(fact, _groups(fact, [atom for atom in atoms if isinstance(atom, Is)])))
    members = [atom for atom in atoms if isinstance(atom, Has | Only)]
    if members:
        found.extend(_members(fact, members))
    return found


def _cut(atom: Test) -> int | None:
    """Where on the number line a test on one int fact changes its truth; `None` for any other test.

    Facts whose absence is a class of its own keep their own variable: an interval cannot say `not given`.
    """
    if not isinstance(atom, Compare) or not isinstance(atom.to, Number) or atom.to.constant is None:
        return None
    if atom.relation == "equals" or atom.fact.absence is not Absence.UNKNOWN:
        return None
    return atom.to.constant + (1 if atom.relation in ("above", "at_most") else 0)


def _groups(fact: Fact, atoms: list[Is]) -> tuple[frozenset[str | bool], ...]:
    values: tuple[str | bool, ...] = (True, False) if fact.kind is Kind.FLAG else fact.values
    told_apart: dict[tuple[bool, ...], set[str | bool]] = {}
    for value in values:
        told_apart.setdefault(tuple(value in atom.values for atom in atoms), set()).add(value)
    return tuple(frozenset(group) for group in told_apart.values())


def _members(fact: Fact, atoms: list[Has | Only]) -> list[Variable]:
    named: set[str] = set()
    for atom in atoms:
        named |= {atom.value} if isinstance(atom, Has) else atom.values
    ordered = [value for value in fact.values if value in named]
    found: list[Variable] = [Contains(fact, frozenset((value,))) for value in ordered]
    rest = frozenset(fact.values) - named
    if rest and any(isinstance(atom, Only) for atom in atoms):
        found.append(Contains(fact, rest))
    return found


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns predicates over fixed variables into boolean diagrams."""

    diagrams: Diagrams
    variables: tuple[Variable, ...]

    def compile(self, expression: Expression) -> Node:
        """The diagram with leaves True and False of a predicate."""
        match expression:
            case Const(value):
                return self.diagrams.leaf(value)
            case All(parts):
                return self._join(parts, all)
            case AnyOf(parts):
                return self._join(parts, any)
            case Not(part):
                return self.diagrams.apply(lambda value: not value, self.compile(part))
            case _:
                return self._test(expression)

    def step(self, fact: Fact) -> Node:
        """The diagram whose leaves are the three states of a step."""
        index = self.variables.index(Step(fact))
        return self.diagrams.branch(index, [self.diagrams.leaf(("step", state)) for state in (OPEN, DONE, REFUSED)])

    def _join(self, parts: tuple[Expression, ...], join: Callable[[Iterable[object]], bool]) -> Node:
        node = self.diagrams.leaf(join(()))
        for part in parts:
            node = self.diagrams.apply(lambda left, right: join((left, right)), node, self.compile(part))
        return node

    def _test(self, atom: Test) -> Node:
        match atom:
            case Is(fact, values):
                return self._value(fact, values)
            case Has(fact, value):
                return self._contains(Contains(fact, frozenset((value,))), present=True)
            case Only(fact, values):
                outside = [
                    v for v in self.variables if isinstance(v, Contains) and v.fact == fact and not v.values <= values
                ]
                node = self.compile(TRUE)
                for variable in outside:
                    absent = self._contains(variable, present=False)
                    node = self.diagrams.apply(lambda left, right: left and right, node, absent)
                return node
            case Compare() if (cut := _cut(atom)) is not None:
                return self._interval(atom, cut)
            case Given(fact) if fact.kind in (Kind.FLAG, Kind.ONE):
                return self.diagrams.apply(lambda absent: not absent, self._absent(fact))
            case Given() | Compare():
                return self._branch(self.variables.index(Holds(atom)), [False, True])
            case _:
                assert_never(atom)

    def _interval(self, atom: Compare, cut: int) -> Node:
        index, variable = next(
            (i, v) for i, v in enumerate(self.variables) if isinstance(v, Interval) and v.fact == atom.fact
        )
        upper = atom.relation in ("above", "at_least")
        at = variable.cuts.index(cut)
        return self._branch(index, [(number > at) == upper for number in range(len(variable.cuts) + 1)])

    def _value(self, fact: Fact, values: frozenset[str | bool]) -> Node:
        index, variable = next((i, v) for i, v in enumerate(self.variables) if isinstance(v, OneOf) and v.fact == fact)
        absent = [False] if variable.has_absent_class else []
        return self._branch(index, [group <= values for group in variable.groups] + absent)

    def _absent(self, fact: Fact) -> Node:
        index, variable = next((i, v) for i, v in enumerate(self.variables) if isinstance(v, OneOf) and v.fact == fact)
        return self._branch(index, [False] * len(variable.groups) + [True])

    def _contains(self, variable: Contains, *, present: bool) -> Node:
        return self._branch(self.variables.index(variable), [not present, present])

    def _branch(self, index: int, leaves: list[bool]) -> Node:
        return self.diagrams.branch(index, [self.diagrams.leaf(value) for value in leaves])
