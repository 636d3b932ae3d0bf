"""The same request at five universities, each in the way its own text tells it."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.predicates.facts import Facts
from kitei.procedures.procedure import Outcome, Procedure
from kitei.procedures.progress import Done, next_steps
from tests.procedures.library import EVERY, case, follow

STUDENT: Facts = {"claimant": "principal", "request_kind": "disclose", "requested_method": "electronic"}


def outcome(procedure: Procedure, step: str, name: str) -> Outcome:
    return next(each for each in procedure.steps[step].outcomes if each.id == name)


def open_steps(procedure: Procedure, done: tuple[Done, ...], facts: Facts) -> list[str]:
    return [following.step.id for following in next_steps(procedure, done, case(facts)).steps]


def test_josai_answers_form_3_by_form_4_and_the_appeal_on_form_5_by_form_6() -> None:
    request, appeal = EVERY["josai/disclosure"], EVERY["josai/appeal"]

    progress, _ = follow(
        request, case(STUDENT), "request:submitted", "identity:verified", "search:found", "decide:refused"
    )

    refused = outcome(request, "decide", "refused")
    assert request.steps["request"].form == "josai:form3"
    assert (refused.notice, refused.reason) == ("josai:form4", True)
    assert refused.grounds == ("violates_law", "evaluation", "harm_to_person")
    assert progress.closed
    assert request.appeal == "appeal"

    answered, _ = follow(
        appeal, case({"same_content": False}), "appeal:submitted", "receive:admitted", "hear:heard",
        "deliberate:accepted", "answer:accepted",
    )  # fmt: skip
    assert appeal.steps["appeal"].form == "josai:form5"
    assert appeal.steps["deliberate"].actor == "operating_committee"
    assert outcome(appeal, "answer", "accepted").notice == "josai:form6"
    assert [following.step.id for following in answered.steps] == ["correct"]


def test_at_josai_serious_hindrance_is_for_the_committee_to_find_and_not_for_the_manager() -> None:
    request = EVERY["josai/disclosure"]

    progress, _ = follow(
        request, case(STUDENT), "request:submitted", "identity:verified", "search:found", "decide:refer",
        "committee:hindrance",
    )  # fmt: skip

    by_manager = [each for each in request.steps["decide"].outcomes if "hinders_operations" in each.grounds]
    assert by_manager == []
    assert request.steps["committee"].actor == "operating_committee"
    assert [following.step.id for following in progress.steps] == ["refuse-by-committee"]
    assert outcome(request, "refuse-by-committee", "refused").grounds == ("hinders_operations",)


@pytest.mark.parametrize("claimant", ["parent", "legal_representative"])
def test_at_josai_a_parent_waits_for_the_committee_to_weigh_the_risk_of_abuse(claimant: str) -> None:
    facts = {**STUDENT, "claimant": claimant}
    request = EVERY["josai/disclosure"]

    progress, done = follow(
        request, case(facts), "request:submitted", "identity:verified", "authority:verified", "ask-instruction:asked"
    )

    assert [following.step.id for following in progress.steps] == ["weigh-risk"]
    assert open_steps(request, (*done, Done("weigh-risk", "no_risk")), facts) == ["search"]
    assert open_steps(request, (*done, Done("weigh-risk", "risk")), facts) == ["refuse-for-risk"]


def test_at_josai_the_same_matter_is_not_taken_up_twice() -> None:
    appeal = EVERY["josai/appeal"]

    progress, _ = follow(
        appeal, case({"same_content": True}), "appeal:submitted", "receive:same_again", "same-matter:barred"
    )

    assert progress.closed
    assert outcome(appeal, "same-matter", "barred").notice == "josai:form6"
    first = next_steps(appeal, (Done("appeal", "submitted"),), case({"same_content": False})).steps[0]
    assert "same_again" not in {each.id for each in first.outcomes}


def test_nihon_sends_annex_4_to_the_committee_and_answers_by_annex_5_or_6() -> None:
    request = EVERY["nihon-cst/disclosure"]
    to_committee = ("request:submitted", "identity:verified", "search:found", "fast:none")

    progress, done = follow(request, case(STUDENT), *to_committee)

    assert request.steps["request"].form == "nihon-cst:annex4"
    assert [following.step.actor for following in progress.steps] == ["committee"]
    assert open_steps(request, (*done, Done("committee", "accepted")), STUDENT) == ["accept"]
    assert outcome(request, "accept", "granted").notice == "nihon-cst:annex5"
    assert outcome(request, "accept-partly", "partly").notice == "nihon-cst:annex5"
    assert outcome(request, "refuse", "refused").notice == "nihon-cst:annex6"


def test_at_nihon_the_dean_refuses_without_the_committee_only_on_the_listed_grounds() -> None:
    request = EVERY["nihon-cst/disclosure"]
    fast = [*request.steps["defect"].outcomes, *request.steps["not-retained"].outcomes, *request.steps["fast"].outcomes]

    assert {ground for each in fast for ground in each.grounds} == {
        "form_or_identity_defect", "not_retained", "harm_to_person", "hinders_operations", "violates_law",
    }  # fmt: skip
    assert "other" in outcome(request, "refuse", "refused").grounds


def test_iuj_decides_by_its_operation_manager_and_on_appeal_by_the_panel() -> None:
    request, appeal = EVERY["iuj/disclosure"], EVERY["iuj/appeal"]

    progress, _ = follow(
        request, case(STUDENT), "request:submitted", "identity:verified", "search:found", "decide:refused"
    )

    assert progress.closed
    assert request.steps["decide"].actor == "operations_manager"
    assert (request.appeal, request.steps["committee"].actor) == ("appeal", "committee")

    answered, done = follow(
        appeal, case(), "appeal:submitted", "receive:passed_on", "form-panel:formed", "examine:upheld", "tell:upheld"
    )
    assert appeal.steps["examine"].actor == "review_panel"
    assert {following.step.id for following in answered.steps} == {"report", "correct"}
    closed = next_steps(appeal, (*done, Done("correct", "done"), Done("report", "reported")), case())
    assert closed.closed


@pytest.mark.parametrize(("method", "other"), [("electronic", "paper"), ("paper", "electronic")])
def test_shibaura_hands_over_in_the_way_the_person_asked_for(method: str, other: str) -> None:
    request = EVERY["shibaura-it/disclosure"]

    progress, _ = follow(
        request, case({**STUDENT, "requested_method": method}), "request:submitted", "identity:verified",
        "search:found", "decide:disclosed",
    )  # fmt: skip

    offered = {each.id for each in progress.steps[0].outcomes}
    assert method in offered
    assert other not in offered
    assert request.steps["decide"].clock is not None
    assert request.steps["decide"].clock.word == "without_delay"


def test_muroran_decides_within_thirty_days_that_stand_still_and_can_be_doubled() -> None:
    request = EVERY["muroran-it/disclosure"]
    given = case({**STUDENT, "received_on": date(2026, 11, 2)})
    _, done = follow(
        request, given, "request:submitted", "identity:verified", "fee:paid", "transfer:keep", "search:found",
        "third-party:not_needed",
    )  # fmt: skip
    extended = (*done, Done("decide", "extended"))

    assert next_steps(request, done, given).steps[0].due == date(2026, 12, 2)
    assert next_steps(request, done, given, stopped_days=10).steps[0].due == date(2026, 12, 12)
    assert next_steps(request, extended, given).steps[0].due == date(2027, 1, 1)
    assert next_steps(request, extended, given, stopped_days=10).steps[0].due == date(2027, 1, 11)
    assert "extended" not in {each.id for each in next_steps(request, extended, given).steps[0].outcomes}
    assert outcome(request, "decide", "extended").notice == "appi:extension-notice"


def test_at_muroran_a_very_large_request_is_decided_in_part_within_sixty_days_and_the_rest_later() -> None:
    request = EVERY["muroran-it/disclosure"]
    given = case({**STUDENT, "received_on": date(2026, 11, 2)})

    progress, done = follow(
        request, given, "request:submitted", "identity:verified", "fee:paid", "transfer:keep", "search:found",
        "third-party:not_needed", "decide:very_large",
    )  # fmt: skip
    after = next_steps(request, (*done, Done("decide-part", "disclosed")), given)

    assert [(following.step.id, following.due) for following in progress.steps] == [("decide-part", date(2027, 1, 1))]
    assert [(following.step.id, following.due) for following in after.steps] == [
        ("method", None),
        ("decide-rest", None),
    ]


@pytest.mark.parametrize("key", ["muroran-it/correction", "muroran-it/cessation"])
def test_at_muroran_correction_and_cessation_are_asked_for_within_ninety_days_of_disclosure(key: str) -> None:
    given = case({"disclosed_on": date(2026, 11, 2), "received_on": date(2026, 12, 1), "claimant": "principal"})
    taken = [f"{step}:{end}" for step, end in (("request", "submitted"), ("identity", "verified"))]
    taken += ["transfer:keep"] if "transfer" in EVERY[key].steps else []

    progress, _ = follow(EVERY[key], given, *taken, "search:found")

    assert next_steps(EVERY[key], (), given).steps[0].due == date(2027, 1, 31)
    assert progress.steps[0].due == date(2026, 12, 31)


def test_at_muroran_a_third_party_that_objects_is_told_and_given_two_weeks() -> None:
    request = EVERY["muroran-it/disclosure"]

    progress, _ = follow(
        request, case(STUDENT), "request:submitted", "identity:verified", "fee:waived", "transfer:keep",
        "search:found", "third-party:asked", "opinion:objection", "decide-opposed:disclosed",
    )  # fmt: skip

    assert [following.step.id for following in progress.steps] == ["tell-opponent"]
    assert outcome(request, "tell-opponent", "told").notice == "appi:opposed-party-notice"


def test_at_muroran_review_is_asked_for_within_three_months_and_goes_to_the_board() -> None:
    review = EVERY["muroran-it/review"]
    given = case({"decided_on": date(2026, 11, 30)})

    first = next_steps(review, (), given).steps[0]
    progress, _ = follow(review, given, "file:submitted", "examine:admissible", "reconsider:refer", "tell-parties:told")

    assert first.due == date(2027, 2, 28)
    assert [following.step.actor for following in progress.steps] == ["review_board"]


@pytest.mark.parametrize(("malicious", "step", "due"), [
    (False, "final-report", date(2026, 12, 1)), (True, "final-report-60", date(2027, 1, 4)),
])  # fmt: skip
def test_shibaura_has_five_tasks_and_a_report_that_is_due_by_the_counted_day(
    malicious: bool, step: str, due: date
) -> None:
    incident = EVERY["shibaura-it/incident"]
    facts: Facts = {
        "processed_as": "plain", "personal_data": True, "strongly_encrypted": False, "malicious": malicious,
        "property_damage": True, "special_care": frozenset(), "subjects_count": 5, "known_on": date(2026, 11, 2),
    }  # fmt: skip

    progress, done = follow(incident, case(facts), "report:reported", "tell-chair:reported")
    assert [following.step.id for following in progress.steps] == [
        "facts", "impact", "contact", "prevention", "publication", "preliminary-report",
    ]  # fmt: skip

    after = next_steps(incident, (*done, Done("preliminary-report", "reported")), case(facts))
    assert {following.step.id: following.due for following in after.steps}[step] == due


def test_an_incident_that_need_not_be_reported_ends_with_the_tasks() -> None:
    incident = EVERY["shibaura-it/incident"]
    facts: Facts = {"processed_as": "plain", "personal_data": True, "strongly_encrypted": True}

    progress, _ = follow(incident, case(facts), "report:reported", "tell-chair:reported")

    assert "preliminary-report" not in {following.step.id for following in progress.steps}


def test_at_nihon_the_committee_always_sits_on_an_incident_after_four_hops() -> None:
    incident = EVERY["nihon-cst/incident"]

    progress, _ = follow(
        incident, case({"strongly_encrypted": True}), "report:reported", "slip:reported", "order:ordered",
        "contain:done", "investigate:done", "tell-manager:reported",
    )  # fmt: skip

    assert [incident.steps[name].actor for name in ("report", "slip", "order", "contain")] == [
        "discoverer", "head", "dean", "secretary",
    ]  # fmt: skip
    assert [following.step.id for following in progress.steps] == ["committee"]


def test_at_nihon_nothing_is_taken_out_by_approval_before_it_is_logged_and_encrypted() -> None:
    take_out = EVERY["nihon-cst/take-out"]

    progress, _ = follow(
        take_out, case({"takeout_grounds": frozenset(), "media": "device"}), "apply:approval", "approve:approved",
        "log:logged",
    )  # fmt: skip

    assert take_out.steps["log"].form == "nihon-cst:annex3"
    assert [following.step.id for following in progress.steps] == ["encrypt"]
    assert {each.id for each in progress.steps[0].outcomes} == {"encrypted"}


def test_at_nihon_the_checklist_comes_before_conclusion_and_again_before_renewal() -> None:
    entrustment = EVERY["nihon-cst/entrustment"]

    progress, _ = follow(
        entrustment, case({"vendor_event": "renewal"}), "check:equal", "conclude:concluded", "supervise:renewal_due"
    )

    assert entrustment.start == "check"
    assert progress.steps[0].step.form == "nihon-cst:annex2"
    assert "renewable" in {each.id for each in progress.steps[0].outcomes}


def test_a_request_taken_back_is_closed_at_whatever_step() -> None:
    request = EVERY["iuj/disclosure"]
    progress, done = follow(request, case(STUDENT), "request:submitted", "identity:verified")
    assert progress.withdrawable

    assert next_steps(request, (*done, Done("search", "withdrawn")), case(STUDENT)).closed
