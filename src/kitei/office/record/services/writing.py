"""One act: its rows and its leaf, in one transaction. Every row of the office is saved here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import Cursor

from kitei.notary import EntryTooLong, Leaf, canonical
from kitei.notary.leaves import SALT_SIZE
from kitei.notary.tiled.bundles import LONGEST
from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.rows import ActedRow, keep, row_digest
from kitei.office.record.sealed import digest_of, seal_whole
from kitei.office.record.services.subscribing import Recorded, announce
from kitei.office.record.waking import wake_after_commit
from kitei.office.vault import keys

Change = tuple[str, str, str | None]
_JSON = (type(None), bool, int, float, str)
KEYS = "vault_key"  # the table of keys; the record knows only when each ended

# The act and its place in the queue, in one go, if the key that seals it is alive. No NOTIFY here: it would let commits
# wait for one another.
_INSERT = """
WITH written AS (
    INSERT INTO record_act (entry, payload_digest, rows, "case", sealed, key, at, name, actor, role, clauses)
    SELECT %s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s, %s, %s::jsonb
    WHERE EXISTS (SELECT FROM vault_key WHERE id = %s AND wrapped IS NOT NULL) RETURNING id
)
INSERT INTO record_pending (act) SELECT id FROM written RETURNING act
"""


class NoTransaction(OfficeError):
    """An act outside a transaction: its rows and its leaf could part."""

    def __init__(self, act: str) -> None:
        super().__init__(
            ja=f"`{act}` はトランザクションの外では記録できません。transaction.atomic() で包んでください",
            en=f"`{act}` is not recorded outside a transaction; put the whole service into transaction.atomic()",
        )


class RowChanged(OfficeError):
    """Somebody else changed, or removed, a row since it was read: one of two acts wins, and this is the other."""

    def __init__(self, table: str) -> None:
        super().__init__(
            ja=f"`{table}` の内容は、画面を開いた後に別の人が更新しました。読み直してからやり直してください",
            en=f"somebody else changed this row of `{table}` since it was read; read it again and decide anew",
        )


class NotPlain(OfficeError):
    """A payload with something that no JSON can say."""

    def __init__(self, act: str, value: object) -> None:
        super().__init__(
            ja=f"`{act}` の内容に、記録できない型 `{type(value).__name__}` があります",
            en=f"the payload of `{act}` holds a `{type(value).__name__}`, which cannot be recorded",
        )


@dataclass(frozen=True, slots=True)
class CaseRef:
    """The case that an act belongs to: its number, which stays in the record, and the key that seals its payloads."""

    number: str
    key: UUID


def write(
    *,
    act: str,
    actor: Actor,
    at: datetime,
    clauses: Sequence[str] = (),
    payload: Mapping[str, Any],
    case: CaseRef | None,
    rows: Sequence[ActedRow] = (),
    removed: Sequence[ActedRow] = (),
    ended_keys: Sequence[UUID] = (),
) -> int:
    """Record one act: save its rows, delete those removed, and write exactly one leaf. Within a transaction.

    Args:
        act: what was done: `case.opened`.
        at: when, aware.
        clauses: the ids of the clauses it rests on, in the order in which they are cited.
        payload: what was done, in full; sealed under the case's key. Days, times, ids and decimals become text.
        case: ``None`` for acts of no case: the office's key seals them.
        rows: new and changed rows, in an order in which they can be saved.
        removed: rows to delete; what still refers to them makes the database refuse.
        ended_keys: keys of the vault that this act destroyed: for `destroy_key`.

    Returns:
        The number of the act.

    Raises:
        NoTransaction: there is none.
        RowChanged: a row is no longer the one that was read. Nothing was saved.
        NotPlain: the payload holds something that cannot be recorded.
        NotALeaf: the act, actor, role, case or a clause is no identifier.
        EntryTooLong: so many clauses that the leaf is longer than 65,535 bytes.
        KeyDestroyed: the case's key is no more.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(act)
    said, salt = canonical(_plain(act, payload)), dice.token(SALT_SIZE)
    _lock([*rows, *removed])
    changed = _changes(rows, removed, ended_keys)
    payload_digest = digest_of(said, salt)

    def leaf_over(sealed: bytes) -> Leaf:
        return Leaf(
            actor=actor.pseudonym, role=actor.role, act=act, case=None if case is None else case.number, at=at,
            clauses=tuple(clauses), digest=act_digest(payload_digest, changed, sealed),
        )  # fmt: skip

    leaf, written = _insert(leaf_over, payload_digest, changed, salt + said, None if case is None else case.key, at)
    _save(rows, written)
    _remove(removed)
    wake_after_commit()
    touched = tuple((table, row) for table, row, _ in changed)
    announce(Recorded(id=written, act=act, case=leaf.case, actor=actor, at=leaf.at, rows=touched))
    return written


