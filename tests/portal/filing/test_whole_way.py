"""A request from the first page to the receipt, at each of the universities, without a script."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case, Document
from kitei.office.lawbook import Law
from kitei.office.post.models import Outgoing
from kitei.office.requests.models import Draft
from kitei.portal.asking.guide import askable
from kitei.portal.filing.sheets import filed
from tests.portal.walking import PERSON, Walker, open_office

pytestmark = pytest.mark.django_db


def meant(law: Law, procedure: str) -> dict[str, list[str]]:
    """What is ticked so that this procedure deals with it."""
    plan = filed(law, procedure)
    assert plan is not None
    return {str(plan.filing.kind): [choice.id for choice in plan.own_choices()[:1]]} if plan.own_choices() else {}


MATTERS = ("disclosure", "cessation", "appeal", "complaint")
"""What is filed in the short run; `./test --full` files everything."""


def test_everything_that_can_be_asked_can_be_filed_without_a_script(law: Law, full: bool) -> None:
    open_office()
    for procedure in askable(law):
        if not full and procedure.matter not in MATTERS:
            continue
        number, secret = Walker().file(procedure.id, meant(law, procedure.id))

        case = Case.objects.get(number=number)
        assert case.procedure == procedure.id
        assert case.origin == "portal"
        assert secret.replace("-", "").isalnum()
        document = Document.objects.get(case=case)
        plan = filed(law, procedure.id)
        assert plan is not None
        assert document.form == plan.filing.form
        assert document.pdf
    assert not Draft.objects.exists()


@pytest.mark.regulation("josai")
@pytest.mark.usefixtures("office")
def test_what_was_entered_stands_in_the_case() -> None:
    open_office()

    number, _ = Walker().file("disclosure")

    case = Case.objects.get(number=number)
    assert case.name == PERSON["name"]
    assert case.contact["email"] == PERSON["email"]
    assert case.facts["request_kind"] == "disclose"
    assert Document.objects.get(case=case).values["tel"] == PERSON["tel"]
    assert Outgoing.objects.count() == 2
