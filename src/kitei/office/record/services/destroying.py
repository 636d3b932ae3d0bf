"""Keys end: what they sealed is erased, and the record says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kitei.office.ground.actors import Actor
from kitei.office.ground.rows import ActedRow
from kitei.office.record.services.writing import CaseRef, write
from kitei.office.vault import keys, masters


def destroy_key(
    *,
    key: UUID,
    case: str | None,
    actor: Actor,
    at: datetime,
    clauses: Sequence[str] = (),
    act: str = "case.key_destroyed",
    rows: Sequence[ActedRow] = (),
) -> int:
    """Destroy a key for good: nobody, with whatever master key, opens again what it sealed. The log still verifies.

    Copies of the database made before hold the key wrapped until they are themselves destroyed.

    Args:
        case: the number of the case whose key it is; the act is sealed under the office's key, which lives on.
        rows: rows that change with it.

    Raises:
        KeyDestroyed: it was destroyed before.
        NoSuchKey: it is not in the vault.
    """
    with transaction.atomic():
        if not keys.end(key, at):
            raise keys.KeyDestroyed(key)
        return write(
            act=act,
            actor=actor,
            at=at,
            clauses=clauses,
            payload={"key": key},
            case=None if case is None else CaseRef(case, keys.of_office(at)),
            rows=rows,
            ended_keys=(key,),
        )


def rewrap_keys(*, actor: Actor, at: datetime, most: int = 500) -> int:
    """Wrap up to so many keys by the newest master key, in an act of its own; 0 when all are, and then no act.

    Raises:
        NoMaster: a master key that wraps one of them is not at hand.
    """
    with transaction.atomic():
        count = keys.rewrap(most)
        if count:
            payload = {"keys": count, "master": next(iter(masters.live()))}
            write(act="vault.keys_rewrapped", actor=actor, at=at, payload=payload, case=None)
    return count
