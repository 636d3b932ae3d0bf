"""An office with everybody in it, for tests: one unit, and for every role and body of the regulation a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.models import Case
from kitei.office.cases.services import opening, stepping
from kitei.office.cases.values import PaperDraft, Who
from kitei.office.ground.actors import Actor, system
from kitei.office.lawbook import Law, current
from kitei.office.people import access, services
from kitei.office.people.access import Powers, charge
from kitei.office.people.models import Person, Unit

AT = datetime(2026, 11, 9, 1, tzinfo=UTC)
LONG_AGO = date(2025, 4, 1)
SETTER = system("setup")
REQUESTER = Actor("requester:k3v9w2mz", "requester")
HANAKO = Who(name="髙橋 花子", kana="たかはし はなこ", contact={"email": "hanako@example.jp"})

VOTED = stepping.Alongside(rows=lambda _: (), voted=True)
"""As a body's vote comes to a case."""


@dataclass
class Staff:
    """The people of one office, and its clock."""

    law: Law
    unit: Unit
    other: Unit
    people: Mapping[str, Person]
    now: datetime = AT
    _powers: dict[tuple[str, date], Powers] = field(default_factory=dict)

    def later(self, **span: int) -> datetime:
        """Let time pass: a minute, if nothing else is said."""
        self.now += timedelta(**(span or {"minutes": 1}))
        return self.now

    def powers(self, role: str) -> Powers:
        """What the holder of a role may do."""
        key = (role, self.now.date())
        if key not in self._powers:
            self._powers[key] = access.powers(self.people[role], self.now.date())
        return self._powers[key]

    def acts(self, role: str) -> dict[str, Any]:
        """The arguments by which the holder of a role acts a minute later; the requester has no powers."""
        at = self.later()
        if role == "requester":
            return {"actor": REQUESTER, "powers": None, "at": at}
        powers = self.powers(role)
        return {"actor": powers.actor(role), "powers": powers, "at": at}

    def opens(self, procedure: str, role: str = "requester", **more: Any) -> Case:
        """A case, opened."""
        asked: dict[str, Any] = {
            "procedure": procedure,
            "title": "成績の記録",
            "who": HANAKO,
            "facts": {},
            "unit": self.unit,
            "origin": "portal",
            **self.acts(role),
        }
        return opening.open_case(**(asked | more))

    def takes(self, case: Case, step: str, outcome: str, role: str | None = None, **more: Any) -> Case:
        """The case after a step, taken by whoever takes it."""
        actor = role or self.whose(case, step)
        wanted = self.law.procedures[case.procedure].steps.get(step)
        if wanted is not None and by_meeting(self.law, wanted) and "alongside" not in more:
            more["alongside"] = VOTED
        stepping.take_step(**({"case": case, "step": step, "outcome": outcome, **self.acts(actor)} | more))
        case.refresh_from_db()
        return case

    def whose(self, case: Case, step: str) -> str:
        """The role whose step it is; where everybody holds it, that of the person to whom it is given."""
        actor = self.law.procedures[case.procedure].steps[step].actor
        given = case.tasks.filter(step=step, done_at__isnull=True, person__isnull=False).first()
        if given is None or access.table_of(self.law).held.get(actor) != "everyone":
            return actor
        return next(role for role, person in self.people.items() if person.pk == given.person_id)

    def runs(self, case: Case) -> str:
        """A role that runs the case."""
        return min(charge.in_charge(self.law, self.law.procedures[case.procedure]))


def staffed() -> Staff:
    """The office that the test's settings name, with everybody appointed."""
    law = current()
    root = services.add_unit(
        code="u", title_ja="学園", title_en="School", parent=None, kind="corporation", actor=SETTER, at=AT
    )
    unit = services.add_unit(
        code="students", title_ja="学生課", title_en="Students", parent=root, kind="office", actor=SETTER, at=AT
    )
    other = services.add_unit(
        code="careers", title_ja="就職課", title_en="Careers", parent=root, kind="office", actor=SETTER, at=AT
    )
    people = {role: _seat(law, role, unit) for role in (*law.actors, "clerk", "privacy_desk")}
    return Staff(law, unit, other, people)


def _seat(law: Law, role: str, unit: Unit) -> Person:
    person = services.add_person(
        name=f"{role} 太郎", email=f"{role.replace('_', '-')}@example.ac.jp", unit=unit, actor=SETTER, at=AT
    )
    held = access.table_of(law).held
    if held.get(role) == "everyone":
        return person
    # What a unit does as such, whoever holds an office there does.
    seat = role if held.get(role) != "unit" else next(each for each in law.actors if held.get(each) == "each_unit")
    services.appoint(
        person=person,
        role=seat,
        unit=unit if role == "clerk" or held.get(seat) == "each_unit" else None,
        capacity="chair" if role in law.bodies else "holder",
        from_on=LONG_AGO,
        actor=SETTER,
        at=AT,
    )
    return person


def filled(law: Law, form: str) -> PaperDraft:
    """A paper filled in as its example is."""
    return PaperDraft(form=form, values=law.form(form).example())
