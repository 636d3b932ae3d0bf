"""Tests on what must be written down: lists of items, registers, grounds for refusal, and words in the clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kitei.decisions.coverage.duties import Duties, MentionTest, RefusalTest, RegisterTest, SetTest
from kitei.decisions.coverage.findings import ELSEWHERE, NOTHING, RULED, SILENT, STRICTER, WEAKER, Finding
from kitei.decisions.coverage.wording import Phrases
from kitei.decisions.norms import Label
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.registers import Register, RegisterKeep
from kitei.regulations.schema.words import Words

_HEADINGS = ("header", "title", "part", "chapter", "section", "supplementary")
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Lists:
    """Compares the lists of one regulation with the statute's."""

    regulation: Regulation
    statute: Regulation
    duties: Duties
    phrases: Phrases

    def items(self, test: SetTest) -> Iterator[Finding]:
        """Items the statute's list has and the regulation's has not."""
        title, clause, wanted = self._wanted(test)
        own = self._own(test.ours)
        if own is None:
            yield Finding(SILENT, "set", self.phrases.lacks_list(title), whole=True, statute_clauses=clause)
            return
        names, clauses, document = own
        if document and not names:
            yield Finding(
                ELSEWHERE, "set", self.phrases.list_elsewhere(title), whole=True, text_clauses=clauses,
                statute_clauses=clause,
            )  # fmt: skip
            return
        yield Finding(RULED, "set", NOTHING, text_clauses=clauses)
        for lacking, severity in ((wanted, ""), (test.desirable, "C")):
            missing = [name for name in lacking if name not in names]
            if missing:
                says = self.phrases.lacks_items(title, missing)
                state = RULED if severity else WEAKER
                yield Finding(
                    state, "set", says, text_clauses=clauses, statute_clauses=clause, severity=severity
                )  # fmt: skip

    def _wanted(self, test: SetTest) -> tuple[Words, tuple[str, ...], tuple[str, ...]]:
        sets = {each.id: each for each in self.statute.registers.clause_sets}
        found = sets.get(test.id or "")
        if found is None:
            mine = next((s for s in self.regulation.registers.clause_sets if s.id in test.ours), None)
            return (mine.title if mine else self._title(test.ours[0])), (), test.required
        skipped = set(test.desirable)
        return found.title, (found.clause,), tuple(i.value for i in found.items if i.value not in skipped)

    def _title(self, name: str) -> Words:
        label = self.phrases.listed([name])
        return Words(ja=label.ja, en=label.en)

    def _own(self, ours: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], bool] | None:
        """What the regulation lists under these ids, its clauses, and whether the list stands in another document."""
        held = self.regulation.registers
        for name in ours:
            for each in held.clause_sets:
                if each.id == name:
                    return self._names(i.value for i in each.items), (each.clause,), False
            for register in held.registers:
                if register.id == name:
                    return self._names(f.id for f in register.fields), register.clauses, bool(register.document)
        return None

    def _names(self, names: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for name in names:
            found |= {name, *self.duties.aliases.get(name, name).split()}
            if name.startswith("re_entrustment"):
                found.add("re_entrustment")
        return frozenset(found)

    def register(self, test: RegisterTest) -> Iterator[Finding]:
        """Fields and retention of a register."""
        theirs = next(each for each in self.statute.registers.registers if each.id == test.id)
        own = next((each for each in self.regulation.registers.registers if each.id == test.id), None)
        clauses = theirs.clauses
        if own is None:
            yield Finding(
                SILENT, "register", self.phrases.lacks_list(theirs.title), whole=True, statute_clauses=clauses
            )
            return
        if not own.fields and own.document:
            says = self.phrases.list_elsewhere(theirs.title)
            yield Finding(
                ELSEWHERE, "register", says, whole=True, text_clauses=own.clauses, statute_clauses=clauses
            )  # fmt: skip
            return
        yield Finding(RULED, "register", NOTHING, text_clauses=own.clauses)
        for says, cited in self._shortfalls(theirs, own):
            yield Finding(WEAKER, "register", says, text_clauses=own.clauses, statute_clauses=cited)

    def _shortfalls(self, theirs: Register, own: Register) -> Iterator[tuple[Label, tuple[str, ...]]]:
        held = self._names(each.id for each in own.fields if each.clause or not own.document)
        missing = [each for each in theirs.fields if each.required and each.id not in held]
        if missing:
            cited = tuple(dict.fromkeys(each.clause for each in missing if each.clause)) or theirs.clauses
            yield self.phrases.lacks_items(theirs.title, [each.id for each in missing]), cited
        for keep in theirs.keep:
            same = [each for each in own.keep if each.record_kind in (keep.record_kind, None)]
            if not any(_months(each) >= _months(keep) for each in same):
                ja, en = f"保存期間({keep.years}年)の定めがない", f"no retention of {keep.years} years"
                kind = self.phrases.listed([keep.record_kind or ""])
                yield Label(f"{kind.ja}:{ja}", f"{kind.en}: {en}"), (keep.clause,)

    def refusals(self, test: RefusalTest) -> Iterator[Finding]:
        """Grounds for refusal that the statute does not have, or that the text makes binding."""
        decider = self.duties.deciders.get(self.regulation.identity.entity_type)
        theirs = {
            (request, each.ground)
            for each in self.statute.registers.refusal_grounds
            for request in each.requests
            if each.decider == decider
        }
        own = [each for each in self.regulation.registers.refusal_grounds if set(each.requests) & set(test.requests)]
        if not own:
            return
        yield Finding(RULED, "refusals", NOTHING, text_clauses=tuple(dict.fromkeys(each.clause for each in own)))
        for each in own:
            for request in each.requests:
                if request not in test.requests:
                    continue
                if (request, each.ground) not in theirs:
                    says = self.phrases.wider_refusal(each.ground, request)
                    yield Finding(WEAKER, "refusals", says, text_clauses=(each.clause,))
                elif each.nature == "must":
                    says = self.phrases.binding_refusal(each.ground)
                    yield Finding(STRICTER, "refusals", says, text_clauses=(each.clause,))

    def mentions(self, test: MentionTest, title: Words) -> Iterator[Finding]:
        """Clauses whose title, paraphrase or own wording speaks of the matter."""
        wanted = re.compile("|".join(test.words))
        found = [c.id for c in self.regulation.clauses.values() if _counts(c) and wanted.search(_spoken(c))]
        if found:
            yield Finding(RULED, "mentions", NOTHING, text_clauses=tuple(found[:_SHOWN]))
        else:
            yield Finding(SILENT, "mentions", self.phrases.not_mentioned(test.what or title), whole=True)


def _months(keep: RegisterKeep) -> int:
    return keep.years * 12 + keep.months


def _counts(clause: Clause) -> bool:
    return not clause.deleted and clause.kind not in _HEADINGS


def _spoken(clause: Clause) -> str:
    return f"{clause.title.ja}\n{clause.says.ja}\n{clause.text_ja or ''}"
