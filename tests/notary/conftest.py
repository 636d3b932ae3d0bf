"""What the tests of the notary share: the public vectors, keys and small logs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kitei.notary import FileStorage, KeyKind, SigningKey, sign_checkpoint, write_export
from tests.notary.logs import entries_of, head_of


@pytest.fixture(scope="session")
def vectors() -> Path:
    return Path(__file__).parents[1] / "data/vectors"


@pytest.fixture(scope="session")
def log_key() -> SigningKey:
    return SigningKey("example.jp/record", bytes(range(32)))


@pytest.fixture(scope="session")
def witness_key() -> SigningKey:
    return SigningKey("witness.example/w1", bytes(range(32, 64)), KeyKind.WITNESS)


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def exported(tmp_path: Path, log_key: SigningKey) -> Callable[[int], FileStorage]:
    """An honest export of so many entries."""

    def export(size: int) -> FileStorage:
        storage = FileStorage(tmp_path / "export")
        entries = entries_of(size)
        write_export(storage, entries, sign_checkpoint(head_of(entries), log_key), log_key.verifier)
        return storage

    return export
