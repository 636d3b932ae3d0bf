"""Static checks: steps reachable and leavable, an actor for each, reasons for every refusal, every form there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.predicates.expression import TRUE
from kitei.procedures.papers import load_papers
from kitei.procedures.procedure import END, REQUESTER, SYSTEM, Outcome, Procedure, Step
from kitei.procedures.reading import BadProcedure, ProcedureReader
from kitei.regulations.findings import Finding, short
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import Body
from kitei.regulations.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ProcedureChecker:
    """Checks the procedures of one regulation."""

    regulation: Regulation
    vocabulary: Vocabulary
    statutes: tuple[Regulation, ...]

    def findings(self) -> list[Finding]:
        """Everything found, ordered by line."""
        if not self.regulation.procedures:
            return []
        try:
            procedures = ProcedureReader(self.regulation, self.vocabulary, self.statutes).read()
        except BadProcedure as error:
            return [self._at(error.procedure, error.step, "bad_procedure", error.problem, error.problem)]
        found = [finding for each in procedures.values() for finding in self._procedure(each)]
        return sorted({*found, *self._duplicates()})

    def _kept(self, procedure: Procedure) -> Iterator[Finding]:
        known = {each.id for text in self._texts() for each in text.registers.registers if each.keep}
        if procedure.keeps is not None and procedure.keeps not in known:
            yield self._at(procedure.id, procedure.start, "keeps_nothing",
                           f"`{procedure.keeps}` に保存期間の定めがありません。",
                           f"no period of retention is laid down for `{procedure.keeps}`")  # fmt: skip

    def _procedure(self, procedure: Procedure) -> Iterator[Finding]:
        yield from self._kept(procedure)
        yield from self._dangling(procedure)
        yield from self._appeal(procedure)
        known = {name: self._followers(procedure, step) for name, step in procedure.steps.items()}
        reached = _closure([procedure.start], known)
        leaving = {name: [n for n, after in known.items() if name in after] for name in (*known, END)}
        leavable = _closure([END], leaving)
        for name, step in procedure.steps.items():
            if name not in reached and procedure.start in procedure.steps:
                yield self._at(
                    procedure.id, name, "unreachable_step", "どの経路からも到達しない段階です。", "no path leads here"
                )
            if name not in leavable:
                yield self._at(
                    procedure.id, name, "dead_end", "終わりに至る経路がありません。", "no path leads on to the end"
                )
            yield from self._step(procedure, step)

    def _followers(self, procedure: Procedure, step: Step) -> list[str]:
        after = [name for outcome in step.outcomes for name in outcome.then]
        if step.otherwise:
            after.append(step.otherwise)
        return [name for name in after if name == END or name in procedure.steps]

    def _dangling(self, procedure: Procedure) -> Iterator[Finding]:
        named = [(procedure.start, procedure.start)]
        for step in procedure.steps.values():
            named.extend((step.id, name) for outcome in step.outcomes for name in outcome.then)
            if step.otherwise:
                named.append((step.id, step.otherwise))
        for at, name in named:
            if name != END and name not in procedure.steps:
                yield self._at(
                    procedure.id, at, "unknown_step", f"`{name}` という段階はありません。", f"there is no step `{name}`"
                )

    def _appeal(self, procedure: Procedure) -> Iterator[Finding]:
        known = {model.id for model in self.regulation.procedures if model.matter == "appeal"}
        if procedure.appeal is not None and procedure.appeal not in known:
            yield self._at(
                procedure.id,
                procedure.start,
                "unknown_appeal",
                f"不服申立ての手続 `{procedure.appeal}` がありません。",
                f"there is no procedure `{procedure.appeal}` about an appeal",
            )

    def _step(self, procedure: Procedure, step: Step) -> Iterator[Finding]:
        yield from self._left(procedure, step)
        if step.actor not in (REQUESTER, SYSTEM) and not any(step.actor in text.people for text in self._texts()):
            yield self._at(procedure.id, step.id, "unknown_actor", f"担当 `{step.actor}` が定義されていません。",
                           f"the actor `{step.actor}` is not defined")  # fmt: skip
        if step.when != TRUE and step.otherwise is None:
            yield self._at(procedure.id, step.id, "no_otherwise", "条件付きの段階には otherwise が必要です。",
                           "a guarded step needs `otherwise`")  # fmt: skip
        if step.question is not None and step.question not in self.vocabulary.questions:
            yield self._at(procedure.id, step.id, "unknown_question", f"`{step.question}` という問いはありません。",
                           f"unknown question `{step.question}`")  # fmt: skip
        yield from self._followed(procedure, step)
        if not step.meeting and not any(isinstance(text.people.get(step.actor), Body) for text in self._texts()):
            yield self._at(procedure.id, step.id, "no_meeting_anyway", "会議は会議体の段階についてだけ決められます。",
                           "only a body’s step can do without a meeting")  # fmt: skip
        for name in step.clock.since if step.clock else ():
            if name not in procedure.steps:
                yield self._at(procedure.id, step.id, "unknown_step", f"`{name}` という段階はありません。",
                               f"there is no step `{name}`")  # fmt: skip
        for document in (step.form, *step.receives, *(outcome.notice for outcome in step.outcomes)):
            if document is not None and not self._document(document):
                yield self._at(
                    procedure.id,
                    step.id,
                    "unknown_form",
                    f"様式 `{document}` がありません。",
                    f"there is no form `{document}`",
                )
        yield from (f for outcome in step.outcomes for f in self._outcome(procedure, step, outcome))

    def _followed(self, procedure: Procedure, step: Step) -> Iterator[Finding]:
        """A step that ends as another did must be able to."""
        if step.follows is None:
            return
        decided = procedure.steps.get(step.follows)
        known = {outcome.id for outcome in step.outcomes}
        if decided is None or any(step.id in way.then and way.id not in known for way in decided.outcomes):
            yield self._at(procedure.id, step.id, "follows_nothing",
                           f"`{step.follows}` と同じ結果で終えることができません。",
                           f"it cannot end as `{step.follows}` did")  # fmt: skip

    def _left(self, procedure: Procedure, step: Step) -> Iterator[Finding]:
        """On no facts may a case stick: one outcome is open on all of them, and `otherwise` does not go round."""
        if all(outcome.when != TRUE or outcome.extends for outcome in step.outcomes):
            yield self._at(procedure.id, step.id, "no_open_outcome", "どの事実でも選べる結果が一つ必要です。",
                           "one outcome must be open whatever the facts are")  # fmt: skip
        last = procedure.ways(step.id)[-1]
        if last in procedure.steps and procedure.steps[last].otherwise:
            yield self._at(procedure.id, step.id, "otherwise_goes_round", "otherwise が元に戻っています。",
                           "`otherwise` leads back to where it came from")  # fmt: skip

    def _grounds(self, procedure: Procedure, step: Step, outcome: Outcome) -> Iterator[Finding]:
        facts = self.vocabulary.facts_of(procedure.question).values()
        known = {value.id for fact in facts if fact.type == "any" for value in self.vocabulary.values_of(fact)}
        known |= {ground.ground for text in self._texts() for ground in text.registers.refusal_grounds}
        for ground in outcome.grounds:
            if ground not in known:
                yield self._at(procedure.id, step.id, "unknown_ground", f"`{ground}` という理由はありません。",
                               f"there is no ground `{ground}`")  # fmt: skip

    def _outcome(self, procedure: Procedure, step: Step, outcome: Outcome) -> Iterator[Finding]:
        yield from self._grounds(procedure, step, outcome)
        if (
            outcome.effect == "refused"
            and not (outcome.notice and outcome.reason)
            and not self._notice_follows(procedure, outcome)
        ):
            ja, en = "拒む結果には理由を付した通知が必要です。", "a refusal must lead to a notice with reasons"
            code = "refusal_without_reason"
            yield self._at(procedure.id, step.id, code, f"`{outcome.id}`:{ja}", f"`{outcome.id}`: {en}")

    def _notice_follows(self, procedure: Procedure, outcome: Outcome) -> bool:
        """Whether one of the next steps issues the notice with reasons."""
        steps = [procedure.steps[name] for name in outcome.then if name in procedure.steps]
        return bool(steps) and all(any(o.notice and o.reason for o in step.outcomes) for step in steps)

    def _document(self, name: str) -> bool:
        return (
            name in load_papers()
            or any(name in text.clauses for text in self._texts())
            or any((text.folder / "forms" / own).is_dir() for text, own in self._folders(name))
        )

    def _folders(self, name: str) -> Iterator[tuple[Regulation, str]]:
        """Where a form of that name may stand: its own folder, or, as `key:form`, that of a text."""
        key, _, form = name.rpartition(":")
        yield from ((text, form) for text in self._texts() if text.id == (key or self.regulation.id))

    def _texts(self) -> tuple[Regulation, ...]:
        return (self.regulation, *self.statutes)

    def _duplicates(self) -> Iterator[Finding]:
        ids = [model.id for model in self.regulation.procedures]
        for model in self.regulation.procedures:
            steps = [step.id for step in model.steps]
            if ids.count(model.id) > 1 or len(set(steps)) < len(steps):
                yield self._at(model.id, steps[0], "duplicate_step", "同じ id が二度あります。", "an id is given twice")

    def _at(self, procedure: str, step: str, code: str, ja: str, en: str) -> Finding:
        document = self.regulation.documents["procedures"]
        index = next(i for i, model in enumerate(self.regulation.procedures) if model.id == procedure)
        steps = [each.id for each in self.regulation.procedures[index].steps]
        place = (index, "steps", steps.index(step)) if step in steps else (index,)
        return Finding(
            short(document.file), document.line(place), code, f"{procedure}.{step}: {ja}", f"{procedure}.{step}: {en}"
        )


def _closure(start: list[str], follow: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    stack = list(start)
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            stack.extend(follow.get(at, []))
    return seen
