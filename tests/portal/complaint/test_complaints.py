"""Questions and complaints: at every university, also without a name."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.lawbook import Law
from kitei.office.post.models import Outgoing
from tests.portal.walking import Walker, open_office

pytestmark = pytest.mark.django_db


def test_a_complaint_needs_no_name_and_is_answered_on_the_site(law: Law) -> None:
    open_office()
    walker = Walker()
    begin = walker.get("/complaint/")
    assert "名前を書かなくてもかまいません" in begin.content.decode()

    at = walker.get("/file/complaint/").headers["Location"]
    nobody = {"name": "", "tel": "", "address": "", "unit": "", "email": ""}
    number, secret = walker.file("complaint", nobody)

    case = Case.objects.get(number=number)
    assert at.endswith("/wish/")
    assert case.kind == "complaint"
    assert case.name == ""
    assert not Outgoing.objects.exists()
    other = Walker()
    other.post("/status/", {"number": number, "secret": secret})
    assert number in other.get("/status/case/").content.decode()
    assert law.procedures["complaint"].title.ja in other.get("/status/case/").content.decode()
