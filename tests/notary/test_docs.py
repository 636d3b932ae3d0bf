"""The page on the record says what the code does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from kitei import notary
from kitei.notary import Leaf

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/record.md").read_text(encoding="utf-8")


def test_the_example_of_an_entry_is_one() -> None:
    example = re.search(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
    assert example is not None
    entry = example[1].replace("…", "ab" * 32).encode()

    assert Leaf.decode(entry).encode() == entry


def test_every_field_of_an_entry_is_explained() -> None:
    table = PAGE.split("| field | holds |")[1].split("\n\n")[0]
    fields = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    example = re.search(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
    assert example is not None

    assert sorted(fields) == sorted(json.loads(example[1]))


def test_every_option_of_the_verifier_is_explained() -> None:
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ROOT / "tools/verify-log", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert set(re.findall(r"^  (--[a-z-]+)", ran.stdout, re.MULTILINE)) <= set(re.findall(r"`(--[a-z-]+)", PAGE))


def test_what_programmers_are_told_to_use_is_there() -> None:
    table = PAGE.split("## For programmers")[1].split("| to | use |")[1].split("\n\n")[0]
    named = {name for code in re.findall(r"`([^`]+)`", table) for name in re.findall(r"\b([A-Za-z_]+)\(", code)}

    assert {name for name in named if name != "encode"} <= set(notary.__all__)
