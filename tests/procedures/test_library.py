"""Every procedure of the library: it runs from its start to its end, and says who, by which clause and with what."""

from __future__ import annotations

import pytest

from kitei.predicates.facts import Facts
from kitei.procedures.checking import ProcedureChecker
from kitei.procedures.naming import actor_names, paper_names, papers_of
from kitei.procedures.papers import load_papers
from kitei.procedures.procedure import END
from kitei.procedures.progress import Done
from tests.procedures.library import EVERY, LIBRARY, case, homewards, walk, ways_to

UNIVERSITIES = LIBRARY.universities()
MATTERS = {
    "shibaura-it": {"disclosure", "correction", "cessation", "purpose_notice", "provision_records", "complaint",
                    "incident", "provision", "receipt", "entrustment", "disposal"},
    "iuj": {"disclosure", "correction", "cessation", "purpose_notice", "provision_records", "appeal", "complaint",
            "incident", "collection", "provision", "receipt", "entrustment", "disposal", "committee"},
    "josai": {"disclosure", "correction", "cessation", "purpose_notice", "provision_records", "appeal", "complaint",
              "incident", "collection", "take_out", "provision", "receipt", "entrustment", "disposal"},
    "nihon-cst": {"disclosure", "correction", "cessation", "purpose_notice", "provision_records", "complaint",
                  "incident", "take_out", "provision", "receipt", "entrustment", "disposal"},
    "muroran-it": {"disclosure", "correction", "cessation", "appeal", "complaint", "incident", "provision", "receipt",
                   "collection", "entrustment", "disposal"},
}  # fmt: skip
FACT_SETS: tuple[Facts, ...] = (
    {},
    {"claimant": "principal", "requested_method": "paper", "request_kind": "erase"},
    {"claimant": "parent", "requested_method": "electronic", "substitute": True},
    {"claimant": "legal_representative", "request_kind": "cease_provision"},
    {"claimant": "appointed_agent"},
    {"processed_as": "plain", "personal_data": True, "strongly_encrypted": False, "malicious": True},
    {"processed_as": "plain", "personal_data": True, "strongly_encrypted": True},
)


@pytest.mark.parametrize("university", UNIVERSITIES)
def test_the_check_finds_nothing(university: str) -> None:
    regulation = LIBRARY.get(university)

    assert ProcedureChecker(regulation, LIBRARY.vocabulary, LIBRARY.statutes_of(regulation)).findings() == []


@pytest.mark.parametrize("university", UNIVERSITIES)
def test_what_the_text_or_the_statute_asks_for_has_a_procedure(university: str) -> None:
    matters = {procedure.matter for key, procedure in EVERY.items() if key.startswith(f"{university}/")}

    assert matters >= MATTERS[university]


@pytest.mark.parametrize("facts", FACT_SETS)
@pytest.mark.parametrize("key", EVERY)
def test_it_closes_on_these_facts(key: str, facts: Facts) -> None:
    procedure = EVERY[key]

    assert walk(procedure, case(facts), homewards(procedure))


@pytest.mark.parametrize("key", EVERY)
def test_every_step_can_be_taken_and_left_for_the_end(key: str) -> None:
    procedure = EVERY[key]
    ways = ways_to(procedure)

    assert set(ways) == set(procedure.steps)
    for step, done in ways.items():
        taken = (*done, Done(step, procedure.steps[step].outcomes[0].id))
        assert walk(procedure, case(), homewards(procedure), taken)


@pytest.mark.parametrize("key", EVERY)
def test_every_step_has_words_a_clause_and_somebody_to_take_it(key: str) -> None:
    regulation = LIBRARY.get(key.partition("/")[0])
    people = actor_names(regulation, LIBRARY.statutes_of(regulation), "ja")

    for step in EVERY[key].steps.values():
        assert step.clauses, step.id
        assert step.actor in people, step.id


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", EVERY)
def test_every_paper_has_a_name(key: str, language: str) -> None:
    regulation = LIBRARY.get(key.partition("/")[0])
    named = paper_names(EVERY[key], regulation, LIBRARY.statutes_of(regulation), "ja" if language == "ja" else "en")

    assert [paper for paper in papers_of(EVERY[key]) if paper not in named] == []


def test_what_others_make_is_received_and_never_issued() -> None:
    issued = {outcome.notice for p in EVERY.values() for step in p.steps.values() for outcome in step.outcomes}

    assert [paper for paper in issued if paper and paper.startswith("paper-")] == []


def test_no_neutral_paper_is_listed_in_vain() -> None:
    named = {paper for procedure in EVERY.values() for paper in papers_of(procedure)}

    assert set(load_papers()) - named - {"letter"} == set()


def test_only_a_private_university_without_an_appeal_of_its_own_offers_none() -> None:
    without = {key.partition("/")[0] for key, p in EVERY.items() if p.matter == "disclosure" and p.appeal is None}

    assert without == {"shibaura-it", "nihon-cst"}


@pytest.mark.parametrize("key", EVERY)
def test_a_refusal_always_states_its_reason(key: str) -> None:
    for step in EVERY[key].steps.values():
        for outcome in step.outcomes:
            if outcome.effect == "refused" and END in outcome.then:
                assert outcome.notice, f"{step.id}:{outcome.id}"
                assert outcome.reason, f"{step.id}:{outcome.id}"


@pytest.mark.parametrize("key", [key for key, p in EVERY.items() if p.matter in ("disclosure", "correction")])
def test_a_request_can_be_granted_in_full_and_in_part_refused_and_found_empty(key: str) -> None:
    outcomes = [outcome for step in EVERY[key].steps.values() for outcome in step.outcomes]

    assert {"granted", "partly", "refused"} <= {outcome.effect for outcome in outcomes}
    assert {"not_existing", "not_held", "not_retained"} & {outcome.id for outcome in outcomes}
    assert {"elsewhere", "transferred"} & {outcome.id for outcome in outcomes}
    assert EVERY[key].withdrawable


@pytest.mark.parametrize("university", UNIVERSITIES)
def test_each_kind_of_request_leads_to_one_procedure(university: str) -> None:
    kinds = {value.id for value in LIBRARY.vocabulary.enums["request_kind"].values}
    requests = [p for key, p in EVERY.items() if key.startswith(f"{university}/") and p.matter != "appeal"]
    served = [kind for procedure in requests for kind in procedure.serves]

    # Articles 32 to 39 do not bind a national university: its statute has neither of the two.
    national = LIBRARY.get(university).identity.entity_type == "national_university_corporation"
    assert sorted(served) == sorted(kinds - {"notify_purpose", "provision_records"} if national else kinds)


@pytest.mark.parametrize("university", UNIVERSITIES)
def test_every_ground_for_refusing_disclosure_that_the_text_lists_can_be_named(university: str) -> None:
    steps = EVERY[f"{university}/disclosure"].steps.values()
    listed = {g.ground for g in LIBRARY.get(university).registers.refusal_grounds if "disclose" in g.requests}
    named = {ground for step in steps for outcome in step.outcomes for ground in outcome.grounds}

    assert listed - named == set()
