"""Each static check finds its fault, and only that one, in a procedure that is right but for it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from kitei.procedures.checking import ProcedureChecker
from kitei.regulations.findings import Finding
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.procedures import Procedures
from kitei.regulations.yamlfile import read_yaml
from tests.procedures.library import LIBRARY

WORDS = {"ja": "題", "en": "Title"}
SOUND: Mapping[str, Any] = {
    "id": "small",
    "matter": "disclosure",
    "title": WORDS,
    "clause": "josai:13(1)",
    "question": "request",
    "appeal": "again",
    "start": "ask",
    "steps": [
        {"id": "ask", "title": WORDS, "actor": "requester", "clause": "josai:13(2)", "form": "josai:form3",
         "outcomes": [{"id": "asked", "title": WORDS, "then": "check"}]},
        {"id": "check", "title": WORDS, "actor": "manager", "clause": "josai:15", "when": {"claimant": "parent"},
         "otherwise": "decide", "outcomes": [{"id": "seen", "title": WORDS, "then": "decide"}]},
        {"id": "decide", "title": WORDS, "actor": "manager", "clause": "josai:13(3)", "question": "request",
         "clock": {"word": "promptly", "due": {"from": "received_on", "days": 30}},
         "outcomes": [
             {"id": "granted", "title": WORDS, "effect": "granted", "notice": "josai:form4", "then": "end"},
             {"id": "refused", "title": WORDS, "effect": "refused", "grounds": ["evaluation"], "notice": "josai:form4",
              "reason": True, "then": "end"},
         ]},
    ],
}  # fmt: skip
AGAIN: Mapping[str, Any] = {
    "id": "again", "matter": "appeal", "title": WORDS, "clause": "josai:18(1)", "question": "appeal", "start": "ask",
    "steps": [{"id": "ask", "title": WORDS, "actor": "requester", "clause": "josai:18(1)",
               "outcomes": [{"id": "asked", "title": WORDS, "then": "end"}]}],
}  # fmt: skip
Spoil = Callable[[dict[str, Any]], object]


def at(tree: dict[str, Any], step: int, outcome: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = tree["steps"][step]
    if outcome is not None:
        found = found["outcomes"][outcome]
    return found


FAULTS: Mapping[str, tuple[str, Spoil]] = {
    "a record without a period": ("keeps_nothing", lambda p: p.update(keeps="no_such_register")),
    "a role that needs no meeting": ("no_meeting_anyway", lambda p: at(p, 1).update(meeting=False)),
    "a step that follows none": ("follows_nothing", lambda p: at(p, 2).update(follows="nobody")),
    "a step that cannot end as decided": ("follows_nothing", lambda p: at(p, 2).update(follows="check")),
    "days since a step that is not there": ("unknown_step", lambda p: at(p, 2)["clock"].update(since=["nobody"])),
    "a step nobody reaches": ("unreachable_step", lambda p: at(p, 1, 0).update(then="end") or at(p, 1).update(
        otherwise="end")),
    "a step that goes round for ever": ("dead_end", lambda p: [o.update(then="decide") for o in at(p, 2)["outcomes"]]),
    "a step that is not there": ("unknown_step", lambda p: at(p, 0)["outcomes"].append(
        {"id": "lost", "title": WORDS, "then": "nowhere"})),
    "a start that is not there": ("unknown_step", lambda p: p.update(start="nowhere")),
    "a question of its own that is not there": ("bad_procedure", lambda p: p.update(question="weather")),
    "an actor that is not there": ("unknown_actor", lambda p: at(p, 2).update(actor="wizard")),
    "a guard without an otherwise": ("no_otherwise", lambda p: at(p, 1).pop("otherwise")),
    "a question that is not there": ("unknown_question", lambda p: at(p, 2).update(question="weather")),
    "a form that is not there": ("unknown_form", lambda p: at(p, 2, 0).update(notice="josai:form9")),
    "a letter that is not listed": ("unknown_form", lambda p: at(p, 2, 0).update(notice="letter-of-marque")),
    "a paper handed in that is not listed": ("unknown_form", lambda p: at(p, 0).update(receives=["paper-plane"])),
    "a refusal without a notice": ("refusal_without_reason", lambda p: at(p, 2, 1).pop("notice")),
    "a refusal without a reason": ("refusal_without_reason", lambda p: at(p, 2, 1).pop("reason")),
    "a ground that is not there": ("unknown_ground", lambda p: at(p, 2, 1).update(grounds=["bad_mood"])),
    "a step that may leave no way": ("no_open_outcome", lambda p: at(p, 0, 0).update(when={"claimant": "parent"})),
    "a step that can only be extended": ("no_open_outcome", lambda p: at(p, 0, 0).update(extends=True)),
    "an appeal that is not there": ("unknown_appeal", lambda p: p.update(appeal="small")),
    "a guard on a fact that is not there": ("bad_procedure", lambda p: at(p, 1).update(when={"weather": "fine"})),
    "a clock from a fact that is not there": ("bad_procedure", lambda p: at(p, 2)["clock"]["due"].update(
        {"from": "doomsday"})),
    "an id given twice": ("duplicate_step", lambda p: p["steps"].append(copy.deepcopy(at(p, 2)))),
    "an otherwise that leads back": ("otherwise_goes_round", lambda p: at(p, 1).update(otherwise="check")),
}  # fmt: skip


@pytest.fixture
def findings(tmp_path: Path) -> Callable[[Mapping[str, Any]], list[Finding]]:
    """Check a procedure as if it were Josai's."""

    def check(procedure: Mapping[str, Any]) -> list[Finding]:
        file = tmp_path / "procedures.yaml"
        file.write_text(
            yaml.dump([copy.deepcopy(procedure), AGAIN], Dumper=Plain, allow_unicode=True), encoding="utf-8"
        )
        document = read_yaml(file)
        home: Regulation = LIBRARY.get("josai")
        spoilt = replace(
            home,
            procedures=Procedures.model_validate(document.data).root,
            documents={**home.documents, "procedures": document},
        )
        return ProcedureChecker(spoilt, LIBRARY.vocabulary, LIBRARY.statutes_of(home)).findings()

    return check


