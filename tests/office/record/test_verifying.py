from __future__ import annotations
import pytest
from django.db import connection
from kitei.office.record import sequencer
from kitei.office.record.verifying import verify
from tests.office.record.test_sequencing import act, AT

@pytest.mark.django_db
def test_clean():
    for n in range(10): act(n=n)
    sequencer.integrate(at=AT)
    act(n=11)
    report = verify()
    print(report)
    assert report.is_clean
    assert report.acts == 11
