"""Whatever is done to cases, in whatever order: no leaf is lost, no guard skipped, no case left without a next step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kitei.office.cases.acting import printing
from kitei.office.cases.models import Case, Once, StepDone, Task
from kitei.office.cases.running import allowed_facts
from kitei.office.cases.services import (
    assigning,
    corresponding,
    merging,
    reopening,
    stopping,
    transferring,
    withdrawing,
)
from kitei.office.cases.services import facts as knowing
from kitei.office.cases.services.aside import erasing
from kitei.office.ground.errors import OfficeError
from kitei.office.record import sequencer
from kitei.office.record.models import Act
from kitei.office.record.verifying import verify
from kitei.predicates.expression import Case as Asked
from kitei.predicates.expression import truth
from kitei.predicates.facts import Facts, read_facts
from kitei.procedures.procedure import END, WITHDRAWN, Procedure
from tests.office.cases.staffing import AT, Staff, filled, staffed
from tests.office.cases.ways import facts_for, plain

FULL = bool(os.environ.get("KITEI_FULL"))
KEYS = ("josai", "muroran-it", "nihon-cst", "iuj", "shibaura-it")
PICK = st.integers(min_value=0, max_value=10_000)
SLIPS = st.sampled_from(("", "", "", "step", "ground", "reason", "paper", "actor", "seen"))


@dataclass
class Model:
    """A second, naïve reading of one case: what waits, by what was done."""

    procedure: Procedure
    waiting: list[str] = field(default_factory=list)
    trail: list[tuple[str, str, list[str]]] = field(default_factory=list)  # step, how it ended, what waited before it
    state: str = "running"

    def open(self, facts: Facts, on: Any) -> dict[str, bool | None]:
        """The steps that are open, each with the truth of its guard."""
        found: dict[str, bool | None] = {}
        for name in self.waiting:
            at: str | None = name
            while at is not None and at != END:
                step = self.procedure.steps[at]
                held = truth(step.when, Asked(facts, on))
                if held is not False:
                    found[at] = held
                    break
                at = step.otherwise
        return found

    def may_end(self, step: str, outcome: str) -> bool:
        """A step that tells what another decided ends as that one did."""
        told = [how for name, how, _ in self.trail if name == self.procedure.steps[step].follows]
        return not told or told[-1] == outcome

    def take(self, step: str, outcome: str) -> None:
        self.trail.append((step, outcome, list(self.waiting)))
        by = next(name for name in self.waiting if step in self.procedure.ways(name))
        self.waiting.remove(by)
        then = next(each.then for each in self.procedure.steps[step].outcomes if each.id == outcome)
        self.waiting += [name for name in then if name != END and name not in self.waiting]


class Office(RuleBasedStateMachine):
    """Acts of everybody on a few cases."""

    staff: ClassVar[Staff]

    def __init__(self) -> None:
        super().__init__()
        self._frame = transaction.atomic()
        self._frame.__enter__()
        self.staff.now = AT
        self.models: dict[Any, Model] = {}
        self.acts = Act.objects.count()

    def teardown(self) -> None:
        try:
            sequencer.integrate(at=self.staff.later())
            report = verify()
            assert report.is_clean, [str(finding) for finding in report.findings]
            assert Act.objects.count() == self.acts
        finally:
            transaction.set_rollback(True)
            self._frame.__exit__(None, None, None)

    # --- acts ---------------------------------------------------------------------------------------------------------

    @initialize(pick=PICK)
    def first(self, pick: int) -> None:
        self.open_case(pick)

    @precondition(lambda self: len(self.models) < 3)
    @rule(pick=PICK)
    def open_case(self, pick: int) -> None:
        name = _at(sorted(self.staff.law.procedures), pick)
        procedure = self.staff.law.procedures[name]
        case = self.does(lambda: self.staff.opens(name, role=procedure.steps[procedure.start].actor))
        self.models[case.pk] = Model(procedure, [procedure.start])

    @rule(
        pick=PICK, way=PICK, slips=st.sampled_from(("", "", "", "step", "ground", "reason", "paper", "actor", "seen"))
    )
    def take_step(self, pick: int, way: int, slips: str) -> None:
        """A step that is open, or with some slip in what is handed in."""
        case, model = self.one(pick)
        is_open = model.open(self.facts(case), self.staff.now.date()) if model.state == "running" else {}
        names = sorted(model.procedure.steps) if slips == "step" or not is_open else sorted(is_open)
        step = model.procedure.steps[_at(names, way)]
        outcome = _at(step.outcomes, way)
        document = None
        if outcome.notice and slips != "paper" and not printing.neutral(self.staff.law, outcome.notice):
            document = filled(self.staff.law, outcome.notice)
        more: dict[str, Any] = {
            "ground": _at(outcome.grounds, way) if outcome.grounds and slips != "ground" else None,
            "reason": None if slips == "reason" else "理由のとおり",
            "document": document,
            "seen": case.turn - 1 if slips == "seen" else case.turn,
        }
        if slips == "actor":
            more["role"] = _at(sorted(self.staff.people), way)
        elif not is_open:
            more["role"] = self.staff.runs(case)
        done = self.tries(lambda: self.staff.takes(case, step.id, outcome.id, **more))
        if done:
            assert is_open.get(step.id) is True, "a step was taken that was not open, or whose guard was not true"
            assert not outcome.grounds or more["ground"]
            assert not outcome.reason or more["reason"]
            assert truth(outcome.when, Asked(self.facts(case), self.staff.now.date())) is not False
            assert slips != "seen"
            assert model.may_end(step.id, outcome.id), "a step ended otherwise than was decided"
            model.take(step.id, outcome.id)
            model.state = "running" if self.left(case, model) else "closed"
        elif slips == "" and is_open.get(step.id) is True and self.reached(case, step.id):
            known = truth(outcome.when, Asked(self.facts(case), self.staff.now.date()))
            refusable = known is False or outcome.extends or not model.may_end(step.id, outcome.id)
            assert refusable, "an open step could not be taken"

    @rule(pick=PICK, way=PICK, wanted=st.booleans())
    def learn(self, pick: int, way: int, *, wanted: bool) -> None:
        """A fact on which some guard hangs becomes known, is corrected, or becomes unknown again."""
        case, model = self.one(pick)
        guards = [step.when for step in model.procedure.steps.values() if step.guarded]
        if not guards:
            return
        found = plain(facts_for(_at(guards, way)))
        facts = found if wanted else dict.fromkeys(found)
        role = self.holder(case)
        if self.tries(lambda: knowing.set_facts(case=case, facts=facts, **self.staff.acts(role))):
            case.refresh_from_db()
            model.state = "running" if self.left(case, model) else "closed"

    @rule(pick=PICK)
    def withdraw(self, pick: int) -> None:
        case, model = self.one(pick)
        before = list(model.waiting)
        step = sorted(model.open(self.facts(case), self.staff.now.date()))
        if self.tries(lambda: withdrawing.withdraw(case=case, **self.staff.acts("requester"))):
            assert model.procedure.withdrawable
            last = StepDone.objects.filter(case=case).order_by("-order")[0]
            assert (last.outcome, last.step in step) == (WITHDRAWN, True)
            model.trail.append((last.step, WITHDRAWN, before))
            model.waiting, model.state = [], "withdrawn"

    @rule(pick=PICK, way=PICK)
    def reopen(self, pick: int, way: int) -> None:
        case, model = self.one(pick)
        steps = [name for name, _, _ in model.trail]
        back_to = _at(steps, way) if steps and way % 3 else None
        asked = {"case": case, "reason": "見直し", "back_to": back_to, **self.staff.acts(self.staff.runs(case))}
        merged = model.state == "merged" and back_to is None
        if self.tries(lambda: reopening.reopen(**asked)):
            if not merged:
                at = max(i for i, name in enumerate(steps) if back_to in (None, name))
                model.waiting = model.trail[at][2]
                model.trail = model.trail[:at]
            case.refresh_from_db()
            model.state = "running" if self.left(case, model) else "closed"

    @rule(pick=PICK, other=PICK)
    def merge(self, pick: int, other: int) -> None:
        case, model = self.one(pick)
        into, _ = self.one(other)
        by = self.staff.acts(self.staff.runs(case))
        if self.tries(lambda: merging.merge(case=case, into=into, reason="同じ", **by)):
            assert into.pk != case.pk
            model.state = "merged"

    @rule(pick=PICK, stop=st.booleans(), days=st.integers(0, 40))
    def clock(self, pick: int, *, stop: bool, days: int) -> None:
        case, _ = self.one(pick)
        self.staff.later(days=days)
        by = self.staff.acts(self.staff.runs(case))
        if stop:
            self.tries(lambda: stopping.stop_clock(case=case, reason="照会", **by))
        else:
            self.tries(lambda: stopping.resume_clock(case=case, **by))

    @rule(pick=PICK, person=st.booleans())
    def hand_on(self, pick: int, *, person: bool) -> None:
        case, _ = self.one(pick)
        by = self.staff.acts(self.staff.runs(case))
        if person:
            self.tries(lambda: assigning.assign(case=case, person=None, **by))
        else:
            self.tries(lambda: transferring.transfer(case=case, unit=case.unit, reason="担当", **by))

    @rule(pick=PICK)
    def note_twice(self, pick: int) -> None:
        case, _ = self.one(pick)
        key = f"k-{Once.objects.count()}"
        by = self.staff.acts(self.staff.runs(case))

        def note() -> Any:
            return corresponding.add_note(case=case, body="メモ", idempotency_key=key, **by)

        if self.tries(note):
            before = Act.objects.count()
            note()
            assert Act.objects.count() == before

    @rule(pick=PICK)
    def erase(self, pick: int) -> None:
        case, model = self.one(pick)
        by = self.staff.acts(self.staff.runs(case))
        if pick % 7 == 0 and self.tries(lambda: erasing.destroy_key(case=case, reason="満了", **by)):
            assert model.state != "running"
            del self.models[case.pk]

    # --- what must always hold ----------------------------------------------------------------------------------------

    @invariant()
    def every_act_has_its_leaf(self) -> None:
        assert Act.objects.count() == self.acts

    @invariant()
    def every_case_has_a_next_step_or_an_end(self) -> None:
        for pk, model in self.models.items():
            case = Case.objects.get(pk=pk)
            tasks = {task.step: task for task in Task.objects.filter(case=case, done_at__isnull=True)}
            if model.state == "running":
                assert case.running
                assert set(tasks) == set(model.open(self.facts(case), self.staff.now.date()))
                assert tasks
                assert case.due_on == min((t.due_on for t in tasks.values() if t.due_on), default=None)
                assert (case.state == "waiting") == all(t.actor == "requester" for t in tasks.values())
            else:
                assert (case.state, tasks, case.due_on) == (model.state, {}, None)
                assert case.closed_on

    # --- help ---------------------------------------------------------------------------------------------------------

    def one(self, pick: int) -> tuple[Case, Model]:
        if not self.models:
            self.open_case(pick)
        pk = _at(sorted(self.models), pick)
        return Case.objects.get(pk=pk), self.models[pk]

    def facts(self, case: Case) -> Facts:
        allowed = allowed_facts(self.staff.law, self.models[case.pk].procedure)
        return read_facts(case.facts, allowed, self.staff.law.regulation.clauses)

    def left(self, case: Case, model: Model) -> bool:
        return bool(model.open(self.facts(case), self.staff.now.date()))

    def holder(self, case: Case) -> str:
        task = Task.objects.filter(case=case, done_at__isnull=True).exclude(actor="requester").first()
        return self.staff.whose(case, task.step) if task else self.staff.runs(case)

    def reached(self, case: Case, step: str) -> bool:
        """Whether whoever takes the step is somebody the test knows how to be."""
        actor = self.staff.law.procedures[case.procedure].steps[step].actor
        return actor == "requester" or actor in self.staff.people

    def does(self, doing: Callable[[], Any]) -> Any:
        found = doing()
        self.acts += 1
        return found

    def tries(self, doing: Callable[[], Any]) -> bool:
        """Do it, or be refused; a refusal changes nothing."""
        refused: list[OfficeError] = []
        try:
            with transaction.atomic():
                self.does(doing)
        except OfficeError as error:
            refused.append(error)
        assert all(error.ja and error.en for error in refused)
        return not refused


def _at(listed: Any, pick: int) -> Any:
    return listed[pick % len(listed)]


@pytest.fixture(autouse=True)
def quick_papers() -> Iterator[None]:
    before = printing.render_with(lambda folder, values, _: f"%PDF {folder.name} {len(values)}".encode())
    yield
    printing.render_with(before)


@pytest.mark.django_db
@pytest.mark.parametrize("key", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in KEYS])
def test_no_sequence_of_acts_goes_astray(key: str, office: str) -> None:
    assert office == key
    Office.staff = staffed()
    examples = 100 if FULL else 4
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40 if FULL else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.reuse, Phase.generate, *((Phase.shrink,) if FULL else ())),
        ),
    )
