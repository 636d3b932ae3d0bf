"""Stored decisions replay byte for byte, years later, also after the texts changed (contract §5)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kitei
from kitei.decisions.deciding import Engine, engine
from kitei.decisions.keeping.snapshots import SnapshotLibrary
from kitei.decisions.keeping.storing import (
    NotAStoredDecision,
    Replay,
    canonical,
    facts_to_json,
    join_texts,
    replay_file,
    replay_text,
    split_texts,
    stored,
)
from kitei.regulations.library import Library, UnknownRegulation
from kitei.regulations.yamlfile import UnreadableFile
from tests.decisions.conftest import Edit
from tests.decisions.explaining.plain import plain_engine
from tests.decisions.inline import ON, shelf

FACTS = {"consent": True, "relation": "none", "grounds": ["vital", "law"], "abroad": False, "provided_on": "2026-05-01"}

CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("school", "provision", FACTS),
    ("school", "provision", {}),
    ("school", "use", {"within_purpose": False, "owner_unit": "other"}),
    ("school", "purpose", {"subject_kinds": ["donor"], "activity": "donations"}),
    ("school", "scope", {"concept": "personal_information"}),
    ("school", "request", {"exists": True, "refusal_grounds": [], "received_on": "2026-05-01"}),
    ("school", "record", {"recorded_on": "2026-05-01"}),
    ("school", "contract", {"clauses": []}),
    ("school", "periodic", {"fiscal_year": 2026}),
    ("school", "breach-report", {"subjects_count": 2000, "known_on": "2026-05-01"}),
    ("school", "meeting", {"members": 5}),
    ("school", "appeal", {}),
    ("school", "sanction", {}),
    ("school", "edition", {"handled_on": "2020-05-01"}),
    ("school", "citation", {"clause": "school:form1"}),
    ("school", "provision", {"named_recipient": "museum"}),
    ("law", "use", {"improper": True}),
    ("law", "retention", {"recorded_on": "2026-05-01"}),
]


def keep(home: Engine, folder: Path, question: str = "provision", facts: Any = FACTS, name: str = "school") -> Path:
    file = folder / "decision.json"
    file.write_text(stored(home, home.decide(name, question, facts, ON)), encoding="utf-8")
    return file


@pytest.mark.parametrize(("name", "question", "facts"), CASES)
def test_a_stored_decision_replays_without_the_library(
    home: Engine, tmp_path: Path, name: str, question: str, facts: dict[str, Any]
) -> None:
    file = keep(home, tmp_path, question, facts, name)
    nowhere = engine(Library(folder=tmp_path / "nowhere"))

    replay = replay_file(nowhere, file)

    assert replay.identical
    assert replay.today is None
    assert [change.en.split(":")[0] for change in replay.changes] == ["today's texts give no answer"]
    assert replay.changes[0].ja.startswith("今の規程では答えられません: ")


@pytest.mark.parametrize(("name", "question", "facts"), CASES)
def test_under_the_same_texts_nothing_has_changed(
    home: Engine, tmp_path: Path, name: str, question: str, facts: dict[str, Any]
) -> None:
    replay = replay_file(home, keep(home, tmp_path, question, facts, name))

    assert replay == Replay(identical=True, changes=(), today=home.decide(name, question, facts, ON).answer.to_json())


def test_what_is_stored_names_question_facts_answer_texts_and_engine(home: Engine, tmp_path: Path) -> None:
    raw = json.loads(keep(home, tmp_path).read_text(encoding="utf-8"))

    assert (raw["format"], raw["engine"]) == ("kitei-decision/1", kitei.__version__)
    assert (raw["regulation"], raw["on"], raw["question"]) == ("school", "2026-05-11", "provision")
    assert raw["facts"] == {**FACTS, "grounds": ["law", "vital"]}
    assert list(raw["facts"]) == sorted(FACTS)
    assert json.loads(raw["answer"]) == home.decide("school", "provision", FACTS, ON).answer.to_json()
    assert raw["digests"] == {name: home.library.get(name).digest for name in ("school", "law")}


def test_only_what_bears_on_the_question_is_kept(home: Engine, tmp_path: Path) -> None:
    texts = json.loads(keep(home, tmp_path).read_text(encoding="utf-8"))["texts"]
    school = texts["regulations"]["school"]

    assert set(school["norms"]) == {"provision-needs-consent"}
    assert {"school:5(1)", "school:5(1)(1)", "school:5(1)(3)"} <= set(school["clauses"])
    assert not {"school:4", "school:6", "school:13"} & set(school["clauses"])
    assert school["topic"] == {"state": "ruled"}
    assert set(school["definitions"]) == {"consent_stands"}
    assert set(texts["vocabulary"]["facts"]) == set(home.library.vocabulary.questions["provision"].facts)
    assert "documents" not in school["identity"]
    assert {"editions", "entity_type", "roles", "statutes", "extends"} <= set(school["identity"])
    assert (texts["question"], texts["on"]) == ("provision", "2026-05-11")


def test_a_snapshot_is_a_library_of_what_was_kept_and_nothing_else(home: Engine, tmp_path: Path) -> None:
    texts = json.loads(keep(home, tmp_path).read_text(encoding="utf-8"))["texts"]
    library = SnapshotLibrary(texts)

    assert library.get("school").digest == home.library.get("school").digest
    assert library.get("law").identity.title == home.library.get("law").identity.title
    with pytest.raises(UnknownRegulation) as caught:
        library.get("other")
    assert (caught.value.name, caught.value.known) == ("other", ("school", "law"))


def test_what_is_kept_of_a_text_is_what_was_written(home: Engine, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    written = file.read_text(encoding="utf-8")
    texts = json.loads(written)["texts"]
    school = texts["regulations"]["school"]

    assert written.startswith('{\n "format"')
    assert "同意なく提供してはならない。" in written
    assert school["norms"]["provision-needs-consent"] == {
        "id": "provision-needs-consent",
        "question": "provision",
        "clause": ["school:5(1)"],
        "outcome": "deny",
        "unless": [
            {"clause": ["school:5(1)"], "when": {"is": "consent_stands"}},
            {
                "clause": ["school:5(1)(1)"],
                "when": {"relation": "entrustment"},
                "steps": {"contract_concluded": [{"kind": "conclude_contract"}]},
                "obligations": [{"kind": "supervise", "role": "keeper"}],
            },
            {"clause": ["school:5(1)(3)"], "ground": "law"},
        ],
        "conditions": [{"kind": "obtain_consent"}],
        "obligations": [{"kind": "make_record", "see": "record"}],
    }
    assert school["definitions"]["consent_stands"] == {
        "when": {"consent": True, "not": {"withdrawn_on": {"on_or_before": "provided_on|on"}}}
    }
    assert school["clauses"]["school:5(1)"] == {
        "id": "school:5(1)",
        "kind": "paragraph",
        "title": {"ja": "提供", "en": "Provision"},
        "says": {"ja": "同意なく提供してはならない。", "en": "No provision without consent."},
        "force": "forbids",
    }
    assert list(school["identity"]["roles"][0]) == ["id", "canonical", "title", "clause"]
    assert "role" in texts["vocabulary"]["enums"]


def test_a_definition_with_a_fixed_day_is_kept(edited: Edit, tmp_path: Path) -> None:
    home = edited(
        "school/norms.yaml",
        "{is: consent_stands}",
        "{is: early}",
    )
    path = home.library.folder / "school/norms.yaml"
    early = "definitions:\n  early: {when: {provided_on: {before: 2026-04-01}}}"
    path.write_text(path.read_text(encoding="utf-8").replace("definitions:", early, 1), encoding="utf-8")

    assert replay_file(home, keep(home, tmp_path)).identical


def test_a_citation_keeps_the_whole_clause_tree(home: Engine, tmp_path: Path) -> None:
    texts = json.loads(keep(home, tmp_path, "citation", {"clause": "school:form1"}).read_text(encoding="utf-8"))[
        "texts"
    ]

    assert set(texts["regulations"]["school"]["clauses"]) == set(home.library.get("school").clauses)


@pytest.mark.parametrize(("name", "question", "facts"), CASES)
def test_storing_again_gives_the_same_bytes(home: Engine, name: str, question: str, facts: dict[str, Any]) -> None:
    once, again = (stored(home, home.decide(name, question, facts, ON)) for _ in range(2))

    assert once == again


def test_a_changed_norm_is_named_and_the_stored_answer_still_stands(home: Engine, edited: Edit, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    today = edited("school/norms.yaml", '      - {clause: "school:5(1)", when: {is: consent_stands}}\n', "")

    replay = replay_file(today, file)

    assert replay.identical
    assert replay.today is not None
    assert replay.today["outcome"] == home.decide("school", "provision", FACTS, ON).answer.outcome
    assert [(change.ja, change.en) for change in replay.changes] == [
        (
            "school の norms `provision-needs-consent` が変更されました",
            "school: norms `provision-needs-consent` was changed",
        )
    ]


def test_clauses_that_came_went_or_changed_are_named_text_by_text(home: Engine, edited: Edit, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    today = edited("law/norms.yaml", "{is: abroad_without_consent}, outcome: deny,", "{abroad: true}, outcome: deny,")
    path = today.library.folder / "law/norms.yaml"
    written = path.read_text(encoding="utf-8")
    written = written.replace(
        '  - {id: abroad, question: provision, clause: "law:3(2)"',
        '  - {id: overseas, question: provision, clause: "law:9"',
    )
    path.write_text(written, encoding="utf-8")

    replay = replay_file(engine(Library(folder=today.library.folder)), file)

    assert [change.en for change in replay.changes] == [
        "law: norms `abroad` was removed",
        "law: norms `overseas` was added",
        "law: clauses `law:3(2)` was removed",
        "law: clauses `law:9` was added",
    ]
    assert replay.changes[0].ja == "law の norms `abroad` が削除されました"
    assert replay.changes[1].ja == "law の norms `overseas` が追加されました"


def test_a_statute_that_came_or_went_is_named_norm_by_norm(home: Engine, edited: Edit, tmp_path: Path) -> None:
    alone = edited("school/regulation.yaml", "statutes: [law]", "statutes: []")
    changed = ["norms `abroad`", "norms `provision-needs-consent`", "clauses `law:3(1)`"]

    gone = [change.en for change in replay_file(alone, keep(home, tmp_path)).changes]
    come = [change.en for change in replay_file(home, keep(alone, tmp_path)).changes]

    assert gone[:3] == [f"law: {what} was removed" for what in changed]
    assert come[:3] == [f"law: {what} was added" for what in changed]


def test_a_question_without_a_topic_replays_too(edited: Edit, tmp_path: Path) -> None:
    home = edited("school/norms.yaml", "  vendor: {state: silent}\n", "")

    assert replay_file(home, keep(home, tmp_path, "vendor", {})).identical


def test_a_replay_speaks_the_words_of_its_day(home: Engine, tmp_path: Path) -> None:
    then = plain_engine()
    file = keep(then, tmp_path, "provision", {})

    replay = replay_file(home, file)

    assert replay.identical
    assert replay.today is not None
    assert replay.today["questions"] != json.loads(json.loads(file.read_text(encoding="utf-8"))["answer"])["questions"]


def test_a_changed_question_of_another_matter_is_no_change(home: Engine, edited: Edit, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    today = edited("school/norms.yaml", "due_word: promptly, strength: effort", "strength: effort")

    replay = replay_file(today, file)

    assert (replay.identical, replay.changes) == (True, ())


def test_an_answer_that_no_longer_comes_out_is_compared_key_by_key(home: Engine, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    raw = json.loads(file.read_text(encoding="utf-8"))
    answer = json.loads(raw["answer"])
    raw["answer"] = canonical({**answer, "basis": "gap", "warnings": ["T-S9"]})
    file.write_text(json.dumps(raw), encoding="utf-8")

    replay = replay_file(home, file)

    assert not replay.identical
    assert [change.en for change in replay.changes] == [
        f"answer `basis`: gap → {answer['basis']}",
        "answer `warnings`: ['T-S9'] → []",
    ]
    assert replay.changes[0].ja == f"答えの `basis`: gap → {answer['basis']}"


def test_another_version_of_the_engine_is_named_only_where_it_could_be_the_reason(home: Engine, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw["engine"] = "0.0.0"
    file.write_text(json.dumps(raw), encoding="utf-8")
    assert replay_file(home, file).changes == ()

    raw["answer"] = raw["answer"].replace('"basis":"text"', '"basis":"gap"')
    file.write_text(json.dumps(raw), encoding="utf-8")

    changes = replay_file(home, file).changes
    assert changes[-1].en == f"engine version: 0.0.0 → {kitei.__version__}"
    assert changes[-1].ja == f"エンジンの版: 0.0.0 → {kitei.__version__}"


def test_norms_that_begin_and_end_replay_too(tmp_path: Path) -> None:
    text = (
        "- {clause: school:4, outcome: deny, each: [{from: 2024-04-01}]}\n"
        "- {clause: school:5, outcome: allow, until: 2030-01-01}"
    )
    home = shelf("use", text, "- {clause: law:2, when: {urgent: true}, outcome: deny}")

    replay = replay_file(home, keep(home, tmp_path, "use", {}))

    assert replay.identical
    assert replay.changes == ()


def altered(file: Path, change: str) -> None:
    raw = json.loads(file.read_text(encoding="utf-8"))
    match change:
        case "texts":
            raw["texts"]["regulations"]["school"]["norms"]["provision-needs-consent"]["outcome"] = "allow"
        case "hash":
            del raw["texts"]["sha256"]
        case "format":
            raw["format"] = "kitei-decision/0"
        case "list":
            raw = [raw]
        case _:
            del raw[change]
    file.write_text(json.dumps(raw), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("texts", "保存された条文が書き換えられています / the stored texts were altered"),
        ("hash", "保存された条文が書き換えられています / the stored texts were altered"),
        *(
            (change, "保存された判断ではありません / is no stored decision (kitei-decision/1)")
            for change in ("format", "list", "engine", "regulation", "on", "question", "facts", "answer", "digests")
        ),
    ],
)
def test_what_is_no_stored_decision_or_was_altered_is_refused(
    home: Engine, tmp_path: Path, change: str, message: str
) -> None:
    file = keep(home, tmp_path)
    altered(file, change)

    with pytest.raises(NotAStoredDecision) as caught:
        replay_file(home, file)

    assert str(caught.value) == f"{file}: {message}"


def test_a_file_without_texts_is_no_stored_decision(home: Engine, tmp_path: Path) -> None:
    file = keep(home, tmp_path)
    altered(file, "texts")
    raw = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({key: value for key, value in raw.items() if key != "texts"}), encoding="utf-8")

    with pytest.raises(NotAStoredDecision, match="is no stored decision"):
        replay_file(home, file)


@pytest.mark.parametrize("content", ["{", "[" * 100_000, "decision"])
def test_a_file_that_is_no_json_is_refused(home: Engine, tmp_path: Path, content: str) -> None:
    file = tmp_path / "decision.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(NotAStoredDecision, match=r"decision\.json: "):
        replay_file(home, file)


def test_a_missing_file_is_unreadable(home: Engine, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        replay_file(home, tmp_path / "nothing.json")


def test_one_value_has_one_canonical_text() -> None:
    assert canonical({"b": [1, "条"], "a": None}) == '{"a":null,"b":[1,"条"]}'
    assert facts_to_json({"z": frozenset({"b", "a"}), "a": date(2026, 5, 1), "m": 3, "f": True}) == {
        "a": "2026-05-01",
        "f": True,
        "m": 3,
        "z": ["a", "b"],
    }
    assert list(facts_to_json({"b": 1, "a": 2})) == ["a", "b"]


def test_a_replay_is_told_as_json(home: Engine, tmp_path: Path) -> None:
    file = keep(home, tmp_path)

    told = replay_file(home, file).to_json()
    there = replay_file(engine(Library(folder=tmp_path / "nowhere")), file).to_json()

    assert told == {
        "identical": True,
        "changes": [],
        "today": home.decide("school", "provision", FACTS, ON).answer.to_json(),
    }
    assert (there["identical"], there["today"], set(there["changes"][0])) == (True, None, {"ja", "en"})


def test_a_stored_decision_taken_apart_and_put_together_is_the_same_to_the_byte(home: Engine, tmp_path: Path) -> None:
    whole = keep(home, tmp_path).read_text(encoding="utf-8")

    decision, texts = split_texts(whole)

    assert join_texts(decision, texts) == whole
    assert replay_text(home, join_texts(decision, texts), "case").identical


def test_texts_of_another_decision_are_refused(home: Engine, tmp_path: Path) -> None:
    decision, _ = split_texts(keep(home, tmp_path).read_text(encoding="utf-8"))
    _, others = split_texts(
        keep(home, tmp_path, "scope", {"concept": "personal_information"}).read_text(encoding="utf-8")
    )

    with pytest.raises(NotAStoredDecision, match="not those of the decision"):
        join_texts(decision, others)
