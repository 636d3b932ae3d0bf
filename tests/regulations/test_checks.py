"""Each finding of the checks, made by one small fault in a folder that is otherwise in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitei.decisions.building.contradictions import MeaningChecker
from kitei.decisions.building.programs import Programs
from kitei.regulations.checks import Checker, walk
from tests.regulations.faulty import Copy

REGULATION, CLAUSES, NORMS, REGISTERS = "regulation", "clauses", "norms", "registers"
LAST = 'clause: ["school:supp(2)", "school:1"]\n    text: supplied'

FAULTS: list[tuple[str, str, str, str, str, str]] = [
    # file, old, new, passage on the line named, code, message
    (NORMS, 'near: ["school:4"]', 'near: ["school:44"]', "school:44", "dangling_clause",
         "there is no clause `school:44`; did you mean `school:4`?"),
    (NORMS, 'near: ["school:4"]', 'near: ["appi:27"]', "appi:27", "dangling_clause", "there is no clause `appi:27`"),
    (NORMS, "{is: consent_stands}}", '{is: consent_stands}, obligations: [{kind: make_record, clause: "law:99"}]}',
         "law:99", "dangling_clause", "there is no clause `law:99`; did you mean `law:9`?"),
    (REGULATION, 'clause: "school:3"}', 'clause: "school:33"}', "school:33", "dangling_clause",
         "there is no clause `school:33`; did you mean `school:3`?"),
    (CLAUSES, 'read: "school:6"', 'read: "school:66"', "school:66", "dangling_clause",
         "there is no clause `school:66`; did you mean `school:6`?"),
    (NORMS, 'near: ["school:4"]', 'near: ["school:5(1)(2)"]', "school:5(1)(2)", "deleted_cited",
         "the deleted clause `school:5(1)(2)` is relied on"),
    (CLAUSES, '"school:6.proviso", kind', '"school:66.proviso", kind', "school:66.proviso", "no_parent",
         "`school:66.proviso` has no clause above it"),
    (CLAUSES, "en: Keeper}, says: {ja: 情報管理者を置く。, en: There is a keeper.}, force: organises",
         "en: Keeper}, says: {ja: 情報管理者を置く。, en: There is a keeper.}, force: obliges",
         "en: Keeper}", "no_norm",
         "`school:3` obliges something but has neither a norm nor a `no_norm` reason"),
    (CLAUSES, "en: Keeper}, says: {ja: 情報管理者を置く。, en: There is a keeper.}, force: organises",
         "en: Keeper}, says: {ja: 情報管理者を置く。, en: There is a keeper.}, force: forbids",
         "en: Keeper}", "no_norm",
         "`school:3` forbids something but has neither a norm nor a `no_norm` reason"),
    (CLAUSES, "force: organises", "force: obliges, no_norm: organization", "no_norm:", "unknown_reason",
         "unknown reason `organization`; did you mean `organisation`?"),
    (REGISTERS, "kept_by: keeper", "kept_by: keepr", "keepr", "unknown_role",
         "undefined role or body `keepr`; nearest: `keeper`"),
    (NORMS, "[{kind: supervise, role: keeper}]", "[{kind: supervise, role: keepr}]", "keepr", "unknown_role",
         "undefined role or body `keepr`; nearest: `keeper`"),
    (REGULATION, "canonical: manager", "canonical: manger", "manger", "unknown_role",
         "`manger` is no canonical role; nearest: `manager`"),
    (NORMS, 'near: ["school:4"], escalate_to: legal_counsel', 'near: ["school:4"], escalate_to: legal_councel',
         "legal_councel", "unknown_role", "`legal_councel` is no canonical role; nearest: `legal_counsel`"),
    (REGULATION, 'clause: "school:3"}', 'clause: "school:3", appointed_by: presidnt}', "presidnt", "unknown_role",
         "undefined role or body `presidnt`; nearest: `None`"),
    (REGULATION, 'clause: "school:3"}',
         'clause: "school:3", delegation: {to: deputy_x, extent: part, clause: "school:3"}}', "deputy_x",
         "unknown_role", "undefined role or body `deputy_x`; nearest: `None`"),
    (REGULATION, "document: council_rules}", 'document: council_rules, tie: {by: charr, clause: "school:9"}}', "charr",
         "unknown_role", "undefined role or body `charr`; nearest: `chair`"),
    (REGULATION, LAST, LAST.replace("text: supplied", "text: not_supplied"), "- id: 2020-10-01", "edition_text",
         "the last edition must have its text supplied"),
    (REGULATION, "applies_from: 2020-04-01", "applies_from: 2021-04-01", "- id: 2020-10-01", "edition_dates",
         "edition 2020-10-01: the id is the effective date, and it applies from that date or earlier"),
    (REGULATION, "- id: 2020-10-01", "- id: 2020-10-02", "- id: 2020-10-02", "edition_dates",
         "edition 2020-10-02: the id is the effective date, and it applies from that date or earlier"),
    (REGULATION, "applies_from: 2020-04-01", "applies_from: 2015-04-01", "- id: 2020-10-01", "editions_overlap",
         "edition 2020-10-01 must begin after edition 2015-04-01"),
    (NORMS, "  vendor: {state: silent}\n", "", "topics:", "topic_missing",
         "the topic `vendor` has no state (ruled, silent, elsewhere)"),
    (NORMS, "  vendor: {state: silent}\n", "  vendor: {state: ruled}\n", "vendor:", "topic_state",
         "the state `ruled` of `vendor` does not match its norms"),
    (NORMS, "  scope: {state: ruled}\n", "  scope: {state: elsewhere}\n", "  scope:", "topic_state",
         "the state `elsewhere` of `scope` does not match its norms"),
    (NORMS, "  vendor: {state: silent}\n", "  vendor: {state: silent}\n  vendors: {state: silent}\n", "vendors:",
         "unknown_question", "unknown question `vendors`; did you mean `vendor`?"),
    (NORMS, "{id: use-allowed, question: use,", "{id: use-allowed, question: usee,", "usee", "unknown_question",
         "unknown question `usee`; did you mean `use`?"),
    (NORMS, "id: use-allowed", "id: use-within-purpose", "{id: use-within-purpose", "duplicate_norm",
         "norm `use-within-purpose` is given twice"),
    (NORMS, "kind: supervise", "kind: supervize", "supervize", "unknown_kind",
         "unknown kind `supervize`; did you mean `supervise`?"),
    (REGULATION, "document: council_rules}", "document: council_rule}", "document: council_rule}", "unknown_document",
         "unknown document `council_rule`; did you mean `council_rules`?"),
    (NORMS, "document: council_rules,", "document: zzz,", "zzz", "unknown_document", "unknown document `zzz`"),
    (REGULATION, "activities: [donations], warnings: [T-S2]", "activities: [donations], warnings: [T-S9]", "T-S9",
         "unknown_trap", "unknown trap `T-S9`; did you mean `T-S1`?"),
    (REGULATION, "persons: [donor]", "persons: [doner]", "doner", "unknown_persons",
         "unknown persons `doner`; did you mean `donor`?"),
    (REGULATION, "activities: [donations]", "activities: [donation]", "[donation]", "unknown_activities",
         "unknown activities `donation`; did you mean `donations`?"),
    (REGULATION, "\npurposes:",
         '\ncategories: [{id: a, clause: "school:1", title: {ja: あ, en: a}, persons: [pupils]}]\npurposes:', "pupils",
         "unknown_persons", "unknown persons `pupils`; did you mean `pupil`?"),
    (REGULATION, "named_recipient:", "named_recipients:", "named_recipients", "unknown_enum",
         "unknown enum `named_recipients`; did you mean `named_recipient`?"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "passage", "code", "message"), FAULTS)
def test_a_fault_is_found_on_its_line(
    tmp_path: Path, file: str, old: str, new: str, passage: str, code: str, message: str
) -> None:
    copy = Copy.at(tmp_path).edit(file, old, new)

    found = [finding for finding in copy.findings() if finding.code == code]

    assert (f"school/{file}.yaml", copy.line(file, passage), message) in [(f.file, f.line, f.en) for f in found]
    assert all(finding.ja for finding in found)


def test_the_invented_texts_are_in_order(tmp_path: Path) -> None:
    library = Copy.at(tmp_path).library
    programs = Programs(library)

    for name in ("school", "law"):
        text = library.get(name)
        assert Checker(text, library.vocabulary, library.statutes_of(text)).findings() == []
        assert MeaningChecker(programs, text).findings() == []


def test_an_edition_without_text_after_one_with_text_leaves_a_gap(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit(
        "regulation", 'clause: "school:supp(1)", text: not_supplied}', 'clause: "school:supp(1)", text: supplied}'
    )
    copy.edit("regulation", LAST, LAST.replace("text: supplied", "text: not_supplied"))

    codes = {finding.code: finding.en for finding in copy.findings()}

    assert codes["editions_gap"] == "the text of edition 2020-10-01 is missing, which leaves a gap after 2015-04-01"


def test_a_clause_of_a_document_that_was_not_supplied_cannot_be_looked_up(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("regulation", "id: council_rules,", "id: council,")
    for file, old, new in (
        ("regulation", "document: council_rules}", "document: council}"),
        ("norms", "document: council_rules,", "document: council,"),
        ("norms", 'near: ["school:4"]', 'near: ["council:4(1)"]'),
    ):
        copy.edit(file, old, new)

    assert copy.findings() == []


def test_findings_come_in_order_of_file_and_line(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("norms", "kind: supervise", "kind: supervize")
    copy.edit("norms", 'near: ["school:4"]', 'near: ["school:44"]').edit(
        "clauses", 'read: "school:6"', 'read: "school:66"'
    )

    found = copy.findings()

    assert [finding.code for finding in found] == ["dangling_clause", "dangling_clause", "unknown_kind"]
    assert found == sorted(found)


def test_every_value_of_a_document_is_walked_with_its_place() -> None:
    assert list(walk({"a": [1, {"b": 2}]})) == [
        ((), {"a": [1, {"b": 2}]}),
        (("a",), [1, {"b": 2}]),
        (("a", 0), 1),
        (("a", 1), {"b": 2}),
        (("a", 1, "b"), 2),
    ]
