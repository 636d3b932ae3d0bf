"""Programs hear of clocks: signed, once, again until it was taken, of no case that is not theirs, and of no person."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import UUID

import pytest

from kitei import clock
from kitei.jobs.cases.clock import note_lateness
from kitei.jobs.programs import clocks, hearing, tasks
from kitei.office.cases.models import Case, Task
from kitei.office.people import services as people
from kitei.office.people.models import Person
from kitei.office.programs.models import Asked, Delivery, Webhook
from kitei.office.programs.services import NoScope, NotAnEvent, add_webhook, tell, webhooks
from kitei.office.programs.services.once import KeyOfAnother, forget, once
from kitei.office.record.models import Act
from tests.office.cases.staffing import AT, SETTER, Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("muroran-it")]
MINE = "body_head"


class Program(HTTPServer):
    """A program that is called; it takes what it is told to take."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ear)
        self.heard: list[tuple[str, bytes]] = []
        self.status = 204


class Ear(BaseHTTPRequestHandler):
    server: Program

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers[tasks.SIGNATURE], body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def program() -> Iterator[Program]:
    server = Program()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def staff(office: str) -> Staff:
    assert office
    return staffed()


def hook(staff: Staff, person: Person, *acts: str, port: int = 9) -> Webhook:
    return add_webhook(person=person, url=f"http://127.0.0.1:{port}/", acts=acts, actor=SETTER, at=staff.now)


def late_case(staff: Staff) -> tuple[Case, Task]:
    """A request under the 30 days, come to the decision."""
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    for step, outcome in (
        ("identity", "verified"), ("fee", "waived"), ("transfer", "keep"), ("search", "found"),
        ("third-party", "not_needed"),
    ):  # fmt: skip
        staff.takes(case, step, outcome)
    return case, Task.objects.get(case=case, step="decide")


def morning(day: date) -> datetime:
    """Nine o'clock in Japan."""
    return datetime.combine(day, time(0), UTC)


def due(task: Task) -> date:
    assert task.due_on is not None
    return task.due_on


def outsider() -> Person:
    """Somebody who works here and has no office."""
    return people.add_person(name="他部署", email="other@example.ac.jp", actor=SETTER, at=AT)


def sent() -> list[tuple[str, dict[str, object]]]:
    return [(each.act, dict(each.body)) for each in Delivery.objects.order_by("queued_at", "id")]


def test_a_program_hears_three_days_before_on_the_day_and_when_it_is_late_each_once(staff: Staff) -> None:
    hook(staff, staff.people[MINE], "clock.")
    case, task = late_case(staff)
    days = [due(task) + timedelta(days=number) for number in (-4, -3, -2, 0, 1, 2)]

    for day in days:
        for _ in range(2):
            note_lateness(at=morning(day))
            clocks.tell_of_clocks(at=morning(day))

    of_this = [(act, body) for act, body in sent() if body["step"] == task.step and act.startswith("clock.")]
    assert [(act, body.get("days_left"), body.get("days_late")) for act, body in of_this] == [
        ("clock.due", 3, None),
        ("clock.due", 0, None),
        ("clock.late", None, 1),
    ]
    step = staff.law.procedures[case.procedure].steps[task.step]
    assert of_this[0][1] == {
        "act": "clock.due",
        "case": case.number,
        "step": task.step,
        "due_on": due(task).isoformat(),
        "clauses": list(step.clauses),
        "days_left": 3,
        "at": morning(days[1]).isoformat(),
    }
    assert "髙橋" not in json.dumps(sent(), ensure_ascii=False)


def test_a_program_that_asks_for_another_number_of_days_hears_then(staff: Staff) -> None:
    hook(staff, staff.people[MINE], "clock.due:10")
    _, task = late_case(staff)

    assert clocks.tell_of_clocks(at=morning(due(task) - timedelta(days=11))) == 0
    assert clocks.tell_of_clocks(at=morning(due(task) - timedelta(days=9))) >= 1
    assert {act for act, _ in sent()} == {"clock.due"}


