"""The administrator's work through the API: units, persons, appointments, invitations; each act once."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.office.people import services
from kitei.office.people.models import Appointment, Person, Unit
from kitei.office.post.models import Outgoing
from kitei.office.programs.services import tell
from tests.api.calling import Program
from tests.office.cases.staffing import AT, LONG_AGO, SETTER, Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
SCOPES = ("person.", "unit.", "appointment.", "account.", "webhook.", "record.", "statistics.")


@pytest.fixture
def staff() -> Staff:
    return staffed()


@pytest.fixture
def program(staff: Staff) -> Program:
    """A program of the administrator, who audits as well."""
    person = services.add_person(name="管理", email="admin@example.ac.jp", actor=SETTER, at=AT)
    for role in ("administrator", "auditor"):
        services.appoint(person=person, role=role, from_on=LONG_AGO, actor=SETTER, at=AT)
    return Program(staff, person, SCOPES)


def done(program: Program, path: str, body: Any = None, key: str | None = None) -> Any:
    answer = program.post(path, body, key)
    assert answer.status_code in {200, 201, 202}, answer.content.decode()
    return answer.json()


HANA = {"name": "髙橋 花子", "kana": "タカハシ ハナコ", "email": "Hana@example.ac.jp", "unit": "students"}


def test_units_are_added_changed_and_listed(program: Program) -> None:
    law = {"code": "law", "title_ja": "法学部", "title_en": "Law", "kind": "college", "parent": "u"}
    assert done(program, "/people/units", law, "k") == done(program, "/people/units", law, "k")
    changed = done(program, "/people/units/law", {**law, "title_ja": "法学科", "parent": None})

    assert (changed["title"]["ja"], changed["parent"]) == ("法学科", None)
    assert [each["depth"] for each in program.get("/people/units").json() if each["parent"] == "u"] == [1, 1]
    assert Unit.objects.filter(code="law").count() == 1
    assert program.post("/people/units/nowhere", law).status_code == 404
    assert program.post("/people/units", {**law, "code": "Law!"}).json()["kind"] == "BadUnit"


def test_a_person_is_added_appointed_invited_and_leaves(program: Program) -> None:
    made = done(program, "/people", HANA, "k")
    assert done(program, "/people", HANA, "k") == made
    at = f"/people/{made['person']}"
    done(program, f"{at}/change", {**HANA, "name": "髙橋 花"})
    appointed = {"role": "manager", "unit": "students", "from_on": "2026-04-01"}
    held = done(program, f"{at}/appointments", appointed, "a")
    assert len(done(program, f"{at}/appointments", appointed, "a")["appointments"]) == 1
    done(program, f"{at}/invite", {}, "i")
    done(program, f"{at}/invite", {}, "i")

    assert held["roles"] == ["manager"]
    assert program.get(at).json()["account"] == "invited"
    assert Outgoing.objects.count() == 1
    done(program, f"{at}/withdraw")
    done(program, f"{at}/account", {"to": "closed"})
    assert program.get(at).json()["account"] == "closed"
    done(program, f"{at}/account", {"to": "open"})
    done(program, f"{at}/appointments/{held['appointments'][0]['id']}/end", {"on": "2026-10-01"})
    assert Appointment.objects.get(role="manager", person__name="髙橋 花").to_on is not None
    done(program, f"{at}/leave", {"on": "2026-11-01"})
    assert program.get(at).json()["left_on"] == "2026-11-01"


def test_a_deputy_names_whose_powers_are_used(program: Program, staff: Staff) -> None:
    principal = Appointment.objects.get(person=staff.people["manager"])
    made = done(program, "/people", HANA)
    body = {"role": "clerk", "from_on": "2026-04-01", "deputy_for": str(principal.id), "covers": ["disclosure"]}

    answer = program.post(f"/people/{made['person']}/appointments", body)

    assert answer.status_code in {201, 422}
    body["deputy_for"] = "nobody"
    assert program.post(f"/people/{made['person']}/appointments", body).status_code == 404


def test_people_are_found_page_by_page(program: Program) -> None:
    for number in range(60):
        services.add_person(name=f"人 {number}", email=f"n{number}@example.ac.jp", actor=SETTER, at=AT)

    first = program.get("/people").json()
    rest = program.get(f"/people?after={first['after']}").json()

    assert (len(first["people"]), rest["after"]) == (50, None)
    assert len(first["people"]) + len(rest["people"]) == Person.objects.count()
    assert len(program.get("/people?q=n59@example").json()["people"]) == 1
    assert {each["unit"] for each in program.get("/people?unit=students").json()["people"]} == {"students"}


@pytest.mark.parametrize(
    "path",
    [
        "/people/nobody/withdraw",
        "/people/{sign}/withdraw",
        "/people/{sign}/account",
        "/people/{sign}/appointments/x/end",
    ],
)
def test_what_is_not_there_is_not_found(program: Program, staff: Staff, path: str) -> None:
    sign = staff.people["manager"].pseudonym.partition(":")[2]
    body = {"to": "open"} if path.endswith("account") else {"on": "2026-11-01"}

    assert program.post(path.format(sign=sign), body).status_code == 404


def test_webhooks_are_added_seen_and_removed_with_their_calls(program: Program, staff: Staff) -> None:
    body = {"url": "https://example.ac.jp/hook", "acts": ["case.", "clock.late"]}
    made = done(program, "/programs/webhooks", body, "k")
    assert done(program, "/programs/webhooks", body, "k")["id"] == made["id"]
    clerk = Program(staff, staff.people["clerk"])
    own = done(clerk, "/programs/webhooks", {**body, "acts": ["clock.due:5"]})

    assert {each["id"] for each in program.get("/programs/webhooks").json()} == {made["id"], own["id"]}
    assert [each["id"] for each in clerk.get("/programs/webhooks").json()] == [own["id"]]
    assert made["secret"]
    tell("case.opened", {}, at=AT)
    [call] = program.get(f"/programs/webhooks/{made['id']}/deliveries").json()
    assert (call["act"], call["tries"], call["done_at"]) == ("case.opened", 0, None)
    assert clerk.get(f"/programs/webhooks/{made['id']}/deliveries").status_code == 404
    assert clerk.get("/programs/tokens").json()[0]["used_at"] is not None


def test_the_record_is_verified_compared_and_read(program: Program) -> None:
    assert done(program, "/record/verifications") == {"begun": True}
    assert program.get("/record/verifications").json() == []
    assert program.get("/record/verifications/1").status_code == 404
    assert program.post("/record/compare", {"note": "nothing"}).json()["kind"] == "NotACheckpoint"
    number = program.get("/record/acts").json()[0]["number"]
    assert program.get(f"/record/acts/{number}/entry").json()["act"]
    assert program.get("/record/acts?case=R8-D-9999").json() == []


def test_figures_are_numbers_and_tables(program: Program, staff: Staff) -> None:
    staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})

    figures = program.get("/statistics?lang=en").json()
    half = program.get("/statistics/half-year?day=2026-11-09").json()

    assert {each["name"] for each in figures["charts"]} >= {"lateness", "by-month", "kept"}
    assert (half["first"], half["last"]) == ("2026-10-01", "2027-03-31")
    assert program.get("/statistics/cases.csv").content.startswith(b"\xef\xbb\xbf")
    assert program.get("/statistics/charts/lateness.xlsx").content.startswith(b"PK")
    assert program.get("/statistics/charts/nothing.csv").status_code == 404
    assert program.get("/statistics/half-year?day=0001-01-01").status_code == 404
