"""Keys: made, opened, wrapped by another master key, destroyed.

Opened keys are kept in the memory of the process for a minute, so that a page of fifty cases asks once. A key that was
destroyed is gone at once where that happened, and from every other process within that minute.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from threading import Lock
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

from kitei.office.ground import dice
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.vault import masters
from kitei.office.vault.models import Key
from kitei.office.vault.sealing import KEY_SIZE, Forged, seal, unseal

Purpose = Literal["case", "office", "draft"]
KEPT_FOR = 60.0  # seconds
MOST_KEPT = 10_000
_OFFICE_LOCK = 0x6B69_7465_6901  # one process at a time makes the office's key


class NoSuchKey(OfficeError):
    """A key that is not in the vault."""

    def __init__(self, key: UUID) -> None:
        super().__init__(
            ja=f"鍵 `{key}` がありません。`kitei record verify` で調べてください",
            en=f"there is no key `{key}`; look with `kitei record verify`",
        )


class KeyDestroyed(OfficeError):
    """A key that was destroyed: what it sealed is erased, and nothing more can be sealed with it."""

    def __init__(self, key: UUID) -> None:
        super().__init__(
            ja=f"鍵 `{key}` は破棄されています。この鍵で保護された内容は消去済みで、書き足すこともできません",
            en=f"the key `{key}` was destroyed: what it sealed is erased, and nothing can be added",
        )


class _Opened:
    """Keys in the memory of this process."""

    def __init__(self) -> None:
        self._kept: dict[UUID, tuple[float, bytes]] = {}
        self._lock = Lock()
        self.office: UUID | None = None

    def get(self, key: UUID) -> bytes | None:
        kept = self._kept.get(key)
        return kept[1] if kept and kept[0] > time.monotonic() else None

    def keep(self, opened: dict[UUID, bytes]) -> None:
        until = time.monotonic() + KEPT_FOR
        with self._lock:
            if len(self._kept) + len(opened) > MOST_KEPT:
                self._kept.clear()
            self._kept.update({key: (until, plain) for key, plain in opened.items()})

    def forget(self, key: UUID | None = None) -> None:
        with self._lock:
            if key in (None, self.office):
                self.office = None
            if key is None:
                self._kept.clear()
            else:
                self._kept.pop(key, None)


_opened = _Opened()


def create(purpose: Purpose, at: datetime) -> Key:
    """Make a key, in the caller's transaction.

    Args:
        at: the time of the act that needs it.

    Raises:
        NoMaster: there is no master key to wrap it.
    """
    key, plain = new_id(at), dice.token(KEY_SIZE)
    master_id, master = next(iter(masters.live().items()))
    wrapped = seal(master, plain, place=_place(key, master_id))
    row = Key.objects.create(id=key, purpose=purpose, wrapped=wrapped, master_id=master_id, made_at=at)
    _opened.keep({key: plain})
    return row


def of_office(at: datetime, *, known: bool = False) -> UUID:
    """The id of the office's own key, under which acts of no case are sealed; it is made when first asked for.

    Args:
        known: what this process remembers is enough; whoever asks so makes sure by himself that the key lives.
    """
    if known and _opened.office is not None:
        return _opened.office
    found = _office_key()
    if found is None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_OFFICE_LOCK])
            found = _office_key() or create("office", at).id
    _opened.office = found
    return found


def opened(key: UUID, among: Collection[UUID] = ()) -> bytes | None:
    """The key itself, 32 bytes; ``None`` if it was destroyed.

    Args:
        among: keys that are likely to be asked for next: they are fetched together.

    Raises:
        NoSuchKey: it is not in the vault.
        NoMaster: the master key that wraps it is not at hand.
    """
    kept = _opened.get(key)
    if kept is not None:
        return kept
    wanted = {key, *(other for other in among if _opened.get(other) is None)}
    rows = {row.id: row for row in Key.objects.filter(id__in=wanted)}
    if key not in rows:
        raise NoSuchKey(key)
    known = masters.live()
    mine = _unwrapped(rows.pop(key), known)
    together = {key: mine} if mine is not None else {}
    for row in rows.values():  # one that does not open is told to whoever asks for it
        with suppress(Forged, masters.NoMaster):
            other = _unwrapped(row, known)
            together |= {} if other is None else {row.id: other}
    _opened.keep(together)
    return mine


def live(key: UUID) -> bytes:
    """The key itself.

    Raises:
        KeyDestroyed: it is no more.
        NoSuchKey, NoMaster: see `opened`.
    """
    plain = opened(key)
    if plain is None:
        raise KeyDestroyed(key)
    return plain


def end(key: UUID, at: datetime) -> bool:
    """Destroy a key; ``False`` if it was destroyed before. Only `record.services.destroying` calls this."""
    _opened.forget(key)
    ended = Key.objects.filter(id=key, destroyed_at__isnull=True).update(wrapped=None, master_id="", destroyed_at=at)
    if not ended and not Key.objects.filter(id=key).exists():
        raise NoSuchKey(key)
    return bool(ended)


def rewrap(most: int = 500) -> int:
    """Wrap up to so many keys by the master key that wraps now, and return how many. Nobody has to wait for it.

    Raises:
        NoMaster: a master key that wraps one of them is not at hand.
    """
    known = masters.live()
    master_id, master = next(iter(known.items()))
    with transaction.atomic():
        waiting = Key.objects.filter(wrapped__isnull=False).exclude(master_id=master_id).order_by("id")
        rows = list(waiting.select_for_update(skip_locked=True)[:most])
        for row in rows:
            row.wrapped = seal(master, _unwrapped(row, known) or b"", place=_place(row.id, master_id))
            row.master_id = master_id
        Key.objects.bulk_update(rows, ["wrapped", "master_id"])
    return len(rows)


def check(row: Key) -> None:
    """Make sure that a living key opens.

    Raises:
        Forged: what is kept of it was altered.
        NoMaster: the master key that wraps it is not at hand.
    """
    _unwrapped(row, masters.live())


def forget(key: UUID | None = None) -> None:
    """Forget an opened key of this process, or every one."""
    _opened.forget(key)


def _office_key() -> UUID | None:
    return Key.objects.filter(purpose="office", destroyed_at__isnull=True).values_list("id", flat=True).first()


def _unwrapped(row: Key, known: Mapping[str, bytes]) -> bytes | None:
    if row.wrapped is None:
        return None
    if row.master_id not in known:
        raise masters.NoMaster(row.master_id)
    return unseal(known[row.master_id], bytes(row.wrapped), place=_place(row.id, row.master_id))


def _place(key: UUID, master_id: str) -> str:
    return f"vault_key|wrapped|{key}|{master_id}"