class Plain(yaml.SafeDumper):
    """Writes no alias: regulation folders may not have any."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the answer is always the same
        return True


def test_a_sound_procedure_has_no_finding(findings: Callable[[Mapping[str, Any]], list[Finding]]) -> None:
    assert findings(SOUND) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_named_with_its_line(
    fault: str, findings: Callable[[Mapping[str, Any]], list[Finding]]
) -> None:
    code, spoil = FAULTS[fault]
    procedure = copy.deepcopy(dict(SOUND))
    spoil(procedure)

    found = findings(procedure)

    assert {finding.code for finding in found} == {code}
    assert all(finding.line > 0 and finding.ja and finding.en for finding in found)


def test_a_refusal_may_leave_the_notice_to_the_step_that_follows(
    findings: Callable[[Mapping[str, Any]], list[Finding]],
) -> None:
    procedure = copy.deepcopy(dict(SOUND))
    at(procedure, 1, 0).update(effect="refused")
    at(procedure, 2)["outcomes"] = [at(procedure, 2, 1)]

    assert findings(procedure) == []


def test_a_refusal_that_leads_to_a_step_without_a_notice_is_found(
    findings: Callable[[Mapping[str, Any]], list[Finding]],
) -> None:
    procedure = copy.deepcopy(dict(SOUND))
    at(procedure, 0, 0).update(effect="refused")

    assert {finding.code for finding in findings(procedure)} == {"refusal_without_reason"}


def test_a_regulation_without_procedures_has_no_finding() -> None:
    statute = LIBRARY.get("appi")

    assert ProcedureChecker(statute, LIBRARY.vocabulary, ()).findings() == []
