"""A desk with people at it, for the tests of pages: the staffed office of the cases, with accounts to sign in by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from django.test import Client

from kitei import clock
from kitei.office.cases.models import Case
from kitei.office.cases.services import withdrawing
from kitei.office.people import services
from kitei.office.people.models import Account, Person
from kitei.office.record import sequencer
from tests.office.cases import staffing
from tests.office.people.building import PASSWORD
from tests.office.requests import clauses

FOUND = dict(clauses.HELD)


class Answer(Protocol):
    """What a page or the test's own client gives back."""

    @property
    def content(self) -> bytes:
        """The body."""
        ...


@dataclass
class Front:
    """The office seen from its pages."""

    staff: staffing.Staff
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, role: str) -> Account:
        """The account of whoever holds a role."""
        if role not in self.accounts:
            person = self.staff.people.get(role) or self._seated(role)
            invited = services.invite(person=person, actor=staffing.SETTER, at=clock.now())
            self.accounts[role] = services.accept_invitation(secret=invited.secret, password=PASSWORD, at=clock.now())
        return self.accounts[role]

    def client(self, role: str, lang: str = "ja") -> Client:
        """Somebody signed in, reading in a language."""
        client = Client(headers={"accept-language": lang})
        client.force_login(self.account(role))
        return client

    def disclosure(self, **own: Any) -> Case:
        """A request for disclosure, filed by form 3 over the portal."""
        asked = {"kinds": ["disclose"], "information": "学生相談記録"} | own
        return clauses.filed(self.staff, "disclosure", **asked).case

    def found(self) -> Case:
        """A request that is ready to be decided: the person is known, the information was found."""
        case = self.disclosure()
        clauses.shows(self.staff, case, "manager", "identity", "student_card")
        clauses.answers(self.staff, case, "identity", "verified")
        clauses.answers(self.staff, case, "search", "found", facts=FOUND)
        case.refresh_from_db()
        return case

    def decided(self) -> Case:
        """A request that was met in part, with its notice."""
        case = self.found()
        clauses.answers(
            self.staff, case, "decide", "partly", ground="evaluation", reason=clauses.REASON,
            facts={"refusal_grounds": ["evaluation"]}, typed={"partial_reason": "面談の記録は開示する。"},
        )  # fmt: skip
        case.refresh_from_db()
        return case

    def closed(self) -> Case:
        """A request that was taken back."""
        case = self.disclosure()
        withdrawing.withdraw(case=case, reason="電話で申出", **self.staff.acts("manager"))
        case.refresh_from_db()
        return case

    def due(self, case: Case, day: date) -> Case:
        """The case with all that is open in it due on a day: past the record, for pages that count days."""
        case.tasks.filter(done_at__isnull=True).update(due_on=day)
        Case.objects.filter(pk=case.pk).update(due_on=day)
        case.refresh_from_db()
        return case

    def recorded(self) -> None:
        """Every act so far is in the record's tree."""
        sequencer.integrate(at=clock.now())

    def _seated(self, role: str) -> Person:
        person = services.add_person(
            name=f"{role} 次郎",
            email=f"{role}@example.ac.jp",
            unit=self.staff.unit,
            actor=staffing.SETTER,
            at=staffing.AT,
        )
        services.appoint(
            person=person, role=role, unit=None, from_on=staffing.LONG_AGO, actor=staffing.SETTER, at=staffing.AT
        )
        return person


def front(now: datetime) -> Front:
    """The staffed office, at a moment before the pages are asked for."""
    return Front(replace(staffing.staffed(), now=now))


def text(answer: Answer) -> str:
    """What a page says."""
    return answer.content.decode()
