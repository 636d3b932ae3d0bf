"""Norms that cannot both be followed, or that nothing can reach, are found with a witness."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.decisions.building.contradictions import MeaningChecker, witness
from kitei.predicates.expression import Compare, Given, Number
from kitei.predicates.facts import Absence, Fact, Kind
from kitei.predicates.reading import Reader
from kitei.regulations.findings import Finding
from tests.decisions.conftest import Edit
from tests.decisions.inline import shelf


def found(question: str, text: str, law: str = "", *, of: str = "school", **more: Any) -> list[Finding]:
    home = shelf(question, text, law, **more)
    return MeaningChecker(home.programs, home.library.get(of)).findings()


def sentence(question: str, text: str) -> str:
    (finding,) = found(question, text)
    return f"{finding.code}: {finding.en}"


PAIR = """
- {clause: school:4(1), when: {consent: true}, outcome: PERMITS}
- {clause: school:5(1), when: {urgent: true}, outcome: FORBIDS}
"""


@pytest.mark.parametrize(
    ("question", "permits", "forbids"),
    [("use", "allow", "deny"), ("request", "comply", "refuse")],
)
def test_one_article_permits_what_another_forbids(question: str, permits: str, forbids: str) -> None:
    pair = PAIR.replace("PERMITS", permits).replace("FORBIDS", forbids)
    if question == "request":
        pair = pair.replace("consent", "exists").replace("urgent", "well_founded")

    (finding,) = found(question, pair)

    one, other = ("exists", "well_founded") if question == "request" else ("consent", "urgent")
    assert finding.code == "contradiction"
    assert finding.file == "school/norms.yaml"
    assert finding.en == (
        f"norms `n1` and `n2` contradict each other (school:4(1) ≠ school:5(1)); witness: {one}=True, {other}=True"
    )
    assert finding.ja == (
        f"規範 `n1` と `n2` が矛盾します(school:4(1) ≠ school:5(1))。事実の例: {one}=True, {other}=True"
    )


def test_the_order_in_which_the_two_stand_does_not_matter() -> None:
    swapped = (
        "- {clause: school:5(1), when: {urgent: true}, outcome: deny}\n"
        "- {clause: school:4(1), when: {consent: true}, outcome: allow}"
    )

    assert sentence("use", swapped) == (
        "contradiction: norms `n2` and `n1` contradict each other (school:4(1) ≠ school:5(1)); "
        "witness: consent=True, urgent=True"
    )


@pytest.mark.parametrize(
    "text",
    [
        PAIR.replace("PERMITS", "allow").replace("FORBIDS", "deny").replace("urgent: true", "consent: false"),
        PAIR.replace("PERMITS", "allow").replace("FORBIDS", "deny").replace("school:5(1)", "school:4(2)"),
        PAIR.replace("PERMITS", "allow").replace("FORBIDS", "deny").replace("school:5(1)", "school:4.proviso"),
        PAIR.replace("PERMITS", "allow, yields_to: school:5(9)").replace("FORBIDS", "deny"),
        PAIR.replace("PERMITS", "allow").replace("FORBIDS", "escalate"),
        PAIR.replace("PERMITS", "escalate").replace("FORBIDS", "deny"),
        PAIR.replace("when: {consent: true}, outcome: PERMITS", "outcome: allow").replace("FORBIDS", "deny"),
        PAIR.replace("PERMITS", "allow").replace("FORBIDS",
             "deny, unless: [{clause: school:6, when: {consent: true}}]"),
        PAIR.replace("PERMITS", "allow, unless: [{clause: school:6, claimed: {urgent: true}}]").replace("FORBIDS",
             "deny"),
    ],
)  # fmt: skip
def test_what_excludes_each_other_yields_or_permits_everything_is_no_contradiction(text: str) -> None:
    assert found("use", text) == []


def test_two_due_dates_of_one_duty_are_a_contradiction() -> None:
    text = """
    - {clause: school:4, outcome: required, obligations: [{kind: make_record, due: {from: on, days: 7},
         when: {consent: true}}]}
    - {clause: school:5, outcome: required, obligations: [{kind: make_record, clause: school:4, due: {from: on,
         days: 14}}]}
    """

    (finding,) = found("record", text)

    assert finding.en == (
        "norms `n1` and `n2` contradict each other (make_record: school:4 ≠ school:4); witness: consent=True"
    )


@pytest.mark.parametrize(
    "second",
    [
        "{kind: make_record, clause: school:4, due: {from: on, days: 7}}",
        "{kind: make_record, clause: school:5, due: {from: on, days: 14}}",
        "{kind: keep_record, clause: school:4, due: {from: on, days: 14}}",
        "{kind: make_record, clause: school:4}",
        "{kind: make_record, clause: school:4, due: {from: on, days: 14}, when: {consent: false}}",
    ],
)
def test_due_dates_of_different_duties_facts_or_clauses_are_none(second: str) -> None:
    text = f"""
    - {{clause: school:4, outcome: required, obligations: [{{kind: make_record, due: {{from: on, days: 7}},
         when: {{consent: true}}}}]}}
    - {{clause: school:5, outcome: required, obligations: [{second}]}}
    """

    assert found("record", text) == []


def test_a_norm_that_no_facts_can_engage_is_reported() -> None:
    (finding,) = found("use", "- {clause: school:4, when: {all: [{consent: true}, {consent: false}]}, outcome: deny}")

    assert (finding.code, finding.en) == ("unreachable", "no facts can engage norm `n1`")
    assert finding.ja == "規範 `n1` の when はどの事実でも真になりません。"


def test_every_norm_that_no_facts_can_engage_is_reported() -> None:
    never = "when: {consent: true, not: {consent: true}}, outcome: deny"

    assert [
        finding.en for finding in found("use", f"- {{clause: school:4, {never}}}\n- {{clause: school:5, {never}}}")
    ] == [
        "no facts can engage norm `n1`",
        "no facts can engage norm `n2`",
    ]


@pytest.mark.parametrize("key", ["when", "claimed"])
def test_an_exception_that_no_facts_can_meet_is_reported(key: str) -> None:
    text = (
        f"- {{clause: school:4, when: {{consent: false}}, outcome: deny, unless: [{{clause: school:5, "
        f"{key}: {{consent: true}}}}]}}"
    )

    (finding,) = found("use", text)

    assert (finding.code, finding.en) == ("unreachable", "no facts can meet the exception school:5 of norm `n1`")
    assert finding.ja == "規範 `n1` の例外 school:5 はどの事実でも当てはまりません。"


def test_a_statute_is_checked_by_its_own_norms_and_a_regulation_by_its_own() -> None:
    law = "- {clause: law:4, when: {consent: true, not: {consent: true}}, outcome: deny}"

    assert found("use", "- {clause: school:4, outcome: allow}", law) == []
    assert [finding.file for finding in found("use", "- {clause: school:4, outcome: allow}", law, of="law")] == [
        "law/norms.yaml"
    ]


def test_a_norm_that_cannot_be_read_is_reported_with_the_nearest_name(edited: Edit) -> None:
    home = edited("school/norms.yaml", "when: {within_purpose: false}", "when: {within_purpos: false}")

    (finding,) = MeaningChecker(home.programs, home.library.get("school")).findings()

    lines = (home.library.folder / "school/norms.yaml").read_text(encoding="utf-8").splitlines()
    assert (finding.file, finding.code) == ("school/norms.yaml", "bad_norm")
    assert "within_purpos:" in lines[finding.line - 1]
    assert finding.en.startswith("unknown fact `within_purpos`; expected ")
    assert finding.en.endswith("; did you mean `within_purpose`?")
    assert "`within_purpose` ではありませんか。" in finding.ja


def test_without_a_near_name_none_is_suggested(edited: Edit) -> None:
    home = edited("school/norms.yaml", "when: {within_purpose: false}", "when: {zzz: false}")

    (finding,) = MeaningChecker(home.programs, home.library.get("school")).findings()

    assert "did you mean" not in finding.en
    assert finding.en.endswith(", urgent")
    assert finding.ja.endswith(", urgent)。")


def test_a_finding_stands_on_the_line_of_the_norm_that_was_written(edited: Edit) -> None:
    home = edited(
        "school/norms.yaml",
        '{clause: "school:8(2)", when: {clauses: {lacks: return_or_erasure}}',
        '{clause: "school:8(2)", when: {clauses: {lacks: return_or_erasure, has: return_or_erasure}}',
    )

    (finding,) = MeaningChecker(home.programs, home.library.get("school")).findings()

    lines = (home.library.folder / "school/norms.yaml").read_text(encoding="utf-8").splitlines()
    assert finding.en == "no facts can engage norm `contract-clauses-2`"
    assert "id: contract-clauses" in lines[finding.line - 1]


def test_a_finding_stands_on_the_line_of_a_norm_with_blanks_in_its_id(edited: Edit) -> None:
    home = edited(
        "school/norms.yaml",
        "when: {within_purpose: false}",
        "when: {within_purpose: false, not: {within_purpose: false}}",
    )

    (finding,) = MeaningChecker(home.programs, home.library.get("school")).findings()

    lines = (home.library.folder / "school/norms.yaml").read_text(encoding="utf-8").splitlines()
    assert "id: use-within-purpose" in lines[finding.line - 1]


def test_an_exception_that_need_not_be_claimed_does_not_hide_a_contradiction() -> None:
    text = """
    - {clause: school:4, when: {consent: true}, outcome: allow}
    - {clause: school:5, when: {urgent: true}, outcome: deny, unless: [{clause: school:6,
         claimed: {law_compels: true}}]}
    """

    assert sentence("use", text).endswith("witness: consent=True, law_compels=False, urgent=True")


def test_an_edition_without_text_is_left_to_the_checks_of_form() -> None:
    edition = {"id": "2020-04-01", "effective_on": "2020-04-01", "applies_from": "2020-04-01", "clause": "school:1"}
    text = "- {clause: school:4, when: {consent: true, not: {consent: true}}, outcome: deny}"

    assert found("use", text, editions=[{**edition, "text": "not_supplied"}]) == []


def test_findings_are_in_order(edited: Edit) -> None:
    home = edited("school/norms.yaml", "when: {within_purpose: false}", "when: {zzz: false}")
    path = home.library.folder / "school/norms.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("has: hinders_operations", "has: zzz"), encoding="utf-8")

    found_there = MeaningChecker(home.programs, home.library.get("school")).findings()

    assert len(found_there) == 2
    assert found_there == sorted(found_there)


FACTS = {
    "count": Fact("count", Kind.INT, 0),
    "other": Fact("other", Kind.INT, 1),
    "grounds": Fact("grounds", Kind.ANY, 2, ("law", "vital", "visible")),
    "relation": Fact("relation", Kind.ONE, 3, ("none", "joint_use")),
    "channel": Fact("channel", Kind.ONE, 4, ("letter",), absence=Absence.NONE),
    "withdrawn_on": Fact("withdrawn_on", Kind.DATE, 5, absence=Absence.NONE),
}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, {}),
        ({"relation": "joint_use"}, {"relation": "joint_use"}),
        ({"count": {"above": 1000}}, {"count": "1001"}),
        ({"count": {"below": 5}}, {"count": "4"}),
        ({"count": {"below": 0, "at_most": 7}}, {"count": "0"}),
        ({"count": {"at_least": 5, "below": 8}}, {"count": "5"}),
        ({"grounds": {"has_all": ["law", "vital"]}}, {"grounds": "[law, vital]"}),
        ({"grounds": {"has": "vital", "lacks": "law"}}, {"grounds": "[vital]"}),
        ({"grounds": {"has_all": ["law", "vital", "visible"]}}, {"grounds": "[law, vital, visible]"}),
        ({"grounds": {"lacks": "law"}}, {"grounds": "[]"}),
        ({"channel": {"given": False}}, {"channel": "(none)"}),
        ({"withdrawn_on": {"given": True}}, {"withdrawn_on": "given"}),
        ({"withdrawn_on": {"given": False}}, {"withdrawn_on": "not given"}),
        ({"count": {"above": "other"}}, {"count": "above"}),
        ({"not": {"count": {"above": "other"}}}, {"count": "not above"}),
        ({"relation": "none", "not": {"relation": ["none"]}}, None),
        ({"count": {"above": 5, "below": 5}}, None),
    ],
)
def test_a_witness_is_told_in_words(raw: dict[str, object], expected: dict[str, str] | None) -> None:
    assert witness([Reader(FACTS, lambda _: None).read(raw)]) == expected


def test_a_witness_makes_all_parts_true() -> None:
    given = Given(FACTS["withdrawn_on"])
    above = Compare(FACTS["count"], "above", Number(constant=3))

    assert witness([above, given]) == {"count": "4", "withdrawn_on": "given"}
    assert witness([]) == {}
