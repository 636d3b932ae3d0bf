"""What a person may do on a case, as a check and as a condition on the rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitei.office.cases.models import Case, Task
from kitei.office.ground.identifiers import new_id
from kitei.office.lawbook import law_of
from kitei.office.people import access, services
from kitei.office.people.access import CaseSight, Holding, NotPermitted, TaskSight
from kitei.office.people.models import Person, Unit
from kitei.office.people.services.delegating import NotDelegable
from kitei.office.record.models import Act
from kitei.office.vault import keys
from tests.office.people.building import AT, SETTER, TODAY, appoint, person, powers, unit

Run = Callable[[str], None]


def seen(where: Unit | None, *actors: str, procedure: str = "disclosure", **more: object) -> CaseSight:
    tasks = tuple(TaskSight(actor, "identity") for actor in actors)
    return CaseSight(procedure=procedure, unit=where.id if where else None, tasks=tasks, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_manager_sees_the_own_unit_and_those_below_and_no_other() -> None:
    root = unit("josai")
    law, below, other = unit("law", root), unit("law-office"), unit("eco", root)
    below.parent = law
    manager = person()
    appoint(manager, "manager", law)
    held = powers(manager)
    assert access.may(held, "case.read", seen(law, "manager"))
    assert not access.may(held, "case.read", seen(other, "manager"))
    assert not access.may(held, "case.read", seen(root, "manager"))
    assert not access.may(held, "case.read", seen(None, "manager"))
    with pytest.raises(NotPermitted, match=r"case\.read"):
        access.require(held, "case.read", seen(other, "manager"))


@pytest.mark.django_db
def test_units_below_the_own_are_reached_at_any_depth() -> None:
    top = unit("top")
    middle = unit("middle", top)
    bottom = unit("bottom", middle)
    manager = person()
    appoint(manager, "manager", top)
    assert access.may(powers(manager), "case.read", seen(bottom, "manager"))


@pytest.mark.django_db
def test_a_clerk_prepares_for_the_holder_in_the_same_unit_only() -> None:
    law, eco = unit("law"), unit("eco")
    clerk, manager = person(), person()
    appoint(clerk, "clerk", law)
    assert not access.may(powers(clerk), "case.read", seen(law, "manager"))

    appoint(manager, "manager", law)

    held = powers(clerk)
    assert access.may(held, "case.read", seen(law, "manager"))
    assert not access.may(held, "case.read", seen(eco, "manager"))
    acting = access.acting(held, seen(law, "manager"), "identity")
    assert acting is not None
    assert (acting.role, acting.how, acting.own_role) == ("manager", "clerk", "clerk")
    for step in ("decide", "search", "hand-over", "committee"):
        assert access.acting(held, seen(law, "manager", "operating_committee"), step) is None
    assert not access.may(held, "case.step_taken", seen(law, "manager"), step="decide")
    assert access.may(held, "case.step_taken", seen(law, "manager"), step="identity")


@pytest.mark.django_db
def test_ones_own_role_comes_before_a_helpers() -> None:
    law = unit("law")
    both = person()
    appoint(both, "clerk", law)
    appoint(both, "manager", law)
    acting = access.acting(powers(both), seen(law, "manager"), "identity")
    assert acting is not None
    assert acting.how == "self"


@pytest.mark.django_db
def test_the_chair_sees_a_case_once_its_step_has_come_and_a_member_only_when_called_to_deal_with_it() -> None:
    member, chair = person(), person()
    appoint(member, "operating_committee", capacity="member")
    appoint(chair, "operating_committee", capacity="chair")
    before, during = seen(unit("law"), "manager"), seen(unit("eco"), "manager", "operating_committee")
    after = CaseSight(during.procedure, during.unit, running=False, tasks=during.tasks)
    for held, expected in ((powers(member), [False, False, False]), (powers(chair), [False, True, True])):
        assert [access.may(held, "case.read", each) for each in (before, during, after)] == expected
    assert access.acting(powers(member), during, "committee") is None
    assert access.acting(powers(chair), during, "committee") is not None
    assert access.may(powers(member), "meeting.read", body="operating_committee")
    assert not access.may(powers(member), "meeting.read", body="protection_committee")
    assert not access.may(powers(member), "meeting.convened", body="operating_committee")


@pytest.mark.django_db
def test_a_vice_chair_leads_only_while_nobody_is_chair() -> None:
    vice, chair = person(), person()
    appoint(vice, "operating_committee", capacity="vice_chair")
    assert access.may(powers(vice), "meeting.convened", body="operating_committee")

    appoint(chair, "operating_committee", capacity="chair")
    assert not access.may(powers(vice), "meeting.convened", body="operating_committee")
    assert access.may(powers(vice), "meeting.read", body="operating_committee")
    assert not access.may(powers(vice), "case.read", seen(unit("eco"), "operating_committee"))


@pytest.mark.django_db
def test_a_chair_who_is_prevented_for_a_time_makes_the_vice_chair_a_deputy_where_the_text_lets_it(run: Run) -> None:
    run("iuj")
    vice, chair, member = person(), person(), person()
    appoint(vice, "committee", capacity="vice_chair")
    appoint(member, "committee", capacity="member")
    seat = appoint(chair, "committee", capacity="chair", to_on=TODAY + timedelta(days=300))
    until = TODAY + timedelta(days=10)
    made = appoint(vice, "committee", capacity="vice_chair", to_on=until, deputy_for=seat)

    act = Act.objects.get(name="appointment.made", rows__0__1=str(made.id))
    assert "iuj:27(4)" in act.clauses
    assert access.may(powers(vice), "meeting.convened", body="committee")
    assert not access.may(access.powers(vice, until), "meeting.convened", body="committee")
    with pytest.raises(NotDelegable):
        appoint(member, "committee", capacity="member", to_on=until, deputy_for=seat)


@pytest.mark.django_db
def test_the_secretariat_serves_the_bodies_it_is_appointed_to() -> None:
    one, every = person(), person()
    appoint(one, "secretariat", covers=["protection_committee"])
    appoint(every, "secretariat")
    during = seen(unit("eco"), "operating_committee")
    assert not access.may(powers(one), "case.read", during)
    assert access.may(powers(every), "case.read", during)
    assert access.may(powers(one), "meeting.closed", body="protection_committee")
    assert not access.may(powers(one), "meeting.closed", body="operating_committee")
    acting = access.acting(powers(every), during, "committee")
    assert acting is not None
    assert acting.how == "secretariat"


@pytest.mark.django_db
def test_the_privacy_desk_sees_a_case_until_it_is_received() -> None:
    desk = person()
    appoint(desk, "privacy_desk")
    held, where = powers(desk), unit("law")
    arrived = CaseSight("disclosure", where.id, tasks=(TaskSight("manager", "identity"),))
    received = CaseSight(
        "disclosure", where.id, tasks=(TaskSight("manager", "identity", open=False), TaskSight("manager", "search"))
    )
    assert access.may(held, "case.transferred", arrived)
    assert not access.may(held, "case.read", received)
    assert access.may(held, "case.opened", CaseSight("disclosure", where.id, new=True))
    assert access.acting(held, arrived, "identity") is None


@pytest.mark.django_db
def test_everybody_reports_and_sees_what_is_given_to_them_by_name(run: Run) -> None:
    run("iuj")
    anybody, where = person(), unit("library")
    held = powers(anybody)
    assert access.may(held, "case.opened", CaseSight("incident", where.id, new=True))
    assert not access.may(held, "case.opened", CaseSight("disclosure", where.id, new=True))
    own = CaseSight("incident", where.id, tasks=(TaskSight("personnel", "report", anybody.id),))
    others = CaseSight("incident", where.id, tasks=(TaskSight("personnel", "report", uuid4()),))
    assert access.may(held, "case.read", own)
    assert not access.may(held, "case.read", others)


@pytest.mark.django_db
def test_who_holds_an_office_in_a_unit_acts_for_the_unit(run: Run) -> None:
    run("nihon-cst")
    section, other = unit("kyoumu"), unit("gakusei")
    head, clerk = person(), person()
    appoint(head, "head", section)
    appoint(clerk, "clerk", section)
    asked = seen(section, "unit", procedure="provision")
    assert access.may(powers(head), "case.read", asked)
    assert access.may(powers(clerk), "case.read", asked)
    assert not access.may(powers(head), "case.read", seen(other, "unit", procedure="provision"))


@pytest.mark.django_db
def test_the_administrator_reads_no_case_whatever_it_is() -> None:
    admin = person()
    appoint(admin, "administrator")
    held, law = powers(admin), law_of("josai")
    for name in law.procedures:
        case = CaseSight(name, None, tasks=tuple(TaskSight(actor, "identity") for actor in law.actors))
        assert not access.may(held, "case.read", case)
        assert not access.may(held, "case.opened", CaseSight(name, None, new=True))
        given = CaseSight(name, None, admin.id, tasks=(TaskSight("teacher_as_manager", "apply", admin.id),))
        assert not access.may(held, "case.read", given)
    assert not access.may(held, "case.read")
    assert not access.may(held, "record.read")
    assert access.may(held, "account.invited")


@pytest.mark.django_db
def test_a_page_asks_once_and_sees_every_change_at_once(django_assert_num_queries: Any) -> None:
    law, eco = unit("law"), unit("eco")
    manager = person()
    made = appoint(manager, "manager", law)
    assert access.may(powers(manager), "case.read", seen(law, "manager"))
    with django_assert_num_queries(1):
        powers(manager)
    services.change_unit(unit=eco, title_ja="経", title_en="E", parent=law, kind="other", actor=SETTER, at=AT)
    assert access.may(powers(manager), "case.read", seen(eco, "manager"))
    services.end_appointment(appointment=made, on=TODAY, actor=SETTER, at=AT)
    assert not access.may(powers(manager), "case.read", seen(law, "manager"))


@pytest.mark.django_db
def test_nobody_in_particular_may_do_nothing() -> None:
    held = access.powers(None, TODAY)
    assert held.grants == ()
    assert not access.may(held, "case.read")
    assert access.acting(held, seen(None, "manager"), "identity") is None


# --- The check and the condition agree --------------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """Units and persons that the drawn cases refer to."""

    key: str
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    vault_key: UUID


@pytest.fixture(params=["josai", "iuj", "nihon-cst", "shibaura-it", "muroran-it"])
def world(request: pytest.FixtureRequest) -> World:
    request.getfixturevalue("db")
    units = tuple(unit(f"u{count}") for count in range(3))
    return World(request.param, units, (person(), person()), keys.create("case", AT).id)


def _holdings(world: World) -> st.SearchStrategy[Holding]:
    law = law_of(world.key)
    ids = [each.id for each in world.units]
    return st.builds(
        Holding,
        role=st.sampled_from([*law.actors, "clerk", "secretariat", "privacy_desk", "administrator", "auditor"]),
        appointment=st.none(),
        units=st.none() | st.frozensets(st.sampled_from(ids), max_size=2),
        at=st.none(),
        capacity=st.sampled_from(["holder", "chair", "member"]),
        deputy_for=st.none(),
        covers=st.frozensets(st.sampled_from([*law.procedures, *law.bodies]), max_size=1),
        serves=st.frozensets(st.sampled_from(law.actors), max_size=3),
    )


def _sights(world: World) -> st.SearchStrategy[CaseSight]:
    law = law_of(world.key)
    people = st.none() | st.sampled_from([each.id for each in world.persons])

    def of(name: str) -> st.SearchStrategy[CaseSight]:
        steps = st.sampled_from(list(law.procedures[name].steps.values()))
        tasks = st.builds(
            lambda step, who, still: TaskSight(step.actor, step.id, who, still), steps, people, st.booleans()
        )
        return st.builds(
            CaseSight,
            procedure=st.just(name),
            unit=st.sampled_from([each.id for each in world.units]),
            person=people,
            running=st.booleans(),
            tasks=st.lists(tasks, max_size=3, unique_by=lambda task: task.step).map(tuple),
        )

    return st.sampled_from(list(law.procedures)).flatmap(of)


def _stored(vault_key: UUID, count: int, sight: CaseSight) -> Iterator[Case | Task]:
    place = Unit.objects.get(pk=str(sight.unit))
    case = Case(
        id=new_id(AT),
        act=0,
        key=vault_key,
        number=f"R8-X-{count}",
        year="R8",
        kind="x",
        serial=count,
        procedure=sight.procedure,
        edition="x",
        law_digest="x",
        unit=place,
        assigned_id=sight.person,
        state="open" if sight.running else "closed",
        opened_on=TODAY,
        closed_on=None if sight.running else TODAY,
        origin="desk",
        title="",
        name="",
        kana="",
        contact={},
        facts={},
    )
    yield case
    for task in sight.tasks:
        yield Task(
            id=new_id(AT),
            act=0,
            case=case,
            step=task.step,
            actor=task.actor,
            unit=place,
            person_id=task.person,
            opened_at=AT,
            done_at=None if task.open else AT,
        )


@settings(
    max_examples=150 if os.environ.get("KITEI_FULL") else 20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_check_of_one_case_and_the_condition_on_all_agree(world: World, data: st.DataObject) -> None:
    holdings = tuple(data.draw(st.lists(_holdings(world), min_size=1, max_size=4)))
    sights = data.draw(st.lists(_sights(world), min_size=1, max_size=6))
    held = access.Powers(world.persons[0].id, "person:x", TODAY, holdings, access.table_of(law_of(world.key)))
    with transaction.atomic():
        rows = [row for count, each in enumerate(sights) for row in _stored(world.vault_key, count, each)]
        _keep(rows)
        for act in ("case.read", "case.transferred", "case.note_added"):
            found = set(
                Case.objects.filter(access.condition(held, act, Task.objects.all())).values_list("pk", flat=True)
            )
            allowed = {case.pk for case in Case.objects.all() if access.may(held, act, case)}
            drawn = [row.pk for row in rows if isinstance(row, Case)]
            by_sight = {pk for pk, each in zip(drawn, sights, strict=True) if access.may(held, act, each)}
            assert found == allowed == by_sight
        transaction.set_rollback(True)


def _keep(rows: list[Case | Task]) -> None:
    """Straight into the tables: these rows belong to no act."""
    Case.objects.bulk_create([row for row in rows if isinstance(row, Case)])
    Task.objects.bulk_create([row for row in rows if isinstance(row, Task)])
