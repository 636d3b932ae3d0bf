"""A program that calls the API."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from kitei.office.people.models import Person
from kitei.office.programs.services import issue_token
from tests.office.cases.staffing import SETTER, Staff


class Program:
    """A program with a token of its own."""

    def __init__(self, staff: Staff, person: Person, scopes: tuple[str, ...] = ("case.",)) -> None:
        issued = issue_token(person=person, label="試験", scopes=scopes, days=30, actor=SETTER, at=staff.now)
        self.token = issued.token
        self.headers = {"Authorization": f"Bearer {issued.plain}"}
        self._client = Client()

    def get(self, path: str) -> Any:
        """Ask."""
        return self._client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        """Act."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        sent = json.dumps({} if body is None else body, default=str)
        return self._client.post(f"/api/v1{path}", sent, content_type="application/json", headers=headers)
