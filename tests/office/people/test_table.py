"""The table role × act × reach follows from the regulation, and from nothing else."""

from __future__ import annotations

import pytest

from kitei.office.lawbook import OFFICE_ROLES, law_of
from kitei.office.people.access import Grant, Reach, access_table, table_of
from kitei.office.people.access.acts import STEP
from kitei.office.people.access.charge import NOBODY, held_by, in_charge, preparatory
from kitei.office.people.access.grants import CASE_REACHES

KEYS = ("josai", "iuj", "nihon-cst", "shibaura-it", "muroran-it")
every_office = pytest.mark.parametrize("key", KEYS)


@every_office
def test_every_step_of_a_role_can_be_taken_by_it_and_decisions_by_nobody_else(key: str) -> None:
    law = law_of(key)
    for procedure in law.procedures.values():
        for step in procedure.steps.values():
            takers = {
                grant.role
                for grant in access_table(law)
                if grant.act == STEP and (grant.procedure, grant.step) == (procedure.id, step.id)
            }
            if step.actor in NOBODY:
                continue
            assert step.actor in takers
            allowed = {step.actor, *({"secretariat"} if step.actor in law.bodies else ())}
            if preparatory(step):
                allowed.add("clerk")
            assert takers <= allowed, (procedure.id, step.id)


@every_office
def test_the_clerk_takes_no_step_that_grants_or_refuses(key: str) -> None:
    law = law_of(key)
    for grant in access_table(law):
        if grant.role == "clerk" and grant.step is not None:
            assert grant.procedure is not None
            step = law.procedures[grant.procedure].steps[grant.step]
            assert {outcome.effect for outcome in step.outcomes} == {"none"}
            assert step.actor not in law.bodies


@every_office
def test_administrator_and_auditor_have_nothing_to_do_with_cases(key: str) -> None:
    for grant in access_table(law_of(key)):
        if grant.role in {"administrator", "auditor"}:
            assert grant.reach is Reach.WHOLE
            assert not grant.act.startswith(("case.", "request.", "meeting."))


@every_office
def test_every_role_that_acts_reads_what_it_acts_on_and_no_other_role_reads(key: str) -> None:
    law = law_of(key)
    readers = {(grant.role, grant.procedure) for grant in access_table(law) if grant.act == "case.read"}
    acting = {(step.actor, each.id) for each in law.procedures.values() for step in each.steps.values()}
    expected = {(actor, procedure) for actor, procedure in acting if actor not in NOBODY}
    assert {pair for pair in readers if pair[0] not in OFFICE_ROLES} == expected


@every_office
def test_what_everybody_holds_reaches_only_what_is_given_by_name(key: str) -> None:
    law = law_of(key)
    for grant in access_table(law):
        if held_by(law, grant.role) == "everyone":
            assert grant.reach is Reach.OWN


@every_office
def test_grants_about_cases_name_a_procedure_and_others_name_none(key: str) -> None:
    for grant in access_table(law_of(key)):
        assert (grant.reach in CASE_REACHES) == (grant.procedure is not None)
        assert (grant.act == STEP) == (grant.step is not None)


@every_office
def test_every_procedure_has_somebody_in_charge(key: str) -> None:
    law = law_of(key)
    for procedure in law.procedures.values():
        assert in_charge(law, procedure) - {"requester"}


@pytest.mark.parametrize(
    ("key", "procedure", "roles"),
    [
        ("josai", "disclosure", {"manager"}),
        ("josai", "appeal", {"operating_chair"}),
        ("josai", "complaint", {"operating_committee"}),
        ("iuj", "incident", {"operations_manager"}),
        ("nihon-cst", "disclosure", {"general_affairs"}),
        ("nihon-cst", "incident", {"head"}),
        ("shibaura-it", "incident", {"information_officer"}),
        ("muroran-it", "disclosure", {"body_head"}),
    ],
)
def test_who_receives_a_case_follows_from_its_first_steps(key: str, procedure: str, roles: set[str]) -> None:
    law = law_of(key)
    assert in_charge(law, law.procedures[procedure]) == roles


def test_the_committee_of_josai_sees_a_request_only_while_it_sits_on_it() -> None:
    grants = table_of(law_of("josai")).of("operating_committee", "case.read")
    mine = {grant.reach: grant.capacities for grant in grants if grant.procedure == "disclosure"}
    assert mine == {
        Reach.REACHED: frozenset({"chair", "acting_chair", "secretary", "holder"}),
        Reach.SITTING: frozenset({"member", "vice_chair"}),
    }


def test_what_the_regulation_says_stands_with_its_clause() -> None:
    law = law_of("shibaura-it")
    (grant,) = table_of(law).of("information_officer", "appointment.made")
    assert grant == Grant(
        "information_officer",
        "appointment.made",
        Reach.NAMES,
        actor="information_chief",
        clauses=("shibaura-it:7(5)",),
    )
    for each in access_table(law):
        if each.role not in OFFICE_ROLES:
            assert each.clauses
            for name in each.clauses:
                assert law.clause(name).id == name
