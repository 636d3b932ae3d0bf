"""An office may keep what was filled in and the digest of a paper, and set the paper anew when it is asked for."""

from __future__ import annotations

from hashlib import sha256

import pytest
from pytest_django import Settings

from kitei.office.cases.acting.printing import PaperDiffers, pdf_of
from kitei.office.cases.models import Document
from kitei.office.lawbook import current
from tests.office.cases.staffing import filled, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def decided() -> list[Document]:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    staff.takes(case, "identity", "incomplete")
    staff.takes(case, "amend", "completed")
    staff.takes(case, "identity", "verified")
    staff.takes(case, "search", "found")
    staff.takes(case, "decide", "disclosed", document=filled(staff.law, "form4"), reason="全部に応じる")
    return list(Document.objects.filter(case=case).order_by("id"))


def test_a_paper_set_anew_is_the_paper_that_was_issued_to_the_byte(settings: Settings) -> None:
    settings.OFFICE = {**settings.OFFICE, "keeps_papers": False}

    papers = decided()

    assert {paper.form for paper in papers} >= {"form4"}
    for paper in papers:
        assert paper.pdf is None
        pdf = pdf_of(current(), paper)
        assert pdf is not None
        assert sha256(pdf).hexdigest() == paper.digest


def test_a_paper_that_was_kept_is_given_as_it_is() -> None:
    paper = decided()[-1]

    assert pdf_of(current(), paper) == paper.pdf


def test_a_paper_that_no_longer_comes_out_the_same_is_not_passed_off_as_what_was_issued(settings: Settings) -> None:
    settings.OFFICE = {**settings.OFFICE, "keeps_papers": False}
    paper = decided()[-1]
    paper.values = {**paper.values, "name": "別人"}

    with pytest.raises(PaperDiffers, match="is not what was issued"):
        pdf_of(current(), paper)
