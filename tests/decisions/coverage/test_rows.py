"""The invented school against the invented Act: every row is as approved, and what that means in sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.duties import NoDuties
from kitei.decisions.coverage.findings import NOTHING, Coverage, Finding, Row, grouped, severity_of, state_of
from kitei.decisions.deciding import Engine, engine
from kitei.decisions.norms import Label
from kitei.regulations.library import Library
from tests.decisions.coverage.approving import approved, found
from tests.decisions.coverage.conftest import ON, TEXTS

APPROVED: dict[str, Any] = json.loads(approved("coverage.json"))


def row(coverage: Coverage, duty: str) -> Row:
    return next(each for each in coverage.rows if each.duty.id == duty)


def says(coverage: Coverage, duty: str) -> list[str]:
    return [each.says.en for each in row(coverage, duty).findings]


def witnesses(coverage: Coverage, duty: str) -> list[str]:
    return [each.en for finding in row(coverage, duty).findings for each in (finding.witness, *finding.also)]


def test_everything_is_as_approved(school: Coverage) -> None:
    made = found(school)

    assert {each["duty"]: each for each in made.pop("rows")} == {each["duty"]: each for each in APPROVED["rows"]}
    assert made == {name: each for name, each in APPROVED.items() if name != "rows"}


def test_a_witness_is_a_case_on_which_the_two_texts_part(school: Coverage, home: Engine) -> None:
    parted = [f for each in school.rows for f in each.findings if f.how == "ask" and not f.whole]

    for each in parted:
        answer = home.decide("school", each.question or "", each.facts, ON).answer
        assert (answer.regulation_says, answer.statute_says) == (each.regulation_says, each.statute_says)
        assert answer.regulation_says != answer.statute_says


def test_a_witness_departs_from_the_plain_case_as_little_as_it_can(school: Coverage) -> None:
    assert witnesses(school, "use-limits") == [
        "might encourage or induce unlawful or unjust acts: yes",
        "age of the person: 14",
    ]


def test_a_list_with_one_item_left_out_names_the_item(school: Coverage) -> None:
    assert witnesses(school, "contract-items") == [
        "without Return or erasure after the end",
        "without audit",
        "without Liability and damages",
    ]


def test_a_duty_by_the_act_is_compared_in_time_days_retention_items_and_kind(school: Coverage) -> None:
    assert says(school, "record") == [
        "make a record of the provision: the Act says `promptly`, the regulation `without delay`",
        "make a record of the provision: no number of days",
        "kept until 2029-05-11 by the Act, 2027-05-11 here",
        "make a record of the provision: without course of acquisition",
        "no effort: keep the record",
    ]


def test_a_duty_of_another_kind_of_institution_is_left_out(school: Coverage) -> None:
    assert "national" not in [each.duty.id for each in school.rows]
    assert [each.number for each in school.rows] == list(range(1, len(school.rows) + 1))


def test_a_trap_stands_where_its_norms_or_clauses_are_reached_and_else_apart(school: Coverage) -> None:
    assert [trap.id for trap in school.unplaced] == ["T-S7", "T-S8"]
    assert [trap.id for trap in row(school, "provision-consent").traps] == ["T-S1"]
    assert [trap.id for trap in row(school, "provision-abroad").traps] == ["T-S1"]
    assert [trap.id for trap in row(school, "use-children").traps] == []  # within the purpose its norm is not reached


def test_a_deleted_clause_and_a_heading_speak_of_nothing(school: Coverage) -> None:
    assert row(school, "former").state == "silent"
    assert row(school, "published").text_clauses == ("school:13",)


def test_a_statute_has_nothing_to_be_held_against(home: Engine) -> None:
    with pytest.raises(NoDuties, match=r"no statute of `act` lists its duties \(duties.yaml\)") as refused:
        cover(home, "act", ON)

    assert refused.value.regulation == "act"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Coverage]:
    """The coverage of a copy in which passages of files are replaced: (file, old, new) each."""

    def change(*passages: tuple[str, str, str]) -> Coverage:
        for file in sorted(TEXTS.rglob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(TEXTS)
            for _, old, new in (each for each in passages if each[0] == str(name)):
                assert text.count(old) == 1, f"{text.count(old)} times: {old}"
                text = text.replace(old, new)
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return cover(engine(Library(folder=tmp_path)), "school", ON)

    return change


def test_the_part_of_the_act_for_a_national_university_has_its_own_duties_and_deciders(
    changed: Callable[..., Coverage],
) -> None:
    coverage = changed(
        ("school/regulation.yaml", "private_school_corporation", "national_university_corporation"),
    )

    assert [each.duty.id for each in coverage.rows if each.duty.id == "national"] == ["national"]
    weaker = [f.says.en.partition(" or other")[0] for f in row(coverage, "refusals").findings if f.state == "weaker"]
    assert weaker[:2] == [
        "Disclosure may be refused for Harm to the life, body, property",
        "Correction, addition or deletion may be refused for Harm to the life, body, property",
    ]


def test_a_record_made_sooner_and_kept_longer_falls_short_in_nothing(changed: Callable[..., Coverage]) -> None:
    sooner = (
        "[{kind: make_record, due_word: immediately, due: {from: provided_on, days: 3}, "
        "fields: [course, recipient, date], keep: {from: provided_on, years: 3}}"
    )
    coverage = changed(
        ("school/norms.yaml", "[{kind: make_record, due_word: without_delay", f"{sooner}, keep_record]  # ["),
    )

    assert says(coverage, "record") == []
    assert row(coverage, "record").state == "ruled"
    assert row(coverage, "record").severity is None


def test_a_record_without_a_word_or_a_retention_is_said_to_have_none(changed: Callable[..., Coverage]) -> None:
    coverage = changed(
        (
            "school/norms.yaml",
            "due_word: without_delay, fields: [date, addressee], keep: {from: provided_on, years: 1}",
            "fields: [date, addressee]",
        ),
    )

    assert says(coverage, "record")[:3] == [
        "make a record of the provision: the Act says `promptly`, the regulation `nothing`",
        "make a record of the provision: no number of days",
        "kept until 2029-05-11 by the Act, nothing here",
    ]


def test_a_register_kept_as_long_with_every_field_falls_short_in_nothing(changed: Callable[..., Coverage]) -> None:
    coverage = changed(
        ("school/registers.yaml", "{id: addressee, ja: 宛先, en: addressee}",
         "{id: addressee, ja: 宛先, en: addressee}, {id: course, ja: 経緯, en: course}"),
        ("school/registers.yaml", "years: 2, months: 11", "years: 2, months: 12"),
    )  # fmt: skip

    assert row(coverage, "provision-record").state == "ruled"


def finding(state: str, says: str = "x", *, whole: bool = False, witness: str = "", **more: Any) -> Finding:
    return Finding(state, "ask", Label(says, says), whole=whole, witness=Label(witness, witness), **more)


def test_what_shows_the_same_difference_is_one_finding_with_further_witnesses() -> None:
    first = finding("stricter", witness="a", statute_clauses=("act:1",))
    again = finding("stricter", witness="b", statute_clauses=("act:2", "act:1"))
    same, bare = finding("stricter", witness="a"), finding("stricter")
    graver = finding("weaker", witness="c")

    assert grouped([first, again, same, again, bare, graver]) == (
        graver,
        replace(first, also=(Label("b", "b"),), statute_clauses=("act:1", "act:2")),
    )
    assert grouped([finding("ruled", text_clauses=("a",)), finding("ruled", text_clauses=("b",))]) == (
        finding("ruled", text_clauses=("a",)),
        finding("ruled", text_clauses=("b",)),
    )


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], "ruled"),
        ([("ruled", False)], "ruled"),
        ([("ruled", False), ("stricter", False)], "stricter"),
        ([("stricter", False), ("weaker", False)], "weaker"),
        ([("silent", True)], "silent"),
        ([("silent", True), ("ruled", False)], "weaker"),
        ([("silent", False)], "weaker"),
        ([("elsewhere", True), ("silent", True)], "elsewhere"),
        ([("unread", True), ("silent", True)], "unread"),
        ([("unread", True), ("elsewhere", True)], "elsewhere"),
        ([("unread", True), ("ruled", False)], "unread"),
        ([("elsewhere", True), ("stricter", False)], "elsewhere"),
        ([("unread", True), ("elsewhere", False)], "unread"),
        ([("unknown", True), ("silent", True)], "silent"),
    ],
)
def test_a_row_is_weaker_if_it_falls_short_anywhere_and_silent_only_if_it_says_nothing(
    states: list[tuple[str, bool]], state: str
) -> None:
    assert state_of([finding(each, whole=whole) for each, whole in states]) == state


@pytest.mark.parametrize(
    ("duty", "state", "traps", "severity"),
    [
        ("provision-consent", "weaker", [], "A"),
        ("provision-consent", "stricter", [], "B"),
        ("provision-consent", "ruled", [], None),
        ("use-children", "weaker", [], "B"),
        ("use-children", "stricter", [], "C"),
        ("complaint", "stricter", [], "C"),
        ("appeal", "silent", [], "C"),
        ("carrying", "silent", [], "C"),
        ("carrying", "weaker", [], "B"),
        ("carrying", "silent", ["T-S1"], "A"),
        ("provision-consent", "weaker", ["T-S4"], "A"),
        ("provision-consent", "ruled", ["T-S4", "T-S2"], "B"),
    ],
)
def test_a_row_is_as_grave_as_its_duty_or_its_gravest_trap(
    school: Coverage, duty: str, state: str, traps: list[str], severity: str | None
) -> None:
    carried = [school.regulation.traps[each] for each in traps]

    assert severity_of(row(school, duty).duty, state, carried) == severity


def test_rows_are_counted_by_state_and_chapter(school: Coverage) -> None:
    assert school.count("silent") == len([each for each in school.rows if each.state == "silent"])
    assert school.count("silent", "words") == 2
    assert [each.duty.id for each in school.of_chapter("words")] == ["published", "unspoken", "former", "kept"]
    assert school.states == ("weaker", "silent", "unread", "elsewhere", "stricter", "ruled")
    read = replace(school, rows=tuple(each for each in school.rows if each.state != "unread"))
    assert read.states == ("weaker", "silent", "elsewhere", "stricter", "ruled")
    assert Label("", "") == NOTHING
    assert school.on == date(2026, 5, 11).isoformat()
