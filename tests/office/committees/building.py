"""A committee for tests: members, chair, secretariat, and cases that wait for it; all made by the real services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kitei.office.cases.models import Case
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.services.stepping import Alongside, take_step
from kitei.office.cases.values import Who
from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.services import agenda, attending, planning, ruling
from kitei.office.ground.actors import Actor, system
from kitei.office.people import access, services
from kitei.office.people.models import Person, Unit

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
HELD_ON = date(2026, 12, 8)
SETUP = system("setup")
OWN: dict[str, Any] = {
    "quorum": {"share": "more_than_half", "of": "members"},
    "decision": {"share": "more_than_half", "of": "present"},
    "tie": "chair",
    "recused": "apart",
}
"""Own rules, for a body about which the regulation is silent."""


@dataclass
class Committee:
    """A body with a chair, a vice-chair and members, and who serves it.

    Attributes:
        members: the chair first, then the vice-chair.
    """

    body: str
    unit: Unit
    secretary: Person
    members: list[Person] = field(default_factory=list)
    at: datetime = AT

    def by(self, person: Person | None = None) -> dict[str, Any]:
        """Who acts, by which powers, and when; each act a minute after the one before."""
        who = person or self.secretary
        self.at += timedelta(minutes=1)
        powers = access.powers(who, date(2026, 12, 1))
        role = "secretariat" if person is None else self.body
        return {"actor": Actor(who.pseudonym, role, who.id), "powers": powers, "at": self.at}

    @property
    def chair(self) -> Person:
        """Who presides."""
        return self.members[0]


def person(name: str, unit: Unit, **more: Any) -> Person:
    count = Person.objects.count()
    return services.add_person(name=name, email=f"p{count}@example.ac.jp", unit=unit, actor=SETUP, at=AT, **more)


def appoint(who: Person, role: str, **more: Any) -> None:
    services.appoint(person=who, role=role, **{"unit": None, "from_on": date(2025, 4, 1), **more}, actor=SETUP, at=AT)


def committee(body: str, members: int = 5, *, own: dict[str, Any] | None = None) -> Committee:
    unit = services.add_unit(
        code="affairs", title_ja="総務課", title_en="Affairs", parent=None, kind="office", actor=SETUP, at=AT
    )
    made = Committee(body, unit, person("事務 太郎", unit))
    appoint(made.secretary, "secretariat")
    for number in range(members):
        capacity = ("chair", "vice_chair")[number] if number < 2 else "member"
        member = person(f"委員 {number}", unit, kana=f"イイン {number}")
        appoint(member, body, capacity=capacity)
        made.members.append(member)
    if own is not None:
        ruling.set_rules(body=body, unit=None, from_on=date(2025, 4, 1), document="委員会規程", rules=own, **made.by())
    return made


def appeal(made: Committee, *steps: tuple[str, str], name: str = "葛城 﨑子") -> Case:
    """A case of an appeal that has come as far as the steps say."""
    case = open_case(
        procedure="appeal",
        title="不服申立て",
        who=Who(name=name),
        facts={},
        unit=made.unit,
        origin="desk",
        outcome="submitted",
        actor=SETUP,
        powers=None,
        at=made.by()["at"],
    )
    for step, outcome in steps:
        take_step(
            case=case, step=step, outcome=outcome, actor=SETUP, powers=None, at=made.by()["at"],
            alongside=Alongside(rows=lambda _: (), voted=True),
        )  # fmt: skip
    return case


def planned(made: Committee, **more: Any) -> Meeting:
    when = planning.Plan(held_on=HELD_ON, begins=time(14), ends=time(15, 30), place="本部棟2階会議室", **more)
    return planning.plan(body=made.body, unit=None, when=when, **made.by())


def on_agenda(made: Committee, meeting: Meeting, case: Case, step: str) -> AgendaItem:
    return agenda.add_case(meeting=meeting, case=case, step=step, presenter="総務課", **made.by())


def opened(made: Committee, meeting: Meeting, present: int | None = None) -> Meeting:
    """Convene and open a meeting; the first so many members are there."""
    planning.convene(meeting=meeting, **made.by())
    here = made.members if present is None else made.members[:present]
    seats = {each.id: attending.Presence(how="present") for each in here}
    return attending.open_meeting(meeting=meeting, present=seats, **made.by())