def test_a_day_that_moves_is_told_anew_and_a_clock_that_stands_still_not(staff: Staff) -> None:
    hook(staff, staff.people[MINE], "clock.due")
    case, task = late_case(staff)
    at = morning(due(task))
    Case.objects.filter(pk=case.pk).update(stopped_since=due(task))
    assert clocks.tell_of_clocks(at=at) == 0

    Case.objects.filter(pk=case.pk).update(stopped_since=None)
    first = clocks.tell_of_clocks(at=at)
    Task.objects.filter(pk=task.pk).update(due_on=due(task) + timedelta(days=1))

    assert first >= 1
    assert clocks.tell_of_clocks(at=at) == 1


def test_nobody_hears_of_a_case_that_is_not_his_to_see(staff: Staff) -> None:
    hook(staff, outsider(), "clock.", "case.")
    gone = staff.people["clerk"]
    hook(staff, gone, "clock.", "case.")
    people.leave(person=gone, on=AT.date(), actor=SETTER, at=staff.now)
    case, task = late_case(staff)

    assert clocks.tell_of_clocks(at=morning(due(task))) == 0
    said = Act.objects.filter(case=case.number).first()
    assert said is not None
    assert Delivery.objects.count() == 0


def test_whoever_may_read_the_record_hears_of_every_act_and_others_of_their_cases(staff: Staff) -> None:
    auditor = people.add_person(name="監査", email="audit@example.ac.jp", actor=SETTER, at=AT)
    people.appoint(person=auditor, role="auditor", from_on=date(2025, 4, 1), actor=SETTER, at=AT)
    hears = {
        role: hook(staff, person, "case.", "person.")
        for role, person in {
            "auditor": auditor,
            "mine": staff.people[MINE],
            "outsider": outsider(),
        }.items()
    }
    case, _ = late_case(staff)

    def told(number: str | None) -> set[str]:
        on = clock.day_of(staff.now)
        return {role for role, each in hears.items() if hearing.may_hear(each, number, on)}

    assert told(case.number) == {"auditor", "mine"}
    assert told(None) == {"auditor"}


def test_a_call_is_signed_and_made_again_until_it_was_taken(staff: Staff, program: Program) -> None:
    asked = hook(staff, staff.people[MINE], "clock.due", port=program.server_address[1])
    _, task = late_case(staff)
    clocks.tell_of_clocks(at=morning(due(task)))
    [delivery] = Delivery.objects.filter(mark__contains=str(task.pk))
    program.status = 503

    with pytest.raises(tasks.NotTaken):
        tasks.call.func(str(delivery.id))
    program.status = 200
    tasks.call.func(str(delivery.id))
    tasks.call.func(str(delivery.id))

    delivery.refresh_from_db()
    assert (delivery.tries, delivery.status, delivery.body, delivery.act) == (2, 200, None, "clock.due")
    [(_, first), (signature, body)] = program.heard
    assert first == body
    assert signature == "sha256=" + hmac.new(asked.secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("event", ["clock.due:", "clock.due:91", "clock.late:3", "件", "case.read!", "x" * 65])
def test_what_cannot_be_told_of_is_refused(staff: Staff, event: str) -> None:
    with pytest.raises(NotAnEvent, match="clock"):
        hook(staff, staff.people[MINE], event)
    with pytest.raises(NoScope):
        hook(staff, staff.people[MINE], " ")


def test_old_keys_and_calls_are_forgotten(staff: Staff) -> None:
    person, made = staff.people[MINE], hook(staff, staff.people[MINE], "case.")
    tell("case.opened", {}, at=AT)
    Delivery.objects.update(done_at=AT)
    tell("case.opened", {}, at=AT)
    done: list[int] = []

    def do() -> UUID:
        done.append(1)
        return made.id

    def ask(digest: str) -> UUID:
        return once(person=person, key="k", digest=digest, at=AT, do=do)

    assert ask("a") == ask("a") == made.id
    assert len(done) == 1
    with pytest.raises(KeyOfAnother):
        ask("b")

    assert forget(at=AT + timedelta(days=99)) == 0
    assert forget(at=AT + timedelta(days=101)) == 2
    assert (Asked.objects.count(), Delivery.objects.count()) == (0, 1)
    assert webhooks.days_before(made) == ()
