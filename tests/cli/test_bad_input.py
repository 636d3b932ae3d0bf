"""Bad input: one clear sentence with file, line or path, what was expected and the nearest match; exit status 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ask, Run

FACTS = {"recipient": "company", "consent": False}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"facts": {"consnet": True}}, ["facts.consnet", "`consent`"]),
        ({"facts": {"recipient": "Company"}}, ["facts.recipient", "`company`"]),
        ({"facts": {"consent": "yes"}}, ["facts.consent", "true / false"]),
        ({"facts": {"grounds": ["vitel"]}}, ["facts.grounds", "`vital`"]),
        ({"facts": {"subject_age": -1}}, ["facts.subject_age"]),
        ({"facts": {"consented_on": "令和元年2月30日"}}, ["facts.consented_on"]),
        ({"facts": {"media": "paper"}}, ["facts.media"]),
        ({"question": "provison"}, ["`provison`", "`provision`"]),
        ({"regulation": "josay"}, ["`josay`", "`josai`"]),
        ({"regulaton": "josai"}, ["regulaton", "`regulation`"]),
        ({"on": "2026-02-30"}, ["on"]),
        ({"on": "2008-01-01"}, ["josai", "2009-04-01", "2015-11-10"]),
        ({"on": "2010-01-01"}, ["josai", "2009-04-01", "2015-11-10"]),
    ],
)
def test_it_says_what_is_wrong_and_what_was_meant(
    kitei: Run, question: Ask, keys: dict[str, object], expected: list[str]
) -> None:
    for language in ("ja", "en"):
        done = kitei("decide", str(question(**keys)), "--lang", language)

        assert done.exit_code == 2
        assert done.stdout == ""
        assert all(word in done.stderr for word in expected), done.stderr


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe{", "1"),
        (b'{"question": "provision",\n "facts": {', ":"),
        (b"a: &a [1]\nb: *a\n", ":1"),
        (b"", "question.json"),
        (b'{"question": "provision", "question": "use"}', "question"),
        (b"[" * 5000, "question.json"),
        (b"- 1\n- 2\n", "question.json"),
    ],
)
def test_a_file_that_is_no_question_is_named(kitei: Run, tmp_path: Path, content: bytes, expected: str) -> None:
    file = tmp_path / "question.json"
    file.write_bytes(content)

    done = kitei("decide", str(file), "--regulation", "josai")

    assert (done.exit_code, done.stdout) == (2, "")
    assert expected in done.stderr


def test_a_file_of_a_hundred_megabytes_is_not_even_read(kitei: Run, tmp_path: Path) -> None:
    file = tmp_path / "question.json"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)

    done = kitei("decide", str(file), "--regulation", "josai")

    assert done.exit_code == 2
    assert "100,000,000" in done.stderr


def test_a_missing_file_is_named(kitei: Run) -> None:
    done = kitei("decide", "no-such-file.json", "--regulation", "josai")

    assert done.exit_code == 2
    assert "no-such-file.json" in done.stderr


def test_no_traceback_reaches_the_person(question: Ask) -> None:
    file = question(facts={"consnet": 1})

    done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-m", "kitei", "decide", str(file)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
