"""The hashed requirements: what is declared is locked, and nothing says where it was fetched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def locked(root: Path, name: str) -> dict[str, str]:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {match["name"]: match["version"] for match in PINNED.finditer(text)}


def declared(names: list[str]) -> set[str]:
    """The bare names of declared dependencies, as the lock spells them."""
    return {re.split(r"[\[<>=! ]", name)[0].lower().replace("_", "-") for name in names}


def test_every_declared_dependency_is_locked(root: Path, project: dict[str, Any]) -> None:
    run = declared(project["project"]["dependencies"])
    dev = declared(project["dependency-groups"]["dev"])

    assert run - locked(root, "run").keys() == set()
    assert (run | dev) - locked(root, "dev").keys() == set()


def test_the_development_set_contains_the_run_set_at_the_same_versions(root: Path) -> None:
    run, dev = locked(root, "run"), locked(root, "dev")

    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_package_is_held_by_a_hash(name: str, root: Path) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")

    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("path", ["requirements/run.txt", "requirements/dev.txt", "pyproject.toml"])
def test_no_package_index_is_named(path: str, root: Path) -> None:
    text = (root / path).read_text(encoding="utf-8")

    assert re.search(r"index-url|find-links|://", text) is None
