"""Runs commands as a person would type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kitei.cli.application import application

Run = Callable[..., Result]
Ask = Callable[..., Path]


@pytest.fixture
def kitei() -> Run:
    """Run `kitei` with these words; stdout, stderr and exit status are in the result."""
    runner, app = CliRunner(), application()

    def run(*words: str, typed: str = "") -> Result:
        return runner.invoke(app, list(words), input=typed)

    return run


@pytest.fixture
def question(tmp_path: Path) -> Ask:
    """Write a question file; keys given replace those of a plain provision to a company without consent."""

    def write(**keys: Any) -> Path:
        plain = {
            "regulation": "josai",
            "on": "2026-05-11",
            "question": "provision",
            "facts": {
                "recipient": "company", "named_recipient": "none", "recipient_academic": False, "relation": "none",
                "abroad": False, "consent": False, "grounds": [], "necessary": True, "special_care": [],
                "processed_as": "plain", "opt_out": False,
            },
        }  # fmt: skip
        file = tmp_path / "question.json"
        file.write_text(json.dumps({**plain, **keys}), encoding="utf-8")
        return file

    return write
