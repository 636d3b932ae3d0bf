"""Which outcome holds whatever the unknown facts are, and otherwise which facts settle it.

The outcome of a question, as a function of its facts, is one decision diagram (`kitei.predicates.diagram`). Putting the
known facts in gives a leaf, which is the outcome, or a diagram whose variables are exactly the facts to ask (§3 of the
contract).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from kitei.decisions.norms import Exemption, Layer, Norm, Program
from kitei.decisions.outcomes import SILENT, UNDETERMINED, StatuteOutcome, combine, laxest, rank
from kitei.predicates.diagram import Diagrams, Node
from kitei.predicates.expression import FALSE, Case, Expression, Test, tests_of
from kitei.predicates.facts import Fact
from kitei.predicates.variables import DONE, OPEN, Compiler, Variable, facts_of_variable, variables_of


@dataclass(frozen=True, slots=True)
class Determination:
    """What is certain about a case.

    Attributes:
        outcome, text, statute: the outcome, and each layer's; `undetermined` where unknown facts decide.
        mandatory: the statute's outcome holds by force over a stricter text.
        open_facts: the unknown facts that settle the outcome, in the order in which they are asked.
    """

    outcome: str
    text: str
    statute: str
    mandatory: bool
    open_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Determiner:
    """The diagrams of one program: of each layer, and of the combined outcome.

    Attributes:
        statute: the outcome of the statute alone: it may be certain while its force over a stricter text is not.
        forced: the statute's outcome with that force.
    """

    diagrams: Diagrams
    variables: tuple[Variable, ...]
    text: Node
    statute: Node
    forced: Node
    combined: Node

    def classes(self, case: Case) -> list[int | None]:
        """The class of each variable in this case; `None`: unknown."""
        return [variable.classify(case) for variable in self.variables]

    def determine(self, case: Case) -> Determination:
        """Put the known facts in."""
        return self.of_classes(self.classes(case), case)

    def of_classes(self, classes: list[int | None], case: Case) -> Determination:
        """The same, with the classes already found."""
        text = self._value(self.text, classes)
        statute = self._value(self.statute, classes)
        forced = self._value(self.forced, classes)
        combined = self.diagrams.restrict(self.combined, classes)
        mandatory = isinstance(forced, StatuteOutcome) and forced.mandatory
        outcome = str(self.diagrams.value(combined)) if combined < 0 else UNDETERMINED
        open_facts = () if combined < 0 else self._open_facts(combined, case)
        return Determination(outcome, str(text or UNDETERMINED), str(statute or UNDETERMINED), mandatory, open_facts)

    def _value(self, node: Node, classes: list[int | None]) -> object:
        """The value whatever the unknown facts are; `None`: they decide. Which of them, only `combined` need tell."""
        leaf = self.diagrams.settled(node, classes)
        return None if leaf is None else self.diagrams.value(leaf)

    def _open_facts(self, node: Node, case: Case) -> tuple[str, ...]:
        needed: dict[str, int] = {}
        for index in self.diagrams.support(node):
            for fact in facts_of_variable(self.variables[index]):
                if fact.can_be_unknown and fact.id not in case.facts:
                    needed[fact.id] = fact.rank
        return tuple(sorted(needed, key=needed.__getitem__))


def determiner(program: Program) -> Determiner:
    """Build the diagrams of a program."""
    tests, steps = _inputs(program)
    compiler = Compiler(Diagrams(), variables_of(tests, steps))
    layers = _LayerCompiler(compiler, program.family)
    text, statute = layers.outcome(program.text), layers.outcome(program.statute)
    forced = layers.forced(program.statute, statute)
    combined = compiler.diagrams.apply(lambda said, law: combine(program.family, said, law), text, forced)
    return Determiner(compiler.diagrams, compiler.variables, text, statute, forced, combined)


def expressions_of(norm: Norm) -> Iterator[Expression]:
    """Every predicate that bears on a norm's outcome."""
    yield norm.when
    for exemption in norm.unless:
        if exemption.claim is not None:
            yield exemption.claim
        yield exemption.test


def _inputs(program: Program) -> tuple[list[Test], list[Fact]]:
    norms = [norm for norm in chain(program.text.norms, program.statute.norms) if norm.outcome is not None]
    tests = [atom for norm in norms for expression in expressions_of(norm) for atom in tests_of(expression)]
    steps = [step.fact for norm in norms for exemption in norm.unless for step in exemption.steps]
    return tests, steps


@dataclass(frozen=True, slots=True)
class _LayerCompiler:
    compiler: Compiler
    family: str

    def outcome(self, layer: Layer) -> Node:
        """The outcome of a layer; leaf `silent` where no norm is engaged."""
        diagrams = self.compiler.diagrams
        node = diagrams.leaf(SILENT)
        for norm in layer.norms:
            if norm.outcome is not None:
                node = diagrams.apply(self._stricter, node, self._norm(norm))
        return node

    def forced(self, layer: Layer, outcome: Node) -> Node:
        """The outcome of the statute with its mandatory force."""
        diagrams = self.compiler.diagrams
        forced = self.compiler.compile(FALSE)
        for norm in layer.norms:
            for exemption in norm.unless:
                if exemption.mandatory and norm.outcome is not None:
                    holds = self._holds(norm, exemption)
                    forced = diagrams.apply(lambda left, right: left or right, forced, holds)
        return diagrams.apply(lambda said, force: StatuteOutcome(str(said), bool(force)), outcome, forced)

    def _holds(self, norm: Norm, exemption: Exemption) -> Node:
        diagrams = self.compiler.diagrams
        holds = diagrams.apply(
            lambda engaged, tested: engaged and tested, self.compiler.compile(norm.when), self._tested(exemption)
        )
        for step in exemption.steps:
            holds = diagrams.apply(lambda so_far, at: so_far and at[1] == DONE, holds, self.compiler.step(step.fact))
        return holds

    def _stricter(self, left: str, right: str) -> str:
        return left if rank(self.family, left) <= rank(self.family, right) else right

    def _norm(self, norm: Norm) -> Node:
        diagrams = self.compiler.diagrams
        value = diagrams.leaf(norm.outcome)
        for exemption in norm.unless:
            value = diagrams.apply(self._laxer, value, self._offer(exemption))
        return diagrams.apply(
            lambda engaged, outcome: outcome if engaged else SILENT, self.compiler.compile(norm.when), value
        )

    def _laxer(self, standing: str, offer: str | None) -> str:
        return standing if offer is None else laxest(self.family, (standing, offer))

    def _offer(self, exemption: Exemption) -> Node:
        diagrams = self.compiler.diagrams
        offer = diagrams.apply(lambda holds: exemption.outcome if holds else None, self._tested(exemption))
        for step in exemption.steps:
            state = self.compiler.step(step.fact)
            offer = diagrams.apply(lambda so_far, at: _after_step(exemption, so_far, at), offer, state)
        return offer

    def _tested(self, exemption: Exemption) -> Node:
        diagrams, tested = self.compiler.diagrams, self.compiler.compile(exemption.test)
        if exemption.claim is None:
            return tested
        return diagrams.apply(lambda left, right: left and right, self.compiler.compile(exemption.claim), tested)


def _after_step(exemption: Exemption, so_far: str | None, at: tuple[str, int]) -> str | None:
    if so_far is None or at[1] == DONE:
        return so_far
    return exemption.conditional if at[1] == OPEN else None
