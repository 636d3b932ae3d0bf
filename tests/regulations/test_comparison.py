"""Two regulations side by side, question by question."""

from __future__ import annotations

from dataclasses import replace

from kitei.regulations.comparison import Comparison, Side, compare_regulations, side
from kitei.regulations.library import Library
from tests.regulations.faulty import TEXTS

HOME = Library(folder=TEXTS)
SCHOOL, LAW = HOME.get("school"), HOME.get("law")


def test_a_side_names_state_clauses_outcomes_grounds_and_duties() -> None:
    assert side(SCHOOL, "provision") == Side(
        state="ruled",
        clauses=("school:5(1)", "school:5(1)(1)", "school:5(1)(3)"),
        outcomes=("deny",),
        grounds=("law",),
        duties=("conclude_contract", "make_record", "obtain_consent", "supervise"),
    )
    assert side(SCHOOL, "use").duties == ("obtain_consent", "obtain_permission")
    assert side(SCHOOL, "use").outcomes == ("allow", "deny")


def test_the_clauses_of_every_entry_of_each_belong_to_a_side() -> None:
    assert side(SCHOOL, "contract").clauses == ("school:8", "school:8(1)", "school:8(2)")


def test_a_question_without_norms_has_a_state_and_nothing_else() -> None:
    assert side(SCHOOL, "meeting") == Side("elsewhere", (), (), (), ())
    norms = SCHOOL.norms.model_copy(update={"topics": {}})
    assert side(replace(SCHOOL, norms=norms), "meeting").state == "silent"


def test_every_question_is_compared_or_one() -> None:
    assert [each.question for each in compare_regulations(SCHOOL, LAW, HOME.vocabulary)] == list(
        HOME.vocabulary.questions
    )
    (one,) = compare_regulations(SCHOOL, LAW, HOME.vocabulary, "provision")
    assert (one.one, one.other) == (side(SCHOOL, "provision"), side(LAW, "provision"))


def test_clause_numbers_alone_make_no_difference() -> None:
    plain = Side("ruled", ("a:1",), ("deny",), ("law",), ("make_record",))

    assert not Comparison("use", plain, replace(plain, clauses=("b:9",))).differs
    for change in (
        {"state": "silent"},
        {"outcomes": ("allow",)},
        {"grounds": ()},
        {"duties": ()},
    ):
        assert Comparison("use", plain, replace(plain, **change)).differs
