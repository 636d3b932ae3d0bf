"""A regulation folder is read whole or not at all: editions, clause tree, people, digest, findings."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from kitei.regulations.findings import BadRegulation, Finding, short
from kitei.regulations.regulation import (
    FILES,
    NotInForce,
    TextNotSupplied,
    digest,
    edition_for,
    ids_above,
    load_regulation,
)
from kitei.regulations.schema.clauses import Clauses
from kitei.regulations.validation import known_keys, read_model
from kitei.regulations.yamlfile import UnreadableFile, parse_yaml
from tests.regulations.faulty import TEXTS, Copy

SCHOOL = load_regulation(TEXTS / "school")


def test_a_folder_is_read_into_its_parts() -> None:
    assert (SCHOOL.id, SCHOOL.identity.title.en) == ("school", "Sample School personal information regulation")
    assert list(SCHOOL.clauses)[:3] == ["school:1", "school:2(1)", "school:2(1)(1)"]
    assert SCHOOL.norms.topics["meeting"].document == "council_rules"
    assert [register.id for register in SCHOOL.registers.registers] == ["provision_record"]
    assert SCHOOL.folder == TEXTS / "school"
    assert set(FILES) <= set(SCHOOL.documents)
    assert set(SCHOOL.traps) == {"T-S1", "T-S2", "T-S3", "T-S4", "T-S5"}


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("x:8", []),
        ("x:8(1)", ["x:8"]),
        ("x:8(1)(2)", ["x:8(1)", "x:8"]),
        ("x:8(1)(2).s1", ["x:8(1)(2)", "x:8(1)", "x:8"]),
        ("x:8.proviso", ["x:8"]),
        ("x:2(1)(7)(ア)", ["x:2(1)(7)", "x:2(1)", "x:2"]),
        ("x:18-2(3)", ["x:18-2"]),
        ("x:policy-purpose(2)", ["x:policy-purpose"]),
        ("x:form1", []),
    ],
)
def test_the_ids_above_a_clause_nearest_first(name: str, above: list[str]) -> None:
    assert list(ids_above(name)) == above


def test_the_parent_is_the_one_written_or_the_nearest_that_exists(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit(
        "clauses", '{id: "school:3", kind: article,', '{id: "school:3", kind: article, parent: "school:1",'
    )

    parents = copy.school.parents

    assert parents["school:3"] == "school:1"
    assert parents["school:5(1)(2)(ア)"] == "school:5(1)(2)"
    assert parents["school:5(1)"] is None
    assert parents["school:4.proviso"] == "school:4"
    assert parents["school:supp(1)"] is None
    assert set(parents) == set(copy.school.clauses)


EDITIONS: list[tuple[str, str, str | None]] = [
    ("2015-03-31", "2026-01-01", None),
    ("2015-04-01", "2026-01-01", "2015-04-01"),
    ("2020-03-31", "2026-01-01", "2015-04-01"),
    ("2020-04-01", "2026-01-01", "2020-10-01"),
    ("2020-04-01", "2020-09-15", "2020-10-01"),
    ("2020-04-01", "2020-09-14", "2015-04-01"),
    ("2015-04-01", "2015-03-31", None),
]


@pytest.mark.parametrize(("handled", "known", "expected"), EDITIONS)
def test_the_edition_of_a_handling_is_the_latest_known_that_applies(
    handled: str, known: str, expected: str | None
) -> None:
    days = {"handled_on": date.fromisoformat(handled), "known_at": date.fromisoformat(known)}

    if expected is None:
        with pytest.raises(NotInForce, match=f"^school was not in force on {handled}$"):
            edition_for(SCHOOL, **days)
    else:
        assert edition_for(SCHOOL, **days).id == expected


def test_the_edition_of_a_day_is_judged_with_todays_knowledge() -> None:
    assert SCHOOL.edition_on(date(2020, 4, 1)).id == "2020-10-01"
    assert SCHOOL.text_on(date(2020, 4, 1)).id == "2020-10-01"


def test_an_edition_whose_text_is_missing_is_named() -> None:
    with pytest.raises(TextNotSupplied) as caught:
        SCHOOL.text_on(date(2016, 1, 1))

    assert caught.value.edition.id == "2015-04-01"
    assert [edition.id for edition in caught.value.editions] == ["2015-04-01", "2020-10-01"]
    assert (caught.value.regulation, caught.value.day) == ("school", date(2016, 1, 1))


def test_people_are_found_by_their_own_name_before_the_common_one(tmp_path: Path) -> None:
    other = '  - {id: manager, title: {ja: 別人, en: Somebody else}, clause: "school:3"}\nbodies:'
    copy = Copy.at(tmp_path).edit("regulation", "bodies:", other)

    assert SCHOOL.people["keeper"] is SCHOOL.people["manager"]
    assert SCHOOL.people["council"].title.en == SCHOOL.people["committee"].title.en == "Council"
    assert copy.school.people["manager"].title.en == "Somebody else"
    assert copy.school.people["keeper"].title.en == "Keeper"


def test_the_digest_covers_names_and_bytes_of_all_files(tmp_path: Path) -> None:
    expected = hashlib.sha256()
    for name in FILES:
        content = (TEXTS / "school" / f"{name}.yaml").read_bytes()
        expected.update(f"{name}:{len(content)}\n".encode() + content)

    assert SCHOOL.digest == digest(TEXTS / "school") == expected.hexdigest()
    copy = Copy.at(tmp_path)
    assert copy.school.digest == SCHOOL.digest
    for name in FILES:
        path = copy.path(name)
        path.write_bytes(path.read_bytes() + b"# one comment more\n")
        changed = digest(copy.folder / "school")
        assert changed != SCHOOL.digest
        path.write_bytes((TEXTS / "school" / f"{name}.yaml").read_bytes())


def faults(copy: Copy) -> list[tuple[str, int, str, str]]:
    with pytest.raises(BadRegulation) as caught:
        load_regulation(copy.folder / "school")
    assert str(caught.value) == "\n".join(str(finding) for finding in caught.value.findings)
    return [(finding.file, finding.line, finding.code, finding.en) for finding in caught.value.findings]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_makes_the_folder_unreadable(tmp_path: Path, name: str) -> None:
    copy = Copy.at(tmp_path)
    copy.path(name).unlink()

    with pytest.raises(UnreadableFile, match=f"{name}.yaml: missing"):
        load_regulation(copy.folder / "school")


def test_an_unknown_key_is_named_with_the_nearest(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit(
        "norms", "id: use-within-purpose\n    question: use", "id: use-within-purpose\n    qestion: use"
    )
    line = copy.line("norms", "qestion:")

    unknown, missing = sorted(faults(copy), key=lambda fault: fault[2], reverse=True)

    index = next(i for i, norm in enumerate(SCHOOL.norms.norms) if norm.id == "use-within-purpose")
    assert unknown == (
        "school/norms.yaml",
        line,
        "unknown_key",
        f"unknown key `norms.{index}.qestion`; did you mean `question`?",
    )
    assert missing == ("school/norms.yaml", line - 1, "missing_key", f"`norms.{index}.question` is missing")


def test_an_unknown_key_like_no_other_is_named_alone(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("regulation", "statutes: [law]", "statutes: [law]\nzzzzz: 1")

    assert faults(copy) == [
        ("school/regulation.yaml", copy.line("regulation", "zzzzz"), "unknown_key", "unknown key `zzzzz`")
    ]


def test_a_value_of_the_wrong_kind_is_shown_with_what_was_expected(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("regulation", "kind: regulation", "kind: ordinance")

    ((file, line, code, en),) = faults(copy)

    assert (file, line, code) == ("school/regulation.yaml", 2, "bad_value")
    assert en.startswith("`kind`: 'ordinance': Input should be 'notice', 'regulation'")


def test_a_long_value_is_cut_short(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("regulation", "kind: regulation", f"kind: {'x' * 200}")

    ((_, _, _, en),) = faults(copy)

    assert f"`kind`: '{'x' * 59}: " in en


def test_a_fault_has_both_languages(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("regulation", "kind: regulation", "kynd: regulation")

    with pytest.raises(BadRegulation) as caught:
        load_regulation(copy.folder / "school")

    missing, unknown = sorted(caught.value.findings, key=lambda finding: finding.code)
    assert unknown.ja == "`kynd` という項目はありません。`kind` ではありませんか。"
    assert missing.ja == "`kind` が必要です。"
    assert str(unknown) == "school/regulation.yaml:2: unknown key `kynd`; did you mean `kind`?"


def test_a_norm_without_a_clause_is_refused(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit(
        "norms", '{id: nothing-else, question: scope, clause: "school:13",', "{id: nothing-else, question: scope,"
    )

    ((_, line, code, en),) = faults(copy)

    assert (line, code) == (copy.line("norms", "id: nothing-else"), "bad_value")
    assert "a norm needs `clause`, its own or in every entry of `each`" in en


def test_a_clause_given_twice_is_refused(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path).edit("clauses", '- {id: "school:3",', '- {id: "school:1",')

    assert faults(copy) == [
        (
            "school/clauses.yaml",
            copy.line("clauses", "title: {ja: 管理者"),
            "duplicate_clause",
            "clause `school:1` is given twice",
        )
    ]


def test_findings_are_ordered_by_file_and_line() -> None:
    late, early = Finding("b.yaml", 1, "x", "ja", "en"), Finding("a.yaml", 9, "x", "ja", "en")
    first = Finding("a.yaml", 2, "y", "ja", "en")

    assert BadRegulation([late, early, first]).findings == (first, early, late)
    assert short(Path("/somewhere/school/norms.yaml")) == "school/norms.yaml"


def test_the_keys_of_every_level_are_known() -> None:
    assert {"id", "as", "read", "ja", "says"} <= known_keys(Clauses)
    assert "printed" in known_keys(Clauses)
    assert "nonsense" not in known_keys(Clauses)


def test_a_document_of_the_wrong_shape_is_one_fault() -> None:
    with pytest.raises(BadRegulation) as caught:
        read_model(Clauses, parse_yaml("a: 1", Path("/school/clauses.yaml")))

    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.code) == ("school/clauses.yaml", 1, "bad_value")
