"""The log in a folder that anyone can check, with `tools/verify-log` or any tool for C2SP logs."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from kitei.notary import FileStorage, TreeHead, write_export
from kitei.office.ground.errors import OfficeError
from kitei.office.record.models import Head
from kitei.office.record.signing import verifier
from kitei.office.record.storage import entries


class NothingToExport(OfficeError):
    """A record without a signed tree."""

    def __init__(self) -> None:
        super().__init__(
            ja="署名された記録がまだありません。行為が一つ記録されてから書き出してください",
            en="there is no signed record yet; export once an act was recorded",
        )


def export(folder: Path) -> TreeHead:
    """Write the log out: entries, tiles, and the newest checkpoint last. No payload goes with it.

    Raises:
        NothingToExport: nothing is recorded yet.
        NotThisLog: the acts do not lead to the signed tree; look with `verify`.
        TileChanged: the folder holds another log.
    """
    with transaction.atomic():
        head = Head.objects.first()
        if head is None:
            raise NothingToExport
        return write_export(FileStorage(folder), entries(head.size), bytes(head.note), verifier()).head