def _changes(rows: Sequence[ActedRow], removed: Sequence[ActedRow], ended_keys: Sequence[UUID]) -> list[Change]:
    """What an act says of the rows it changed: table, id, and the digest; none where the row is gone."""
    kept: list[Change] = [(row._meta.db_table, str(row.pk), row_digest(row)) for row in rows]
    gone: list[Change] = [(row._meta.db_table, str(row.pk), None) for row in removed]
    return kept + gone + [(KEYS, str(key), None) for key in ended_keys]


def _insert(
    leaf_over: Callable[[bytes], Leaf],
    payload_digest: str,
    changed: Sequence[Change],
    whole: bytes,
    key: UUID | None,
    at: datetime,
) -> tuple[Leaf, int]:
    """Write the act under a case's key, or else the office's."""
    for known in (True, False):
        sealing = key or keys.of_office(at, known=known)
        sealed = seal_whole(whole, payload_digest=payload_digest, key=sealing)
        leaf = leaf_over(sealed)
        entry = leaf.encode()
        if len(entry) > LONGEST:
            raise EntryTooLong(len(entry))
        values = [
            entry, payload_digest, canonical(changed).decode(), leaf.case, sealed, sealing, leaf.at, leaf.act,
            leaf.actor, leaf.role, canonical(list(leaf.clauses)).decode(), sealing,
        ]  # fmt: skip
        if written := _execute(values):
            return leaf, written
        keys.forget(sealing)  # what this process remembers is no longer so
    raise keys.KeyDestroyed(sealing)


def _execute(values: Sequence[Any]) -> int | None:
    """The number of the act, if its key is alive. The database has read and planned this text once for each connection.

    Not through Django's cursor, which writes every value into the text, so that the database reads it anew.
    """
    held = connection.connection
    held.prepare_threshold = 0  # Django forbids it; its own cursors have no use for it
    with connection.wrap_database_errors, Cursor(held) as cursor:
        cursor.execute(_INSERT, values, prepare=True)
        found = cursor.fetchone()
    return None if found is None else int(found[0])


def act_digest(payload_digest: str, rows: Sequence[Change | Sequence[str | None]], sealed: bytes) -> str:
    """The digest that stands in the leaf: it commits to the payload, to the rows, and to what nobody can open again.

    Args:
        sealed: the payload as it is kept, so that it cannot be exchanged unseen once its key is destroyed.
    """
    kept = sha256(sealed).hexdigest()
    return sha256(canonical({"payload": payload_digest, "rows": rows, "sealed": kept})).hexdigest()


def _lock(rows: Iterable[ActedRow]) -> None:
    """Hold every row that is there already, and make sure that it is still the one that was read.

    Held before the act has its number, so that the acts of a row have their numbers in the order of its changes.
    """
    known = [row for row in rows if not row._state.adding]
    if not known:
        return
    known.sort(key=lambda row: (row._meta.db_table, row.pk))
    for model, each in groupby(known, key=_model_of):
        mine = {row.pk: row.act for row in each}
        held = model._base_manager.filter(pk__in=list(mine)).order_by("pk").select_for_update(of=("self",))
        if dict(held.values_list("pk", "act")) != mine:
            raise RowChanged(model._meta.db_table)


def _model_of(row: ActedRow) -> type[ActedRow]:
    return type(row)


def _save(rows: Sequence[ActedRow], act: int) -> None:
    for (model, adding), each in groupby(rows, key=lambda row: (_model_of(row), row._state.adding)):
        together = list(each)
        for row in together:
            row.act = act
        if adding and len(together) > 1:
            model._base_manager.bulk_create(together)
        else:
            for row in together:
                keep(row)


def _remove(rows: Iterable[ActedRow]) -> None:
    for row in rows:
        found = type(row)._base_manager.filter(pk=row.pk)
        found._raw_delete(found.db)  # noqa: SLF001 - no row of another kind goes with it unseen


def _plain(act: str, value: Any) -> Any:
    """A payload as JSON has it."""
    match value:
        case None | bool() | int() | float() | str() if type(value) in _JSON:
            return value
        case Enum() | str():
            return str(value.value) if isinstance(value, Enum) else str(value)
        case Decimal() | UUID():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(act, one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(act, one) for one in value]
        case set() | frozenset():
            return sorted(_plain(act, one) for one in value)
        case _:
            raise NotPlain(act, value)
