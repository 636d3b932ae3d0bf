"""What the record says: acts of a case, payloads, places and proofs."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from kitei.notary import Receipt, receipt
from kitei.office.ground.errors import OfficeError
from kitei.office.record.models import Act, Head, Leaf, Pending, Verification, Witnessing
from kitei.office.record.sealed import open_payload
from kitei.office.record.storage import TableStorage
from kitei.office.vault.fields import DESTROYED, Destroyed


class NoSuchAct(OfficeError):
    """An act that is not in the record."""

    def __init__(self, act: int) -> None:
        super().__init__(ja=f"行為 `{act}` は記録にありません", en=f"there is no act `{act}` in the record")


class NotYetInTree(OfficeError):
    """An act that was recorded and is not yet in the tree."""

    def __init__(self, act: int) -> None:
        super().__init__(
            ja=f"行為 `{act}` は記録済みですが、まだ木に入っていません。数秒後にもう一度お試しください"
            "（続く場合は `kitei worker` が動いているか確かめてください）",
            en=f"act `{act}` is recorded and not yet in the tree; try again in some seconds "
            "(if that goes on, see whether `kitei worker` runs)",
        )


def acts_of(case_number: str) -> QuerySet[Act]:
    """The acts of a case, in order."""
    return Act.objects.filter(case=case_number).order_by("id")


def act(number: int) -> Act:
    """One act.

    Raises:
        NoSuchAct: it is not there.
    """
    found = Act.objects.filter(id=number).first()
    if found is None:
        raise NoSuchAct(number)
    return found


def acts(*, before: int | None = None, size: int = 50) -> list[Act]:
    """The newest acts, newest first; ``before``: only those with a smaller number."""
    found = Act.objects.all() if before is None else Act.objects.filter(id__lt=before)
    return list(found.order_by("-id")[:size])


def payload(of: Act) -> Any | Destroyed:
    """What was done, in full; `DESTROYED` if the key is no more.

    Raises:
        Forged: what is kept was altered.
    """
    found = open_payload(bytes(of.sealed), payload_digest=of.payload_digest, key=of.key)
    return DESTROYED if found is None else found[0]


def head() -> Head | None:
    """The newest tree head; ``None`` while the tree is empty."""
    return Head.objects.first()


def waiting() -> int:
    """How many acts are recorded and not yet in the tree."""
    return Pending.objects.count()


def is_waiting() -> bool:
    """Whether an act is recorded and not yet in the tree."""
    return Pending.objects.exists()


def witnessings() -> QuerySet[Witnessing]:
    """What went out to witnesses, newest first."""
    return Witnessing.objects.order_by("-at", "-id")


def news_for(where: str, size: int) -> bool:
    """Whether anything but other witnessings is in the tree of ``size`` since a witness had its last checkpoint."""
    last = Witnessing.objects.filter(where=where).order_by("-size").first()
    if last is None:
        return size > 0
    since = Leaf.objects.filter(index__gte=last.size, index__lt=size).values("act")
    return Act.objects.filter(id__in=since).exclude(name="record.checkpoint").exists()


def verifications(size: int = 30) -> list[Verification]:
    """The newest verifications, newest first."""
    return list(Verification.objects.order_by("-id")[:size])


def verification(number: int) -> Verification | None:
    """One verification; ``None`` if there is none of that number."""
    return Verification.objects.filter(id=number).first()


def place(number: int) -> int:
    """The place of an act in the tree, from 0.

    Raises:
        NoSuchAct: it is not there.
        NotYetInTree: it has none yet.
    """
    leaf = Leaf.objects.filter(act=number).first()
    if leaf is None:
        act(number)
        raise NotYetInTree(number)
    return leaf.index


def receipt_of(number: int) -> Receipt:
    """The proof that an act was recorded; the act's `entry` and the log's public key are what it is checked with.

    Raises:
        NoSuchAct, NotYetInTree: see `place`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.index, h.size, h.note FROM record_leaf l CROSS JOIN record_head h WHERE l.act = %s", [number]
        )
        found = cursor.fetchone()
    if found is None:
        place(number)  # says why
        raise NotYetInTree(number)
    index, size, note = found
    return receipt(TableStorage.for_proof(index, size), index, bytes(note), size)
