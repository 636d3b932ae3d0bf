"""Checks that need the meaning of norms: predicates that cannot be read, and contradictions with a witness.

A contradiction is a pair of norms of one text that cannot both be followed on the same facts: one article permits in
its own words what another forbids, and nothing in the data says which goes before (`yields_to`, or an exception); or
one duty has two due dates. A norm or exception that no facts can reach is reported too: something in it contradicts
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kitei.decisions.building.layers import BadNorm
from kitei.decisions.building.programs import Programs
from kitei.decisions.norms import Duty, Norm
from kitei.predicates.diagram import Diagrams, Node
from kitei.predicates.expression import TRUE, All, Expression, Not, tests_of
from kitei.predicates.variables import Compiler, Contains, Holds, Interval, OneOf, Step, Variable, variables_of
from kitei.regulations.findings import Finding, short
from kitei.regulations.regulation import NotInForce, Regulation

_PERMITTING = ("allow", "valid", "comply")
_FORBIDDING = ("deny", "invalid", "refuse")


@dataclass(frozen=True, slots=True)
class MeaningChecker:
    """Checks the norms of one regulation, question by question."""

    programs: Programs
    regulation: Regulation

    def findings(self) -> list[Finding]:
        """Everything found."""
        found: list[Finding] = []
        for question, model in self.programs.library.vocabulary.questions.items():
            if model.resolver == "norms":
                found.extend(self._question(question))
        return sorted(found)

    def _question(self, question: str) -> Iterator[Finding]:
        day = self.regulation.identity.editions[-1].effective_on
        try:
            ready = self.programs.get(self.regulation, question, day)
        except BadNorm as error:
            yield self._bad_norm(error)
            return
        except NotInForce:  # the last edition has no text: reported by the checks of form
            return
        program = ready.program
        norms = program.statute.norms if program.is_statute else program.text.norms
        yield from self._unreachable(norms)
        yield from self._contradictions(norms)

    def _bad_norm(self, error: BadNorm) -> Finding:
        document = error.regulation.documents["norms"]
        ja = f" `{error.nearest}` ではありませんか。" if error.nearest else ""
        en = f"; did you mean `{error.nearest}`?" if error.nearest else ""
        return Finding(
            short(document.file),
            document.line(error.place),
            "bad_norm",
            f"{error.problem}(書けるもの: {error.expected})。{ja}",
            f"{error.problem}; expected {error.expected}{en}",
        )

    def _unreachable(self, norms: tuple[Norm, ...]) -> Iterator[Finding]:
        for norm in norms:
            if witness([norm.when]) is None:
                yield self._at(
                    norm,
                    "unreachable",
                    f"規範 `{norm.id}` の when はどの事実でも真になりません。",
                    f"no facts can engage norm `{norm.id}`",
                )
                continue
            for exemption in norm.unless:
                parts = [norm.when, exemption.test, *([exemption.claim] if exemption.claim is not None else [])]
                if witness(parts) is None:
                    clause = exemption.clauses[0]
                    yield self._at(
                        norm,
                        "unreachable",
                        f"規範 `{norm.id}` の例外 {clause} はどの事実でも当てはまりません。",
                        f"no facts can meet the exception {clause} of norm `{norm.id}`",
                    )

    def _contradictions(self, norms: tuple[Norm, ...]) -> Iterator[Finding]:
        for one, other in combinations(norms, 2):
            for permits, forbids in ((one, other), (other, one)):
                if _parts_from(permits, forbids):
                    facts = witness([*_stands(permits), *_stands(forbids)])
                    if facts is not None:
                        yield self._conflict(permits, forbids, f"{permits.clauses[0]} ≠ {forbids.clauses[0]}", facts)
            for duty, rival in _rival_dates(one, other):
                facts = witness([*_stands(one), *_stands(other), duty.when, rival.when])
                if facts is not None:
                    yield self._conflict(one, other, f"{duty.kind}: {duty.clause} ≠ {rival.clause}", facts)

    def _conflict(self, one: Norm, other: Norm, what: str, facts: Mapping[str, str]) -> Finding:
        shown = ", ".join(f"{name}={value}" for name, value in facts.items())
        return self._at(
            other,
            "contradiction",
            f"規範 `{one.id}` と `{other.id}` が矛盾します({what})。事実の例: {shown}",
            f"norms `{one.id}` and `{other.id}` contradict each other ({what}); witness: {shown}",
        )

    def _at(self, norm: Norm, code: str, ja: str, en: str) -> Finding:
        document = self.regulation.documents["norms"]
        names = [model.id for model in self.regulation.norms.norms]
        written = norm.id if norm.id in names else norm.id.rpartition("-")[0]
        index = names.index(written) if written in names else 0
        return Finding(short(document.file), document.line(("norms", index)), code, ja, en)


def witness(parts: list[Expression]) -> Mapping[str, str] | None:
    """Facts that make every part true, as `fact: value` in words; `None` if there are none."""
    tests = [atom for part in parts for atom in tests_of(part)]
    compiler = Compiler(Diagrams(), variables_of(tests, ()))
    node: Node = compiler.compile(All(tuple(parts)) if parts else TRUE)
    path = compiler.diagrams.witness(node, bool)
    return None if path is None else _in_words(path, compiler.variables)


def _in_words(path: Mapping[int, int], variables: tuple[Variable, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for index, number in sorted(path.items()):
        match variables[index]:
            case OneOf(fact, groups):
                found[fact.id] = str(min(groups[number], key=str)) if number < len(groups) else "(none)"
            case Contains(fact, values):
                listed = found.get(fact.id, "[]").strip("[]")
                added = [min(values)] if number else []
                found[fact.id] = "[" + ", ".join([*(listed.split(", ") if listed else []), *added]) + "]"
            case Interval(fact, cuts):
                found[fact.id] = str(cuts[number - 1] if number else max(cuts[0] - 1, 0))
            case Holds(atom):
                found[atom.fact.id] = ("" if number else "not ") + getattr(atom, "relation", "given")
            case Step(fact):
                found[fact.id] = ("open", "true", "false")[number]
    return found


def _stands(norm: Norm) -> list[Expression]:
    """Predicates that together make a norm stand: engaged, and no exception holds."""
    parts = [norm.when]
    for exemption in norm.unless:
        inner = [exemption.test, *([exemption.claim] if exemption.claim is not None else [])]
        parts.append(Not(All(tuple(inner))))
    return parts


def _parts_from(permits: Norm, forbids: Norm) -> bool:
    """Whether one norm permits a case of its own (not everything) and a norm of another article forbids."""
    if permits.outcome not in _PERMITTING or forbids.outcome not in _FORBIDDING or permits.when == TRUE:
        return False
    article = _article(forbids.clauses[0])
    return article != _article(permits.clauses[0]) and article not in map(_article, permits.yields_to)


def _article(clause: str) -> str:
    return re.split(r"[(.]", clause, maxsplit=1)[0]


def _rival_dates(one: Norm, other: Norm) -> Iterator[tuple[Duty, Duty]]:
    for duty in one.attachments.duties:
        for rival in other.attachments.duties:
            both = duty.due is not None and rival.due is not None
            if both and duty.kind == rival.kind and duty.due != rival.due and duty.clause == rival.clause:
                yield duty, rival
