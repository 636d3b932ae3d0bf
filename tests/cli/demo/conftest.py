"""Where the offices for practice live while a test opens them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitei.cli.demo import opening


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kitei-demo-", dir="/var/tmp"))
    folder.chmod(0o755)
    monkeypatch.setenv("KITEI_DEMO_HOME", str(folder))
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("KITEI_HOME")
    yield folder
    opening.server().stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)
