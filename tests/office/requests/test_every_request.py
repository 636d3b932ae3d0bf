"""Everything that can be asked at the five universities is filed, carried to its end, and told on a paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kitei.filings.book import Book
from kitei.forms.paper.payload import Setting
from kitei.forms.values import Values, missing, read_values
from kitei.office.cases.acting import printing
from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.cases.running import run_of
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.answers import plain, prepare
from kitei.office.requests.services.answering import answer
from kitei.office.requests.services.appealing import appeal
from kitei.office.requests.services.filing import Claim, file_request
from kitei.procedures.procedure import REQUESTER, Outcome
from kitei.procedures.progress import Next
from tests.office.cases.staffing import VOTED, Staff, staffed
from tests.office.requests.clauses import HELD, form_values

LIBRARY = ("josai", "nihon-cst", "iuj", "shibaura-it", "muroran-it")
LONGEST = 40
WANTED = ("granted", "refused")


@pytest.fixture(autouse=True)
def quick_papers() -> Iterator[None]:
    """What is printed is read elsewhere."""

    def blank(folder: Any, values: Values, setting: Setting) -> bytes:
        return f"%PDF {folder.name} {len(values)} {setting.made_on}".encode()

    before = printing.render_with(blank)
    yield
    printing.render_with(before)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("key", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in LIBRARY])
def test_every_request_is_filed_and_answered(key: str, wanted: str, office: str) -> None:
    staff, book = staffed(), current_book()
    assert office == key

    for procedure in book.filings:
        case = filed(staff, book, procedure)
        ended = carried(staff, case, wanted)

        assert ended.state == Case.State.CLOSED, procedure
        told = Document.objects.filter(case=ended, direction="out", step__in=StepDone.objects.filter(case=ended))
        assert told.exists() or not ended.outcome_effect, procedure
        assert wanted in [row.effect for row in steps_of(ended)] or procedure == "consent-at-enrolment"


def filed(staff: Staff, book: Book, procedure: str) -> Case:
    """A request for oneself; an appeal follows a refusal."""
    values = form_values(book, procedure)
    field = book.filing(procedure).claimant_field
    if field is not None:
        values[field] = "principal"
    if book.procedures[procedure].matter == "appeal":
        first = next(name for name, each in book.procedures.items() if each.appeal == procedure)
        refused = carried(staff, filed(staff, book, first), "refused")
        return appeal(of=refused, values=values, at=staff.later()).case
    form = book.form(book.filing(procedure).form).form
    for fault in missing(form, read_values(form, values, on=staff.now.date(), partial=True), on=staff.now.date()):
        choices = form.field(fault.path).choices
        values[fault.path] = choices[0].id if choices else "所定の事項"
    kind = next(iter(book.procedures[procedure].serves), None)
    return file_request(
        procedure=procedure, values=values, claim=Claim(kind=kind), unit=staff.unit, at=staff.later()
    ).case  # fmt: skip


def carried(staff: Staff, case: Case, wanted: str) -> Case:
    """A case after every step was taken, towards an ending of the kind wanted."""
    for _ in range(LONGEST):
        case.refresh_from_db()
        open_now = run_of(staff.law, case, steps_of(case), staff.now.date()).progress.steps
        if not case.running:
            return case
        take(staff, case, open_now[0], wanted)
    raise AssertionError(case)


def take(staff: Staff, case: Case, each: Next, wanted: str) -> None:
    """Take a step, typing on its paper what the case does not know."""
    aimed = leading_to(staff, case, each, wanted)
    outcome = next((way for way in each.outcomes if way.effect == wanted or way.id in aimed), forward(each, case))
    role = staff.whose(case, each.step.id) if each.step.actor != REQUESTER else staff.runs(case)
    ground = next(iter(outcome.grounds), None)
    ending = Ending(step=each.step.id, outcome=outcome.id, ground=ground, reason="定めによる。")
    made = prepare(case, ending, actor=None, on=staff.now.date())
    typed: dict[str, Any] = {}
    if made.folder is not None and made.filled is not None:
        example = plain(made.folder.example())
        typed = {fault.path: example.get(fault.path, "所定の事項") for fault in made.filled.lacking}
    answer(
        case=case, facts={**HELD, "identity_verified": True, "authority_verified": True} if asks(staff, case) else None,
        ending=Ending(step=each.step.id, outcome=outcome.id, ground=ground, reason="定めによる。", typed=typed),
        alongside=VOTED if by_meeting(staff.law, each.step) else None,
        **staff.acts(role),
    )  # fmt: skip


def asks(staff: Staff, case: Case) -> bool:
    return staff.law.procedures[case.procedure].question == "request"


def leading_to(staff: Staff, case: Case, each: Next, wanted: str) -> set[str]:
    """The ways in which a step can be voted so that the one that tells of it ends as is wanted."""
    steps = staff.law.procedures[case.procedure].steps.values()
    tells = [step for step in steps if step.follows == each.step.id]
    return {way.id for step in tells for way in step.outcomes if way.effect == wanted}


def forward(each: Next, case: Case) -> Outcome:
    """The ending that leads on; a loop is left by the next one."""
    taken = [(row.step, row.outcome) for row in steps_of(case)]
    return next((way for way in each.outcomes if (each.step.id, way.id) not in taken), each.outcomes[0])
