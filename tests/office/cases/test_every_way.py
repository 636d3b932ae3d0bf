"""Every procedure of the five universities runs to its end by the services, whatever way it takes."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.values import Values
from kitei.office.cases.acting import printing
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case, Document, StepDone, Task
from kitei.office.cases.running import run_of
from kitei.office.cases.services import facts as knowing
from kitei.office.lawbook.opening import law_of
from kitei.office.record.models import Act
from kitei.procedures.procedure import END, Outcome
from kitei.procedures.progress import Done
from tests.office.cases.staffing import Staff, filled, staffed
from tests.office.cases.ways import covering, facts_for, needed, plain

LIBRARY = ("josai", "nihon-cst", "iuj", "shibaura-it", "muroran-it")
WAYS = 500 if os.environ.get("KITEI_FULL") else 3
LONGEST = 40  # steps


@pytest.fixture(autouse=True)
def quick_papers() -> Iterator[None]:
    """Setting each paper is tested with the forms; here it would take minutes."""

    def blank(folder: FormFolder, values: Values, setting: Setting) -> bytes:
        return f"%PDF {folder.name} {len(values)} {setting.made_on}".encode()

    before = printing.render_with(blank)
    yield
    printing.render_with(before)


@pytest.mark.django_db
@pytest.mark.parametrize("key", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in LIBRARY])
def test_every_procedure_runs_to_its_end(key: str, office: str) -> None:
    staff = staffed()
    assert office == key

    for name in staff.law.procedures:
        for way in covering(staff.law.procedures[name], WAYS):
            case = _walked(staff, name, way)
            case = _finished(staff, case)

            assert case.state == Case.State.CLOSED, (name, way)
            assert not Task.objects.filter(case=case, done_at__isnull=True).exists()
            assert Act.objects.filter(case=case.number).count() >= StepDone.objects.filter(case=case).count()
            _check_papers(staff, case)


def _walked(staff: Staff, name: str, way: tuple[Done, ...]) -> Case:
    """A case that went a way."""
    procedure = staff.law.procedures[name]
    start = procedure.steps[procedure.start].actor
    case = staff.opens(name, role=start)
    for done in way:
        step = procedure.steps[done.step]
        outcome = next(each for each in step.outcomes if each.id == done.outcome)
        _learn(staff, case, done.step, outcome)
        _take(staff, case, done.step, outcome)
    return case


def _learn(staff: Staff, case: Case, step: str, outcome: Outcome) -> None:
    """Facts under which the step is open in this way."""
    procedure = staff.law.procedures[case.procedure]
    before = [Done(row.step, row.outcome) for row in steps_of(case)]
    found = facts_for(needed(procedure, before, Done(step, outcome.id)))
    if found:
        by_office = case.tasks.filter(done_at__isnull=True).exclude(actor="requester").order_by("id").first()
        role = staff.whose(case, by_office.step) if by_office else staff.runs(case)
        knowing.set_facts(case=case, facts=plain(found), **staff.acts(role))
        case.refresh_from_db()


def _take(staff: Staff, case: Case, step: str, outcome: Outcome) -> None:
    document = None
    if outcome.notice and not printing.neutral(staff.law, outcome.notice):
        document = filled(staff.law, outcome.notice)
    staff.takes(
        case, step, outcome.id,
        ground=outcome.grounds[0] if outcome.grounds else None, reason="理由のとおり", document=document,
    )  # fmt: skip


def _finished(staff: Staff, case: Case) -> Case:
    """The case, with every step taken that a way beside the tested one left open."""
    for _ in range(LONGEST):
        if not case.running:
            return case
        each = run_of(staff.law, case, steps_of(case), staff.now.date()).progress.steps[0]
        outcome = next(
            (o for o in each.step.outcomes if END in o.then), next(o for o in each.step.outcomes if not o.extends)
        )
        _learn(staff, case, each.step.id, outcome)
        _take(staff, case, each.step.id, outcome)
    return case


def _check_papers(staff: Staff, case: Case) -> None:
    """Every outcome that goes with a paper has issued it, and no other did."""
    procedure = staff.law.procedures[case.procedure]
    wanted = [
        outcome.notice
        for row in steps_of(case)
        for outcome in procedure.steps[row.step].outcomes
        if outcome.id == row.outcome and outcome.notice
    ]
    assert [document.form for document in Document.objects.filter(case=case).order_by("id")] == wanted


def test_the_ways_cover_every_outcome() -> None:
    missed = [
        (key, procedure.id, step.id, outcome.id)
        for key in LIBRARY
        for procedure in law_of(key).procedures.values()
        for step in procedure.steps.values()
        for outcome in step.outcomes
        if not any(Done(step.id, outcome.id) in way for way in covering(procedure, 500))
    ]

    # A way without loops ends at the first step that comes again, so an outcome that only leads back is on none.
    assert all(_leads_back(key, *rest) for key, *rest in missed), missed


def _leads_back(key: str, procedure: str, step: str, outcome: str) -> bool:
    steps = law_of(key).procedures[procedure].steps
    return END not in next(each.then for each in steps[step].outcomes if each.id == outcome)
