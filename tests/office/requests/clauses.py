"""What the tests of requests share: the staffed office, papers as people fill them in, and PDFs read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from kitei.filings.book import Book
from kitei.filings.filing import KIND
from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.cases.models.papers import Direction
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.books import current_book
from kitei.office.requests.models import ProofSeen
from kitei.office.requests.services.answering import answer
from kitei.office.requests.services.checking import Shown, check_identity
from kitei.office.requests.services.filing import Claim, Filed, file_request
from tests.forms.samples import squeezed, text_of
from tests.office.cases.staffing import VOTED, Staff

NAME, REASON = "髙橋 花子", "相談員の所見は評価に当たり、開示すると今後の相談の適正な実施に支障がある。"

HELD: Mapping[str, Any] = {"exists": True, "personal_data": True, "retained_data": True, "existence_harm": []}
"""What is known once the information was found."""


def form_values(book: Book, procedure: str, **own: Any) -> dict[str, Any]:
    """A form as a person fills it in: its example, without what the office writes, with what the test says."""
    filing = book.filing(procedure)
    folder = book.form(filing.form)
    known = {field.id for field in folder.form.fields if not field.office}
    given = {name: value for name, value in folder.example().items() if name in known}
    names = filing.entries.get("name", ())
    given |= dict.fromkeys(names, NAME)
    rule = next((each for each in filing.facts if each.fact == KIND and each.field == filing.kind), None)
    if rule is not None and filing.kind is not None:  # one kind alone, so that one case comes of it
        serves = set(book.procedures[procedure].serves)
        given[filing.kind] = [next(choice for choice, kinds in rule.values.items() if serves & set(kinds))]
    return {name: value for name, value in (given | own).items() if value is not None}


def filed(staff: Staff, procedure: str, claim: Claim | None = None, **own: Any) -> Filed:
    """A request, filed over the portal."""
    values = form_values(current_book(), procedure, **own)
    return file_request(procedure=procedure, values=values, claim=claim, unit=staff.unit, at=staff.later())


def shows(staff: Staff, case: Case, role: str, proof: str, paper: str, **more: Any) -> ProofSeen:
    """A document is shown to somebody."""
    return check_identity(case=case, shown=Shown(proof=proof, paper=paper, **more), **staff.acts(role))


def answers(staff: Staff, case: Case, step: str, outcome: str, role: str = "", **more: Any) -> StepDone:
    """A step, taken by whoever takes it with the paper that goes with it; what is not said is typed for him."""
    case.refresh_from_db()
    facts = more.pop("facts", None)
    actor = role or staff.whose(case, step)
    ending = Ending(step=step, outcome=outcome, **more)
    wanted = staff.law.procedures[case.procedure].steps[step]
    voted = VOTED if by_meeting(staff.law, wanted) else None
    return answer(case=case, ending=ending, facts=facts, alongside=voted, **staff.acts(actor))


def paper(case: Case, form: str) -> Document:
    """The last paper on a form that went out in a case."""
    went: list[Document] = list(Document.objects.filter(case=case, form=form, direction=Direction.OUT).order_by("id"))
    return went[-1]


@lru_cache(maxsize=64)
def _read(pdf: bytes) -> str:
    return text_of(pdf)


def says(document: Document, *texts: str) -> list[str]:
    """Which of these texts do not stand on a paper."""
    assert document.pdf is not None
    text = _read(bytes(document.pdf))
    return [each for each in texts if squeezed(each) not in text]


def facts_of(case: Case) -> Mapping[str, Any]:
    """What is known of a case now."""
    case.refresh_from_db()
    return dict(case.facts)


def day(text: str) -> date:
    """A day as ISO writes it."""
    return date.fromisoformat(text)
