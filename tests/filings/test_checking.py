"""`filings.yaml` is checked: every name in it means something, and every paper can be filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kitei.filings.checking import FilingChecker
from kitei.filings.opening import open_book
from kitei.regulations.library import Library
from tests.filings.books import UNIVERSITIES, book, changed


@pytest.mark.parametrize("key", UNIVERSITIES)
def test_the_check_finds_nothing(key: str) -> None:
    assert FilingChecker(book(key)).findings() == []


def test_a_folder_without_filings_is_not_checked(tmp_path: Path) -> None:
    folder = changed(tmp_path, "josai", lambda _: None).regulation.folder
    (folder / "filings.yaml").unlink()

    assert FilingChecker(open_book(Library(), folder)).findings() == []


def filing(data: Any, index: int = 0) -> Any:
    return data["filings"][index]


def notice(data: Any, paper: str) -> Any:
    return next(each for each in data["notices"] if each["paper"] == paper)


FAULTS: dict[str, Callable[[Any], Any]] = {
    "unknown_form": lambda d: filing(d).update(form="form33"),
    "unknown_field": lambda d: filing(d)["entries"].update(subject="informations"),
    "unknown_outcome": lambda d: filing(d).update(outcome="sent"),
    "unknown_procedure": lambda d: filing(d)["procedures"].append("disclosures"),
    "unknown_fact": lambda d: filing(d)["facts"].append({"fact": "known_on", "value": "2026-01-01"}),
    "unknown_value": lambda d: filing(d)["facts"][0]["values"].update(disclose="disclosure"),
    "choice_left_out": lambda d: filing(d)["facts"][0]["values"].pop("erase"),
    "unknown_choice": lambda d: filing(d)["facts"][0]["values"].update(burn="erase"),
    "unknown_proof": lambda d: filing(d)["proofs"].append("face"),
    "unknown_checklist": lambda d: d["proofs"][0].update(checklist="faces"),
    "no_filing": lambda d: d["filings"].pop(),
    "unknown_frame": lambda d: notice(d, "josai:form4").update(frame="letters"),
    "unknown_text": lambda d: notice(d, "josai:form4")["values"].update(remarks={"text": "appeals"}),
    "unknown_role": lambda d: d["desk"].update(role="managers"),
    "no_source": lambda d: notice(d, "josai:form4")["values"].pop("manager"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_named(code: str, tmp_path: Path) -> None:
    findings = FilingChecker(changed(tmp_path, "josai", FAULTS[code])).findings()

    assert code in {finding.code for finding in findings}
    assert all(finding.ja and finding.en and finding.file == "josai/filings.yaml" for finding in findings)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: filing(d)["claimants"][0].update(choice="me"), "unknown_choice"),
        (lambda d: d["proofs"][0].update(field="faces"), "unknown_field"),
        (lambda d: notice(d, "letter-appeal-result")["values"]["result"].update(otherwise="lost"), "unknown_choice"),
        (lambda d: notice(d, "letter-appeal-result").update(form="letter-nothing"), "unknown_form"),
        (lambda d: notice(d, "letter-appeal-result")["typed"].remove("reason"), "no_source"),
        (lambda d: notice(d, "letter-appeal-result")["values"].update(matter={"fact": "matters"}), "unknown_fact"),
    ],
)
def test_a_fault_of_a_form_that_asks_who_files_is_found(
    change: Callable[[Any], Any], code: str, tmp_path: Path
) -> None:
    findings = FilingChecker(changed(tmp_path, "iuj", change)).findings()

    assert code in {finding.code for finding in findings}


def test_a_paper_whose_choice_has_no_case_for_an_outcome_is_found(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        notice(data, "josai:form4")["values"]["decision"]["values"].pop("granted")

    assert "no_source" in {each.code for each in FilingChecker(changed(tmp_path, "josai", change)).findings()}
