"""The API keeps to its own description: whatever is sent, it answers as it says, and never with a fault of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kitei.project.wsgi import application
from tests.api.calling import Program
from tests.conftest import FULL
from tests.office.cases.staffing import staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
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


@pytest.fixture
def program(one_connection: None, office: str) -> Program:
    """A program that may do everything its person may; with a case to act on."""
    del office, one_connection
    staff = staffed()
    staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    return Program(staff, staff.people["manager"], ("case.", "request.", "record.", "statistics."))


@described.parametrize()
@examples(
    max_examples=100 if FULL else 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_path_answers_as_it_is_described(case: Any, program: Program) -> None:
    case.call_and_validate(headers=program.headers, checks=CHECKS)


def test_the_description_is_of_openapi_3_1_and_names_every_problem() -> None:
    raw = described.raw_schema

    assert raw["openapi"].startswith("3.1")
    for path, methods in raw["paths"].items():
        for operation in methods.values():
            assert {"401", "403", "404", "409", "422"} <= set(operation["responses"]), path
            assert operation["operationId"]
            assert operation["summary"]
