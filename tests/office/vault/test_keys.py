"""Keys are wrapped by a master key, end once, and change their master while everybody works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from kitei.office.ground import dice
from kitei.office.vault import keys, masters
from kitei.office.vault.models import Key
from kitei.office.vault.sealing import Forged
from tests.office.tables import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own, with one master key."""
    monkeypatch.setitem(settings.OFFICE, "keys", tmp_path)
    master(tmp_path, 1)
    return tmp_path


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    keys.forget()
    yield
    keys.forget()


def master(folder: Path, number: int) -> str:
    key = dice.token(32)
    (folder / f"master-{number}.key").write_text(key.hex() + "\n", encoding="ascii")
    return masters.identity(key)


def test_a_key_opens_again_when_the_process_has_forgotten_it(folder: Path) -> None:
    made = keys.create("case", AT)
    first = keys.live(made.id)
    keys.forget()
    assert keys.opened(made.id) == first
    assert first not in bytes(Key.objects.get().wrapped or b"")
    assert folder.is_dir()


def test_keys_that_are_asked_for_together_are_fetched_together(django_assert_num_queries: type) -> None:
    made = [keys.create("case", AT).id for _ in range(5)]
    keys.forget()
    with django_assert_num_queries(1):
        opened = {key: keys.opened(key, made) for key in made}
    assert len(set(opened.values())) == 5


def test_the_office_has_one_key_made_when_first_asked_for() -> None:
    first = keys.of_office(AT)
    assert keys.of_office(AT) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        keys.create("office", AT)


def test_what_a_destroyed_key_sealed_is_lost_and_nothing_can_be_added() -> None:
    made = keys.create("case", AT)
    assert keys.end(made.id, AT)
    assert not keys.end(made.id, AT)
    assert keys.opened(made.id) is None
    with pytest.raises(keys.KeyDestroyed, match="was destroyed"):
        keys.live(made.id)


def test_a_key_that_never_was_is_named() -> None:
    with pytest.raises(keys.NoSuchKey, match="00000000-0000-0000-0000-000000000007"):
        keys.opened(UUID(int=7))
    with pytest.raises(keys.NoSuchKey):
        keys.end(UUID(int=7), AT)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM vault_key",
        "TRUNCATE vault_key",
        "UPDATE vault_key SET purpose = 'office'",
        "UPDATE vault_key SET wrapped = 'x', destroyed_at = NULL WHERE wrapped IS NULL",
    ],
)
def test_the_database_removes_no_key_and_brings_none_back(statement: str) -> None:
    keys.create("case", AT)
    keys.end(keys.create("case", AT).id, AT)
    with pytest.raises(IntegrityError, match="a destroyed key does not come back"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_masters_change_while_old_and_new_are_live(folder: Path) -> None:
    made = [keys.create("case", AT).id for _ in range(7)]
    known = {key: keys.live(key) for key in made}
    new = master(folder, 2)
    late = keys.create("case", AT)
    assert late.master_id == new
    assert (keys.rewrap(3), keys.rewrap(3)) == (3, 3)
    keys.forget()
    assert {key: keys.opened(key) for key in made} == known  # in the middle of it, everything opens
    assert (keys.rewrap(3), keys.rewrap(3)) == (1, 0)
    (folder / "master-1.key").unlink()
    keys.forget()
    assert {key: keys.opened(key) for key in made} == known


def test_a_missing_master_key_is_named(folder: Path) -> None:
    made = keys.create("case", AT)
    (folder / "master-1.key").unlink()
    with pytest.raises(masters.NoMaster, match=r"master-1\.key"):
        keys.create("case", AT)
    master(folder, 2)
    keys.forget()
    with pytest.raises(masters.NoMaster, match=made.master_id):
        keys.opened(made.id)
    with pytest.raises(masters.NoMaster):
        keys.rewrap()


def test_a_master_key_may_come_from_the_environment_and_then_wraps(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keys.create("case", AT)
    one, other = dice.token(32), dice.token(32)
    monkeypatch.setenv(masters.VARIABLE, f"{one.hex()}, {other.hex()}")
    assert list(masters.live()) == [masters.identity(one), masters.identity(other), old.master_id]
    assert keys.create("case", AT).master_id == masters.identity(one)
    assert folder.is_dir()


@pytest.mark.parametrize("text", ["", "zz", "00" * 31])
def test_a_master_key_that_cannot_be_read_is_named_and_not_shown(folder: Path, text: str) -> None:
    (folder / "master-3.key").write_text(text, encoding="ascii")
    with pytest.raises(masters.NoMaster, match=r"\(master-3\.key\)"):
        masters.live()


def test_a_wrapped_key_that_was_altered_does_not_open() -> None:
    made = keys.create("case", AT)
    keys.check(Key.objects.get())
    Key.objects.update(wrapped=b"\x01" + bytes(60))
    keys.forget()
    with pytest.raises(Forged, match=str(made.id)):
        keys.check(Key.objects.get())


def test_no_more_keys_are_remembered_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST_KEPT", 3)
    made = [keys.create("case", AT).id for _ in range(9)]
    assert all(keys.opened(key) for key in made)
