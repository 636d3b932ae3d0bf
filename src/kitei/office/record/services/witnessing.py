"""A checkpoint went out to a witness: an act of its own, so that it is known who could be asked."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction

from kitei.office.ground.actors import Actor
from kitei.office.ground.identifiers import new_id
from kitei.office.record.models import Witnessing
from kitei.office.record.services.writing import write

Witness = Literal["file", "mail", "rfc3161"]
ACT = "record.checkpoint"


def note_witness(
    *, witness: Witness, where: str, size: int, note: bytes, answer: bytes = b"", actor: Actor, at: datetime
) -> Witnessing:
    """Record that a witness has a checkpoint.

    Args:
        where: the folder, the address, the authority.
        note: the checkpoint, of ``size`` entries.
        answer: the authority's time stamp, which has been checked.
    """
    row = Witnessing(id=new_id(at), witness=witness, where=where, size=size, note=note, answer=answer, at=at)
    with transaction.atomic():
        write(
            act=ACT,
            actor=actor,
            at=at,
            payload={"witness": witness, "where": where, "size": size},
            case=None,
            rows=[row],
        )
    return row
