"""The API keeps to its own description: whatever is sent, it answers as it says, and never with a fault of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as examples
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kitei.office.committees.services import agenda, planning
from kitei.office.people import access, services
from kitei.project.wsgi import application
from tests.api.calling import Program
from tests.api.test_access import SCOPES
from tests.conftest import FULL
from tests.office.cases.staffing import AT, LONG_AGO, SETTER, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
EXAMPLES = 100 if FULL else 4
# Said twice: of a test's own settings schemathesis leaves out those that are Hypothesis' usual ones, as 100 is.
described.config.generation.update(max_examples=EXAMPLES)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """All requests of a test share its transaction: the end of one must not close the connection."""
    del db
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass(frozen=True)
class Known:
    """What there is to act upon, and programs of those who may do nearly everything, each in his part."""

    programs: dict[str, Program]
    names: dict[str, Any]

    def program(self, path: str) -> Program:
        """Whose path it is."""
        return self.programs.get(path.split("/")[1], self.programs["cases"])


@pytest.fixture
def known(one_connection: None, office: str) -> Known:
    """A case, a meeting with an item, a person; who decides and serves, and who administers and audits."""
    del office, one_connection
    staff = staffed()
    decides = staff.people["manager"]
    services.appoint(person=decides, role="secretariat", from_on=LONG_AGO, actor=SETTER, at=AT)
    warden = services.add_person(name="管理", email="warden@example.ac.jp", actor=SETTER, at=AT)
    for role in ("administrator", "auditor"):
        services.appoint(person=warden, role=role, from_on=LONG_AGO, actor=SETTER, at=AT)
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    by: dict[str, Any] = {"actor": SETTER, "powers": access.powers(decides, AT.date()), "at": staff.later()}
    body = min(staff.law.bodies)
    meeting = planning.plan(body=body, unit=None, when=planning.Plan(held_on=date(2026, 12, 8)), **by)
    agenda.add_matter(meeting=meeting, title="運用", **by)
    first, second = Program(staff, decides, SCOPES), Program(staff, warden, SCOPES)
    names = {
        "number": case.number, "meeting": str(meeting.id), "position": 1, "body": body, "code": staff.unit.code,
        "sign": warden.pseudonym.partition(":")[2], "name": "disclosure", "token": str(first.token.id),
    }  # fmt: skip
    return Known({"cases": first, "people": second, "record": second, "programs": second}, names)


@described.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_path_answers_as_it_is_described(case: Any, known: Known) -> None:
    """To whatever is asked about something that is not there, and about something that is."""
    headers = known.program(case.path).headers
    case.call_and_validate(headers=headers, checks=CHECKS)
    there = {name: value for name, value in known.names.items() if name in (case.path_parameters or {})}
    if there:
        case.path_parameters = {**case.path_parameters, **there}
        case.call_and_validate(headers=headers, checks=CHECKS)


def test_the_description_is_of_openapi_3_1_and_names_every_problem() -> None:
    raw = described.raw_schema

    assert raw["openapi"].startswith("3.1")
    for path, methods in raw["paths"].items():
        for operation in methods.values():
            assert {"401", "403", "404", "409", "422"} <= set(operation["responses"]), path
            assert operation["operationId"]
            assert operation["summary"]


def test_no_two_parts_of_the_description_are_called_the_same() -> None:
    """The description knows a schema by its name alone: the second of two would be taken for the first."""

    def below(kind: type[Schema]) -> Iterator[type[Schema]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    names = Counter(each.__name__ for each in set(below(Schema)) if each.__module__.startswith("kitei.api."))

    assert [name for name, count in names.items() if count > 1] == []
