"""The folder that an import writes, and the walk through what it proposes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kitei.regulations.importing import (
    Decision,
    FolderExists,
    NothingProposed,
    UnknownClause,
    UnknownTopic,
    decide,
    folder_files,
    import_regulation,
    known_topics,
    progress,
    proposals,
    read_clauses,
    slug,
    write_clauses,
    write_folder,
)
from kitei.regulations.vocabulary import load_vocabulary
from kitei.regulations.yamlfile import read_yaml

_FILE = Path(__file__).parent / "invented" / "after.txt"
_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = import_regulation(_FILE.read_bytes(), _FILE.name)
    write_folder(tmp_path / "aomine", folder_files(found, "aomine", known_topics()))
    return tmp_path / "aomine"


def test_every_topic_of_the_vocabulary_is_silent_and_no_norm_is_proposed(folder: Path) -> None:
    norms = read_yaml(folder / "norms.yaml").data
    assert {state["state"] for state in norms["topics"].values()} == {"silent"}
    assert norms["norms"] == []


def test_the_words_of_topics_are_about_questions_that_exist() -> None:
    assert set(known_topics()) == set(load_vocabulary().questions)


def test_the_wording_is_kept_with_its_printed_number_and_its_lines(folder: Path) -> None:
    rows = {row["id"]: row for row in read_clauses(folder)}
    row = rows["aomine:3(2)(3)"]
    assert row["text_ja"] == "その他前２号に付随する事務"
    assert row["imported"]["label"] == "（３）"
    assert row["imported"]["lines"] == [25, 25]
    assert row["references"] == [{"as": "前２号", "read": ["aomine:3(2)(1)", "aomine:3(2)(2)"]}]
    assert rows["aomine:3(1)"]["defines"] == [{"term": "管理責任者", "of": "個人データ管理責任者"}]


def test_the_document_is_told_by_its_identity(folder: Path) -> None:
    identity = read_yaml(folder / "regulation.yaml").data
    assert identity["title"]["ja"] == "学校法人青嶺学院　個人データ管理規程"
    assert identity["institution"]["ja"] == "学校法人青嶺学院"
    assert identity["entity_type"] == "private_school_corporation"
    assert [edition["text"] for edition in identity["editions"]] == ["not_supplied", "not_supplied", "supplied"]
    assert [str(edition["made_on"]) for edition in identity["editions"]] == ["2005-03-25", "2015-11-02", "2022-03-11"]
    assert identity["roles"][0]["title"]["ja"] == "個人データ管理責任者"


def test_a_folder_that_is_there_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(FolderExists):
        write_folder(folder, {"regulation.yaml": ""})


def test_nothing_counts_until_a_person_confirms_it(folder: Path) -> None:
    rows = read_clauses(folder)
    assert all("topics" not in row for row in rows)
    assert {row["confirmation"]["state"] for row in rows} == {"proposed"}
    assert progress(rows)["proposed"] == len(proposals(rows))


def test_who_confirmed_what_and_when_is_written_down(folder: Path) -> None:
    rows = read_clauses(folder)
    decisions = {
        "5(1)": Decision(state="confirmed", by="総務課 青木", at=_AT),
        "aomine:3(1)": Decision(state="confirmed", by="総務課 青木", at=_AT, topics=("role",)),
        "2(1)(2)(イ)": Decision(state="rejected", by="総務課 青木", at=_AT, topics=()),
    }
    write_clauses(folder, decide(rows, decisions, known_topics()))
    after = {row["id"]: row for row in read_clauses(folder)}
    assert after["aomine:5(1)"]["topics"] == [each["topic"] for each in after["aomine:5(1)"]["proposed_topics"]]
    assert after["aomine:3(1)"]["topics"] == ["role"]
    assert after["aomine:3(1)"]["confirmation"] == {
        "state": "confirmed",
        "by": "総務課 青木",
        "at": "2026-11-21T09:30:00+00:00",
    }
    assert "topics" not in after["aomine:2(1)(2)(イ)"]
    assert after["aomine:2(1)(2)(イ)"]["confirmation"]["state"] == "rejected"
    assert progress(after.values())["confirmed"] == 2


def test_a_decision_about_a_clause_or_topic_that_does_not_exist_is_refused(folder: Path) -> None:
    rows = read_clauses(folder)
    with pytest.raises(UnknownClause):
        decide(rows, {"99": Decision(state="confirmed", by="x", at=_AT)}, known_topics())
    with pytest.raises(UnknownTopic):
        decide(rows, {"5(1)": Decision(state="confirmed", by="x", at=_AT, topics=("weather",))}, known_topics())


def test_a_folder_that_was_not_imported_has_nothing_to_confirm(tmp_path: Path) -> None:
    (tmp_path / "clauses.yaml").write_text("- {id: 'x:1', kind: article}\n", encoding="utf-8")
    with pytest.raises(NothingProposed):
        read_clauses(tmp_path)


@pytest.mark.parametrize(
    ("name", "key"), [("規程.pdf", "imported"), ("2-Aomine Data_2024.docx", "aomine-data-2024"), ("x.txt", "x")]
)
def test_the_key_is_made_from_the_file_name(name: str, key: str) -> None:
    assert slug(name) == key
